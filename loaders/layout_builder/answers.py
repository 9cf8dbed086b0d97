"""What the officer answers, one form at a time, put into the choices; whatever a form says, the choices stay usable."""

from collections.abc import Iterable, Mapping

import msgspec

from loaders.layout_builder.begin import drafted, proposed
from loaders.layout_builder.choices import LEFT_OPEN, NEW_FORM, WAS_WRONG, YEAR_OF, Choices, Table
from loaders.layout_builder.row_marks import Mark, marked
from loaders.layout_builder.study import Study
from loaders.mapping.check_entry import DATE_ORDERS, SCALES, YEAR_KINDS
from loaders.mapping.columns import MOST_ROWS
from loaders.propose.proposal import Proposal
from loaders.reader.read_file import Workbook
from tracker.columns.entries import COLUMNS
from tracker.findings import NotReadable
from tracker.terms import Kind, Log

MANNERS = {
    "": "each cell says it itself",
    "fill_down": "a blank cell repeats the one above",
    "prefilled": "the form has filled it in beforehand",
    "serial_dates": "days as numbers of five digits",
    ";": "several values with ; between them",
    ",": "several values with , between them",
    "/": "several values with / between them",
}
REPORTED = "-"  # what a form says of a word that is to be reported each time
LONGEST = 300  # letters of anything typed
MOST_TABLES = 8
TOLD_APART = (("action",), ("theme", "action"), ("recommendation_ref", "action"))  # what can tell actions apart


def with_headings(
    workbook: Workbook, file: str, choices: Choices, number: int, sheet: str, first: int, deep: int
) -> Choices:
    """A table that begins with other headings; what it is is proposed anew. Raises NotReadable where none stand there.

    A recommendation and an action that were read from the same rows go together.
    """
    rows = tuple(range(first, first + max(1, min(deep, MOST_ROWS))))
    new = drafted(proposed(workbook, file, choices.sender, sheet, rows))
    old = choices.tables[number]
    others = [
        one
        for n, one in enumerate(choices.tables)
        if n == number or (one.sheets, one.header_rows) != (old.sheets, old.header_rows)
    ]
    at = others.index(old)
    return msgspec.structs.replace(choices, tables=(*others[:at], *new, *others[at + 1 :]))


def with_fills(choices: Choices, proposal: Proposal, number: int, fills: str) -> Choices:
    """A table whose rows are of another kind, with the columns that are proposed for it, or that both kinds have."""
    table = choices.tables[number]
    if fills not in list(Kind) or fills == table.fills:
        return choices
    kind, columns = Kind(fills), dict[str, tuple[str, ...]]()
    for place, names in table.columns.items():
        if known := tuple(name for name in names if name.removeprefix(YEAR_OF) in COLUMNS[kind]):
            columns[place] = known
    of_kind = [one for one in drafted(proposal) if one.fills == fills and one.sheets[:1] == table.sheets[:1]]
    columns = {**columns, **of_kind[0].columns} if of_kind else columns
    return choices.with_table(
        number, fills=fills, columns=columns, words={}, numbered_by=(), closed_by_date=False, section="", log="",
        colours={},
    )  # fmt: skip


def with_rows(study: Study, number: int, sheet: str, marks: Mapping[int, str], section: str) -> Choices:
    """Rows marked otherwise, and what the titles of parts say. Raises NotReadable where no key can say it."""
    known = {row: Mark(mark) for row, mark in marks.items() if mark in list(Mark)}
    choices = study.choices
    if known:
        choices = choices.with_table(number, **msgspec.structs.asdict(marked(study, number, sheet, known)))
    kind = choices.tables[number].fills
    is_known = kind in list(Kind) and section in COLUMNS[Kind(kind)]
    return choices.with_table(number, section=section if is_known else "")


