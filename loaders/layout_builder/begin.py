"""The choices to begin with: what the draft of a layout fills in, and nothing that a person has to decide."""

import tomllib
from typing import Any

from loaders.layout_builder.choices import YEAR_OF, Choices, Table
from loaders.mapping.columns import BY_LETTER
from loaders.mapping.key_types import as_tuple
from loaders.propose.draft import draft
from loaders.propose.entries import Entry
from loaders.propose.proposal import Proposal, propose_in
from loaders.reader.grid import Grid
from tracker.column_letters import letter

TEXTS = ("fills", "dates", "years", "log", "section", "stops_at")
LISTS = ("leave_out", "fillers", "numbered_by")
MANNERS = ("fill_down", "prefilled", "serial_dates")
NO_NAME = "new-sender"  # of a sender that nobody has named yet


def begin(grids: tuple[Grid, ...], file: str, sender: str = "", is_illustrative: bool = False) -> Choices:
    """What a draft fills in for the sheets of a workbook. Raises NotReadable where it finds no table."""
    tables = drafted(propose_in(grids, file, sender or NO_NAME))
    return Choices(tables=tables, sender=sender, is_illustrative=is_illustrative)


def drafted(proposal: Proposal) -> tuple[Table, ...]:
    """The tables that the draft of a proposal reads."""
    keys = tomllib.loads(draft(proposal))
    entries = keys.pop("sheets", [{}])
    return tuple(_table(proposal, _merged(keys, entry)) for entry in entries)


def _merged(file: dict[str, Any], entry: dict[str, Any]) -> dict[str, Any]:
    tables = {key for key, value in entry.items() if isinstance(value, dict) and key in file}
    return {**file, **entry, **{key: {**file[key], **entry[key]} for key in tables}}


def _table(proposal: Proposal, keys: dict[str, Any]) -> Table:
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
    return Table(
        sheets=as_tuple(keys.get("sheet", proposal.sheet)),
        header_rows=proposal.header_rows,
        are_headings_found="header_row" not in keys,
        columns=columns,
        manners=manners,
        closed_by_date=keys.get("closed_by_date", False),
        always=keys.get("always", {}),
        **others,
    )


def _place(entry: Entry, name: str, heading: str) -> str:
    """The letter of a column that the draft fills in; one without a heading is named by it."""
    if name in entry.columns:
        return letter(entry.columns[name].column)
    named = BY_LETTER.fullmatch(heading)
    return named[1] if named else ""
