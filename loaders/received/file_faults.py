"""Which recorded files are not as they were received: altered, missing, replaced by a link, or not readable."""

import os
import stat
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from loaders.received.fingerprints import sha256
from loaders.received.ledger_records import FileReceived

PUT_BACK = "Put it back as it was received."
BEHIND_A_LINK = "lies behind a link. Put the folder itself there."
ALTERED = "was altered after it was received. Put it back as it was; name another file by the day it came."


def file_faults(folder: Path, records: Iterable[FileReceived], verified_ns: int = 0) -> Iterator[str]:
    """A sentence about each recorded file that is missing or not as it was received; see `faults_by_number`."""
    return iter(faults_by_number(folder, records, verified_ns).values())


def faults_by_number(folder: Path, records: Iterable[FileReceived], verified_ns: int = 0) -> dict[int, str]:
    """A sentence about each recorded file that is not as it was received, by the number of its record.

    A file of the same size that was not written to, renamed or given other rights since `verified_ns` (nanoseconds
    since 1970) counts as unaltered; with 0 every byte is read.
    """
    is_link = cache(os.path.islink)  # each sender's folder is looked at once
    faults = {}
    for record in records:
        path = f"{folder}/{record.file}"  # making a Path takes longer than looking at the file
        behind = is_link(path.rpartition("/")[0])
        if fault := BEHIND_A_LINK if behind else _fault(path, record, verified_ns):
            faults[record.number] = f"{record.file} (record {record.number}) {fault}"
    return faults


def _fault(path: str, record: FileReceived, verified_ns: int) -> str:
    try:
        status = os.lstat(path)
        if stat.S_ISLNK(status.st_mode):
            return f"is a link. {PUT_BACK}"
        if not stat.S_ISREG(status.st_mode):
            return f"is missing. {PUT_BACK}"
        return "" if _is_as_received(path, status, record, verified_ns) else ALTERED
    except (FileNotFoundError, NotADirectoryError):
        return f"is missing. {PUT_BACK}"
    except OSError as error:
        return f"cannot be opened ({error.strerror or type(error).__name__}). Give the right to read it."


def _is_as_received(path: str, status: os.stat_result, record: FileReceived, verified_ns: int) -> bool:
    if status.st_size != record.size_bytes:
        return False
    # Anybody can set back the time of writing, but only the system sets the other one.
    if max(status.st_mtime_ns, status.st_ctime_ns) < verified_ns:
        return True
    return sha256(Path(path).read_bytes()) == record.sha256
