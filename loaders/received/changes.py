"""Records in the ledger each change to a file that decides what is read or published: decisions, releases, layouts."""

import fnmatch
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from loaders.received import fingerprints, json_lines, ledger, ledger_records
from loaders.received.actor import NOBODY, Actor
from loaders.received.ledger_records import Record, SettingsChanged
from tracker.findings import NotReadable

DECISIONS, RELEASES = "publication.toml", "releases.jsonl"  # beside the files received
WITNESSES = "witness-*.tsr"
OF_LAYOUTS = "layouts/"  # begins the names of layouts on record, wherever their folder lies
NOT_CONTINUED = "{file} no longer begins as it was when record {number} was made. Put it back from a copy."


class FileState(NamedTuple):
    """A file as a record describes it; the defaults are for a file that is not there."""

    size_bytes: int = 0
    sha256: str = ""


def record(folder: Path, by: Actor = NOBODY) -> list[Record]:
    """Records what changed beside the files received, waits until the disk has it, and returns all records.

    Layouts are left to the next load, since they decide nothing before then. The caller keeps other processes out of
    the folder. Raises NotReadable.
    """
    records = with_changes(ledger.read(folder), folder, None, by)
    ledger.write(folder, records)
    return records


def with_changes(records: Sequence[Record], folder: Path, layouts: Path | None, by: Actor = NOBODY) -> list[Record]:
    """The records, with a new one for each file that differs from its last record; nothing is written.

    Raises NotReadable if a file that is only ever added to no longer begins as it did.
    """
    for fault in _rewritten(records, folder):
        raise NotReadable(fault)
    all_records = [*records]
    for file, state in _differing(records, folder, layouts):
        change = SettingsChanged(
            version=ledger_records.VERSION,
            kind=ledger_records.CHANGED,
            number=len(all_records) + 1,
            file=file,
            size_bytes=state.size_bytes,
            sha256=state.sha256,
            by=by.post,
            account=by.account,
            salt=fingerprints.salt(),
            chain="",
        )
        all_records.append(ledger.with_link(change, all_records))
    return all_records


def faults(records: Sequence[Record], folder: Path, layouts: Path | None) -> Iterator[str]:
    """A sentence about each file that is not as its last record says; none if no changes were recorded yet."""
    last = _last(records)
    if not last:
        return
    rewritten = [*_rewritten(records, folder)]
    yield from rewritten
    for file, _ in _differing(records, folder, layouts):
        if file != RELEASES or not rewritten:
            since = f"since record {last[file].number}" if file in last else "and is not on record"
            yield f"{file} was changed {since}. If that was meant, the next load records it."


def _differing(records: Sequence[Record], folder: Path, layouts: Path | None) -> Iterator[tuple[str, FileState]]:
    """The files that differ from their last record, each as it is now."""
    last = _last(records)
    for file, path in sorted(_paths([*last], folder, layouts).items()):
        now = _state(path)
        if now != (FileState(last[file].size_bytes, last[file].sha256) if file in last else FileState()):
            yield file, now


def _last(records: Sequence[Record]) -> dict[str, SettingsChanged]:
    """The last record of each file."""
    return {record.file: record for record in records if isinstance(record, SettingsChanged)}


def _paths(on_record: Sequence[str], folder: Path, layouts: Path | None) -> dict[str, Path]:
    """The path of each file that is on record or could be, by its name on record."""
    witnesses = {path.name for path in folder.glob(WITNESSES)}.union(fnmatch.filter(on_record, WITNESSES))
    paths = {name: folder / name for name in (DECISIONS, RELEASES, *witnesses)}
    if layouts:
        there = {f"{OF_LAYOUTS}{path.name}" for path in layouts.glob("*.toml")}
        names = there.union(name for name in on_record if name.startswith(OF_LAYOUTS))
        paths |= {name: layouts / Path(name).name for name in names}
    return paths


def _state(path: Path) -> FileState:
    if not path.is_file():
        return FileState()
    content = path.read_bytes()
    if path.name == RELEASES:  # a release that was cut off was never made; the next one takes its place
        content = json_lines.whole_lines(content)
    return FileState(len(content), fingerprints.sha256(content))


def _rewritten(records: Sequence[Record], folder: Path) -> Iterator[str]:
    """Says that the releases on record are no longer as they were, even if their own chain is whole."""
    last, path = _last(records).get(RELEASES), folder / RELEASES
    if last and last.sha256:
        content = path.read_bytes() if path.is_file() else b""
        if fingerprints.sha256(content[: last.size_bytes]) != last.sha256:
            yield NOT_CONTINUED.format(file=RELEASES, number=last.number)
