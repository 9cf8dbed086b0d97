"""How much of what is late do the current dates hide?"""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

import duckdb
from markupsafe import Markup

from tracker import query
from tracker.charts import axes
from tracker.charts.canvas import WIDE, Canvas
from tracker.charts.marks import first_date_diamond, overdue_dot
from tracker.charts.sentence import Sentence, sentence_of
from tracker.html import blocks
from tracker.measure import Measure
from tracker.theme import INK, MUTED, PLUM
from tracker.words import plural

MEASURES: tuple[Measure, ...] = (Measure.OVERDUE, Measure.OVERDUE_BY_FIRST_DATE, Measure.NO_DATE)
NONE = "No action is open, so none is late."
COLUMNS = {
    "open_actions": ("Open", Measure.OPEN),
    "overdue": ("Overdue", Measure.OVERDUE),
    "overdue_by_first_date": ("Overdue by first dates", Measure.OVERDUE_BY_FIRST_DATE),
    "no_date": ("No date", Measure.NO_DATE),
}


class Agency(NamedTuple):
    """How many open actions of an agency are late by each clock; hidden = overdue_by_first_date - overdue."""

    agency: str
    open_actions: int
    overdue: int
    overdue_by_first_date: int
    no_date: int
    hidden: int


def rows(
    db: duckdb.DuckDBPyConnection, as_of: date, review: str | None = None, agency: str | None = None
) -> tuple[Agency, ...]:
    """One row per agency with open actions, the widest gap between the two clocks first."""
    return query.rows(
        db,
        """
        SELECT
            agency,
            count(*) FILTER (counts_as.open) AS open_actions,
            count(*) FILTER (counts_as.overdue) AS overdue,
            count(*) FILTER (counts_as.overdue_by_first_date) AS overdue_by_first_date,
            count(*) FILTER (counts_as.no_date) AS no_date,
            overdue_by_first_date - overdue AS hidden
        FROM position_for($as_of, $review, $agency)
        GROUP BY agency
        HAVING open_actions > 0
        ORDER BY hidden DESC, overdue_by_first_date DESC, agency
        """,
        Agency,
        as_of=as_of,
        review=review,
        agency=agency,
    )


def sentence(rows: Sequence[Agency], as_of: date, is_illustrative: bool) -> Sentence:
    """Both clocks in one sentence."""
    now, first = sum(row.overdue for row in rows), sum(row.overdue_by_first_date for row in rows)
    return sentence_of(
        f"{plural(now, 'action')} overdue by the current dates, {first:,} by the dates first promised",
        "Open actions past their date, by agency, the widest gap first. An action that never had a date is late by "
        "neither." + axes.more_in_table(len(rows)),
        [f"{row.agency}: {row.overdue} and {row.overdue_by_first_date}." for row in rows],
        as_of,
        is_illustrative,
    )


def table(rows: Sequence[Agency], filters: Mapping[str, object]) -> Markup:
    """The counts as a table, each a link to the actions that it counts."""
    headings = ["Agency", *(heading for heading, _ in COLUMNS.values())]
    lines = [(row.agency, *(_link(row, name, filters) for name in COLUMNS)) for row in rows]
    return blocks.table("Open actions late by each clock", headings, lines, numeric=headings[1:])


def _link(row: Agency, name: str, filters: Mapping[str, object]) -> blocks.Cell:
    return blocks.link(getattr(row, name), _address(row, COLUMNS[name][1], filters))


def _address(row: Agency, measure: Measure, filters: Mapping[str, object]) -> str:
    return blocks.actions_address(filters, agency=row.agency, counted=measure)


def chart(rows: Sequence[Agency], as_of: date, filters: Mapping[str, object], width: int = WIDE) -> Canvas:
    """A line for each agency, from the one count to the other."""
    canvas = Canvas(width)
    named = {"Overdue by the current date": overdue_dot, "Overdue by the date first promised": first_date_diamond}
    axes.legend(canvas, ((words, partial(draw, canvas)) for words, draw in named.items()))
    top, most = canvas.height, max(max(row.overdue, row.overdue_by_first_date) for row in rows)
    scale = axes.linear_scale(0, most or 1, *axes.plot_ends(canvas))
    for row in rows[: axes.MOST_LANES]:
        _lane(canvas, row, scale, filters)
    ticks = [(scale(n), str(n)) for n in axes.round_numbers(most, 10 if width == WIDE else 5)]
    axes.x_axis(canvas, top, ticks, "Open actions past their date")
    return canvas


def _lane(canvas: Canvas, row: Agency, scale: axes.Scale, filters: Mapping[str, object]) -> None:
    both = f"{row.overdue} now, {row.overdue_by_first_date} by first dates"
    y = axes.lane(canvas, row.agency, [(both, 600, INK), (f"of {row.open_actions} open", 400, MUTED)], 34)
    now, first = scale(row.overdue), scale(row.overdue_by_first_date)
    canvas.rule(now, y, first, y, PLUM, 3)
    name = f"{row.agency}: {row.overdue_by_first_date} by the dates first promised"
    first_date_diamond(canvas, first, y, name, _address(row, Measure.OVERDUE_BY_FIRST_DATE, filters), area=430)
    overdue_dot(canvas, now, y, f"{row.agency}: {row.overdue} overdue now", _address(row, Measure.OVERDUE, filters))
    if row.hidden > 0:
        canvas.text((now + first) / 2, y - 14, f"+{row.hidden}", 12.5, 600, fill=PLUM, align="center")
