"""How late are the open actions, by the dates first promised?"""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from itertools import groupby
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
from tracker.questions.lateness import Lateness
from tracker.questions.measures import FEWEST_FOR_MEDIAN
from tracker.theme import GREY, INK, MUTED
from tracker.words import half, plural

MEASURES: tuple[Measure, ...] = (Measure.OVERDUE_BY_FIRST_DATE, Measure.OVERDUE)
NONE = "No open action is past the date first promised."
BANDS = ("1 to 30 days", "31 to 90 days", "91 to 180 days", "Over 180 days")
TICKS = (0, 30, 90, 180, 365, 730, 1095, 1825, 3650)


class LateAction(NamedTuple):
    """An open action past the date first promised, its index in BANDS, and its agency's figures.

    `late` is how many late actions the agency has, `median_days` the median of their days late, None for fewer than
    FEWEST_FOR_MEDIAN.
    """

    agency: str
    sender: str
    action_ref: str
    days_late: int
    is_overdue: bool
    band: int
    late: int
    median_days: float | None


def rows(
    db: duckdb.DuckDBPyConnection, as_of: date, review: str | None = None, agency: str | None = None
) -> tuple[LateAction, ...]:
    """One row per open action past the date first promised; agencies with the most come first."""
    return query.rows(
        db,
        """
        SELECT
            agency, sender, action_ref, days_late, is_overdue,
            (days_late > 30)::INTEGER + (days_late > 90)::INTEGER + (days_late > 180)::INTEGER AS band,
            count(*) OVER of_agency AS late,
            if(late >= $fewest, median(days_late) OVER of_agency, NULL) AS median_days
        FROM state_for($as_of, $review, $agency)
        WHERE counts_as.overdue_by_first_date
        WINDOW of_agency AS (PARTITION BY agency)
        ORDER BY late DESC, agency, days_late, action_ref, sender
        """,
        LateAction,
        as_of=as_of,
        review=review,
        agency=agency,
        fewest=FEWEST_FOR_MEDIAN,
    )


def none(count: Mapping[Measure, int]) -> str:
    """Says that no action is late, or why that cannot be known."""
    return Lateness.from_counts(count).unless_unknown(Measure.OVERDUE_BY_FIRST_DATE, NONE)


def sentence(rows: Sequence[LateAction], as_of: date, is_illustrative: bool) -> Sentence:
    """How many are late by more than 180 days."""
    long = sum(row.days_late > 180 for row in rows)
    return sentence_of(
        f"{long} of {plural(len(rows), 'open action')} past the date first promised "
        f"{'is' if long == 1 else 'are'} more than 180 days late",
        f"Each mark is one open action. A median is given only where {FEWEST_FOR_MEDIAN} or more are late."
        + axes.more_in_table(_agencies(rows)),
        [f"{group[0].agency}: {_late(group[0])}." for group in _agencies(rows)],
        as_of,
        is_illustrative,
    )


def _agencies(rows: Sequence[LateAction]) -> list[list[LateAction]]:
    return [list(group) for _, group in groupby(rows, key=lambda row: row.agency)]


def _late(row: LateAction) -> str:
    return f"{row.late} late, {_median(row)}"


def _median(row: LateAction) -> str:
    return f"median {half(row.median_days)} days" if row.median_days is not None else "too few for a median"


def table(rows: Sequence[LateAction], filters: Mapping[str, object]) -> Markup:
    """How many late actions each agency has in each band."""
    headings = ("Agency", "Late", "Overdue now", *BANDS, "Median days")
    lines = [_line(group, filters) for group in _agencies(rows)]
    return blocks.table("Open actions past the date first promised", headings, lines, numeric=headings[1:])


def _line(group: Sequence[LateAction], filters: Mapping[str, object]) -> tuple[blocks.Cell, ...]:
    agency, median = group[0].agency, group[0].median_days
    return (
        agency,
        blocks.link(len(group), blocks.actions_address(filters, agency=agency, counted=Measure.OVERDUE_BY_FIRST_DATE)),
        sum(row.is_overdue for row in group),
        *(sum(row.band == band for row in group) for band in range(len(BANDS))),
        "Too few" if median is None else half(median),
    )


def too_few(rows: Sequence[LateAction]) -> str:
    """Why nothing is drawn, "" if something is."""
    return axes.too_few(len(rows), "late action")


def chart(rows: Sequence[LateAction], as_of: date, filters: Mapping[str, object], width: int = WIDE) -> Canvas:
    """A lane for each agency with a mark for each action."""
    canvas = Canvas(width)
    axes.legend(canvas, [
        ("Overdue by the current date too", partial(overdue_dot, canvas)),
        ("Late by the first date only", partial(first_date_diamond, canvas)), ("Median", partial(_bar, canvas)),
    ])  # fmt: skip
    top, most = canvas.height, max(row.days_late for row in rows)
    scale = axes.linear_scale(0, most * 1.02, *axes.plot_ends(canvas))
    for group in first_ten(_agencies(rows)):
        _lane(canvas, group, scale, filters)
    marks = _with_room([(scale(n), str(n)) for n in TICKS if n <= most], 46 if width == WIDE else 38)
    axes.x_axis(canvas, top, marks, "Days past the first date")
    return canvas


def _with_room(marks: list[tuple[float, str]], room: float) -> list[tuple[float, str]]:
    """The marks without those that would overlap the one before."""
    apart = marks[:1]
    for x, words in marks[1:]:
        if x - apart[-1][0] >= room:
            apart.append((x, words))
    return apart


def _lane(canvas: Canvas, group: Sequence[LateAction], scale: axes.Scale, filters: Mapping[str, object]) -> None:
    first = group[0]
    notes = [(compiled_words.sentence(f"{first.late} late"), 600, INK), (_median(first).capitalize(), 400, MUTED)]
    steps = axes.steps_apart([scale(row.days_late) for row in group])
    if None in steps:
        notes.append((f"{steps.count(None)} only in the table", 400, MUTED))
    y = axes.lane(canvas, first.agency, notes, 24 + 32 * axes.depth(steps))
    if first.median_days is not None:
        _bar(canvas, scale(first.median_days), y)
    for row, step in zip(group, steps, strict=True):
        if step is None:
            continue
        late = f"{row.action_ref}: {plural(row.days_late, 'day')} past the date first promised"
        draw = overdue_dot if row.is_overdue else first_date_diamond
        url = blocks.actions_address(filters, ref=row.action_ref, sender=row.sender)
        draw(canvas, scale(row.days_late), y + 16 * step, late, url)


def _bar(canvas: Canvas, x: float, y: float) -> None:
    canvas.rule(x, y - 13, x, y + 13, GREY, 4)
