"""When did each agency last report, against the interval it agreed, and which have sent no plan?"""

from collections.abc import Callable, Iterator, Mapping, Sequence
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
from tracker.first_ten import first_five
from tracker.html import blocks
from tracker.measure import Measure
from tracker.questions import agencies, return_dates
from tracker.theme import BURNT, GREY, INK, MUTED
from tracker.words import capital, day, plural

MEASURES: tuple[Measure, ...] = ()
METHOD = {
    "One dot": "One return: an action plan that came in and could be read.",
    "Days since the last return": "From the day it was received to the date shown.",
    "Past its interval": "More days have passed than the agency agreed between two returns.",
    "No plan received": "A register of recommendations names the body, and neither a plan of its own nor a joint one "
    "that names it has been received. A body that made no commitment owes none.",
}
NONE = "No agency here has agreed how often it reports."
MONTHS_BACK = 15  # of returns drawn; the agency's page lists them all


class Agency(NamedTuple):
    """A body that agreed a reporting interval, or that has sent no plan for one review or more.

    `returned_on` are the days of its latest returns, as 2026-03-31. `is_silent` is None if it owes nothing.
    """

    agency: str
    last_returned_on: date | None
    reports_every_days: int | None
    days_since_return: int | None
    is_silent: bool | None
    owes_plan: bool
    no_plan_since: date | None
    no_plan_for: str
    plans_missing: int
    has_unread_file: bool
    returned_on: tuple[str, ...]

    @property
    def is_late(self) -> bool:
        """Whether it has not reported within the interval it agreed."""
        if self.days_since_return is None or self.reports_every_days is None:
            return False
        return self.days_since_return > self.reports_every_days


def rows(
    db: duckdb.DuckDBPyConnection, as_of: date, review: str | None = None, agency: str | None = None
) -> tuple[Agency, ...]:
    """One row per body that has to report or to send a plan: those that owe a plan first, then the longest silent.

    Returns of the last MONTHS_BACK months are listed.
    """
    return query.rows(
        db,
        """
        WITH recent_return AS (
            SELECT
                coalesce(nullif(name_on($as_of, f.agency), ''), sender) AS agency,
                list(DISTINCT received_on::TEXT ORDER BY received_on::TEXT) AS returned_on
            FROM file_on($as_of) f
            WHERE is_read AND received_on >= $as_of - to_months($back)
                AND file_id IN (SELECT file_id FROM row_received WHERE kind = 'action')
            GROUP BY ALL
        )
        SELECT
            agency, last_returned_on, reports_every_days, days_since_return, is_silent,
            owes_plan, no_plan_since, no_plan_for, plans_missing, has_unread_file,
            coalesce(returned_on, []) AS returned_on
        FROM agency_return_on($as_of, $review)
        LEFT JOIN recent_return USING (agency)
        WHERE (reports_every_days IS NOT NULL OR no_plan_since IS NOT NULL) AND ($agency IS NULL OR agency = $agency)
        ORDER BY NOT owes_plan, days_since_return DESC, agency
        """,
        Agency,
        as_of=as_of,
        review=review,
        agency=agency,
        back=MONTHS_BACK,
    )


def sentence(rows: Sequence[Agency], as_of: date, is_illustrative: bool) -> Sentence:
    """How many have sent no plan, and how many are past the interval they agreed."""
    return sentence_of(
        "; ".join(_findings([row for row in rows if row.is_silent is not None])),
        f"Each dot is a return. The line is the time since the last one, up to {day(as_of)}."
        + axes.more_in_table(rows, first_five),
        [f"{row.agency}: {', '.join([words.lower() for words in _short_lines(row)])}." for row in rows],
        as_of,
        is_illustrative,
    )


def _findings(due: Sequence[Agency]) -> Iterator[str]:
    """Yields the findings about the bodies that have to report or to send a plan."""
    every, none = plural(len(due), "agency", "agencies"), sum(row.owes_plan for row in due)
    late = sum(row.is_late for row in due)
    if none:
        yield f"No plan received from {none} of {every}"
    if late or not none:
        of = "" if none else f" of {every}"
        yield f"{late}{of} {'has' if late == 1 else 'have'} not reported within the agreed interval"


def no_plan(row: Agency | agencies.Agency | return_dates.ReturnDates) -> str:
    """“no plan received since …”, naming the review if others have one; "" if none is missing."""
    if row.no_plan_since is None:
        return ""
    kind = "no plan that could be read was" if row.has_unread_file else "no plan"
    review = f" for the {row.no_plan_for}" if row.no_plan_for else ""
    more = f", nor for {plural(row.plans_missing - 1, 'other review')}" if review and row.plans_missing > 1 else ""
    return f"{kind} received{review}{more} since the register of {day(row.no_plan_since)}"


