"""Tries how a layout would read a file and what it would change, by a load into a folder that is thrown away."""

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path

from checks.received_file import ReceivedFile
from loaders.load.blanks import Blanks, blanks
from loaders.load.load import LoadResult, load
from loaders.load.sender_counts import counts_of
from loaders.load.separate_copy import BUILT, database_in, separate_copy
from loaders.mapping.check_entry import SCALES
from loaders.mapping.known_words import small
from loaders.mapping.layout_files import LAYOUTS
from loaders.mapping.read_layout import read_layout
from loaders.mapping.sheets import why_empty
from loaders.received import ledger
from loaders.received.ledger_records import FileReceived
from loaders.received.receive import free_place
from tracker import store
from tracker.columns.entries import COLUMNS
from tracker.findings import NotReadable
from tracker.questions import entry_changes, file_changes, problems
from tracker.questions.cells_left_out import Block
from tracker.questions.entry_changes import ChangedEntry
from tracker.questions.file_changes import FileChange
from tracker.questions.problems import ReportedProblem
from tracker.terms import Kind


class FileNotReadable(NotReadable):
    """The obstacle is in the file itself; the message is about nothing else."""


DRAFT = re.compile(rb"^\s*draft\s*=\s*true\b.*$", re.MULTILINE)


@dataclass(frozen=True)
class RowCounts:
    """How many rows of one kind were read and refused, and how many records the other rows hold, often fewer."""

    kind: Kind
    read: int
    refused: int
    records: int


@dataclass(frozen=True)
class Dates:
    """How many cells of a date column are filled and read, and the words that are unreadable or mean “no date”."""

    sheet: str
    column: str
    filled: int
    read: int
    unreadable: dict[str, int]
    undated: dict[str, int]


@dataclass(frozen=True)
class Trial:
    """What a file says by a layout.

    `unmapped` are words of a scale that the layout does not explain, by column, with how many cells hold them;
    `unused` are words that it explains but no cell holds, none for a form, whose own list explains its words.
    `left_out` are the cells not read. `counts` holds the sender's actions by measure, with both clocks, on the day
    from which the file counts; `counts_before` the same without the file, None where there was no database to ask.
    `changes` are those to actions and recommendations, `entries` those to resolutions, comments and checks without
    a finding. `compared_with` is the sender's last file before it, "" for none. `file` is the file as it would be
    on record, under the name it was tried by and without its rows, and `head` the head of the ledger that it was
    tried on.
    """

    file: ReceivedFile
    head: str
    rows: tuple[RowCounts, ...]
    blanks: Blanks
    dates: tuple[Dates, ...]
    unmapped: dict[str, dict[str, int]]
    unused: dict[str, tuple[str, ...]]
    problems: tuple[ReportedProblem, ...]
    left_out: tuple[Block, ...]
    counts: dict[str, int]
    counts_before: dict[str, int] | None
    changes: tuple[FileChange, ...]
    entries: tuple[ChangedEntry, ...]
    compared_with: str


def try_file(
    file: Path,
    layout: Path | None,
    sender: str,
    on: date,
    folder: Path | None = None,
    known: Path = LAYOUTS,
    built: Path | None = None,
) -> Trial:
    """What `file` would be by `layout`, had it come from `sender` on a day; nothing is stored.

    Without a `layout` the sender's own is used. `folder` holds the files received before, `known` their layouts and
    `built` their database, which saves reading them again; without a folder the file is tried alone. Raises NotReadable
    where the file cannot be read that way, with the reason.
    """
    with separate_copy(folder, known, built) as (received, layouts):
        records = ledger.read(received)
        is_first = not any(isinstance(one, FileReceived) and one.sender == sender for one in records)
        if layout:
            _add_layout(layout, sender, on, received, layouts)
        place = free_place(received, records, sender, on, file.suffix)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, place)
        before = database_in(received.parent / BUILT)
        result = _loaded(place, received, layouts, is_first)
        new = next(one for one in result.files if one.path == place.relative_to(received).as_posix())
        if not new.is_read:
            raise _why(new.why_not_read, is_first)
        return _trial(result, replace(new, sent_as=file.name), layouts / new.layout, ledger.head(records), before)


def _why(words: str, is_first: bool) -> FileNotReadable:
    """Why a file cannot be read; for a sender's first file, without advice about rows that seem to be dropped."""
    return FileNotReadable((why_empty(words) if is_first else "") or words)


def _loaded(place: Path, received: Path, layouts: Path, is_first: bool) -> LoadResult:
    """The load with the file at a place. Raises NotReadable, FileNotReadable where the file itself is the cause."""
    path = place.relative_to(received).as_posix()
    try:
        return load(received, received.parent / BUILT, layouts, with_rows=path)
    except NotReadable as error:
        name = f"{path}: "
        own = [line.removeprefix(name) for line in str(error).splitlines() if line.startswith(name)]
        if own:
            raise _why(own[0], is_first) from error
        # Nobody knows the copy's folder.
        raise NotReadable(str(error).replace(str(received), "The folder of files received")) from error


