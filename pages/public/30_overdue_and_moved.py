"""Overdue and moved: what is late by both clocks, whose dates moved, what comes next, and what has no date at all."""

from pages.parts.action_tables import action_list
from pages.parts.chart_block import ChartQuestion, chart_block
from pages.parts.here import here
from pages.parts.show import section, show, title
from tracker.html import blocks
from tracker.measure import Measure
from tracker.questions import actions, days_late, deadline_history, due_ahead, hidden_overdue, overdue

PAGE = "overdue-and-moved"
CHARTS: dict[str, ChartQuestion] = {
    "What the current dates hide": hidden_overdue,
    "How late": days_late,
    "Every date that moved": deadline_history,
    "What falls due next": due_ahead,
}
LATE, BY_FIRST = Measure.OVERDUE, Measure.OVERDUE_BY_FIRST_DATE
LISTS = (
    (LATE, overdue.rows, "Overdue by the current date", "No action is overdue by its current date."),
    (BY_FIRST, overdue.rows, "Overdue by the date first promised", "No action is overdue by its first date."),
    (Measure.MOVED, actions.most_moved, "Deadlines moved later", "No deadline has been moved later."),
    (Measure.NO_DATE, actions.rows, "Open with no date", "Every open action has a date."),
)

at = here()
title("Overdue and moved")
show(blocks.lead(overdue.sentence(at.count)))

for heading, question in CHARTS.items():
    section(heading)
    chart_block(question, at, PAGE)

for measure, ask, heading, empty in LISTS:
    section(heading)
    show(action_list(at, ask, f": {measure}", measure=measure) or blocks.lead(empty))
