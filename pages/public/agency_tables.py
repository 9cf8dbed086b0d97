"""Tables about agencies and about the files that they sent."""

from collections import Counter
from collections.abc import Sequence

from markupsafe import Markup

from pages.parts.action_tables import short_list
from pages.parts.here import Here
from tracker import compiled_words
from tracker.compiled_words import word
from tracker.html import blocks
from tracker.measure import Measure
from tracker.questions import freshness
from tracker.questions.actions import Action
from tracker.questions.agencies import Agency, order
from tracker.questions.lateness import NOT_COMPUTED
from tracker.questions.returns import FileOnRecord
from tracker.terms import LEAD_NOT_STATED, Role, State
from tracker.words import and_list, capital, plural

HEADINGS = (
    "Agency", "Leads", "Supports", "Verified", "Reported, not verified", "Overdue", "Overdue by first dates",
    "No date", "Last return",
)  # fmt: skip
RETURNS = ("Rows read", "Shown", "Refused", "Commitment")
ROWS = ("Rows read", "Shown", "Refused")
COUNTS = ("Leads", "Supports", "Verified", "Reported, not verified", "Overdue", "Overdue by first dates", "No date")


def agency_table(rows: Sequence[Agency], here: Here, which: str = "") -> Markup:
    """One row per agency, ordered as the caption says; `which` says what part of the list the rows are."""
    return blocks.table(f"{order(rows)}{which}", HEADINGS, [_agency(row, here) for row in rows], numeric=COUNTS)


def _agency(row: Agency, here: Here) -> tuple[blocks.Cell, ...]:
    return (
        _name(row, here),
        _opens(row.actions, row, None, here),
        _supports(row, here),
        _verified(row, here),
        _opens(row.reported_complete, row, Measure.REPORTED_COMPLETE, here),
        _late(row.overdue, row.lateness.is_computed, row, Measure.OVERDUE, here),
        _late(
            row.overdue_by_first_date,
            row.lateness.is_computed_by_first_date,
            row,
            Measure.OVERDUE_BY_FIRST_DATE,
            here,
        ),
        _opens(row.open_undated, row, Measure.NO_DATE, here),
        _last_return(row),
    )


def _name(row: Agency, here: Here) -> blocks.Cell:
    """A link to the agency's page; the row of actions without a lead agency says that it is no body."""
    link = blocks.link(row.agency, here.address("agencies", agency=row.agency))
    return blocks.under(link, "Not a body") if row.agency == LEAD_NOT_STATED else link


def _opens(count: int, row: Agency, measure: Measure | None, here: Here) -> blocks.Cell:
    """A count as a link to exactly the actions that it counts; “Not known” if no plan has come at all.

    For a body that leads no action it is a dash: a 0 would judge work that the body was never to lead.
    """
    if row.no_plan_since and not row.last_returned_on:
        return "Not known"
    if measure and not row.actions:
        return "–"
    return blocks.link(count, here.address("actions", agency=row.agency, counted=measure)) if count else count


def _supports(row: Agency, here: Here) -> blocks.Cell:
    """How many actions the agency supports; they count under whoever leads them."""
    address = here.address("actions", agency=row.agency, role=Role.SUPPORTING)
    return blocks.link(row.supports, address) if row.supports else row.supports


def _verified(row: Agency, here: Here) -> blocks.Cell:
    """How many actions somebody else verified, and how many of these the agency itself reports as not complete."""
    count = _opens(row.verified, row, Measure.VERIFIED, here)
    if not row.contradicted:
        return count
    words = f"{row.contradicted} contradicted by its own report"
    address = here.address("actions", agency=row.agency, counted=Measure.CONTRADICTED)
    return blocks.under(count, blocks.link(words, address))


def _late(count: int, is_computed: bool, row: Agency, measure: Measure, here: Here) -> blocks.Cell:
    """The count of late actions; if too few have a date, no 0, and for how many actions it is not known."""
    number = _opens(count, row, measure, here) if count or is_computed else NOT_COMPUTED
    unknown = f"Not known for {row.open_actions - row.open_dated} of {plural(row.open_actions, 'open action')}"
    if is_computed:
        return number
    with compiled_words.words_for(row.is_compiled):
        return blocks.under(number, compiled_words.sentence(unknown))


def _last_return(row: Agency) -> blocks.Cell:
    with compiled_words.words_for(row.is_compiled):  # a page may show both kinds of record, so the row decides
        words = ". ".join(filter(None, (_wait(row), capital(freshness.no_plan(row)))))
        return blocks.under(row.last_returned_on, words) if row.last_returned_on else words or word("Sends no plan")


def _wait(row: Agency) -> str:
    """How long ago an agency reported, against the interval that it agreed; "" if it has sent nothing."""
    if row.last_returned_on is None:
        return ""
    if row.in_plan_of and not row.is_compiled:
        return f"In the plan of {row.in_plan_of}"
    if row.reports_every_days is None or row.days_since_return is None:
        return compiled_words.word("No interval agreed")
    of_several = f", for one of its {row.plans} plans" if row.plans > 1 else ""
    is_over = row.days_since_return > row.reports_every_days
    over = f", over the limit of {row.reports_every_days}{of_several}" if is_over else ""
    return f"{plural(row.days_since_return, 'day')} ago{over}"


def supported_actions(rows: Sequence[Action], here: Here) -> tuple[Markup, Markup]:
    """The actions that a body supports, with counts of their states; the body's own figures do not include them."""
    states = Counter(row.state for row in rows)
    counted = and_list([f"{states[state]} “{word(state)}”" for state in State if states[state]])
    words = f"{plural(len(rows), 'action')}: {counted}. Each counts under its lead agency, not in the figures above."
    every = here.address("actions", role=Role.SUPPORTING)
    return blocks.lead("", words), short_list(rows, "Actions that it supports, by lead agency", here, every)


def returns_table(rows: Sequence[FileOnRecord], at: Here) -> Markup:
    """One row per file received, the latest first; a published copy does not name the files."""
    names = [] if at.is_public else ["File"]
    lines = [(received_cell(row), *([row.path] if names else []), *_counts(row)) for row in rows]
    return blocks.table("Every file received, latest first", ("Received", *names, *RETURNS), lines, ROWS)


def received_cell(row: FileOnRecord) -> blocks.Cell:
    """The day on which a file was received, with what happened to it since."""
    when = "No date" if row.received_on.year == 1 else row.received_on
    return blocks.under(when, row.note) if row.note else when


def _counts(row: FileOnRecord) -> tuple[blocks.Cell, ...]:
    return row.rows_read, row.rows_shown, row.rows_refused, row.commitment[:12]
