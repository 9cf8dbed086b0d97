"""Overdue and moved: what is late by both clocks, whose dates moved, what comes next, and what has no date at all."""

from collections.abc import Iterator

from pages.parts.action_tables import first_actions
from pages.parts.chart_block import chart_block
from pages.parts.here import Here, here
from pages.parts.show import Piece, show_each
from tracker.charts.chart_question import ChartQuestion
from tracker.html import blocks
from tracker.measure import Measure
from tracker.questions import days_late, deadline_history, due_ahead, hidden_overdue, overdue
from tracker.questions.lateness import Lateness
from tracker.words import plural

PAGE = "overdue-and-moved"
CHARTS: dict[str, ChartQuestion] = {
    "Overdue now and by the dates first promised": hidden_overdue,
    "How late": days_late,
    "Every date that moved": deadline_history,
    "Due next": due_ahead,
}
FEW = 3  # rows up to which a list is not folded
LATE, BY_FIRST = Measure.OVERDUE, Measure.OVERDUE_BY_FIRST_DATE
LISTS = (
    (LATE, "Overdue by the current date", "No action is overdue by its current date."),
    (BY_FIRST, "Overdue by the date first promised", "No action is overdue by its first date."),
    (Measure.MOVED, "Deadlines moved later", "No deadline has been moved later."),
    (
        Measure.REWORDED_LATER,
        "Reworded dates that count as later",
        "No date was reworded so that it counts as a later day.",
    ),
    (Measure.NO_DATE, "Open with no date", "Every open action has a date."),
)


def pieces(at: Here) -> Iterator[Piece]:
    """Everything on the page."""
    yield from (blocks.title("Overdue and moved"), blocks.lead(overdue.sentence(at.count)))
    for heading, question in CHARTS.items():
        yield blocks.section(heading)
        yield from chart_block(question, at, PAGE)
    late = Lateness.from_counts(at.count)
    for measure, heading, empty in LISTS:
        if first := first_actions(at, f": {measure}", measure=measure):
            count = at.count[measure]
            yield blocks.folded_section(heading, plural(count, "action"), first, is_open=count <= FEW)
        else:
            yield blocks.section(heading)
            yield blocks.lead("", late.unless_unknown(measure, empty) if measure in (LATE, BY_FIRST) else empty)


show_each(pieces(here()))
