"""Tables of what another layout would alter in the files on record."""

from collections.abc import Iterator

from markupsafe import Markup

from loaders.load.past_changes import KeyChange, PastChanges, RowChange
from loaders.propose.points_to_check import one_line
from pages.parts.paging import beginning, first_words
from pages.parts.show import show
from tracker.html import blocks
from tracker.measure import Measure
from tracker.words import capital, plural, readable_name

MOST_ROWS = 100  # of the rows that would be altered, unless all are asked for
ALTERED = (
    "Reference", "Where", "State now", "State by this layout", "Day now", "Day by this layout", "What else",
)  # fmt: skip
KEYS = {  # of a whole layout, as an officer knows them
    "agency": "Whose plan it is",
    "review": "Review",
    "reports_every": "The agreed interval between returns",
    "illustrative": "Invented data",
    "compiled": "Compiled from published sources",
    "note": "The note to every reader",
    "holds": "What each return holds",
}


def show_past(past: PastChanges) -> None:
    """Shows what the layout would alter in the files on record."""
    show(*past_blocks(past))


UNREAD = (
    "{} that can be read now could not be read by this layout, so no row of it would count. If it still has the old "
    "form, choose a later first day."
)


def past_blocks(past: PastChanges) -> Iterator[Markup]:
    """What the layout would alter in the files on record, block by block."""
    files = plural(len(past.files), "file")
    lead = f"{files} on record would be read again by this layout, and {plural(len(past.rows), 'row')} would change."
    yield blocks.lead(
        lead, f"Now {_position_words(past.counts_before)}. By this layout {_position_words(past.counts_after)}."
    )
    if unread := sum(one.rows_before > 0 and not one.rows_after for one in past.files):
        yield blocks.bullets([UNREAD.format(plural(unread, "file"))])
    if past.keys:
        yield blocks.quiet("Besides rows, it says something else of the whole plan.")
        yield blocks.bullets([*map(_key, past.keys)])
    headings = ("File", "Rows now", "Refused now", "Rows by this layout", "Refused by this layout")
    yield blocks.table("Files that would be read again", headings, past.files, headings[1:])
    if past.rows:
        first, every = beginning(past.rows, MOST_ROWS, MOST_ROWS)
        rows = blocks.table("Rows that would change", ALTERED, [*map(_change_row, first)], is_caption_hidden=True)
        yield blocks.details(f"Rows that would change{first_words(len(past.rows), len(first))}", rows, every)


def _key(one: KeyChange) -> str:
    """What a key would say, such as “The agreed interval between returns: 30 days now, 90 days by this layout”."""
    return f"{KEYS[one.key]}: {_value(one.before)} now, {_value(one.after)} by this layout"


def _value(value: object) -> str:
    """What a key says, in words: a number is one of days."""
    match value:
        case bool():
            return "yes" if value else "no"
        case int():
            return plural(value, "day")
        case _:
            return one_line(str(value or "none"))


def _change_row(row: RowChange) -> tuple[blocks.Cell, ...]:
    where = blocks.under(f"{one_line(row.sheet)}, row {row.row}", row.path)
    states = (capital(row.state_before or "not read"), capital(row.state_after or "not read"))
    return (one_line(row.ref), where, *states, row.day_before, row.day_after, blocks.stack(_others(row)))


def _others(row: RowChange) -> Iterator[str]:
    """The other columns that differ, such as “Review: blank now, Towns Fund by this layout”."""
    for name, (was, becomes) in row.others.items():
        column = capital(readable_name(name))
        yield f"{column}: {one_line(was) or 'blank'} now, {one_line(becomes) or 'blank'} by this layout"


def _position_words(counts: dict[str, int]) -> str:
    open_ones, late, first, undated = (
        counts[one] for one in (Measure.OPEN, Measure.OVERDUE, Measure.OVERDUE_BY_FIRST_DATE, Measure.NO_DATE)
    )
    return (
        f"{plural(open_ones, 'action')} open, {late:,} overdue, {first:,} by the dates first promised, "
        f"{undated:,} with no date"
    )
