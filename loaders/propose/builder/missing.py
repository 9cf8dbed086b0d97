"""Says in sentences what still has to be chosen before a layout can be written, tried or saved."""

from collections.abc import Iterator
from datetime import date

from loaders.mapping.layout_files import BODIES
from loaders.propose.before_loading import NEEDED, RECORDS
from loaders.propose.builder.choices import NEW_FORM, OTHER_PLAN, WAS_WRONG, YEAR_OF, Choices, TableChoices
from loaders.propose.builder.layout_text import FILLED
from loaders.received.arrival import EARLIEST, SENDER
from tracker.columns.entries import COLUMNS
from tracker.terms import Kind
from tracker.typed_day import typed_day
from tracker.words import readable_name

LONGEST_SENDER = 60
LEFT_OPEN_OF_ACTIONS = {
    "action": "No column holds what is to be done.",
    "due_on": "No column holds the date by which it is due, so nothing counts as late.",
    "reported_status": "No column holds a status, so every action counts as open.",
}
NO_ACTION = (
    f"{LEFT_OPEN_OF_ACTIONS['action']} Choose it under “What each column is”. If the sheet is a register of "
    "recommendations or a log of checks, say so under “What one row is”: neither needs such a column."
)
OF_A_REVIEW = (Kind.ACTION, Kind.RECOMMENDATION)  # a check or a resolution finds its review by its references
OWN_NAME = (Kind.ACTION, Kind.COMMENT, Kind.RESOLUTION)  # kinds whose rows need the name of their body


def stops(choices: Choices) -> Iterator[str]:
    """Sentences on what keeps a layout from being written at all."""
    for number, table in enumerate(choices.tables, start=1):
        where = f"Table {number}: " if len(choices.tables) > 1 else ""
        yield from (f"{where}{sentence}" for sentence in _of_table(table))


def _of_table(table: TableChoices) -> Iterator[str]:
    if table.fills not in list(Kind):
        yield "Say what one row is."
        return
    places: dict[str, list[str]] = {}
    for place, names in table.columns.items():
        for name in names:
            places.setdefault(name, []).append(place)
    if not places:
        yield "Say of at least one column what it is."
    for name, letters in places.items():
        if len(letters) > 1:
            yield f"Columns {' and '.join(letters)} are both “{readable_name(name)}”. Keep one."
        if name.startswith(YEAR_OF) and name.removeprefix(YEAR_OF) not in places:
            year = readable_name(name)
            yield f"Column {letters[0]} is the {year}, and no column is that date. Choose its column too."
        if name.removeprefix(YEAR_OF) not in COLUMNS[Kind(table.fills)]:
            yield f"Column {letters[0]}: no {table.fills} has “{readable_name(name)}”. Choose another name."
    yield from _needed(table, {*places})
    yield from _ill_joined(table, places)


def _ill_joined(table: TableChoices, places: dict[str, list[str]]) -> Iterator[str]:
    """Sentences on choices that do not go together."""
    columns = COLUMNS[Kind(table.fills)]
    for name, (place, *_) in places.items():
        manner, holds = table.manners.get(place, ""), columns[name].holds if name in columns else date
        if manner == "serial_dates" and holds is not date:
            yield f"Column {place} is “{readable_name(name)}” and no date, so it holds no days as numbers."
        elif manner and manner not in FILLED and holds is not list:
            yield f"Column {place} is “{readable_name(name)}”, which is one value: nothing separates several in it."
    if table.numbered_by and "action_ref" in places:
        yield f"Column {places['action_ref'][0]} is the reference, so actions are not known by their words. Choose one."
    for name in (name for name in table.numbered_by if name not in places and name != table.section):
        yield f"No action is known again by its {readable_name(name)}: no column holds it."
    if table.closed_by_date and "completed_on" not in places:
        yield "No column is “completed on”, so no date of completion says anything."
    for given, what in ((table.section, "titles of parts"), (table.sheet_names, "names of the sheets")):
        if given in places:
            yield f"“{readable_name(given)}” is a column and what the {what} say. Choose one."
    if table.section and table.section == table.sheet_names:
        yield f"“{readable_name(table.section)}” is what titles of parts and names of sheets say. Choose one."
    if table.colours and not places.keys() & {"reported_status", "rag"}:
        yield "Colours stand for words of a status, and no column is “reported status” or “RAG rating”. Choose one."


