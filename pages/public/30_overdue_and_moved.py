"""Overdue and moved: what is late by both clocks, whose dates moved, what comes next, and what has no date at all."""

from pages.parts.action_tables import action_table
from pages.parts.chart_block import chart_block
from pages.parts.here import here
from pages.parts.show import section, show, title
from tracker import blocks
from tracker.questions import actions, days_late, deadline_history, due_ahead, hidden_overdue, overdue
from tracker.terms import Measure

PAGE = "overdue-and-moved"
CHARTS = {
    "What the current dates hide": hidden_overdue,
    "How late": days_late,
    "Every date that moved": deadline_history,
    "What falls due next": due_ahead,
}
SECTIONS = (
    (Measure.OVERDUE, "Overdue by the current date", "No action is overdue by its current date."),
    (Measure.OVERDUE_BY_FIRST_DATE, "Overdue by the date first promised", "No action is overdue by its first date."),
    (Measure.MOVED, "Deadlines moved later", "No deadline has been moved later."),
    (Measure.NO_DATE, "Open with no date", "Every open action has a date."),
)

at = here()
title("Overdue and moved")
found = {
    Measure.OVERDUE: overdue.rows(at.db, at.as_of, **at.filters),
    Measure.OVERDUE_BY_FIRST_DATE: overdue.rows(at.db, at.as_of, **at.filters, measure=Measure.OVERDUE_BY_FIRST_DATE),
    Measure.MOVED: actions.most_moved(at.db, at.as_of, **at.filters),
    Measure.NO_DATE: actions.rows(at.db, at.as_of, **at.filters, measure=Measure.NO_DATE),
}
show(blocks.lead(overdue.sentence({measure: len(rows) for measure, rows in found.items()})))

for heading, question in CHARTS.items():
    section(heading)
    chart_block(question, at, PAGE)

for measure, heading, empty in SECTIONS:
    section(heading)
    if found[measure].empty:
        show(blocks.lead(empty))
    else:
        show(action_table(found[measure], f"{blocks.plural(len(found[measure]), 'action')}: {measure}", at))
