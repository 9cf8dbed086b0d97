"""When do the open actions fall due, and when were they first promised for?"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import duckdb
import pandas as pd
from markupsafe import Markup

from tracker import axes, blocks, periods, store
from tracker.canvas import WIDE, Canvas
from tracker.charts import Sentence, counted_at, said
from tracker.rows import each
from tracker.terms import Measure
from tracker.theme import BURNT, GREY, MUTED, PALE, PLUM, WHITE
from tracker.words import day, plural

MEASURES = (Measure.OPEN_WITH_DATE, Measure.DUE_SOON, Measure.OVERDUE, Measure.OVERDUE_BY_FIRST_DATE)
NONE = "No open action has a date."
MOST_MONTHS, MOST_QUARTERS = 30, 40
TALL = 96  # pixels of the highest bar
PARTS = {"first": "By the date first promised", "now": "By the current date"}


def rows(
    db: duckdb.DuckDBPyConnection, as_of: date, review: str | None = None, agency: str | None = None
) -> pd.DataFrame:
    """One row per month, quarter or year, whichever gives a chart that can be read, empty ones among them.

    Columns: period as tracker.periods writes it, first: actions first promised for it, now: actions due in it,
    overdue: how many of these are overdue. All are open.
    """
    return store.table(
        db,
        """
        WITH open_actions AS (
            SELECT first_due_on, due_on, is_overdue
            FROM position_for($as_of, $review, $agency)
            WHERE is_open AND (due_on IS NOT NULL OR first_due_on IS NOT NULL)
        ), ends AS (
            SELECT min(least(first_due_on, due_on)) AS low, max(greatest(first_due_on, due_on)) AS high
            FROM open_actions
        ), units AS (
            SELECT
                low, high,
                CASE
                    WHEN date_diff('month', low, high) < $months THEN 'month'
                    WHEN date_diff('quarter', low, high) < $quarters THEN 'quarter'
                    ELSE 'year'
                END AS unit
            FROM ends
        ), periods AS (
            SELECT unit, unnest(range(date_trunc(unit, low), high + INTERVAL 1 DAY, ('1 ' || unit)::INTERVAL)) AS begins
            FROM units
        )
        SELECT
            CASE unit
                WHEN 'month' THEN strftime(begins, '%Y-%m')
                WHEN 'quarter' THEN year(begins) || '-Q' || quarter(begins)
                ELSE year(begins)::TEXT
            END AS period,
            count(*) FILTER (date_trunc(unit, first_due_on) = begins) AS first,
            count(*) FILTER (date_trunc(unit, due_on) = begins) AS now,
            count(*) FILTER (date_trunc(unit, due_on) = begins AND is_overdue) AS overdue
        FROM periods, open_actions
        GROUP BY unit, begins
        ORDER BY begins
        """,
        as_of=as_of,
        review=review,
        agency=agency,
        months=MOST_MONTHS,
        quarters=MOST_QUARTERS,
    )


def sentence(rows: pd.DataFrame, as_of: date, is_illustrative: bool) -> Sentence:
    """The fullest time still to come, and what is past by both clocks."""
    found = list(each(rows))
    fullest = max(found, key=lambda row: row.now - row.overdue)
    most, dated = fullest.now - fullest.overdue, int(rows.now.sum())
    ahead = f"{most} of {plural(dated, 'open action')} with a date {'falls' if most == 1 else 'fall'} due"
    title = (
        f"{ahead} {periods.when(fullest.period)}"
        if most
        else f"All {plural(dated, 'open action')} with a date are overdue"
    )
    return said(
        title,
        "Open actions by the date first promised, above, and by the current date, below. Solid bars are overdue, "
        "pale bars are still to come.",
        [
            f"{periods.name(row.period)}: {row.first} first promised, {row.now} due now."
            for row in found
            if row.first or row.now
        ],
        as_of,
        is_illustrative,
    )


def table(rows: pd.DataFrame, kept: Mapping[str, Any]) -> Markup:
    """The same counts, each a link to the actions that it counts."""
    headings = ("Period", "First promised for it", "Due in it now", "Overdue")
    lines = [
        (
            periods.name(row.period),
            blocks.link(row.first, _address("first", row, kept)),
            blocks.link(row.now, _address("now", row, kept)),
            row.overdue,
        )
        for row in each(rows)
        if row.first or row.now
    ]
    return blocks.table("Open actions by when they are due", headings, lines, numeric=headings[1:])


def _address(part: str, row: Any, kept: Mapping[str, Any]) -> str:
    return counted_at(kept, counted=Measure.OPEN, **{"first_due" if part == "first" else "due": row.period})


def chart(rows: pd.DataFrame, as_of: date, kept: Mapping[str, Any], width: int = WIDE) -> Canvas:
    """Two rows of bars over the same periods."""
    canvas, found = Canvas(width), list(each(rows))
    most = max(max(row.first, row.now) for row in found)
    each_wide = min(46.0, (width - 16) / len(found))
    canvas.height = 20  # the day of the position is written above all bars
    for part in PARTS:
        canvas.text(0, canvas.height + 14, PARTS[part], 14, 600)
        canvas.height += 44 + TALL
        for n, row in enumerate(found):
            _bar(canvas, part, row, 8 + n * each_wide, each_wide, TALL / most, kept)
        canvas.rule(8, canvas.height, 8 + len(found) * each_wide, canvas.height, GREY)
        _under(canvas, found, each_wide)
        canvas.height += 26
    _today(canvas, found, as_of, each_wide)
    return canvas


def _bar(canvas: Canvas, part: str, row: Any, x: float, wide: float, unit: float, kept: Mapping[str, Any]) -> None:
    count, base = getattr(row, part), canvas.height
    if not count:
        return
    gap, url = wide * 0.07, _address(part, row, kept)
    name = f"{periods.name(row.period)}: {plural(count, 'action')}, {PARTS[part].lower()}"
    late = row.overdue if part == "now" else 0
    look = {"fill": WHITE, "line": PLUM} if part == "first" else {"fill": PALE, "line": GREY}
    if count > late:
        canvas.box(x + gap, base - count * unit, x + wide - gap, base - late * unit, **look, name=name, url=url)
    if late:
        canvas.box(x + gap, base - late * unit, x + wide - gap, base, fill=BURNT, line=BURNT, name=name, url=url)
    canvas.text(x + wide / 2, base - count * unit - 9, str(count), 12 if wide > 14 else 10, 600, align="center")


def _under(canvas: Canvas, found: list[Any], wide: float) -> None:
    """The periods in words, as many as there is room for."""
    step = next(n for n in (1, 2, 3, 4, 6, 12, 24) if n * wide >= 64 or n == 24)
    for n, row in enumerate(found[: len(found) - 1 if len(found) > 1 else 1]):
        if n % step == 0:
            first, last = periods.span(row.period)
            words = f"{first:%b %Y}" if (last - first).days < 300 else f"{first:%Y}"
            canvas.rule(8 + n * wide, canvas.height, 8 + n * wide, canvas.height + 5, GREY)
            canvas.text(8 + n * wide, canvas.height + 14, words, 12, fill=MUTED)


def _today(canvas: Canvas, found: list[Any], as_of: date, wide: float) -> None:
    """The day of the position, where it lies among the periods."""
    spans = [periods.span(row.period) for row in found]
    for n, (first, last) in enumerate(spans):
        if first <= as_of <= last:
            x = 8 + (n + (as_of - first).days / ((last - first).days + 1)) * wide
            axes.as_at(canvas, x, 0, canvas.height - 26, day(as_of))
