"""What still has to be chosen before a layout can be written, tried or saved, each in one sentence."""

from collections.abc import Iterator
from datetime import date

from loaders.layout_builder.choices import NEW_FORM, WAS_WRONG, YEAR_OF, Choices, Table
from loaders.mapping.layout_files import BODIES
from loaders.propose.before_loading import NEEDED, RECORDS
from loaders.received.arrival import EARLIEST, SENDER
from tracker.columns.entries import COLUMNS
from tracker.terms import Kind
from tracker.typed_day import typed_day

LONGEST_SENDER = 60
OWN_NAME = (Kind.ACTION, Kind.COMMENT, Kind.RESOLUTION)  # what a row of these is needs the name of its body


def stops(choices: Choices) -> Iterator[str]:
    """What keeps a layout from being written at all."""
    for number, table in enumerate(choices.tables, start=1):
        where = f"Table {number}: " if len(choices.tables) > 1 else ""
        yield from (f"{where}{sentence}" for sentence in _of_table(table))


def _of_table(table: Table) -> Iterator[str]:
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
            yield f"Columns {' and '.join(letters)} are both “{spoken(name)}”. Keep one."
        if name.startswith(YEAR_OF) and name.removeprefix(YEAR_OF) not in places:
            yield f"Column {letters[0]} is the {spoken(name)}, and no column is that date. Choose its column too."
        if name.removeprefix(YEAR_OF) not in COLUMNS[Kind(table.fills)]:
            yield f"Column {letters[0]}: no {table.fills} has “{spoken(name)}”. Choose another name."
    yield from _needed(table, {*places})


def _needed(table: Table, named: set[str]) -> Iterator[str]:
    """Our columns without which no row counts."""
    kind = Kind(table.fills)
    for name in NEEDED.get(kind, ("comment",)):
        if name in named or name in table.always or table.section == name:
            continue
        if name == "action_ref" and kind == Kind.ACTION and table.numbered_by:
            continue
        record = RECORDS.get(kind, str(kind))
        known = ", or that its actions are known again by their words" if kind == Kind.ACTION else ""
        yield f"No {record} loads without “{spoken(name)}”. Say which column holds it{known}."


def open_questions(choices: Choices, senders: set[str]) -> Iterator[str]:
    """What has to be said of the sender before the layout is saved; `senders` have one already."""
    if not SENDER.fullmatch(choices.sender) or len(choices.sender) > LONGEST_SENDER:
        yield "Give the sender a short name of letters, digits and hyphens, such as transport."
    elif f"{choices.sender}.toml" == BODIES or "." in choices.sender:
        yield f"“{choices.sender}” cannot be the name of a sender. Take one without a full stop, such as transport."
    if not choices.agency and any(table.fills in OWN_NAME for table in choices.tables):
        yield "Say whose plan it is: the name of the agency as everybody is to read it."
    if choices.sender in senders and choices.why not in (NEW_FORM, WAS_WRONG):
        yield f"{choices.sender} has a layout already. Say whether its form has changed or the layout was wrong."
    if choices.sender in senders and choices.why == NEW_FORM and since(choices) is None:
        yield "Say from which day on the new form is used, such as 2026-04-01."


def since(choices: Choices) -> date | None:
    """The day from which a new form is used, None where none can be meant."""
    day = typed_day(choices.since)
    return day if day and day >= EARLIEST else None


def spoken(name: str) -> str:
    """A name of ours as people read it."""
    return name.replace("_", " ")