def _short_lines(row: Agency) -> list[str]:
    """The short lines beside a body's lane."""
    short_lines = []
    if row.no_plan_since:
        owed = "" if row.owes_plan else ", none owed"
        short_lines = [f"No plan received{owed}", f"since {day(row.no_plan_since)}"]
    if row.days_since_return is not None:
        short_lines.insert(0, f"{plural(row.days_since_return, 'day')} since the last return")
    return short_lines if row.reports_every_days is None else [*short_lines, _limit(row, row.reports_every_days)]


def _limit(row: Agency, days: int) -> str:
    return f"{'Past its interval' if row.is_late else 'Within its interval'} of {plural(days, 'day')}"


def table(rows: Sequence[Agency], filters: Mapping[str, object]) -> Markup:
    """The waits as a table, each agency a link to its page."""
    headings = ("Agency", "Last return", "Days since", "Interval agreed", "Now")
    lines = [
        (
            blocks.link(row.agency, _address(row, filters)),
            row.last_returned_on or "None received",
            "" if row.days_since_return is None else row.days_since_return,
            plural(row.reports_every_days, "day") if row.reports_every_days else "None agreed",
            _now(row),
        )
        for row in rows
    ]
    return blocks.table("Agencies by time since their last return", headings, lines, numeric=("Days since",))


def _now(row: Agency) -> str:
    interval = "" if row.reports_every_days is None else "Past its interval" if row.is_late else "Within it"
    owes = "" if row.owes_plan or not row.no_plan_since else "It made no commitment"
    return ". ".join(filter(None, (interval, capital(no_plan(row)), owes)))


def _address(row: Agency, filters: Mapping[str, object]) -> str:
    return blocks.address("agencies", **{**filters, "agency": row.agency})


def too_few(rows: Sequence[Agency]) -> str:
    """Why nothing is drawn, "" if something is."""
    return axes.too_few(sum(len(row.returned_on) for row in rows), "return")


def chart(rows: Sequence[Agency], as_of: date, filters: Mapping[str, object], width: int = WIDE) -> Canvas:
    """A lane for each agency with a dot for each return."""
    canvas, lanes = Canvas(width), first_five(rows)
    axes.legend(canvas, [
        ("A return", partial(return_dot, canvas)), ("Within its interval", partial(_wait, canvas, False)),
        ("Past its interval", partial(_wait, canvas, True)),
    ])  # fmt: skip
    top = canvas.height + 16
    canvas.height = top
    days = [date.fromisoformat(on) for row in lanes for on in row.returned_on] + [_since(row, as_of) for row in lanes]
    scale, ticks = axes.time_scale(min(days), as_of, *axes.plot_ends(canvas), 6 if width == WIDE else 3)
    for row in lanes:
        _lane(canvas, row, lambda on: scale(on.toordinal()), as_of, filters)
    axes.as_of_line(canvas, scale(as_of.toordinal()), top - 12, canvas.height + 4, day(as_of))
    axes.x_axis(canvas, top, ticks)
    return canvas


def _since(row: Agency, as_of: date) -> date:
    """When the wait began: with the last return, or with the first register that names the body."""
    return row.last_returned_on or row.no_plan_since or as_of


def _lane(canvas: Canvas, row: Agency, at: Callable[[date], float], as_of: date, filters: Mapping[str, object]) -> None:
    first, *others = _short_lines(row)
    look = BURNT if row.is_silent else MUTED
    notes = [(first, 600, INK), *((words, 400, look) for words in others)]
    days = [date.fromisoformat(on) for on in row.returned_on]
    steps = axes.steps_apart(map(at, days), 14)
    if None in steps:
        notes.append((f"{plural(steps.count(None), 'return')} not drawn", 400, MUTED))
    y = axes.lane(canvas, row.agency, notes, 26 + 28 * axes.depth(steps))
    _line(canvas, at(_since(row, as_of)), at(as_of), y, bool(row.is_silent))
    for on, step in zip(days, steps, strict=True):
        if step is not None:
            return_dot(canvas, at(on), y + 14 * step, f"{row.agency}: return of {day(on)}", _address(row, filters))


def _line(canvas: Canvas, x: float, x2: float, y: float, is_silent: bool) -> None:
    canvas.rule(x, y, x2, y, *((BURNT, 4, "6,3") if is_silent else (GREY, 2)))


def _wait(canvas: Canvas, is_silent: bool, x: float, y: float) -> None:
    _line(canvas, x - 8, x + 8, y, is_silent)
