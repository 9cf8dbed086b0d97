"""Writes the choices as the text of a layout, with the evidence for each line."""

import re
from collections.abc import Iterator, Mapping, Sequence

from loaders.propose.builder.choices import LEFT_OPEN, YEAR_OF, Choices, TableChoices
from loaders.propose.builder.heading_names import heading_name
from loaders.propose.draft import evidence_for
from loaders.propose.draft_lines import line, text
from loaders.propose.points_to_check import one_line, points
from loaders.propose.proposal import Proposal
from tracker.colour_names import colour_name
from tracker.column_letters import column_number, letter
from tracker.columns.entries import COLUMNS
from tracker.file_terms import Holds
from tracker.words import plural

FILLED = ("fill_down", "prefilled", "serial_dates")  # keys that list columns; any other manner is a separator
TEXTS = {
    "dates": "the order of day and month in dates typed in numbers",
    "years": "what a bare year means",
    "log": "",
    "lists": "what a list in one cell of an action is",
    "section": "what the titles of parts say of the rows below them",
    "sheet_names": "what each sheet's name says of its rows",
    "stops_at": "the words that begin the first row below the table",
}
LISTS = {
    "leave_out": "rows that are no records",
    "titles": "rows that are titles of parts",
    "summaries": "rows that sum up those below them",
    "fillers": "words that are printed on the form",
    "numbered_by": "an action is known again by these words",
    "confirmed": "names that are right as they stand",
}


def layout_text(choices: Choices, proposals: Sequence[Proposal], counts: Mapping[str, int]) -> str:
    """The text of a layout file; `proposals` has one for each table, `counts` how many rows hold each word.

    Call it only where `stops` finds nothing.
    """
    lines = _top(choices, proposals[0].file)
    lines += [f"{key} = {_in_line(table)}" for key, table in choices.references.items() if table]
    for table, proposal in zip(choices.tables, proposals, strict=True):
        lines += _table(table, proposal, counts, "sheets." if len(choices.tables) > 1 else "")
    for proposal in {proposal.sheet: proposal for proposal in proposals}.values():
        lines += ["", f"# Seen in the sheet '{one_line(proposal.sheet)}':"]
        lines += [f"# - {sentence}" for sentence in [*points(proposal)] or ["nothing but the table"]]
    return "\n".join(lines) + "\n"


def _top(choices: Choices, file: str) -> list[str]:
    lines = [f"# How the workbooks of {one_line(choices.sender) or 'a new sender'} are read. Made on screen from"]
    lines[0] += f" {one_line(file)}."
    if choices.agency:
        lines.append(line(f"agency = {text(choices.agency)}", "whose plan it is"))
    if choices.review:
        lines.append(line(f"review = {text(choices.review)}", "the review that the rows belong to"))
    if choices.is_illustrative:
        lines.append("illustrative = true")
    if choices.reports_every:
        lines.append(line(f"reports_every = {choices.reports_every}", "days, as agreed"))
    if choices.is_compiled:
        lines.append("compiled = true")
    if choices.note:
        lines.append(f"note = {text(choices.note)}")
    if choices.holds_open_actions:
        lines.append(line(f"holds = {text(str(Holds.OPEN_ACTIONS))}", "each return leaves out what is done"))
    return lines


def _table(table: TableChoices, proposal: Proposal, counts: Mapping[str, int], within: str) -> list[str]:
    lines = ["", "[[sheets]]"] if within else []
    if table.fills:
        lines.append(line(f"fills = {text(table.fills)}", "what one row is"))
    lines.append(f"sheet = {text(table.sheets[0] if len(table.sheets) == 1 else table.sheets)}")
    if not table.are_headings_found:
        rows = [*table.header_rows]
        lines.append(line(f"header_row = {rows[0] if len(rows) == 1 else rows}", "the row of the headings"))
    for key, why in TEXTS.items():
        lines += [line(f"{key} = {text(value)}", why)] if (value := getattr(table, key)) else []
    for key, why in LISTS.items():
        lines += [line(f"{key} = {text(value)}", why)] if (value := getattr(table, key)) else []
    if table.closed_by_date:
        lines.append(line("closed_by_date = true", "a date of completion says that an action is complete"))
    lines += _manners(table)
    lines += _not_read(table, proposal)
    lines += _tables(table, proposal, within)
    return [*lines, *_scales(table, counts, within)]