def _needed(table: TableChoices, named: set[str]) -> Iterator[str]:
    """Sentences on our columns that are missing and without which no row counts."""
    kind = Kind(table.fills)
    for name in NEEDED.get(kind, ("comment",)):
        if name in named or name in table.always or name in (table.section, table.sheet_names):
            continue
        if name == "action_ref" and kind == Kind.ACTION and table.numbered_by:
            continue
        record = RECORDS.get(kind, str(kind))
        known = ", or that its actions are known again by their words" if kind == Kind.ACTION else ""
        yield f"No {record} loads without “{readable_name(name)}”. Say which column holds it{known}."


def to_know(choices: Choices) -> Iterator[str]:
    """Sentences on what may be left open in tables of actions, and what follows if it is."""
    for table in (table for table in choices.tables if table.fills == Kind.ACTION):
        yield from (words for name, words in LEFT_OPEN_OF_ACTIONS.items() if name not in filled_columns(table))


def without_action(choices: Choices) -> list[int]:
    """The tables of actions, counted from 0, that say nothing of what is to be done.

    Beside a table of recommendations there are none: an action may do what a recommendation says.
    """
    if any(table.fills == Kind.RECOMMENDATION for table in choices.tables):
        return []
    return [
        n
        for n, table in enumerate(choices.tables)
        if table.fills == Kind.ACTION and "action" not in filled_columns(table)
    ]


def filled_columns(table: TableChoices) -> set[str]:
    """Our columns that each record of a table fills: from a column, a title or a sheet's name, or always the same."""
    named = {name for names in table.columns.values() for name in names}
    return named | {*table.always, table.section, table.sheet_names}


def without_review(choices: Choices) -> list[int]:
    """The tables, counted from 0, whose rows would come under “Review not stated”, as nothing names their review."""
    return [
        n
        for n, table in enumerate(choices.tables)
        if table.fills in OF_A_REVIEW
        and not choices.review_of(n)
        and "review" not in (table.section, table.sheet_names)
        and not any("review" in names for names in table.columns.values())
    ]


def open_questions(choices: Choices, senders: set[str]) -> Iterator[str]:
    """Sentences on what the officer must say of the sender before saving; `senders` have a layout already."""
    if not SENDER.fullmatch(choices.sender) or len(choices.sender) > LONGEST_SENDER:
        yield "Give the sender a short name of letters, digits, blanks and hyphens, such as transport."
    elif f"{choices.sender}.toml" == BODIES or "." in choices.sender:
        yield f"“{choices.sender}” cannot be the name of a sender. Take one without a full stop, such as transport."
    if not choices.agency and any(table.fills in OWN_NAME for table in choices.tables):
        yield "Say whose plan it is: the name of the agency as everybody is to read it."
    for n in without_action(choices):
        yield f"Table {n + 1}: {NO_ACTION}" if len(choices.tables) > 1 else NO_ACTION
    if without_review(choices) and not choices.states_no_review:
        yield "Name the review that the rows belong to, or confirm under “Whose plan it is” that this plan states none."
    if choices.sender in senders and choices.why not in (NEW_FORM, WAS_WRONG, OTHER_PLAN):
        yield (
            f"{choices.sender} has a layout already. Say whether its form has changed, the layout was wrong, "
            "or this is another plan of the same body."
        )
    if choices.sender in senders and choices.why == OTHER_PLAN:
        other = _free(choices.sender, senders)
        yield f"{choices.sender} is the short name of the body’s other plan. Give this one its own, such as {other}."
    if choices.sender in senders and choices.why == NEW_FORM and since(choices) is None:
        yield "Say from which day on the new form is used, such as 2026-04-01."


def _free(sender: str, senders: set[str]) -> str:
    """A short name that no sender has yet."""
    return next(name for n in range(2, len(senders) + 3) if (name := f"{sender}-{n}") not in senders)


def since(choices: Choices) -> date | None:
    """The day from which a new form is used, None if the text typed is no possible day."""
    day = typed_day(choices.since)
    return day if day and day >= EARLIEST else None
