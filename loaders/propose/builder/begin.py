"""The choices to begin with: only what the sender's own layout says, or else what a draft fills in."""

import tomllib
from typing import Any

import msgspec

from loaders.mapping.check_entry import SCALES
from loaders.mapping.columns import BY_LETTER, find_columns
from loaders.mapping.key_types import REFERENCES, as_tuple
from loaders.mapping.layout import Layout, SheetLayout
from loaders.mapping.sheets import sheet_named
from loaders.propose.builder.choices import YEAR_OF, Choices, TableChoices
from loaders.propose.builder.layout_reuse import differences, fit_to_workbook
from loaders.propose.draft import draft
from loaders.propose.entries import Entry
from loaders.propose.find_table import table_at
from loaders.propose.proposal import NoHeadings, Proposal, propose_in
from loaders.reader.grid import Grid
from loaders.reader.read_file import Workbook
from tracker.column_letters import column_number, letter
from tracker.findings import NotReadable
from tracker.words import plural

TEXTS = ("fills", "dates", "years", "log", "lists", "section", "sheet_names", "stops_at")
LISTS = ("leave_out", "titles", "summaries", "fillers", "numbered_by")
SAME = ("closed_by_date", "confirmed", "agencies", "colours")
MANNERS = ("fill_down", "prefilled", "serial_dates")
NO_NAME = "new-sender"  # stands for a sender that nobody has named yet


def begin(workbook: Workbook, file: str, sender: str, before: Layout | None, is_illustrative: bool) -> Choices:
    """The choices from the sender's layout `before`, as far as it fits a workbook; else what a draft fills in.

    Raises NotReadable where no table is found.
    """
    if before is None:
        tables = draft_tables(propose_for_officer(workbook, file))
        return Choices(tables=tables, sender=sender, is_illustrative=is_illustrative)
    tables, begun = _layout_again(workbook, before)
    return Choices(
        tables=tables or _drafted_beside(workbook, file, sender, before),
        begun=begun,
        is_from_layout=bool(tables),
        sender=sender,
        agency=before.agency,
        review=before.review,
        reports_every=before.reports_every or 0,
        holds_open_actions=bool(before.holds),
        is_illustrative=before.illustrative,
        is_compiled=before.compiled,
        note=before.note,
        references={key: table for key in REFERENCES if (table := getattr(before, key))},
    )


def _layout_again(workbook: Workbook, layout: Layout) -> tuple[tuple[TableChoices, ...], tuple[str, ...]]:
    """A layout's tables as far as the workbook has their headings, none if too few, and sentences on what differs."""
    name = layout.path.name
    try:
        tables = tuple(_of_entry(workbook, layout, entry) for entry in layout.sheets)
        now = layout.sheets
    except NotReadable:
        try:
            now = tuple(fit_to_workbook(workbook, entry) for entry in layout.sheets)
            tables = tuple(_of_entry(workbook, layout, entry) for entry in now)
        except NotReadable:
            return (), (f"{name} does not fit this workbook, so this is a draft by the workbook alone.",)
    read, every = (sum(len(entry.columns) for entry in entries) for entries in (now, layout.sheets))
    sentences = [one for old, new in zip(layout.sheets, now, strict=True) for one in differences(workbook, old, new)]
    columns = f"{'all' if read == every else f'{read} of'} {plural(every, 'column')}"
    return tables, (f"Begun from {name}: {columns} and all its words are kept.", *dict.fromkeys(sentences))


def _of_entry(workbook: Workbook, layout: Layout, entry: SheetLayout) -> TableChoices:
    """One entry of a layout with its columns by letter. Raises NotReadable where the page cannot show it that way."""
    grid = sheet_named(workbook, entry.sheet[0])
    found = find_columns(grid, entry)
    columns, manners = dict[str, tuple[str, ...]](), dict[str, str]()
    named = {**found.places, **{f"{YEAR_OF}{name}": place for name, place in found.years.items()}}
    for name, place in named.items():
        columns[letter(place)] = (*columns.get(letter(place), ()), name)
        manner = [one for one in MANNERS if name in getattr(entry, one)] + [*filter(None, [entry.split.get(name)])]
        if len({*manner, *filter(None, [manners.get(letter(place))])}) > 1:
            raise NotReadable(f"{name} is filled in two ways, and the page shows one.")
        manners |= {letter(place): one for one in manner}
    of_file = {"agency": layout.agency, "review": layout.review}
    same: dict[str, Any] = {key: getattr(entry, key) for key in (*TEXTS, *LISTS, *SAME)}
    return TableChoices(
        sheets=entry.sheet,
        header_rows=found.header_rows,
        beside=beside_others(grid, found.header_rows, min(found.read)),
        are_headings_found=not entry.header_row,
        columns=columns,
        manners=manners,
        always={name: word for name, word in entry.always.items() if of_file.get(name) != word},
        words={scale: words for scale in SCALES if (words := getattr(entry, scale))},
        **same | {"fills": str(entry.fills)},
    )