def with_columns(choices: Choices, number: int, said: Mapping[str, str], places: Iterable[str]) -> Choices:
    """What each column is. `said` has, by letter, `col-`, `also-` and `how-`, and what holds for all of them."""
    table = choices.tables[number]
    names = names_for(table)
    columns, manners = dict[str, tuple[str, ...]](), dict[str, str]()
    for place in places:
        chosen = [said.get(f"{part}-{place}", "") for part in ("col", "also")]
        if known := tuple(dict.fromkeys(name for name in chosen if name in names)):
            columns[place] = known
            manner = said.get(f"how-{place}", "")
            is_known = manner in MANNERS or manner == table.manners.get(place)
            manners |= {place: manner} if manner and is_known else {}
    by_words = tuple(filter(None, said.get("by-words", "").split(",")))
    kept = {one for names in columns.values() for one in names} | {*table.always}
    return choices.with_table(
        number,
        columns=columns,
        manners=manners,
        dates=said.get("dates", "") if said.get("dates") in DATE_ORDERS else "",
        years=said.get("years", "") if said.get("years") in YEAR_KINDS else "",
        log=said.get("log", "") if said.get("log") in list(Log) else "",
        numbered_by=by_words if by_words in TOLD_APART else (),
        closed_by_date=bool(said.get("closed-by-date")),
        words={scale: words for scale, words in table.words.items() if scale in kept},
        colours=table.colours if kept & {"reported_status", "rag"} else {},
    )


def names_for(table: Table) -> list[str]:
    """What a column of a table can be: each of our columns, and the year of each date."""
    if table.fills not in list(Kind):
        return []
    columns = COLUMNS[Kind(table.fills)]
    years = [f"{YEAR_OF}{name}" for name, column in columns.items() if column.holds.__name__ == "date"]
    return [*columns, *years]


def with_sheets(choices: Choices, number: int, sheets: Iterable[str]) -> Choices:
    """The sheets that have the shape of a table: its own first, then others."""
    own = choices.tables[number].sheets[0]
    return choices.with_table(number, sheets=tuple(dict.fromkeys((own, *sheets))))


def with_words(
    choices: Choices, number: int, words: Iterable[tuple[str, str, str]], colours: Mapping[str, str]
) -> Choices:
    """What each word of a scale means: scale, their word and ours, REPORTED, or "" where nobody has decided."""
    decided: dict[str, dict[str, str]] = {}
    for scale, theirs, ours in words:
        if scale in SCALES and theirs and (ours == REPORTED or ours in list(SCALES[scale])):
            decided.setdefault(scale, {})[theirs] = LEFT_OPEN if ours == REPORTED else ours
    known = {fill: word for fill, word in colours.items() if word}
    return choices.with_table(number, words=decided, colours=known)


def with_sender(choices: Choices, said: Mapping[str, str]) -> Choices:
    """Whose plan it is. Raises NotReadable for a number of days that cannot be."""
    every = said.get("every", "").strip()
    if every and not (every.isascii() and every.isdecimal() and 0 < int(every) <= 3_660):
        raise NotReadable("The reporting interval is a number of days, such as 90.")
    why, _, replaces = said.get("why", "").partition(": ")
    return msgspec.structs.replace(
        choices,
        sender=_typed(said, "sender"),
        agency=_typed(said, "agency"),
        review=_typed(said, "review"),
        reports_every=int(every or 0),
        holds_open_actions=bool(said.get("holds")),
        is_illustrative=bool(said.get("illustrative")),
        why=why if why in (NEW_FORM, WAS_WRONG) else "",
        replaces=replaces,
        since=_typed(said, "since"),
    )


def _typed(said: Mapping[str, str], name: str) -> str:
    """What was typed, on one line."""
    return " ".join("".join(one if one.isprintable() else " " for one in said.get(name, "")).split())[:LONGEST]


def with_another_table(workbook: Workbook, file: str, choices: Choices, sheet: str) -> Choices:
    """One more table, on a sheet. Raises NotReadable where none is found there."""
    if len(choices.tables) >= MOST_TABLES:
        raise NotReadable(f"A layout made on screen reads at most {MOST_TABLES} tables.")
    new = drafted(proposed(workbook, file, choices.sender, sheet))
    return msgspec.structs.replace(choices, tables=(*choices.tables, *new))


def without_table(choices: Choices, number: int) -> Choices:
    """One table less. Raises NotReadable for the last one, and for one that is not there."""
    if len(choices.tables) == 1:
        raise NotReadable("A layout reads at least one table.")
    choices = choices.with_table(number)
    return msgspec.structs.replace(choices, tables=(*choices.tables[:number], *choices.tables[number + 1 :]))