def _add_layout(layout: Path, sender: str, on: date, received: Path, layouts: Path) -> None:
    """Puts a layout, or a draft as it is, beside the others; if the sender has one already, it begins on the day.

    Raises NotReadable where the sender has a file of that day on record.
    """
    if [*(received / sender).glob(f"{on}.*")]:
        raise NotReadable(f"{sender} has a file of {on} on record already. Choose another day with --on.")
    is_first = not (layouts / f"{sender}.toml").exists()
    name = f"{sender}.toml" if is_first else f"{sender}.{on}.toml"
    (layouts / name).write_bytes(DRAFT.sub(b"", layout.read_bytes()))


def _trial(result: LoadResult, new: ReceivedFile, layout: Path, head: str, before: Path | None) -> Trial:
    with closing(store.open_file(result.path)) as db:
        return Trial(
            file=replace(new, sheets=()),
            head=head,
            rows=tuple(_rows(db, new)),
            blanks=blanks(db, new),
            dates=tuple(_dates(new)),
            unmapped=_unmapped(new),
            unused={} if new.form else _unused(layout, new),
            problems=problems.of_file(db, new.known_on, new.path),
            left_out=tuple(_left_out(new)),
            counts=counts_of(db, new.sender, new.known_on),
            counts_before=_counts_before(before, new),
            changes=file_changes.rows(db, new.path, new.known_on),
            entries=entry_changes.rows(db, new.path, new.known_on),
            compared_with=_before(db, new),
        )


def _rows(db: store.Connection, file: ReceivedFile) -> Iterator[RowCounts]:
    sql = """
        SELECT kind, count(*), count(*) FILTER (r.version_id IS NULL),
            CASE kind WHEN 'recommendation' THEN count(DISTINCT (v.review, v.recommendation_ref))
            FILTER (v.version_id IS NOT NULL) ELSE count(r.version_id) END
        FROM row_received r
        LEFT JOIN recommendation_version v ON kind = 'recommendation' AND v.version_id = r.version_id
        WHERE file_id = $number
        GROUP BY kind
    """
    found = {kind: counts for kind, *counts in db.execute(sql, {"number": file.file_id}).fetchall()}
    return (RowCounts(kind, *found[kind]) for kind in Kind if kind in found)


def _left_out(file: ReceivedFile) -> Iterator[Block]:
    for account in file.sheets[0].accounts:
        for one in account.left_out:
            whose = file.agency or file.sender
            yield Block(whose, file.path, account.sheet, one.place, one.filled, one.words, one.reason)


def _dates(file: ReceivedFile) -> Iterator[Dates]:
    for sheet in file.sheets:
        for name in (name for name in sheet.words if COLUMNS[sheet.kind][name].holds is date):
            filled = sheet.words[name] != ""
            is_unread = filled & (sheet.rows[f"{name}_precision"] == "unreadable")
            unread = Counter(sheet.words[name][is_unread])
            is_read = sheet.rows[name].notna() & filled
            none = Counter(sheet.words[name][filled & ~is_read & ~is_unread])
            counts = (int(filled.sum()), int(is_read.sum()))
            yield Dates(sheet.name, name, *counts, dict(unread.most_common()), dict(none.most_common()))


def _unmapped(file: ReceivedFile) -> dict[str, dict[str, int]]:
    """The words of scales that the layout does not explain, by our column, with how many cells hold them."""
    found: dict[str, Counter[str]] = {}
    for sheet in file.sheets:
        for name in sheet.words:
            holds = COLUMNS[sheet.kind][name].holds
            if issubclass(holds, StrEnum):
                is_unknown = sheet.rows[name] == str(holds["UNREADABLE"])
                found.setdefault(name, Counter()).update(sheet.words[name][is_unknown])
    return {name: dict(words.most_common()) for name, words in found.items() if words}


def _unused(layout: Path, file: ReceivedFile) -> dict[str, tuple[str, ...]]:
    """The words that the layout explains but the file does not hold; a layout may rightly explain a whole key.

    A word that a colour stands for need not be written anywhere.
    """
    sheets = read_layout(layout).sheets
    unused: dict[str, tuple[str, ...]] = {}
    for name in SCALES:
        known = dict.fromkeys(word for sheet in sheets for word in getattr(sheet, name))
        of_colours = {small(word) for sheet in sheets for word in sheet.colours.values()}
        words_of_file = {small(text) for sheet in file.sheets if name in sheet.words for text in sheet.words[name]}
        if left := tuple(word for word in known if small(word) not in words_of_file | of_colours):
            unused[name] = left
    return unused


def _counts_before(before: Path | None, file: ReceivedFile) -> dict[str, int] | None:
    """The counts without the file; None if there is no database of this version of the program."""
    if before is None:
        return None
    with suppress(store.NoDatabase), closing(store.open_file(before)) as db:
        return counts_of(db, file.sender, file.known_on)
    return None


def _before(db: store.Connection, file: ReceivedFile) -> str:
    sql = """
        SELECT coalesce(max_by(path, (received_on, file_id)), '')
        FROM file_on($known_on)
        WHERE sender = $sender AND is_read AND (received_on, file_id) < ($received_on, $number)
    """
    values = {"sender": file.sender, "known_on": file.known_on, "received_on": file.received_on, "number": file.file_id}
    return db.execute(sql, values).fetchall()[0][0]
