"""The parts inside a zip (.xlsx, .xlsm, .ods, .docx), looked at before anything is unpacked."""

import io
import re
import zipfile
from collections.abc import Iterator
from enum import StrEnum
from functools import cached_property
from xml.etree import ElementTree

from loaders.reader.file_type import SAVE_AS, UNKNOWN
from loaders.reader.limits import LARGEST_PART, LARGEST_UNPACKED, MOST_PARTS
from loaders.reader.refusal import DAMAGED, PASSWORD, Refused

ODS = b"application/vnd.oasis.opendocument.spreadsheet"
TYPES = "[Content_Types].xml"
WORKBOOKS = (  # the types that a package may give its main part, in whatever folder that lies
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
    """What a zip is that can be read."""

    EXCEL = ".xlsx"
    ODS = ".ods"
    WORD = ".docx"


class Parts:
    """The parts by name. Raises Refused for a zip made to do harm, or one without a workbook."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
            raise Refused(DAMAGED) from error
        self.entries = self._zip.infolist()
        _check(self.entries)
        self.names = self._zip.namelist()
        self._read: dict[str, bytes] = {}

    @cached_property
    def package(self) -> Package:
        """Whether it is a workbook of Excel, a spreadsheet of LibreOffice or a document of Word. Raises Refused."""
        names = set(self.names)
        if "mimetype" in names and self.read("mimetype").startswith(ODS):
            return Package.ODS
        types = self.read(TYPES) if TYPES in names else b""
        if "xl/workbook.bin" in names or BINARY in types:
            raise Refused(f"The file is a binary workbook (.xlsb). {SAVE_AS}")
        if any(name.startswith("xl/") for name in names) or any(of_workbook in types for of_workbook in WORKBOOKS):
            return Package.EXCEL
        if any(name.startswith("word/") for name in names) or any(of_document in types for of_document in DOCUMENTS):
            return Package.WORD
        for folder, sentence in OTHERS.items():
            if any(name.startswith(folder) for name in names):
                raise Refused(sentence)
        if any(
            name.lower().endswith((".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".docx", ".html", ".htm"))
            for name in names
        ):
            raise Refused("The file is an archive. Unpack it and send each file by itself.")
        raise Refused(UNKNOWN)

    def read(self, name: str) -> bytes:
        """One part; the zip stops at the size it states and refuses what goes on beyond it."""
        if name in self._read:
            return self._read[name]
        part = self._zip.read(name)
        if len(part) < CHUNK:  # the small ones are looked at more than once
            self._read[name] = part
        return part

    def size(self, names: list[str]) -> int:
        """The size of these parts in bytes, unpacked."""
        return sum(self._zip.getinfo(name).file_size for name in names)

    def chunks(self, name: str) -> Iterator[bytes]:
        """One part, piece by piece."""
        if name in self._read:
            yield self._read[name]
            return
        with self._zip.open(name) as part:
            while chunk := part.read(CHUNK):
                yield chunk

    def _start(self, name: str) -> bytes:
        """As much of a part as tells its encoding."""
        with self._zip.open(name) as part:
            return part.read(200)

    def tree(self, name: str) -> ElementTree.Element:
        """One small part as a tree, after a look for entities."""
        text = self.read(name)
        refuse_entities(text)
        return ElementTree.fromstring(text)

    def check_xml(self, read_elsewhere: frozenset[str]) -> frozenset[str]:
        """Refuses entities in the parts that are read; names the parts in an encoding that not every reader knows."""
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
        """All parts, those named in `odd` turned into UTF-8, in memory."""
        renewed = io.BytesIO()
        with zipfile.ZipFile(renewed, "w", zipfile.ZIP_STORED) as into:
            for name in self.names:
                part = self.read(name)
                into.writestr(name, as_utf8(part) if name in odd else part)
        return Parts(renewed.getvalue())


def refuse_entities(text: bytes) -> None:
    """No workbook needs a document type; the entities it may define grow without end."""
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise Refused(ENTITIES)


def _check(parts: list[zipfile.ZipInfo]) -> None:
    names = [part.filename.casefold() for part in parts]
    if any(part.flag_bits & 1 for part in parts):
        raise Refused(PASSWORD)
    if len(parts) > MOST_PARTS:
        raise Refused(f"The file holds over {MOST_PARTS:,} parts. Send the plan alone, in a new workbook.")
    if max((part.file_size for part in parts), default=0) > LARGEST_PART:
        raise Refused("The file is too large once unpacked. Send the plan alone, in a new workbook.")
    if sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise Refused("The file is too large once unpacked. Send the plan alone, in a new workbook.")
    if len(set(names)) < len(names) or any(".." in re.split(r"[/\\]", name) for name in names):
        raise Refused("The parts of the file have names that no office program writes. Save it anew and send that.")
    if any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts):
        raise Refused("The file is packed in a way that no office program uses. Save it anew and send that.")


def _is_utf8(start: bytes) -> bool:
    if start.startswith((b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")):
        return False
    declared = DECLARED.search(start[:200])
    return not declared or declared[1].lower() in (b"utf-8", b"utf8", b"us-ascii", b"ascii")


def as_utf8(part: bytes) -> bytes:
    """A part in UTF-8, whatever encoding it says that it is in; unchanged where it is in UTF-8."""
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
