"""Fingerprints the method by which files are read and counted: the program, the list of bodies, and the layouts."""

from collections.abc import Iterable, Iterator, Mapping

from loaders.received import fingerprints
from loaders.received.recount_log import MethodPart
from tracker import store
from tracker.file_terms import Cause

File = tuple[str, str, str]  # its sender, its layout's name, and its layout's fingerprint
LAYOUTS = "SELECT DISTINCT sender, layout, layout_sha256 FROM file_received WHERE file_id > 0 ORDER BY ALL"


def parts(db: store.Connection) -> dict[MethodPart, str]:
    """What a database's figures depend on besides its files, each part with its fingerprint."""
    files: list[File] = db.execute(LAYOUTS).fetchall()
    return _of_program(db) | {_of_layout(file): file[2] for file in files}


def methods(db: store.Connection, of_files: Iterable[File]) -> Iterator[str]:
    """For each new file, the method of all files up to it; a layout that none of them uses does not alter it."""
    known = parts(db)
    method = _fingerprint(known)
    for file in of_files:
        if _of_layout(file) not in known:
            known[_of_layout(file)] = file[2]
            method = _fingerprint(known)
        yield method


def _of_program(db: store.Connection) -> dict[MethodPart, str]:
    program, bodies = db.execute("SELECT code_sha256, bodies_sha256 FROM about").fetchall()[0]
    return {MethodPart(Cause.PROGRAM): program, MethodPart(Cause.BODIES): bodies}


def _of_layout(file: File) -> MethodPart:
    """The part that a file's layout is: `<sender>.toml`, `<sender>.2026-04-01.toml` from that day on, or none."""
    sender, name, _ = file
    return MethodPart(Cause.LAYOUT, sender, name.removesuffix(".toml").removeprefix(sender).removeprefix("."))


def _fingerprint(known: Mapping[MethodPart, str]) -> str:
    return fingerprints.fingerprint([[part.cause, part.sender, part.begins_on, known[part]] for part in sorted(known)])
