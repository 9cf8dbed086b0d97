"""Which recorded files are not as they were received: altered, missing, a link, or such that nobody may read them."""

import os
import stat
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from loaders.received.ledger_records import Received, sha256

PUT_BACK = "Put it back as it was received."
BEHIND_A_LINK = "lies behind a link. Put the folder itself there."
ALTERED = "was altered after it was received. Put it back as it was; name another file by the day it came."


def file_faults(folder: Path, records: Iterable[Received], verified_ns: int = 0) -> Iterator[str]:
    """Which recorded files are missing or are no longer as they were received, as sentences; see `faults_by_number`."""
    return iter(faults_by_number(folder, records, verified_ns).values())


def faults_by_number(folder: Path, records: Iterable[Received], verified_ns: int = 0) -> dict[int, str]:
    """What is wrong with recorded files, as a sentence by the number of the record of each that is not as received.

    A file of the same size that was neither written to, renamed nor given other rights since `verified_ns`
    (nanoseconds since 1970) counts as unaltered; with 0 every byte is read.
    """
    is_link = cache(os.path.islink)  # each sender's folder is asked about once
    faults = {}
    for record in records:
        path = f"{folder}/{record.file}"  # making a Path of each takes longer than looking at the file
        behind = is_link(path.rpartition("/")[0])
        if fault := BEHIND_A_LINK if behind else _fault(path, record, verified_ns):
            faults[record.number] = f"{record.file} (record {record.number}) {fault}"
    return faults


def _fault(path: str, record: Received, verified_ns: int) -> str:
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


def _is_as_received(path: str, status: os.stat_result, record: Received, verified_ns: int) -> bool:
    if status.st_size != record.size_bytes:
        return False
    # The time of writing can be set back; the other one is the system's own.
    if max(status.st_mtime_ns, status.st_ctime_ns) < verified_ns:
        return True
    return sha256(Path(path).read_bytes()) == record.sha256
