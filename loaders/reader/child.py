"""The reading process: parses received files under limits, and answers on a private pipe."""

import codecs
import io
import math
import os
import sys
import time
import zipfile
from typing import BinaryIO

from loaders.reader import parse, slow_reader
from loaders.reader.limits import MEMORY, OUT_OF_MEMORY, cpu_seconds
from loaders.reader.parse import answer

if sys.platform != "win32":  # Windows has no such limits; watch.py limits the time by the clock there
    import resource

RECEIVED = b"\x06"
PANIC = 72  # exit status
ENCODINGS = ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "iso-8859-1", "iso-8859-15", "ascii", "mac-roman")
CODE_PAGES = (437, 850, 852, *range(1250, 1259))  # of texts in .xls files from before 1997

FORMATS = "http://schemas.openxmlformats.org"
MAIN, LINKS = f"{FORMATS}/spreadsheetml/2006/main", f"{FORMATS}/officeDocument/2006/relationships"
RELATION = (
    f'<Relationships xmlns="{FORMATS}/package/2006/relationships">'
    f'<Relationship Id="r1" Type="{LINKS}/%s" Target="%s"/></Relationships>'
)
SMALL_WORKBOOK = {
    "_rels/.rels": RELATION % ("officeDocument", "xl/workbook.xml"),
    "xl/_rels/workbook.xml.rels": RELATION % ("worksheet", "sheet.xml"),
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}"><sheets><sheet name="A" sheetId="1" r:id="r1" xmlns:r="{LINKS}"/>'
    "</sheets></workbook>",
    "xl/sheet.xml": f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1" t="str"><v>é</v></c>'
    '<c r="B1"><f>1</f></c></row></sheetData></worksheet>',
}


def main() -> None:
    """Reads one file after another until the pipe closes."""
    answers = _private_pipe()
    if slow_reader.ARGUMENT in sys.argv:
        _load_slow_reader()
    _warm_up()
    _limit()
    while (data := _next(sys.stdin.buffer)) is not None:
        _send(answers, RECEIVED)
        _allow(len(data))
        reply = _answer(data)
        _send(answers, len(reply).to_bytes(8, "big") + math.ceil(time.process_time()).to_bytes(4, "big") + reply)


def _private_pipe() -> BinaryIO:
    """Returns the pipe for answers. What the readers print is discarded, so that it cannot mix with them."""
    private = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return os.fdopen(private, "wb")


def _load_slow_reader() -> None:
    for unneeded in ("numpy", "PIL", "lxml"):  # openpyxl would load them, at the cost of time and memory
        sys.modules[unneeded] = None  # type: ignore[assignment]  # None makes every import of it fail
    from loaders.reader import with_openpyxl

    parse.slow_reader = with_openpyxl.read


def _warm_up() -> None:
    """Reads a small workbook, a text and a page, so that what loads on first use is loaded before the limits apply."""
    answer(_small_workbook())
    answer(b"a,b")
    answer(b"<style>td{display:none}</style><table><tr><td>a")
    for encoding in (*ENCODINGS, *(f"cp{page}" for page in CODE_PAGES)):
        codecs.lookup(encoding)


def _small_workbook() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in SMALL_WORKBOOK.items():
            file.writestr(name, text)
    return packed.getvalue()


def _limit() -> None:
    """Limits memory and forbids writing, new files, sockets and processes: all that is needed is open already."""
    if sys.platform == "win32":
        return
    os.close(free := os.dup(0))  # the lowest free number: with this as the limit, nothing more can be opened
    limits = {"AS": MEMORY, "FSIZE": 0, "CORE": 0, "NPROC": 0, "NOFILE": free}
    for name, most in limits.items():
        try:
            resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (most, most))
        except (AttributeError, ValueError, OSError):  # not every system has every limit
            continue


def _allow(size: int) -> None:
    """Has the system end the process if a file costs more CPU time than it may."""
    if sys.platform != "win32":
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        soft = math.ceil(time.process_time()) + cpu_seconds(size)
        resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def _next(pipe: BinaryIO) -> bytes | None:
    length = pipe.read(8)
    return pipe.read(int.from_bytes(length, "big")) if len(length) == 8 else None


def _answer(data: bytes) -> bytes:
    """Returns the answer, or ends the process if it ran out of memory or its reader panicked: it is not used again."""
    try:
        return answer(data)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except BaseException:  # a Rust panic is not an Exception
        os._exit(PANIC)


def _send(pipe: BinaryIO, reply: bytes) -> None:
    pipe.write(reply)
    pipe.flush()


if __name__ == "__main__":
    main()
