"""Which open actions would be overdue if their date had not moved?"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from typing import NamedTuple

import duckdb
from markupsafe import Markup

from tracker import query
from tracker.charts import axes
from tracker.charts.canvas import WIDE, Canvas
from tracker.charts.marks import moved_diamond
from tracker.charts.sentence import Sentence, sentence_of
from tracker.first_ten import first_ten
from tracker.html import blocks
from tracker.measure import Measure
from tracker.terms import Precision
from tracker.theme import BURNT, INK, MUTED, PLUM, WHITE
from tracker.words import abbreviate, date_as_given, day, later, plural, times

MEASURES: tuple[Measure, ...] = (Measure.MOVED, Measure.OVERDUE, Measure.OVERDUE_BY_FIRST_DATE)
NONE = "No open action has had its date moved later."
REACH = 3_650  # days from the position; a date beyond is drawn at the edge


class MovedAction(NamedTuple):
    """An open action whose date moved later.

    `dates` are all the dates promised, as 2026-03-31, in the order given, and `precisions` how exactly each was given.
    """

    agency: str
    sender: str
    action_ref: str
    action: str
    first_due_on: date
    due_on: date
    times_moved: int
    days_moved: int
    days_overdue: int
    is_overdue: bool
    is_overdue_by_first_date: bool
    judged_on: date | None
    dates: tuple[str, ...]
    precisions: tuple[Precision, ...]


def rows(
    db: duckdb.DuckDBPyConnection, as_of: date, review: str | None = None, agency: str | None = None
) -> tuple[MovedAction, ...]:
    """One row per open action whose date moved later, furthest moved first."""
    return query.rows(
        db,
        """
        WITH promise AS (
            SELECT
                action_id, list(due_on::TEXT ORDER BY step) AS dates, list(due_on_precision ORDER BY step) AS precisions
            FROM deadline_on($as_of)
            WHERE due_on IS NOT NULL
            GROUP BY action_id
        )
        SELECT
            agency, sender, action_ref, action, first_due_on, due_on, times_moved, days_moved, days_overdue,
            is_overdue, is_overdue_by_first_date, judged_on, dates, precisions
        FROM position_for($as_of, $review, $agency)
        JOIN promise USING (action_id)
        WHERE is_open AND counts_as.moved AND due_on IS NOT NULL
        ORDER BY days_moved DESC, times_moved DESC, agency, action_ref, sender
        """,
        MovedAction,
        as_of=as_of,
        review=review,
        agency=agency,
    )


def sentence(rows: Sequence[MovedAction], as_of: date, is_illustrative: bool) -> Sentence:
    """How many would be overdue if their dates had not moved."""
    only = sum(row.is_overdue_by_first_date and not row.is_overdue for row in rows)
    whose = "open action whose date moved later", "open actions whose dates moved later"
    return sentence_of(
        f"{only} of {plural(len(rows), *whose)} would otherwise be overdue",
        "Every date promised for these actions, furthest moved first." + axes.more_in_table(rows),
        [_alone(row) for row in rows],
        as_of,
        is_illustrative,
    )


def _alone(row: MovedAction) -> str:
    return f"{row.action_ref}, {row.agency}: {_move_words(row)[0].lower()}{_move_words(row)[1:]}, {_late(row)}."


def _dates(row: MovedAction) -> list[date]:
    return [date.fromisoformat(text) for text in row.dates]


def _move_words(row: MovedAction) -> str:
    return f"Moved {times(row.times_moved)}, {later(row.days_moved)}"


def _late(row: MovedAction) -> str:
    if row.is_overdue:
        return f"{plural(row.days_overdue, 'day')} overdue"
    if row.judged_on is None:
        return "not judged"
    return "overdue by the first date only" if row.is_overdue_by_first_date else "not overdue"


def table(rows: Sequence[MovedAction], filters: Mapping[str, object]) -> Markup:
    """Every date of each action in words."""
    headings = ("Action", "Agency", "Every date promised", "Moved", "Now")
    return blocks.table("Open actions whose date moved later, furthest moved first", headings, [
        (
            blocks.under(blocks.link(row.action_ref, _address(row, filters)), abbreviate(row.action)),
            row.agency, ", then ".join(map(date_as_given, _dates(row), row.precisions)), _move_words(row),
            _late(row).capitalize(),
        )
        for row in rows
    ])  # fmt: skip


def _address(row: MovedAction, filters: Mapping[str, object]) -> str:
    return blocks.actions_address(filters, ref=row.action_ref, sender=row.sender)


def too_few(rows: Sequence[MovedAction]) -> str:
    """Why nothing is drawn, "" if something is."""
    return axes.too_few(sum(len(row.dates) for row in rows), "date")


def chart(rows: Sequence[MovedAction], as_of: date, filters: Mapping[str, object], width: int = WIDE) -> Canvas:
    """A lane for each action, with a mark for each date."""
    canvas = Canvas(width)
    axes.legend(canvas, [
        ("First promised", partial(_first, canvas)), ("Moved to", partial(_step, canvas)),
        ("Due now", partial(moved_diamond, canvas)), ("Time overdue", partial(_block, canvas)),
    ])  # fmt: skip
    top, lanes = canvas.height + 16, first_ten(rows)
    canvas.height = top
    begin, end = _ends(lanes, as_of)
    scale, ticks = axes.time_scale(begin, end, *axes.plot_ends(canvas), 5 if width == WIDE else 3)
    for row in lanes:
        _lane(canvas, row, lambda on: scale(min(max(on, begin), end).toordinal()), filters)
    axes.as_of_line(canvas, scale(as_of.toordinal()), top - 12, canvas.height + 4, f"{day(as_of)}")
    axes.x_axis(canvas, top, ticks)
    return canvas


def _ends(rows: Sequence[MovedAction], as_of: date) -> tuple[date, date]:
    """The first and last day to draw: within reach, since a mistyped year would squeeze all others together."""
    days = [on for row in rows for on in _dates(row) if abs((on - as_of).days) < REACH] + [as_of]
    margin = timedelta(days=max(20, (max(days) - min(days)).days // 30))
    return min(days) - margin, max(days) + margin


def _lane(canvas: Canvas, row: MovedAction, at: Callable[[date], float], filters: Mapping[str, object]) -> None:
    look = (_late(row).capitalize(), 400, BURNT if row.is_overdue else MUTED)
    y = axes.lane(canvas, abbreviate(f"{row.action_ref} {row.action}", 58), [(_move_words(row), 600, INK), look])
    url = _address(row, filters)
    if row.is_overdue and row.judged_on:
        canvas.rule(at(row.due_on), y, at(row.judged_on), y, BURNT, 7)
    canvas.rule(at(min(_dates(row))), y, at(max(_dates(row))), y, PLUM, 2.2)
    for on in _dates(row)[1:-1]:
        _step(canvas, at(on), y)
    apart = 8 if abs(at(row.first_due_on) - at(row.due_on)) < 16 else 0  # otherwise one mark would cover the other
    _first(
        canvas, at(row.first_due_on), y - apart, f"{row.action_ref}: first promised for {day(row.first_due_on)}", url
    )
    moved_diamond(canvas, at(row.due_on), y + apart, f"{row.action_ref}: due {day(row.due_on)}, {_late(row)}", url)


def _first(canvas: Canvas, x: float, y: float, name: str = "", url: str = "") -> None:
    canvas.point(x, y, "circle", 110, fill=WHITE, line=PLUM, name=name, url=url)


def _step(canvas: Canvas, x: float, y: float) -> None:
    canvas.rule(x, y - 8, x, y + 8, PLUM, 2.4)


def _block(canvas: Canvas, x: float, y: float) -> None:
    canvas.rule(x - 8, y, x + 8, y, BURNT, 7)