def _manners(table: TableChoices) -> Iterator[str]:
    """The lines that say how the cells of columns are filled in."""
    by_manner: dict[str, list[str]] = {}
    for place, manner in table.manners.items():
        by_manner.setdefault(manner, []).extend(ours for ours in table.columns.get(place, ()) if _is_ours(ours))
    for key in (key for key in FILLED if by_manner.get(key)):
        yield f"{key} = {text(by_manner[key])}"
    split = {ours: sign for sign, names in by_manner.items() if sign not in FILLED for ours in names}
    if split:
        yield line(f"split = {_in_line(split)}", "what stands between several values in a cell")


def _is_ours(name: str) -> bool:
    return not name.startswith(YEAR_OF)


def _not_read(table: TableChoices, proposal: Proposal) -> Iterator[str]:
    """The line that lists the headings left out on purpose, so that a new heading is noticed."""
    headings = {letter(column): heading_of(proposal, column) for column in proposal.table.headings}
    others = {place: heading for place, heading in headings.items() if place not in table.columns}
    if others:
        named = list(dict.fromkeys(others.values()))
        yield line(f"not_read = {text(named)}", f"columns {', '.join(others)}")


def heading_of(proposal: Proposal, column: int) -> str:
    """The words of a column's heading without the column's letter, as `not_read` takes them."""
    named = heading_name(proposal.grid, proposal.header_rows, column)
    return named.partition(": ")[2] if named.startswith(f"column {letter(column)}: ") else named


def _tables(table: TableChoices, proposal: Proposal, within: str) -> Iterator[str]:
    """The lines of a layout's tables: columns, years in columns of their own, fixed values, colours and agencies."""
    yield ""
    yield f"[{within}columns]  # our name = their heading"
    for ours, place in letters_by_name(table).items():
        if _is_ours(ours):
            named = text(heading_name(proposal.grid, proposal.header_rows, column_number(place)))
            yield line(f"{ours} = {named}", _evidence(proposal, table.fills, ours, place))
    years = {ours.removeprefix(YEAR_OF): place for ours, place in letters_by_name(table).items() if not _is_ours(ours)}
    named_years = {
        ours: heading_name(proposal.grid, proposal.header_rows, column_number(place)) for ours, place in years.items()
    }
    for key, values in (
        ("year_in", named_years),
        ("always", table.always),
        ("colours", table.colours),
        ("agencies", table.agencies),
    ):
        if values:
            yield ""
            yield f"[{within}{key}]"
            for one, value in values.items():
                entry = f"{_key(one)} = {text(value)}"
                yield line(entry, colour_name(one)) if key == "colours" else entry


def letters_by_name(table: TableChoices) -> dict[str, str]:
    """Our names in our own order, each with the letter of its column, the last where two columns have one name."""
    found = {ours: place for place, names in table.columns.items() for ours in names}
    known = [*COLUMNS.get(table.fills, {})]  # type: ignore[call-overload]
    return dict(sorted(found.items(), key=lambda one: known.index(one[0]) if one[0] in known else len(known)))


def _evidence(proposal: Proposal, fills: str, ours: str, place: str) -> str:
    """The evidence for a column, or that it was chosen where nothing proposed it."""
    for entry in (entry for entry in proposal.entries if entry.kind == fills):
        if (guess := entry.columns.get(ours)) and letter(guess.column) == place:
            return evidence_for(proposal, guess)
    return f"chosen, column {place}"


def _scales(table: TableChoices, counts: Mapping[str, int], within: str) -> Iterator[str]:
    """The lines for the words of each scale that is read; words that are to be reported become comments."""
    read = {*letters_by_name(table), *table.always}
    for scale, words in table.words.items():
        if not words or scale not in read:
            continue
        yield ""
        yield f"[{within}{scale}]  # their word = ours"
        for word, ours in words.items():
            found = f"found in {plural(counts.get(word, 0), 'row')}"
            if ours == LEFT_OPEN:
                yield f"# {text(one_line(word))} is reported each time; {found}"
            else:
                yield line(f"{text(word)} = {text(ours)}", found)


def _key(word: str) -> str:
    return word if re.fullmatch("[A-Za-z_]+", word) else text(word)


def _in_line(values: Mapping[str, str]) -> str:
    return f"{{ {', '.join(f'{_key(name)} = {text(value)}' for name, value in values.items())} }}"
