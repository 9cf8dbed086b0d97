"""Takes the words out of a file as read and leaves what is counted: references, names, dates and states."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from loaders.mapping.layout import Layout
from loaders.mapping.sheets import tables_of
from loaders.mapping.values import MappedTable
from loaders.reader.raw_sheet import Place
from loaders.reader.read_file import answer_for, from_answer
from tracker.column_letters import column_number, letter
from tracker.columns.entries import COLUMNS, Column
from tracker.file_terms import Reason
from tracker.findings import NotReadable
from tracker.terms import ERASED, ERASED_BEGINS, ERASED_EVIDENCE, Kind, Precision

NEEDED = (Reason.SECTION_TITLE, Reason.HEADINGS_AGAIN)  # rows that are not records but say how others are read
PLACES = ("errors", "unknown", "zeros", "hidden_texts")  # of a sheet as read: lists that begin with row and column
NamedCell = tuple[str, int, int]  # sheet, row, column
CELL = re.compile(r"\s*(.+?)!([A-Z]{1,3})([1-9][0-9]{0,6})\s*(?:,|$)")  # a sheet's name may contain a comma


class Erasure(NamedTuple):
    """For one sheet, the rows that stay whole, the rows of records, and the places in these that stay.

    `evidence` maps each place of evidence to the words that replace it.
    """

    whole: frozenset[int]
    records: frozenset[int]
    staying: frozenset[Place]
    evidence: dict[Place, str]


def named_cells(words: str) -> tuple[NamedCell, ...]:
    """The cells that words such as “Plan!D14, Plan!H14” name, none for "". Raises NotReadable."""
    found, end = [], 0
    while end < len(words.rstrip()):
        if not (cell := CELL.match(words, end)):
            raise NotReadable(f"“{words[end:].strip()}” is not a cell. Give its sheet and its place: Plan!D14.")
        found.append((cell[1], int(cell[3]), column_number(cell[2])))
        end = cell.end()
    return tuple(found)


def erased_cells(left: bytes) -> Counter[tuple[str, int]]:
    """By sheet and column, how many cells that `without_words` left say that their words were erased."""
    return Counter(
        (sheet["name"], column)
        for sheet in json.loads(left)["sheets"]
        for values in sheet["rows"].values()
        for column, value in enumerate(values, start=1)
        if str(value).startswith(ERASED_BEGINS)
    )


def without_words(
    content: bytes, layout: Layout, since: Mapping[tuple[str, int], date], cells: Collection[NamedCell] = ()
) -> bytes:
    """A file as read, as JSON for `loaders.reader.read_file.from_answer`, with “[erased]” in place of its words.

    Erased are the cells of free-text columns and whatever could not be read; with `cells`, only those cells. What the
    layout does not read is left out: other sheets, columns and rows, comments, and what is known of the file. `since`
    gives the day since which the evidence in a row of a sheet has been named: without its words nobody could tell.
    Raises NotReadable if the file cannot be read, if one of `cells` is not read, or if anything else would be read
    differently from before.
    """
    answer = answer_for(content)
    tables = tables_of(from_answer(answer), layout)
    _refuse_others(tables, cells)
    found = json.loads(answer)
    erasures = {name: _erasure(one, cells, since) for name, one in _by_sheet(tables).items()}
    sheets = [_erased(sheet, erasures[sheet["name"]]) for sheet in found["sheets"] if sheet["name"] in erasures]
    left = json.dumps({**found, "sheets": sheets, "disagreements": [], "facts": []}).encode()
    _refuse_difference(tables, tables_of(from_answer(left), layout), erasures)
    return left


def _by_sheet(tables: Sequence[MappedTable]) -> Mapping[str, list[MappedTable]]:
    by_sheet = defaultdict(list)
    for table in tables:
        by_sheet[table.grid.name].append(table)
    return by_sheet


def _refuse_others(tables: Sequence[MappedTable], cells: Collection[NamedCell]) -> None:
    read = {(table.grid.name, *place) for table in tables for place, _, _ in _cells(table)}
    for sheet, row, column in sorted({*cells} - read):
        cell = f"{sheet}!{letter(column)}{row}"
        raise NotReadable(f"{cell} is not read. Name cells that are: whatever is not read goes with the file anyway.")


def _cells(table: MappedTable) -> Iterator[tuple[Place, str, int]]:
    """Yields the place of each cell of the records, with the name of its column and the number of the record."""
    for name, column in table.columns.places.items():
        for n, row in enumerate(table.rows.records):
            yield (row, column), name, n


def _erasure(
    tables: Sequence[MappedTable], cells: Collection[NamedCell], since: Mapping[tuple[str, int], date]
) -> Erasure:
    whole = {row for table in tables for row in table.columns.header_rows}
    whole |= {row for table in tables for row, reason in table.rows.left_out.items() if reason in NEEDED}
    records = {row for table in tables for row in table.rows.records}
    staying = {place for table in tables for place, name, n in _cells(table) if _stays(table, place, name, n, cells)}
    evidence = {
        place: ERASED_EVIDENCE.format(since[table.grid.name, place[0]])
        for table in tables
        for place, name, _ in _cells(table)
        if name == "evidence" and table.layout.fills == Kind.ACTION and (table.grid.name, place[0]) in since
    }
    return Erasure(frozenset(whole), frozenset(records), frozenset(staying), evidence)


def _stays(table: MappedTable, place: Place, name: str, n: int, cells: Collection[NamedCell]) -> bool:
    if cells:
        return (table.grid.name, *place) not in cells
    if table.cells[name].is_unknown(n):
        return False
    described = COLUMNS[table.layout.fills][name]
    read = table.sheet.rows.iloc[n]
    # What counts as blank, such as "TBC", stays: with another word in its place, evidence would seem to be named.
    return read[name] == "" if described.free_text else not _is_unreadable(described, read)


def _is_unreadable(described: Column, read: Mapping[str, object]) -> bool:
    if described.holds is date:
        return read[f"{described.name}_precision"] == Precision.UNREADABLE
    return issubclass(described.holds, StrEnum) and read[described.name] == described.holds["UNREADABLE"]


def _erased(sheet: dict[str, Any], erasure: Erasure) -> dict[str, Any]:
    rows = {number: _row(int(number), values, erasure) for number, values in sheet["rows"].items()}
    not_empty = {number: values for number, values in rows.items() if any(value != "" for value in values)}
    of_places = {name: [one for one in sheet[name] if str(one[0]) in not_empty] for name in PLACES}
    return {**sheet, **of_places, "rows": not_empty, "comments": [], "replaced": []}


def _row(number: int, values: list[Any], erasure: Erasure) -> list[Any]:
    if number in erasure.whole:
        return values
    if number not in erasure.records:
        return [""] * len(values)
    return [
        value if value == "" or (number, n) in erasure.staying else erasure.evidence.get((number, n), ERASED)
        for n, value in enumerate(values, start=1)
    ]


def _refuse_difference(
    before: Sequence[MappedTable], after: Sequence[MappedTable], erasures: Mapping[str, Erasure]
) -> None:
    for one, other in zip(before, after, strict=True):
        is_same = one.rows.records == other.rows.records and one.rows.sections == other.rows.sections
        if not (is_same and _says_the_same(one, other, erasures[one.grid.name])):
            raise NotReadable(
                f"Sheet “{one.grid.name}” would be read in another way without its words, so nothing was erased. "
                "Report this: it is a fault of ours."
            )


def _says_the_same(one: MappedTable, other: MappedTable, erasure: Erasure) -> bool:
    """Whether every cell that stays is read as before."""
    for name, column in one.columns.places.items():
        rows = [row for row in one.rows.records if (row, column) in erasure.staying]
        of_column = [of for of in (name, f"{name}_precision") if of in one.sheet.rows]
        if not all(one.sheet.rows.loc[rows, of].equals(other.sheet.rows.loc[rows, of]) for of in of_column):
            return False
    return True
