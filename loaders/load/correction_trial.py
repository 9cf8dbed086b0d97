"""Tries a correction of a file received, and the load after it, in a folder that is thrown away."""

from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from loaders.load.correct import Choice, Folders, Way, correct
from loaders.load.load import load
from loaders.load.sender_counts import counts_of
from loaders.load.separate_copy import BUILT, database_in, separate_copy
from loaders.mapping.erase import NEEDED, erased_cells
from loaders.mapping.layout_files import LAYOUTS, layouts_sha256
from loaders.received import ledger, ledger_records, spans
from loaders.received.ledger_records import LEFT
from loaders.received.withdraw import CorrectionDecision
from tracker import store
from tracker.column_letters import letter
from tracker.findings import NotReadable
from tracker.questions import changes
from tracker.questions.changes import Difference

STANDING = """
    SELECT sender, action_ref, agency, action, state, due_on, first_due_on, has_evidence
    FROM position_for($on, NULL, NULL)
"""
HEADINGS = """
    SELECT sheet, letter, any_value(heading)
    FROM sheet_column JOIN file_received USING (file_id)
    WHERE path = $path
    GROUP BY sheet, letter
"""
NOT_READ = """
    SELECT coalesce(sum(filled_cells), 0)
    FROM cell_left_out JOIN file_received USING (file_id)
    WHERE path = $path AND NOT list_contains($needed, reason)
"""


class ActionPosition(NamedTuple):
    """The position of an action on a day."""

    sender: str
    ref: str
    agency: str
    action: str
    state: str
    due_on: date | None
    first_due_on: date | None
    has_evidence: bool


class ErasedColumn(NamedTuple):
    """How many cells of a column would have their words erased; the heading is "" if it is not known."""

    sheet: str
    letter: str
    heading: str
    cells: int


@dataclass(frozen=True)
class Effects:
    """What a correction would change on the day from which it counts.

    `changes` are the changes on that day that only the correction brings, the most serious first. `gone` and `added`
    are the actions on record only without it or only with it of which no change says so, as when the file came on the
    same day. `otherwise` are the actions on record both ways whose position differs, each without the correction and
    with it. `counts` holds the sender's actions by both clocks with the correction, `counts_before` without.
    """

    changes: tuple[Difference, ...]
    gone: tuple[ActionPosition, ...]
    added: tuple[ActionPosition, ...]
    otherwise: tuple[tuple[ActionPosition, ActionPosition], ...]
    counts: dict[str, int]
    counts_before: dict[str, int]


@dataclass(frozen=True)
class CorrectionTrial:
    """What a correction would change on the day `on` from which it counts: its `effects`.

    `head` is the head of the ledger that it was tried on, `layouts` the fingerprint of the layouts. `place` is where
    the replacing file goes, "" for none. `erased` says where words would be erased, None if nothing would be left of
    the file or no words are to be erased; `not_read` counts the cells that would go and are not read now.
    """

    head: str
    layouts: str
    on: date
    effects: Effects
    place: str = ""
    erased: tuple[ErasedColumn, ...] | None = None
    not_read: int = 0


def try_correction(
    choice: Choice, decision: CorrectionDecision, folder: Path, built: Path, known: Path = LAYOUTS
) -> CorrectionTrial:
    """What the chosen correction would change; nothing is recorded.

    Raises what `correct` raises, NoDatabase, and NotReadable where the replacing file cannot be read, or where a load
    must come first.
    """
    head = ledger.head(ledger.read(folder))
    with separate_copy(folder, known, built) as (received, layouts):
        copied = Folders(received, layouts, received.parent / BUILT)
        before = database_in(copied.built)
        if before is None:
            raise NotReadable("There is no database to compare with. Load first (the page Load, or python -m loaders).")
        _refuse_not_loaded(before, received)
        number = correct(choice, decision, copied).number
        records = ledger.read(received)
        place = next((one.file for one in ledger_records.received(records[number:])), "")
        sender, on = Path(choice.file).parts[0], spans.known_on(records)[number]
        with closing(store.open_file(before)) as db:  # read now: a load after an erasure removes that database
            old = _snapshot(db, sender, on)
            erased = _erased(db, received, choice.file) if choice.way is Way.ERASE else (None, 0)
        with closing(store.open_file(_loaded(copied, place))) as db:
            effects = _compared(old, _snapshot(db, sender, on), choice.way)
        return CorrectionTrial(head, layouts_sha256(layouts), on, effects, place, *erased)