def beside_others(grid: Grid, header_rows: tuple[int, ...], column: int) -> str:
    """The letter of a table's column if the program would choose another table in the same rows, "" otherwise."""
    chosen = table_at(grid, header_rows)
    return letter(column) if chosen and column not in chosen.run else ""


def _drafted_beside(workbook: Workbook, file: str, sender: str, before: Layout) -> tuple[TableChoices, ...]:
    """The tables of a draft, with the names of bodies that the earlier layout explains."""
    tables = draft_tables(propose_for_officer(workbook, file, sender))
    agencies = {theirs: ours for entry in before.sheets for theirs, ours in entry.agencies.items()}
    confirmed = tuple(dict.fromkeys(name for entry in before.sheets for name in entry.confirmed))
    return tuple(msgspec.structs.replace(table, agencies=agencies, confirmed=confirmed) for table in tables)


def propose_for_officer(
    workbook: Workbook,
    file: str,
    sender: str = NO_NAME,
    sheet: str = "",
    header_rows: tuple[int, ...] = (),
    beside: str = "",
) -> Proposal:
    """What a workbook seems to hold, by `propose_in`. Raises NotReadable in words for the officer at the screen.

    Of several tables side by side, it is the one with the column whose letter is `beside`.
    """
    try:
        column = column_number(beside) if beside else 0
        return propose_in(workbook.grids, file, sender or NO_NAME, sheet, header_rows, column)
    except NoHeadings as error:
        what = "Headings are two or more texts side by side, with rows below them."
        raise NotReadable(f"No headings were found {error.where}. {what}") from error


def draft_tables(proposal: Proposal) -> tuple[TableChoices, ...]:
    """The tables that a proposal's draft reads."""
    keys = tomllib.loads(draft(proposal))
    entries = keys.pop("sheets", [{}])
    return tuple(_table(proposal, _merged(keys, entry)) for entry in entries)


def _merged(file: dict[str, Any], entry: dict[str, Any]) -> dict[str, Any]:
    tables = {key for key, value in entry.items() if isinstance(value, dict) and key in file}
    return {**file, **entry, **{key: {**file[key], **entry[key]} for key in tables}}


def _table(proposal: Proposal, keys: dict[str, Any]) -> TableChoices:
    entry = next((one for one in proposal.entries if one.kind == keys.get("fills")), proposal.main)
    columns, manners = dict[str, tuple[str, ...]](), dict[str, str]()
    for name, heading in keys.get("columns", {}).items():
        place = _place(entry, name, heading)
        columns[place] = (*columns.get(place, ()), name)
        for manner in (one for one in MANNERS if name in as_tuple(keys.get(one, []))):
            manners[place] = manner
    for name in keys.get("year_in", {}):
        place = letter(entry.columns[name].year)
        columns[place] = (*columns.get(place, ()), f"{YEAR_OF}{name}")
    others: dict[str, Any] = {key: keys.get(key, "") for key in TEXTS}
    others |= {key: as_tuple(keys.get(key, [])) for key in LISTS}
    return TableChoices(
        sheets=as_tuple(keys.get("sheet", proposal.sheet)),
        header_rows=proposal.header_rows,
        beside=beside_others(proposal.grid, proposal.header_rows, proposal.table.run[0]),
        are_headings_found="header_row" not in keys,
        columns=columns,
        manners=manners,
        closed_by_date=keys.get("closed_by_date", False),
        always=keys.get("always", {}),
        **others,
    )


def _place(entry: Entry, name: str, heading: str) -> str:
    """The letter of a column that the draft fills in; the draft names a column without a heading by its letter."""
    if name in entry.columns:
        return letter(entry.columns[name].column)
    named = BY_LETTER.fullmatch(heading)
    return named[1] if named else ""
