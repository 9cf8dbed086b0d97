"""How does the work stand against the dates first promised?"""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from itertools import groupby, pairwise
from typing import Any

from markupsafe import Markup

from tracker import periods
from tracker.charts import axes
from tracker.charts.canvas import SOLID, WIDE, Canvas
from tracker.charts.sentence import Sentence, sentence_of
from tracker.html import blocks
from tracker.measure import Measure
from tracker.questions.burn_up_days import Day, DoneByDay, days_done
from tracker.questions.burn_up_days import rows as rows
from tracker.theme import INK, NAVY, PLUM, WHITE
from tracker.words import contradicted_note, day, is_or_are, plural

MEASURES: tuple[Measure, ...] = (Measure.ACCEPTED, Measure.VERIFIED, Measure.REPORTED_COMPLETE)
NONE = "No accepted action is recorded."
TALL, EDGE = 240, 34  # pixels: the height of the chart, and room for the numbers on its left
GAP = "#FBEEE6"  # pale orange: due by the dates first promised, and not reported complete
PLANS: dict[str, tuple[str, dict[str, Any], str]] = {
    "by_first_date": ("By the dates first promised", {"line": INK, "thick": 2.2, "dash": "7,4"}, "first_due"),
    "by_current_date": ("By the current dates", {"line": PLUM, "thick": 2, "dash": "2,3"}, "due"),
}
DONE: dict[str, Any] = {"line": NAVY, "thick": 2.6, "dash": SOLID}


def sentence(rows: Sequence[Day], as_of: date, is_illustrative: bool) -> Sentence:
    """What was due by the dates first promised, and how much of it was checked or is only claimed."""
    now = _now(rows, as_of)
    early = f" {now.early} more {is_or_are(now.early)} complete early, or never had a first date." if now.early else ""
    undated = f" {now.undated} never had a date, so they are not counted as due." if now.undated else ""
    return sentence_of(
        _title(now, days_done(rows)[-1]),
        f"Running totals of {plural(now.accepted, 'accepted action')}.{undated} The pale part was due by the dates "
        f"first promised and is not reported complete.{early}",
        [f"By the current dates, {now.by_current_date} were due."],
        as_of,
        is_illustrative,
    )


def _title(now: Day, done: DoneByDay) -> str:
    if not now.by_first_date and 2 * now.undated > now.accepted:
        never = f"{now.undated} of {plural(now.accepted, 'accepted action')} never had a date"
        return f"{never}, so progress against the dates first promised cannot be computed"
    return (
        f"{plural(now.by_first_date, 'action')} {'was' if now.by_first_date == 1 else 'were'} due by the dates first "
        f"promised: {done.verified} of these {is_or_are(done.verified)} verified "
        f"complete{contradicted_note(done.contradicted)}, {done.claimed} more reported complete, not verified"
    )


def _now(rows: Sequence[Day], as_of: date) -> Day:
    return next(row for row in rows if row.on_day == as_of)


def table(rows: Sequence[Day], filters: Mapping[str, object]) -> Markup:
    """The totals on the last day in each month on which any of them rose."""
    headings = (
        "By", "Due by the dates first promised", "Of these verified", "Of these reported, not verified",
        "Due by the current dates",
    )  # fmt: skip
    last = {periods.month(row.on_day): row for row in rows}
    lines = [
        (
            row.on_day, row.by_first_date, _verified_cell(row),
            "" if row.complete is None or row.verified is None else row.complete - row.verified, row.by_current_date,
        )
        for row in last.values()
    ]  # fmt: skip
    return blocks.table("Running totals of accepted actions", headings, lines, numeric=headings[1:])


def _verified_cell(row: Day) -> blocks.Cell:
    count = "" if row.verified is None else row.verified
    return blocks.under(count, f"{row.contradicted} contradicted") if row.contradicted else count


