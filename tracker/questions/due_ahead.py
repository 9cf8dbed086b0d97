"""When do the open actions fall due, and when were they first promised for?"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

import duckdb
from markupsafe import Markup

from tracker import periods, query
from tracker.charts import axes
from tracker.charts.canvas import WIDE, Canvas
from tracker.charts.sentence import Sentence, sentence_of
from tracker.html import blocks
from tracker.measure import Measure
from tracker.theme import BURNT, GREY, MUTED, PALE, PLUM, WHITE
from tracker.words import day, plural

MEASURES: tuple[Measure, ...] = (
    Measure.OPEN_WITH_DATE,
    Measure.DUE_SOON,
    Measure.OVERDUE,
    Measure.OVERDUE_BY_FIRST_DATE,
)
NONE = "No open action has a date."
MONTHS = 15  # shown before and after the position; a mistyped year would squeeze all others together
TALL = 96  # height of the highest bar, in pixels
DIGIT = 0.62  # width of a digit, as a share of its font size
PARTS = {"first_promised": "By the date first promised", "due_now": "By the current date"}


class Period(NamedTuple):
    """How many open actions were first promised for a period, and are due in it now; `due_now` includes `overdue`.

    The period is written as in tracker.periods.
    """

    period: str
    first_promised: int
    due_now: int
    overdue: int


def rows(
    db: duckdb.DuckDBPyConnection, as_of: date, review: str | None = None, agency: str | None = None
) -> tuple[Period, ...]:
    """One row per month near the position, and one for all dates before or after those months, if there are any."""
    return query.rows(
        db,
        """
        WITH near AS (
            SELECT
                (date_trunc('month', $as_of) - to_months($months))::DATE AS low,
                (date_trunc('month', $as_of) + to_months($months))::DATE AS high
        ), dates AS (
            SELECT unnest([
                {on_day: first_due_on, is_first: TRUE, is_overdue: FALSE},
                {on_day: due_on, is_first: FALSE, is_overdue: is_overdue}
            ], recursive := TRUE)
            FROM state_for($as_of, $review, $agency)
            WHERE is_open
        ), ends AS (
            SELECT min(on_day) AS earliest, max(on_day) AS latest
            FROM dates, near WHERE on_day >= low AND on_day < high
        ), placement AS (
            SELECT
                CASE
                    WHEN on_day < low THEN 'up to ' || (low - 1)::TEXT
                    WHEN on_day >= high THEN 'from ' || high::TEXT
                    ELSE strftime(on_day, '%Y-%m')
                END AS period,
                least(greatest(on_day, low - 1), high) AS place, is_first, is_overdue
            FROM dates, near
            WHERE on_day IS NOT NULL
            UNION ALL
            -- Months between in which nothing falls due are shown as empty.
            SELECT strftime(month, '%Y-%m'), month::DATE, NULL, FALSE
            FROM (SELECT unnest(range(date_trunc('month', earliest), latest + 1, INTERVAL 1 MONTH)) AS month FROM ends)
        )
        SELECT
            period,
            count(*) FILTER (is_first) AS first_promised,
            count(*) FILTER (NOT is_first) AS due_now,
            count(*) FILTER (is_overdue) AS overdue
        FROM placement
        GROUP BY period
        ORDER BY min(place)
        """,
        Period,
        as_of=as_of,
        review=review,
        agency=agency,
        months=MONTHS,
    )


def sentence(rows: Sequence[Period], as_of: date, is_illustrative: bool) -> Sentence:
    """The period ahead in which most open actions fall due, and how to read the bars."""
    dated = sum(row.due_now for row in rows)
    ahead = [row for row in rows if periods.span(row.period)[1] >= as_of]
    fullest = max(ahead, key=lambda row: row.due_now - row.overdue, default=None)
    most = fullest.due_now - fullest.overdue if fullest else 0
    of = f"of {plural(dated, 'open action')} with a date"
    title = (
        f"{most} {of} {'is' if most == 1 else 'are'} due {periods.when(fullest.period)}"
        if fullest and most
        else f"None {of} is due after {day(as_of)}"
    )
    return sentence_of(
        title,
        "Open actions by the date first promised (above) and by the current date (below). Solid bars are overdue; "
        "pale bars are not due yet.",
        [
            f"{periods.name(row.period)}: {row.first_promised} first promised, {row.due_now} due now."
            for row in rows
            if row.first_promised or row.due_now
        ],
        as_of,
        is_illustrative,
    )


def table(rows: Sequence[Period], filters: Mapping[str, object]) -> Markup:
    """The counts as a table, each a link to the actions counted."""
    headings = ("Period", "First promised", "Due now", "Overdue")
    lines = [
        (
            periods.name(row.period),
            blocks.link(row.first_promised, _address("first_promised", row, filters)),
            blocks.link(row.due_now, _address("due_now", row, filters)),
            row.overdue,
        )
        for row in rows
        if row.first_promised or row.due_now
    ]
    return blocks.table("Open actions by when they are due", headings, lines, numeric=headings[1:])


def _address(part: str, row: Period, filters: Mapping[str, object]) -> str:
    which = "first_due" if part == "first_promised" else "due"
    return blocks.actions_address(filters, counted=Measure.OPEN, **{which: row.period})


def chart(rows: Sequence[Period], as_of: date, filters: Mapping[str, object], width: int = WIDE) -> Canvas:
    """Two rows of bars over the same periods: by the date first promised, and by the current date."""
    canvas = Canvas(width)
    most = max(max(row.first_promised, row.due_now) for row in rows)
    each_wide = min(46.0, (width - 16) / len(rows))
    canvas.height = 20  # room to write the day of the position above all bars
    for part in PARTS:
        canvas.text(0, canvas.height + 14, PARTS[part], 14, 600)
        canvas.height += 44 + TALL
        for n, row in enumerate(rows):
            _bar(canvas, part, row, 8 + n * each_wide, each_wide, TALL / most, filters)
        _numbers(canvas, [getattr(row, part) for row in rows], each_wide, TALL / most)
        canvas.rule(8, canvas.height, 8 + len(rows) * each_wide, canvas.height, GREY)
        _under(canvas, rows, each_wide)
        canvas.height += 26
    _today(canvas, rows, as_of, each_wide)
    return canvas


def _bar(
    canvas: Canvas, part: str, row: Period, x: float, wide: float, unit: float, filters: Mapping[str, object]
) -> None:
    count, base = getattr(row, part), canvas.height
    if not count:
        return
    gap, url = wide * 0.07, _address(part, row, filters)
    name = f"{periods.name(row.period)}: {plural(count, 'action')}, {PARTS[part].lower()}"
    late = row.overdue if part == "due_now" else 0
    look = {"fill": WHITE, "line": PLUM} if part == "first_promised" else {"fill": PALE, "line": GREY}
    if count > late:
        canvas.box(x + gap, base - count * unit, x + wide - gap, base - late * unit, **look, name=name, url=url)
    if late:
        canvas.box(x + gap, base - late * unit, x + wide - gap, base, fill=BURNT, line=BURNT, name=name, url=url)


def _numbers(canvas: Canvas, counts: Sequence[int], wide: float, unit: float) -> None:
    """Writes each count over its bar, or only that of the highest bar if they would run into each other."""
    size = 12 if wide > 14 else 10
    has_room = DIGIT * size * len(str(max(counts))) <= wide
    for n, count in enumerate(counts):
        if count and (has_room or n == counts.index(max(counts))):
            x = 8 + (n + 0.5) * wide
            canvas.text(x, canvas.height - count * unit - 9, str(count), size, 600, align="center")


def _under(canvas: Canvas, rows: Sequence[Period], wide: float) -> None:
    """Writes as many months as fit below the bars; the periods before and after get “Before” and “Later”."""
    step = next(n for n in (1, 2, 3, 4, 6, 12) if n * wide >= 64 or n == 12)
    first = 60 if " " in rows[0].period else 0  # room for the words at the ends
    last = 8 + len(rows) * wide - 60 - (wide if " " in rows[-1].period else 0)
    for n, row in enumerate(rows):
        x = 8 + n * wide
        if " " in row.period:
            words = "Before" if row.period.startswith(periods.UP_TO) else "Later"
            canvas.text(x + wide / 2, canvas.height + 14, words, 11, fill=MUTED, align="center")
        elif n % step == min(1, step - 1) and first <= x <= last:
            canvas.rule(x, canvas.height, x, canvas.height + 5, GREY)
            canvas.text(x, canvas.height + 14, f"{periods.span(row.period)[0]:%b %Y}", 12, fill=MUTED)


def _today(canvas: Canvas, rows: Sequence[Period], as_of: date, wide: float) -> None:
    """Draws a line at the day of the position."""
    spans = [periods.span(row.period) for row in rows]
    for n, (first, last) in enumerate(spans):
        if first <= as_of <= last:
            x = 8 + (n + (as_of - first).days / ((last - first).days + 1)) * wide
            axes.as_of_line(canvas, x, 0, canvas.height - 26, day(as_of))
