"""The parts inside a zip (.xlsx, .xlsm, .ods, .docx), checked before anything is unpacked."""

import io
import re
import zipfile
from collections.abc import Iterator
from enum import StrEnum
from functools import cached_property
from xml.etree import ElementTree

from loaders.reader.file_type import SAVE_AS, UNKNOWN
from loaders.reader.limits import LARGEST_PART, LARGEST_UNPACKED, MOST_PARTS
from loaders.reader.refusal import DAMAGED, PASSWORD, FileRefused

ODS = b"application/vnd.oasis.opendocument.spreadsheet"
TYPES = "[Content_Types].xml"
WORKBOOKS = (  # the types that a package may give its main part, whatever folder that is in
    b"spreadsheetml.sheet.main+xml",
    b"spreadsheetml.template.main+xml",
    b"ms-excel.sheet.macroEnabled.main+xml",
    b"ms-excel.template.macroEnabled.main+xml",
)
DOCUMENTS = (
    b"wordprocessingml.document.main+xml",
    b"wordprocessingml.template.main+xml",
    b"ms-word.document.macroEnabled.main+xml",
    b"ms-word.template.macroEnabledTemplate.main+xml",
)
BINARY = b"ms-excel.sheet.binary.macroEnabled.main"
CHUNK = 1 << 18
ENTITIES = "The file defines XML entities, which no office program writes. Save it anew and send that."
OTHERS = {
    "ppt/": "The file is a PowerPoint document (.pptx). Copy its table into a spreadsheet and send that as .xlsx.",
    "Index/": f"The file is a Numbers document. {SAVE_AS}",
}
RETURNS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".docx", ".html", ".htm")
DECLARED = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']""")


class Package(StrEnum):
    """The kinds of zip that can be read."""

    EXCEL = ".xlsx"
    ODS = ".ods"
    WORD = ".docx"


class Parts:
    """The parts of a zip by name.

    Raises FileRefused for a zip that is damaged, has a password or is made to do harm.
    """

    def __init__(self, data: bytes) -> None:
        self.data = data
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
            raise FileRefused(DAMAGED) from error
        self.entries = self._zip.infolist()
        _check(self.entries)
        self.names = self._zip.namelist()
        self._read: dict[str, bytes] = {}

    @cached_property
    def package(self) -> Package:
        """Whether it is an Excel workbook, a LibreOffice spreadsheet or a Word document.

        Raises FileRefused otherwise.
        """
        names = set(self.names)
        if "mimetype" in names and self.read("mimetype").startswith(ODS):
            return Package.ODS
        types = self.read(TYPES) if TYPES in names else b""
        if "xl/workbook.bin" in names or BINARY in types:
            raise FileRefused(f"The file is a binary workbook (.xlsb). {SAVE_AS}")
        if any(name.startswith("xl/") for name in names) or any(of_workbook in types for of_workbook in WORKBOOKS):
            return Package.EXCEL
        if any(name.startswith("word/") for name in names) or any(of_document in types for of_document in DOCUMENTS):
            return Package.WORD
        for folder, sentence in OTHERS.items():
            if any(name.startswith(folder) for name in names):
                raise FileRefused(sentence)
        if any(name.lower().endswith(RETURNS) for name in names):
            raise FileRefused("The file is an archive. Unpack it and send each file by itself.")
        raise FileRefused(UNKNOWN)

    def read(self, name: str) -> bytes:
        """One part; the zip stops at the size that it states and refuses anything beyond."""
        if name in self._read:
            return self._read[name]
        part = self._zip.read(name)
        if len(part) < CHUNK:  # small parts are read more than once
            self._read[name] = part
        return part

    def size(self, names: list[str]) -> int:
        """The unpacked size of these parts in bytes."""
        return sum(self._zip.getinfo(name).file_size for name in names)

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yields one part, chunk by chunk."""
        if name in self._read:
            yield self._read[name]
            return
        with self._zip.open(name) as part:
            while chunk := part.read(CHUNK):
                yield chunk

    def _start(self, name: str) -> bytes:
        """The start of a part, long enough to tell its encoding."""
        with self._zip.open(name) as part:
            return part.read(200)

    def tree(self, name: str) -> ElementTree.Element:
        """One small part as a tree, after a check for entities. Raises FileRefused if there are any."""
        text = self.read(name)
        refuse_entities(text)
        return ElementTree.fromstring(text)

    def check_xml(self, read_elsewhere: frozenset[str]) -> frozenset[str]:
        """The parts in an encoding that not every reader knows.

        Raises FileRefused for entities in any part read here.
        """
        odd = set()
        for name in self.names:
            if not name.endswith((".xml", ".rels")) or "/pivotCache/" in name:
                continue
            start = self._start(name) if name in read_elsewhere else self.read(name)
            if not _is_utf8(start):
                odd.add(name)
            elif name not in read_elsewhere:
                refuse_entities(start)
        return frozenset(odd)

    def in_utf8(self, odd: frozenset[str]) -> "Parts":
        """A package in memory with all the parts, those named in `odd` turned into UTF-8."""
        renewed = io.BytesIO()
        with zipfile.ZipFile(renewed, "w", zipfile.ZIP_STORED) as into:
            for name in self.names:
                part = self.read(name)
                into.writestr(name, as_utf8(part) if name in odd else part)
        return Parts(renewed.getvalue())


def refuse_entities(text: bytes) -> None:
    """Raises FileRefused for a document type: no workbook needs one, and its entities may grow without end."""
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise FileRefused(ENTITIES)


def _check(parts: list[zipfile.ZipInfo]) -> None:
    names = [part.filename.casefold() for part in parts]
    if any(part.flag_bits & 1 for part in parts):
        raise FileRefused(PASSWORD)
    if len(parts) > MOST_PARTS:
        raise FileRefused(f"The file holds over {MOST_PARTS:,} parts. Send the plan alone, in a new workbook.")
    if max((part.file_size for part in parts), default=0) > LARGEST_PART:
        raise FileRefused("The file is too large once unpacked. Send the plan alone, in a new workbook.")
    if sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise FileRefused("The file is too large once unpacked. Send the plan alone, in a new workbook.")
    if len(set(names)) < len(names) or any(".." in re.split(r"[/\\]", name) for name in names):
        raise FileRefused("The parts of the file have names that no office program writes. Save it anew and send that.")
    if any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts):
        raise FileRefused("The file is packed in a way that no office program uses. Save it anew and send that.")


def _is_utf8(start: bytes) -> bool:
    if start.startswith((b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")):
        return False
    declared = DECLARED.search(start[:200])
    return not declared or declared[1].lower() in (b"utf-8", b"utf8", b"us-ascii", b"ascii")


def as_utf8(part: bytes) -> bytes:
    """A part in UTF-8, whatever encoding it says it is in; unchanged if it is in UTF-8."""
    if _is_utf8(part):
        return part
    declared = DECLARED.search(part[:200])
    if part.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    elif part.startswith(b"\0<"):
        encoding = "utf-16-be"
    else:
        encoding = declared[1].decode() if declared else "utf-16-le"
    text = part.decode(encoding)
    refuse_entities(text.encode())
    return re.sub(r"<\?xml.*?\?>", "", text, count=1).encode()
