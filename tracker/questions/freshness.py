"""When did each agency last report, against the interval it agreed?"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

import duckdb
from markupsafe import Markup

from tracker import query
from tracker.charts import axes
from tracker.charts.canvas import WIDE, Canvas
from tracker.charts.marks import return_dot
from tracker.charts.sentence import Sentence, sentence_of
from tracker.html import blocks
from tracker.measure import Measure
from tracker.theme import BURNT, GREY, INK, MUTED
from tracker.words import day, plural

MEASURES: tuple[Measure, ...] = ()
METHOD = {
    "One dot": "One return: an action plan that came in and could be read.",
    "Days since the last return": "From the day it was received to the date of the position.",
    "Past its interval": "More days have gone by than the agency agreed to leave between two returns.",
}
NONE = "No agency here has agreed how often it reports."
MONTHS_BACK = 15  # of returns drawn; the table of the agency holds them all


class Sender(NamedTuple):
    """A sender that agreed a reporting interval; `returned_on` are the days of its latest returns, as 2026-03-31."""

    agency: str
    last_returned_on: date
    reports_every_days: int
    days_since_return: int
    is_silent: bool
    returned_on: tuple[str, ...]


def rows(
    db: duckdb.DuckDBPyConnection, as_of: date, review: str | None = None, agency: str | None = None
) -> tuple[Sender, ...]:
    """One row per sender that agreed a reporting interval, the longest silence first.

    Returns of the last MONTHS_BACK months are listed.
    """
    return query.rows(
        db,
        """
        WITH recent_return AS (
            SELECT sender, list(DISTINCT received_on::TEXT ORDER BY received_on::TEXT) AS returned_on
            FROM file_received
            WHERE is_read AND known_on <= $as_of AND received_on >= $as_of - to_months($back)
                AND file_id IN (SELECT file_id FROM row_received WHERE kind = 'action')
            GROUP BY sender
        ), under_review AS (
            SELECT DISTINCT sender FROM position_for($as_of, $review, $agency)
        )
        SELECT
            agency, last_returned_on, reports_every_days,
            date_diff('day', last_returned_on, $as_of) AS days_since_return,
            days_since_return > reports_every_days AS is_silent,
            coalesce(returned_on, []) AS returned_on
        FROM last_return_on($as_of)
        SEMI JOIN under_review USING (sender)
        LEFT JOIN recent_return USING (sender)
        WHERE reports_every_days IS NOT NULL
        ORDER BY days_since_return DESC, agency
        """,
        Sender,
        as_of=as_of,
        review=review,
        agency=agency,
        back=MONTHS_BACK,
    )


def sentence(rows: Sequence[Sender], as_of: date, is_illustrative: bool) -> Sentence:
    """How many are past the interval they agreed."""
    late = sum(row.is_silent for row in rows)
    return sentence_of(
        f"{late} of {plural(len(rows), 'agency', 'agencies')} {'has' if late == 1 else 'have'} not reported within "
        "the interval agreed",
        f"Each dot is a return received. The line is the wait since the last one, to {day(as_of)}."
        + axes.more_in_table(len(rows)),
        [f"{row.agency}: {_since(row)}, {_limit(row).lower()}." for row in rows],
        as_of,
        is_illustrative,
    )


def _since(row: Sender) -> str:
    return f"{plural(row.days_since_return, 'day')} since the last return"


def _limit(row: Sender) -> str:
    return (
        f"{'Past its interval' if row.is_silent else 'Within its interval'} of {plural(row.reports_every_days, 'day')}"
    )


def table(rows: Sequence[Sender], filters: Mapping[str, object]) -> Markup:
    """The waits in words as a table, each agency a link to its returns."""
    headings = ("Agency", "Last return", "Days since", "Interval agreed", "Now")
    lines = [
        (
            blocks.link(row.agency, _address(row, filters)),
            row.last_returned_on,
            row.days_since_return,
            plural(row.reports_every_days, "day"),
            "Past its interval" if row.is_silent else "Within it",
        )
        for row in rows
    ]
    return blocks.table("Agencies by how long ago they reported", headings, lines, numeric=("Days since",))


def _address(row: Sender, filters: Mapping[str, object]) -> str:
    return blocks.address("agencies", **{**filters, "agency": row.agency})


def chart(rows: Sequence[Sender], as_of: date, filters: Mapping[str, object], width: int = WIDE) -> Canvas:
    """A lane for each agency with a dot for each return."""
    canvas, lanes = Canvas(width), rows[: axes.MOST_LANES]
    axes.legend(canvas, [
        ("A return", partial(return_dot, canvas)), ("Within its interval", partial(_wait, canvas, False)),
        ("Past its interval", partial(_wait, canvas, True)),
    ])  # fmt: skip
    top = canvas.height + 16
    canvas.height = top
    days = [date.fromisoformat(on) for row in lanes for on in row.returned_on] + [row.last_returned_on for row in lanes]
    scale, ticks = axes.time_scale(min(days), as_of, *axes.plot_ends(canvas), 6 if width == WIDE else 3)
    for row in lanes:
        _lane(canvas, row, lambda on: scale(on.toordinal()), as_of, filters)
    axes.as_of_line(canvas, scale(as_of.toordinal()), top - 12, canvas.height + 4, day(as_of))
    axes.x_axis(canvas, top, ticks)
    return canvas


def _lane(canvas: Canvas, row: Sender, at: Callable[[date], float], as_of: date, filters: Mapping[str, object]) -> None:
    look = (_limit(row), 400, BURNT if row.is_silent else MUTED)
    y = axes.lane(canvas, row.agency, [(_since(row), 600, INK), look])
    _line(canvas, at(row.last_returned_on), at(as_of), y, row.is_silent)
    for on in map(date.fromisoformat, row.returned_on):
        return_dot(canvas, at(on), y, f"{row.agency}: return of {day(on)}", _address(row, filters))


def _line(canvas: Canvas, x: float, x2: float, y: float, is_silent: bool) -> None:
    canvas.rule(x, y, x2, y, *((BURNT, 4, "6,3") if is_silent else (GREY, 2)))


def _wait(canvas: Canvas, is_silent: bool, x: float, y: float) -> None:
    _line(canvas, x - 8, x + 8, y, is_silent)
