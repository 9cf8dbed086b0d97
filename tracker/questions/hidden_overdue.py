"""How many open actions are overdue now, and how many by the dates first promised?"""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

import duckdb
from markupsafe import Markup

from tracker import compiled_words, query
from tracker.charts import axes
from tracker.charts.canvas import WIDE, Canvas
from tracker.charts.marks import first_date_diamond, overdue_dot
from tracker.charts.sentence import Sentence, sentence_of
from tracker.first_ten import first_ten
from tracker.html import blocks
from tracker.measure import Measure
from tracker.measure_sql import late_counts_in_sql
from tracker.questions.lateness import NOT_COMPUTED, Lateness
from tracker.theme import INK, MUTED, PLUM
from tracker.words import plural

MEASURES: tuple[Measure, ...] = (Measure.OVERDUE, Measure.OVERDUE_BY_FIRST_DATE, Measure.NO_DATE)
NONE = "No action is open, so none is late."
COLUMNS = {
    "open_actions": ("Open", Measure.OPEN),
    "overdue": ("Overdue", Measure.OVERDUE),
    "overdue_by_first_date": ("Overdue by first dates", Measure.OVERDUE_BY_FIRST_DATE),
    "open_undated": ("No date", Measure.NO_DATE),
}


class Agency(NamedTuple):
    """How many open actions of an agency are late by each clock; hidden = overdue_by_first_date - overdue."""

    agency: str
    open_actions: int
    open_dated: int
    open_once_dated: int
    open_undated: int
    open_unreadable: int
    overdue: int
    overdue_by_first_date: int
    hidden: int

    @property
    def lateness(self) -> Lateness:
        """Which of the agency's open actions can be judged, and which are late."""
        return Lateness.in_row(self)

    def means_something(self, column: str) -> bool:
        """Whether a column's number means anything: 0 late does not, if too few actions have a date."""
        late = self.lateness
        computed = {"overdue": late.is_computed, "overdue_by_first_date": late.is_computed_by_first_date}
        return bool(getattr(self, column)) or computed.get(column, True)


def rows(
    db: duckdb.DuckDBPyConnection, as_of: date, review: str | None = None, agency: str | None = None
) -> tuple[Agency, ...]:
    """One row per agency with open actions, the widest gap between the two clocks first."""
    return query.rows(
        db,
        f"""
        SELECT
            agency,
            {late_counts_in_sql()},
            overdue_by_first_date - overdue AS hidden
        FROM state_for($as_of, $review, $agency)
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
    """Both clocks in one sentence, or why they cannot be compared."""
    late = Lateness(*(sum(numbers) for numbers in zip(*(row.lateness for row in rows), strict=True)))
    both = f"{plural(late.overdue, 'action')} overdue by the current dates, {late.overdue_by_first_date:,} by the dates"
    return sentence_of(
        late.sentence(f"{both} first promised").removesuffix("."),
        "Open actions past their date, by agency, widest gap first. An action that never had a date is not counted "
        "here." + _left_out(rows),
        [f"{row.agency}: {row.lateness.note}." for row in rows],
        as_of,
        is_illustrative,
    )


def _left_out(rows: Sequence[Agency]) -> str:
    shown = agencies_to_draw(rows)
    none = " Agencies without one are only in the table." if len(shown) < len(rows) else ""
    return none + axes.more_in_table(shown)


def table(rows: Sequence[Agency], filters: Mapping[str, object]) -> Markup:
    """The counts as a table, each a link to the actions counted."""
    headings = ["Agency", *(heading for heading, _ in COLUMNS.values())]
    lines = [(row.agency, *(_link(row, name, filters) for name in COLUMNS)) for row in rows]
    return blocks.table("Open actions overdue by each date", headings, lines, numeric=headings[1:])


def _link(row: Agency, name: str, filters: Mapping[str, object]) -> blocks.Cell:
    number = getattr(row, name)
    return blocks.link(number, _address(row, COLUMNS[name][1], filters)) if row.means_something(name) else NOT_COMPUTED


def _address(row: Agency, measure: Measure, filters: Mapping[str, object]) -> str:
    return blocks.actions_address(filters, agency=row.agency, counted=measure)


def agencies_to_draw(rows: Sequence[Agency]) -> list[Agency]:
    """The agencies that have something to show: a late action, or a count that cannot be computed."""
    return [row for row in rows if row.overdue_by_first_date or row.overdue or not row.means_something("overdue")]


def too_few(rows: Sequence[Agency]) -> str:
    """Why nothing is drawn, "" if something is."""
    late = sum(max(row.overdue, row.overdue_by_first_date) for row in rows)
    return axes.too_few(late, "late action")


def chart(rows: Sequence[Agency], as_of: date, filters: Mapping[str, object], width: int = WIDE) -> Canvas:
    """A lane for each agency, with a line from one count to the other."""
    canvas = Canvas(width)
    named = {"Overdue by the current date": overdue_dot, "Overdue by the date first promised": first_date_diamond}
    axes.legend(canvas, ((words, partial(draw, canvas)) for words, draw in named.items()))
    top, most = canvas.height, max(max(row.overdue, row.overdue_by_first_date) for row in rows)
    scale = axes.linear_scale(0, most or 1, *axes.plot_ends(canvas))
    for row in first_ten(agencies_to_draw(rows)):
        _lane(canvas, row, scale, filters)
    ticks = [(scale(n), str(n)) for n in axes.round_numbers(most, 10 if width == WIDE else 5)]
    axes.x_axis(canvas, top, ticks, "Open actions past their date")
    return canvas


def _lane(canvas: Canvas, row: Agency, scale: axes.Scale, filters: Mapping[str, object]) -> None:
    notes = [
        (compiled_words.sentence(row.lateness.note), 600, INK),
        (compiled_words.sentence(f"of {row.open_actions} open"), 400, MUTED),
    ]
    draw_clocks(canvas, row, axes.lane(canvas, row.agency, notes, 40), scale, filters)


def draw_clocks(canvas: Canvas, row: Agency, y: float, scale: axes.Scale, filters: Mapping[str, object]) -> None:
    """Adds both counts of one agency at y, with the line between them."""
    now, first = scale(row.overdue), scale(row.overdue_by_first_date)
    apart = 9 if abs(first - now) < 18 else 0  # otherwise one mark would cover the other
    if row.means_something("overdue") and not apart:
        canvas.rule(now, y, first, y, PLUM, 3)
    if row.means_something("overdue_by_first_date"):
        name = f"{row.agency}: {row.overdue_by_first_date} by the dates first promised"
        first_date_diamond(
            canvas, first, y + apart, name, _address(row, Measure.OVERDUE_BY_FIRST_DATE, filters), area=300
        )
    if row.means_something("overdue"):
        overdue_dot(
            canvas, now, y - apart, f"{row.agency}: {row.overdue} overdue now", _address(row, Measure.OVERDUE, filters)
        )
        if row.hidden > 0 and not apart:
            canvas.text((now + first) / 2, y - 14, f"+{row.hidden}", 12.5, 600, fill=PLUM, align="center")