def chart(rows: Sequence[Day], as_of: date, filters: Mapping[str, object], width: int = WIDE) -> Canvas:
    """What was due by either date as steps; what is reported as a line, and what is verified as a solid area."""
    canvas, now, done = Canvas(width), _now(rows, as_of), days_done(rows)
    _key(canvas, now, done[-1])
    top = canvas.height + 18
    canvas.height = top + TALL
    days = [row.on_day.toordinal() for row in rows]
    across = axes.linear_scale(days[0], max(days[-1], days[0] + 1), EDGE, width - 10)
    up = axes.linear_scale(0, now.accepted, canvas.height, top)
    axes.y_axis(canvas, up, now.accepted, EDGE)
    _gap(canvas, done, across, up)
    _verified(canvas, done, across, up)
    for name, (_, look, _) in PLANS.items():
        canvas.line(name, [(across(row.on_day.toordinal()), up(getattr(row, name))) for row in rows], **look)
    canvas.line("complete", [(across(row.on_day.toordinal()), up(row.complete)) for row in done], **DONE)
    _ends(canvas, now, done[-1], across(as_of.toordinal()), up, filters)
    axes.as_of_line(canvas, across(as_of.toordinal()), top - 16, canvas.height, day(as_of))
    axes.month_axis(canvas, rows[0].on_day, rows[-1].on_day, across)
    return canvas


def _key(canvas: Canvas, now: Day, done: DoneByDay) -> None:
    entries = [
        (f"{words}: {getattr(now, name)} due", partial(_dash, canvas, look)) for name, (words, look, _) in PLANS.items()
    ]
    entries += [
        (_checked(done), partial(_solid, canvas)),
        (f"{done.claimed} more reported complete, above it", partial(_dash, canvas, DONE)),
    ]
    axes.legend(canvas, entries)


def _checked(done: DoneByDay) -> str:
    return f"{done.verified} verified complete" + (f", {done.contradicted} contradicted" if done.contradicted else "")


def _dash(canvas: Canvas, look: Mapping[str, Any], x: float, y: float) -> None:
    canvas.rule(x - 8, y, x + 10, y, look["line"], look["thick"], look["dash"])


def _solid(canvas: Canvas, x: float, y: float) -> None:
    canvas.point(x, y, "square", 170, fill=NAVY, line=NAVY)


def _gap(canvas: Canvas, done: Sequence[DoneByDay], across: axes.Scale, up: axes.Scale) -> None:
    """Shades the stretches where more was due by the dates first promised than is reported complete."""
    for row, after in pairwise(done):
        if row.by_first_date > row.complete:
            x, x2 = across(row.on_day.toordinal()), across(after.on_day.toordinal())
            canvas.box(x, up(row.by_first_date), x2 + 0.5, up(row.complete), fill=GAP, thick=0)


def _verified(canvas: Canvas, done: Sequence[DoneByDay], across: axes.Scale, up: axes.Scale) -> None:
    """Draws a solid box for each total of verified actions."""
    begins = [next(rows) for _, rows in groupby(done, lambda row: row.verified)]
    for row, after in pairwise([*begins, done[-1]]):
        x, x2 = across(row.on_day.toordinal()), across(after.on_day.toordinal())
        canvas.box(x, up(row.verified), x2 + 0.7, up(0), fill=NAVY, thick=0)


def _ends(canvas: Canvas, now: Day, done: DoneByDay, x: float, up: axes.Scale, filters: Mapping[str, object]) -> None:
    """Draws a mark on each total at the position; it opens the actions that the total counts."""
    by = f"{periods.UP_TO}{now.on_day}"
    aside = axes.beside([up(now.by_first_date), up(now.by_current_date), up(done.complete), up(done.verified)])
    for left, (name, (words, look, asks)) in zip(aside, PLANS.items(), strict=False):
        url = blocks.actions_address(filters, counted=Measure.ACCEPTED, **{asks: by})
        count = getattr(now, name)
        canvas.point(
            x - left, up(count), "circle", 90, fill=WHITE, line=look["line"], name=f"{words}: {count} due", url=url
        )
    claimed = blocks.actions_address(filters, counted=Measure.REPORTED_COMPLETE, first_due=by)
    reported = f"{done.claimed} reported complete, not verified"
    canvas.point(x - aside[2], up(done.complete), "circle", 90, fill=WHITE, line=NAVY, name=reported, url=claimed)
    checked = blocks.actions_address(filters, counted=Measure.VERIFIED, first_due=by)
    canvas.point(x - aside[3], up(done.verified), "circle", 90, fill=NAVY, line=WHITE, name=_checked(done), url=checked)
