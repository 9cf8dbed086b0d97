"""What the withdrawal of a file would change: a withdrawal and a load in a folder that is thrown away."""

from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from loaders.load.apart import BUILT, apart, shown_in
from loaders.load.load import load
from loaders.load.trial import counts_of
from loaders.mapping.layout_files import LAYOUTS
from loaders.received import ledger, spans
from loaders.received.withdraw import Decision, withdraw
from tracker import store
from tracker.findings import NotReadable
from tracker.questions import changes
from tracker.questions.changes import Difference


@dataclass(frozen=True)
class WithdrawalTrial:
    """What a withdrawal would change on the day `on` from which it counts.

    `head` is that of the ledger that it was tried on. `changes` are those that the day would have with it and has not
    without, the most serious first. `counts` holds the actions of the sender by both clocks with it, `counts_before`
    without.
    """

    head: str
    on: date
    changes: tuple[Difference, ...]
    counts: dict[str, int]
    counts_before: dict[str, int]


def try_withdrawal(file: str, decision: Decision, folder: Path, built: Path, known: Path = LAYOUTS) -> WithdrawalTrial:
    """What it would change to withdraw the file at a place; nothing is recorded. Raises NotReadable and NoDatabase."""
    head = ledger.head(ledger.read(folder))
    with apart(folder, known, built) as (received, layouts):
        before = shown_in(received.parent / BUILT)
        if before is None:
            raise NotReadable("There is no database to compare with. Load first: python -m loaders.")
        record = withdraw(file, decision, received)
        on = spans.known_on(ledger.read(received))[record.number]
        sender = Path(record.file).parts[0]
        after = load(received, received.parent / BUILT, layouts).path
        with closing(store.open_file(before)) as old, closing(store.open_file(after)) as new:
            without = {*_changes(old, on)}
            found = tuple(one for one in _changes(new, on) if one not in without)
            return WithdrawalTrial(head, on, found, counts_of(new, sender, on), counts_of(old, sender, on))


def _changes(db: store.Connection, on: date) -> tuple[Difference, ...]:
    return changes.rows(db, on - timedelta(days=1), on)