def _refuse_not_loaded(before: Path, received: Path) -> None:
    """Raises NotReadable where a file on record is not loaded: its changes would be taken for the correction's."""
    with store.read_only(before) as db:
        loaded = {number for (number,) in db.execute("SELECT file_id FROM file_received").fetchall()}
    records = ledger_records.expected_files(ledger.read(received))
    if waiting := [one.file for one in records if one.number not in loaded]:
        are = "file on record is" if len(waiting) == 1 else "files on record are"
        raise NotReadable(f"{len(waiting)} {are} not loaded yet, such as {waiting[0]}. Load first.")


class _Snapshot(NamedTuple):
    """A database's view of a day: what changed, each action's position, and one sender's actions by both clocks."""

    changes: tuple[Difference, ...]
    standing: dict[tuple[str, str], ActionPosition]
    counts: dict[str, int]


def _snapshot(db: store.Connection, sender: str, on: date) -> _Snapshot:
    standing = {(row[0], row[1]): ActionPosition(*row) for row in db.execute(STANDING, {"on": on}).fetchall()}
    return _Snapshot(changes.rows(db, on - timedelta(days=1), on), standing, counts_of(db, sender, on))


def _loaded(folders: Folders, place: str) -> Path:
    """The path of the database with the correction. Raises NotReadable where the file at `place` cannot be read."""
    result = load(folders.received, folders.built, folders.layouts)
    for file in result.files:
        if file.path == place and not file.is_read:
            raise NotReadable(file.why_not_read)
    return result.path


def _compared(old: _Snapshot, new: _Snapshot, way: Way) -> Effects:
    """What differs between the two views; a change that only lost its words to erasure is the same change."""
    without = {_same(one, way) for one in old.changes}
    changed = tuple(one for one in new.changes if _same(one, way) not in without)
    in_changes = {(one.sender, one.action_ref) for one in changed}
    both = sorted(old.standing.keys() & new.standing.keys())
    return Effects(
        changed,
        tuple(old.standing[one] for one in sorted(old.standing.keys() - new.standing.keys() - in_changes)),
        tuple(new.standing[one] for one in sorted(new.standing.keys() - old.standing.keys() - in_changes)),
        tuple((old.standing[one], new.standing[one]) for one in both if old.standing[one] != new.standing[one]),
        new.counts,
        old.counts,
    )


def _same(change: Difference, way: Way) -> Difference:
    return change._replace(action=None, was="", became="", reason="") if way is Way.ERASE else change


def _erased(db: store.Connection, received: Path, file: str) -> tuple[tuple[ErasedColumn, ...] | None, int]:
    """Where words would be erased, and how many cells would go that are not read.

    None and 0 for a file that could not be read, as nothing is left of it.
    """
    left = received / f"{file}{LEFT}"
    if not left.is_file():
        return None, 0
    headings = {row[:2]: row[2] for row in db.execute(HEADINGS, {"path": file}).fetchall()}
    found = [
        (sheet, letter(column), count) for (sheet, column), count in sorted(erased_cells(left.read_bytes()).items())
    ]
    not_read = db.execute(NOT_READ, {"path": file, "needed": [str(one) for one in NEEDED]}).fetchall()
    erased = tuple(
        ErasedColumn(sheet, column, headings.get((sheet, column), ""), count) for sheet, column, count in found
    )
    return erased, int(not_read[0][0])
