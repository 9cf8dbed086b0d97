"""Changes which tables are read: other headings, another kind of row, one more or one fewer; no answer is lost."""

from collections import Counter
from collections.abc import Sequence

import msgspec

from loaders.mapping.columns import MOST_ROWS
from loaders.propose.builder.begin import draft_tables, propose_for_officer
from loaders.propose.builder.carry import carry_answers
from loaders.propose.builder.choices import YEAR_OF, Choices, FormerTables, TableChoices
from loaders.propose.proposal import Proposal
from loaders.reader.read_file import Workbook
from tracker.columns.entries import COLUMNS
from tracker.findings import NotReadable
from tracker.terms import Kind

MOST_TABLES = 8
MOST_SET_ASIDE = 20


def with_headings(
    workbook: Workbook, file: str, choices: Choices, number: int, sheet: str, first: int, deep: int
) -> Choices:
    """The choices with other headings for a table: with the answers given for them before, else a new proposal.

    Tables that share their rows, such as recommendations and actions, change together. Columns with the same
    heading words keep their answers. Raises NotReadable if there are no headings there.
    """
    rows = tuple(range(first, first + max(1, min(deep, MOST_ROWS))))
    old = _tables_on_same_rows(choices, number)
    if (old[0].sheets[0], old[0].header_rows) == (sheet, rows):
        return choices
    for n, aside in reversed([*enumerate(choices.set_aside)]):
        if not aside.is_taken_away and aside.place[:2] == (sheet, rows):
            return brought_back(choices, number, n)
    new = draft_tables(propose_for_officer(workbook, file, choices.sender, sheet, rows))
    place = (old[0].sheets[0], old[0].header_rows, old[0].beside)
    was = draft_tables(propose_for_officer(workbook, file, choices.sender, *place))
    return _in_place_of(choices, old, tuple(carry_answers(workbook, old, table) for table in new), was)


def with_fills(choices: Choices, proposal: Proposal, number: int, fills: str) -> Choices:
    """The choices with another kind of row for a table, with columns proposed for it or shared by both kinds."""
    old = _tables_on_same_rows(choices, number)
    table = choices.tables[number]
    if fills not in list(Kind) or fills == table.fills:
        return choices
    kinds = tuple(fills if one is table else one.fills for one in old)
    for n, aside in enumerate(choices.set_aside):
        if not aside.is_taken_away and aside.place == (table.sheets[0], table.header_rows, kinds):
            return brought_back(choices, number, n)
    kind, columns = Kind(fills), dict[str, tuple[str, ...]]()
    for place, names in table.columns.items():
        if known := tuple(name for name in names if name.removeprefix(YEAR_OF) in COLUMNS[kind]):
            columns[place] = known
    of_kind = [one for one in draft_tables(proposal) if one.fills == fills and one.sheets[:1] == table.sheets[:1]]
    columns = {**columns, **of_kind[0].columns} if of_kind else columns
    changed = msgspec.structs.replace(
        table, fills=fills, columns=columns, words={}, numbered_by=(), closed_by_date=False, section="", log="",
        sheet_names="", lists="", colours={},
    )  # fmt: skip
    return _in_place_of(choices, old, tuple(changed if one is table else one for one in old), draft_tables(proposal))


def with_another_table(workbook: Workbook, file: str, choices: Choices, sheet: str) -> Choices:
    """The choices with one more table, on a sheet. Raises NotReadable where none is found, or there are too many."""
    if len(choices.tables) >= MOST_TABLES:
        raise NotReadable(f"A layout made on screen reads at most {MOST_TABLES} tables.")
    new = draft_tables(propose_for_officer(workbook, file, choices.sender, sheet))
    return msgspec.structs.replace(choices, tables=(*choices.tables, *new))


def without_table(choices: Choices, number: int) -> Choices:
    """The choices with one table fewer, set aside. Raises NotReadable for the last table or one that does not exist."""
    if len(choices.tables) == 1:
        raise NotReadable("A layout reads at least one table.")
    table = choices.with_table(number).tables[number]
    left = msgspec.structs.replace(choices, tables=(*choices.tables[:number], *choices.tables[number + 1 :]))
    return _add_former(left, FormerTables((table,), True))


def brought_back(choices: Choices, number: int, aside: int) -> Choices:
    """The choices with tables that were set aside, and all their answers, in place of a table or beside the others.

    Raises NotReadable where nothing is set aside under that number.
    """
    if not 0 <= aside < len(choices.set_aside):
        raise NotReadable("These answers are not kept any more. Look at the page again.")
    back = choices.set_aside[aside]
    rest = (*choices.set_aside[:aside], *choices.set_aside[aside + 1 :])
    choices = msgspec.structs.replace(choices, set_aside=rest)
    if back.is_taken_away:
        return msgspec.structs.replace(choices, tables=(*choices.tables, *back.tables))
    return _in_place_of(choices, _tables_on_same_rows(choices, number), back.tables)


def _tables_on_same_rows(choices: Choices, number: int) -> tuple[TableChoices, ...]:
    """A table and those for other kinds that are read from the same rows; a second of its kind stays where it is."""
    one = choices.with_table(number).tables[number]
    turns: Counter[str] = Counter()
    turn_of: dict[int, int] = {}
    for n, table in enumerate(choices.tables):
        if (table.sheets, table.header_rows, table.beside) == (one.sheets, one.header_rows, one.beside):
            turn_of[n] = turns[table.fills]
            turns[table.fills] += 1
    return tuple(choices.tables[n] for n, turn in turn_of.items() if turn == turn_of[number])


def _in_place_of(
    choices: Choices, old: Sequence[TableChoices], new: Sequence[TableChoices], was: Sequence[TableChoices] = ()
) -> Choices:
    """The choices with other tables; the old ones are set aside unless they are still the draft, which is in `was`."""
    others = [table for table in choices.tables if not _is_among(table, old)]
    at = next(n for n, table in enumerate(choices.tables) if table is old[0])
    changed = msgspec.structs.replace(choices, tables=(*others[:at], *new, *others[at:]))
    return changed if _as_found(old) == _as_found(was) else _add_former(changed, FormerTables(tuple(old)))


def _is_among(table: TableChoices, others: Sequence[TableChoices]) -> bool:
    """Whether a table itself is among others; one that only equals it is another table."""
    return any(table is one for one in others)


def _as_found(tables: Sequence[TableChoices]) -> list[TableChoices]:
    """The tables as if none searched for its headings: a draft for given heading rows differs in nothing else."""
    return [msgspec.structs.replace(table, are_headings_found=False) for table in tables]


def _add_former(choices: Choices, aside: FormerTables) -> Choices:
    others = [one for one in choices.set_aside if one.place != aside.place or one.is_taken_away != aside.is_taken_away]
    return msgspec.structs.replace(choices, set_aside=(*others, aside)[-MOST_SET_ASIDE:])
