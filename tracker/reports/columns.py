"""The columns of the table of every action in a paper: what each shows of an action, and its width."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from tracker.compiled_words import word
from tracker.questions.actions import Action
from tracker.reports.meeting import Meeting
from tracker.reports.paper import Line, dated_line, number, text
from tracker.reports.question import due
from tracker.site import PaperColumn
from tracker.terms import Precision
from tracker.words import and_list, day

USUAL = (
    PaperColumn.REFERENCE,
    PaperColumn.UNDER,
    PaperColumn.ACTION,
    PaperColumn.LEAD_AGENCY,
    PaperColumn.FIRST_PROMISED,
    PaperColumn.DUE_NOW,
    PaperColumn.STATE,
)


class TableColumn(NamedTuple):
    """The column's share of the page width, and what it shows of an action."""

    width: int
    line: Callable[[Action, Meeting], Line]


def short_day(on: date | None, precision: Precision) -> Line:
    """A short date; a vague one is the last day of its period, with the kind of period."""
    if on is None:
        return text(word("Never dated"))
    return dated_line(day(on) if precision == Precision.DAY else f"{day(on)} ({precision})", on, precision)


def _first_promised(action: Action, meeting: Meeting) -> Line:
    return short_day(action.first_due_on, action.first_due_on_precision)


def _recommendation(action: Action, meeting: Meeting) -> Line:
    words = (meeting.recommendation_words.get((action.review, ref), "") for ref in action.recommendation_refs)
    return text(" ".join(words))


def _checked(action: Action, meeting: Meeting) -> Line:
    if action.last_found is None or action.checked_on is None:
        return text(word("Checked by nobody"))
    return text(f"{action.last_found}, {action.checker}, {day(action.checked_on)}")


COLUMNS = {
    PaperColumn.REFERENCE: TableColumn(9, lambda action, meeting: text(action.action_ref, meeting.record(action))),
    PaperColumn.REVIEW: TableColumn(15, lambda action, _: text(action.review)),
    PaperColumn.UNDER: TableColumn(10, lambda action, _: text(", ".join(action.recommendation_refs) or "None named")),
    PaperColumn.RECOMMENDATION: TableColumn(28, _recommendation),
    PaperColumn.ACTION: TableColumn(32, lambda action, _: text(action.action)),
    PaperColumn.LEAD_AGENCY: TableColumn(14, lambda action, _: text(action.agency)),
    PaperColumn.SUPPORTING_AGENCIES: TableColumn(14, lambda action, _: text(and_list(action.supporting_agencies))),
    PaperColumn.PRIORITY: TableColumn(9, lambda action, _: text(action.priority)),
    PaperColumn.FIRST_PROMISED: TableColumn(12, _first_promised),
    PaperColumn.DUE_NOW: TableColumn(
        12, lambda action, _: dated_line(due(action), action.due_on, action.due_on_precision)
    ),
    PaperColumn.CHANGES_OF_DATE: TableColumn(8, lambda action, _: number(action.times_moved)),
    PaperColumn.REPORTED_STATUS: TableColumn(11, lambda action, _: text(word(action.reported_status))),
    PaperColumn.STATE: TableColumn(11, lambda action, _: text(word(action.state))),
    PaperColumn.EVIDENCE: TableColumn(18, lambda action, _: text(action.evidence)),
    PaperColumn.CHECKED: TableColumn(18, _checked),
}
