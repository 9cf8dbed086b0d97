"""What an officer chose for the layout of a file that waits, kept beside it: a reload or a restart loses nothing."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import msgspec

from loaders.received.disk import put_in_place
from loaders.received.ledger_records import sha256
from tracker.findings import NotReadable

KEPT = ".choices.json"  # beside the file: what waits has a name without a dot in front, and both go together
YEAR_OF = "year of "  # begins what a column is that holds the year of one of our dates
# Why a sender that has a layout gets another one, or why its name is not the right one.
NEW_FORM, WAS_WRONG, OTHER_PLAN = "new form", "was wrong", "other plan"
LEFT_OPEN = ""  # what a word of theirs is mapped to that is to be reported each time


class Table(msgspec.Struct, frozen=True):
    """One table that is read: what an entry of a layout says, with our names by the letters of their columns.

    `manners` say how the cells of a column are filled in. `sheets` have one shape; their headings stand in
    `header_rows` of the first, and are looked for in all of them where `are_headings_found`. `words` hold the words of
    each scale that the officer has decided on, LEFT_OPEN where they are to be reported. `decided` are the questions
    that were answered by leaving everything as it is.
    """

    sheets: tuple[str, ...]
    header_rows: tuple[int, ...]
    are_headings_found: bool = False
    fills: str = ""
    columns: dict[str, tuple[str, ...]] = {}
    manners: dict[str, str] = {}
    dates: str = ""
    years: str = ""
    log: str = ""
    section: str = ""
    stops_at: str = ""
    leave_out: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    summaries: tuple[str, ...] = ()
    fillers: tuple[str, ...] = ()
    numbered_by: tuple[str, ...] = ()
    closed_by_date: bool = False
    confirmed: tuple[str, ...] = ()
    agencies: dict[str, str] = {}
    always: dict[str, str] = {}
    colours: dict[str, str] = {}
    words: dict[str, dict[str, str]] = {}
    decided: tuple[str, ...] = ()


class SetAside(msgspec.Struct, frozen=True):
    """Tables that stood where others stand now, or that are not read any more, with all that was answered for them."""

    tables: tuple[Table, ...]
    is_taken_away: bool = False

    @property
    def place(self) -> tuple[str, tuple[int, ...], tuple[str, ...]]:
        """Sheet, rows of the headings, and what the rows are: of one place only the last answers are kept."""
        first = self.tables[0]
        return first.sheets[0], first.header_rows, tuple(table.fills for table in self.tables)


class Choices(msgspec.Struct, frozen=True):
    """All that an officer chose; `reports_every` is in days, 0 where no interval is agreed.

    `begun` says in sentences from which layout they began and what is otherwise in this workbook; where that has other
    headings altogether, they are none of its own, which `is_from_layout` tells.
    `why`, `since` and `replaces` say why a sender that has a layout gets another one, from when, and in place of which.
    `other_review` is the name of a review in use from which `review` differs on purpose, though hardly by its letters;
    `states_no_review` says that nobody forgot to name one.
    What gave way to other headings or another kind of row is `set_aside`, so that it can be brought back.
    What the page does not show is carried over from the layout that the sender has: `is_compiled`, `note`, and the
    `references` that lead to others.
    """

    tables: tuple[Table, ...]
    sender: str = ""
    agency: str = ""
    review: str = ""
    reports_every: int = 0
    holds_open_actions: bool = False
    is_illustrative: bool = False
    is_compiled: bool = False
    note: str = ""
    references: dict[str, dict[str, str]] = {}
    why: str = ""
    since: str = ""
    replaces: str = ""
    other_review: str = ""
    states_no_review: bool = False
    set_aside: tuple[SetAside, ...] = ()
    begun: tuple[str, ...] = ()
    is_from_layout: bool = False

    @property
    def mark(self) -> str:
        """A fingerprint of them, by which a form tells that they were changed since it was shown."""
        return sha256(msgspec.json.encode(self, order="sorted"))[:16]

    def with_table(self, number: int, **changes: object) -> "Choices":
        """These choices with something else in one of their tables, counted from 0. Raises NotReadable."""
        if not 0 <= number < len(self.tables):
            raise NotReadable("There is no such table any more. Look at the page again.")
        table = msgspec.structs.replace(self.tables[number], **changes)
        return msgspec.structs.replace(self, tables=(*self.tables[:number], table, *self.tables[number + 1 :]))

    def review_of(self, number: int) -> str:
        """The review of the rows of a table, counted from 0, unless a column says another one; "" for none."""
        return self.tables[number].always.get("review", self.review)

    def with_one_table(self, number: int) -> "Choices":
        """These choices with one of their tables alone, counted from 0."""
        return msgspec.structs.replace(self, tables=(self.tables[number],))

    def with_decided(self, numbers: Iterable[int], key: str) -> "Choices":
        """These choices with a question about some tables answered by leaving them as they are. Raises NotReadable."""
        choices = self
        for number in numbers:
            decided = dict.fromkeys((*choices.tables[number].decided, key))
            choices = choices.with_table(number, decided=tuple(decided))
        return choices

    def with_nothing_decided(self) -> "Choices":
        """These choices with every question asked again that was answered by leaving something as it is."""
        tables = tuple(msgspec.structs.replace(table, decided=()) for table in self.tables)
        return msgspec.structs.replace(self, tables=tables)


def kept(file: Path) -> Choices | None:
    """What was chosen for a file that waits, None where nothing was, or where it cannot be read any more."""
    with suppress(FileNotFoundError, msgspec.DecodeError):
        return msgspec.json.decode((file.parent / KEPT).read_bytes(), type=Choices)
    return None


def keep(file: Path, choices: Choices) -> None:
    """Keeps what was chosen for a file that waits, whole or not at all. Raises OSError where it waits no more."""
    put_in_place(msgspec.json.encode(choices), file.parent / KEPT)
