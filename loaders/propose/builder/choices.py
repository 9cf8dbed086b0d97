"""What an officer chose for a waiting file's layout, kept beside the file: a reload or a restart loses nothing."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import msgspec

from loaders.received.disk import put_in_place
from loaders.received.fingerprints import sha256
from tracker.findings import NotReadable

CHOICES_FILE = ".choices.json"  # beside the file, whose name never begins with a dot; both are removed together
YEAR_OF = "year of "  # before the name of one of our dates: its year's column
# Why a sender that has a layout gets another, or that this plan needs another short name.
NEW_FORM, WAS_WRONG, OTHER_PLAN = "new form", "was wrong", "other plan"
LEFT_OPEN = ""  # what their word maps to if it is to be reported each time


class TableChoices(msgspec.Struct, frozen=True):
    """One table that is read: what a layout's entry says, with our names by the letters of their columns.

    `manners` say how the cells of a column are filled in. All `sheets` have one shape; the headings are in the rows
    `header_rows` of the first, and are searched for in every sheet if `are_headings_found`. `words` hold the words of
    each scale that the officer has decided on, LEFT_OPEN for those to be reported. `decided` lists the questions that
    were answered by leaving everything as it is. Of tables side by side, `beside` has the letter of a column of this
    one, "" for the one that the program would choose.
    """

    sheets: tuple[str, ...]
    header_rows: tuple[int, ...]
    are_headings_found: bool = False
    beside: str = ""
    fills: str = ""
    columns: dict[str, tuple[str, ...]] = {}
    manners: dict[str, str] = {}
    dates: str = ""
    years: str = ""
    log: str = ""
    lists: str = ""
    section: str = ""
    sheet_names: str = ""
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


class FormerTables(msgspec.Struct, frozen=True):
    """Tables that others replaced, or that are no longer read, with all their answers."""

    tables: tuple[TableChoices, ...]
    is_taken_away: bool = False

    @property
    def place(self) -> tuple[str, tuple[int, ...], tuple[str, ...]]:
        """The sheet, the heading rows, and what the rows are; only the last answers for each place are kept."""
        first = self.tables[0]
        return first.sheets[0], first.header_rows, tuple(table.fills for table in self.tables)


class Choices(msgspec.Struct, frozen=True):
    """All that an officer chose; `reports_every` is in days, 0 where no interval is agreed.

    `begun` says in sentences which layout the choices began from and what differs in this workbook; `is_from_layout` is
    False where the workbook has quite other headings, so that the tables come from a draft.
    `why`, `since` and `replaces` say why a sender with a layout gets another, from when, and in place of which.
    `other_review` names a review in use that `review` differs from on purpose, though hardly in its letters;
    `states_no_review` confirms that the plan names no review.
    `set_aside` holds what gave way to other headings or another kind of row, so that it can be brought back.
    The page does not show `is_compiled`, `note` and the `references` that lead to others: the sender's layout has them.
    """

    tables: tuple[TableChoices, ...]
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
    set_aside: tuple[FormerTables, ...] = ()
    begun: tuple[str, ...] = ()
    is_from_layout: bool = False

    @property
    def fingerprint(self) -> str:
        """A fingerprint of the choices, by which a form tells that they have changed since it was shown."""
        return sha256(msgspec.json.encode(self, order="sorted"))[:16]

    def with_table(self, number: int, **changes: object) -> "Choices":
        """These choices with one table changed, counted from 0. Raises NotReadable where there is no such table."""
        if not 0 <= number < len(self.tables):
            raise NotReadable("There is no such table any more. Look at the page again.")
        table = msgspec.structs.replace(self.tables[number], **changes)
        return msgspec.structs.replace(self, tables=(*self.tables[:number], table, *self.tables[number + 1 :]))

    def review_of(self, number: int) -> str:
        """The review that a table's rows belong to unless a column says otherwise, "" for none; tables count from 0."""
        return self.tables[number].always.get("review", self.review)

    def with_one_table(self, number: int) -> "Choices":
        """These choices with only one of their tables, counted from 0."""
        return msgspec.structs.replace(self, tables=(self.tables[number],))

    def with_decided(self, numbers: Iterable[int], key: str) -> "Choices":
        """These choices with a question about some tables answered by leaving them as they are. Raises NotReadable."""
        choices = self
        for number in numbers:
            decided = dict.fromkeys((*choices.tables[number].decided, key))
            choices = choices.with_table(number, decided=tuple(decided))
        return choices

    def with_nothing_decided(self) -> "Choices":
        """These choices, so that every question answered by leaving something as it is gets asked again."""
        tables = tuple(msgspec.structs.replace(table, decided=()) for table in self.tables)
        return msgspec.structs.replace(self, tables=tables)

    def with_no_review_stated(self) -> "Choices":
        """These choices with the officer's word that the plan states no review."""
        return msgspec.structs.replace(self, states_no_review=True)


def read_choices(file: Path) -> Choices | None:
    """The choices for a waiting file, None if nothing was chosen or the choices can no longer be read."""
    with suppress(FileNotFoundError, msgspec.DecodeError):
        return msgspec.json.decode((file.parent / CHOICES_FILE).read_bytes(), type=Choices)
    return None


def write_choices(file: Path, choices: Choices) -> None:
    """Writes the choices for a waiting file, whole or not at all. Raises OSError where the file no longer waits."""
    put_in_place(msgspec.json.encode(choices), file.parent / CHOICES_FILE)
