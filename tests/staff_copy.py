"""Copies the invented example for tests that write, draws the next return of the police, and sends forms."""

import http.client
import shutil
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qs, urlencode, urlsplit

import openpyxl
from waiting import PATIENCE

from loaders.received import ledger
from loaders.received.waiting_files import WaitingFile, list_waiting

BOUNDARY = "a-line-that-stands-nowhere-else"
NAME = "Police plan November.xlsx"


class StaffCopy(NamedTuple):
    """The folders of a copy to start a dashboard on, named like the example so that its layouts apply."""

    received: Path
    built: Path

    @property
    def waiting(self) -> list[WaitingFile]:
        return list_waiting(self.received.parent / "waiting")

    @property
    def head(self) -> str:
        return ledger.head(ledger.read(self.received))

    @property
    def everything(self) -> dict[str, bytes]:
        """The bytes of every recorded file by its path, without hidden files: a lock file says who held it last."""
        files = [path for path in self.received.rglob("[!.]*") if path.is_file()]
        return {str(path): path.read_bytes() for path in files}


def staff_copy(example, folder: Path) -> StaffCopy:
    """Copies the loaded example into `folder`."""
    place = folder / "merrowshire"
    shutil.copytree(example.received, place / "received")
    shutil.copytree(example.built, place / "built")
    return StaffCopy(place / "received", place / "built")


def november(example, folder: Path, note: str = "") -> Path:
    """Writes the next return of the police: MP/3.2 due later without a reason, MP/4.3 reworded, an unexplained word."""
    book = openpyxl.load_workbook(example.received / "police" / "2026-10-26.xlsx")
    sheet = book["Live actions"]
    sheet["A3"], sheet["G7"], sheet["I9"] = "27 November 2026", datetime(2027, 3, 31), "Nearly there"
    sheet["C8"] = "Check the language in every fourth file, and say what was found"
    book["Comment"]["A2"] = datetime(2026, 11, 26)
    book["Comment"]["B2"] = f"The date of MP/3.2 has moved again. {note}".strip()
    folder.mkdir(parents=True, exist_ok=True)
    book.save(folder / NAME)
    return folder / NAME


def post(
    site: str, path: str, body: bytes, kind: str = "application/x-www-form-urlencoded", **headers: str | None
) -> tuple[int, str]:
    """The answer's status and its redirect, or else its text; a header that is None is not sent."""
    connection = http.client.HTTPConnection(urlsplit(site).netloc, timeout=PATIENCE)
    sent = {"Origin": site, "Content-Type": kind, "Content-Length": str(len(body))}
    sent |= {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        connection.putrequest("POST", path, skip_host="Host" in sent)
        for name, value in sent.items():
            if value is not None:
                connection.putheader(name, value)
        connection.endheaders(body)
        answer = connection.getresponse()
        return answer.status, answer.getheader("Location") or answer.read().decode()
    finally:
        connection.close()


def send(site: str, *files: tuple[str, bytes], **headers: str | None) -> tuple[int, str]:
    """Sends files as the page's form does. Returns the status and the redirect or text."""
    return post(site, "/load-send", multipart(*files), f"multipart/form-data; boundary={BOUNDARY}", **headers)


def multipart(*files: tuple[str, bytes]) -> bytes:
    """The bytes of files as a browser writes them into a form."""
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'.encode()
        + content
        + b"\r\n"
        for name, content in files
    ]
    return b"".join([*parts, f"--{BOUNDARY}--\r\n".encode()])


def fill(site: str, path: str, **fields: str) -> tuple[int, str]:
    """Sends a form without files. Returns the status and the redirect or text."""
    return post(site, path, urlencode(fields).encode())


def asked(address: str) -> dict[str, str]:
    """The query parameters of an address, the first value of each."""
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
