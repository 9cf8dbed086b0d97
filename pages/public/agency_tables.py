"""Tables about agencies and about the files they sent."""

from collections.abc import Sequence

from markupsafe import Markup

from pages.parts.here import Here
from tracker.compiled_words import word
from tracker.html import blocks
from tracker.measure import Measure
from tracker.questions.agencies import Agency
from tracker.questions.returns import File
from tracker.words import plural

HEADINGS = (
    "Agency", "Actions", "Verified", "Reported, not verified", "Overdue", "Overdue by first dates", "No date",
    "Last return",
)  # fmt: skip
RETURNS = ("Rows read", "Shown", "Refused", "Fingerprint")
ROWS = ("Rows read", "Shown", "Refused")
COUNTS = ("Actions", "Verified", "Reported, not verified", "Overdue", "Overdue by first dates", "No date")


def agency_table(rows: Sequence[Agency], here: Here) -> Markup:
    """One row per agency, ordered as the caption says."""
    caption = "Most overdue first, by the dates first promised"
    return blocks.table(caption, HEADINGS, [_agency(row, here) for row in rows], numeric=COUNTS)


def _agency(row: Agency, here: Here) -> tuple[blocks.Cell, ...]:
    return (
        blocks.link(row.agency, here.address("agencies", agency=row.agency)),
        _opens(row.actions, row, None, here),
        _opens(row.verified, row, Measure.VERIFIED, here),
        _opens(row.reported_complete, row, Measure.REPORTED_COMPLETE, here),
        _opens(row.overdue, row, Measure.OVERDUE, here),
        _opens(row.overdue_by_first_date, row, Measure.OVERDUE_BY_FIRST_DATE, here),
        _opens(row.open_undated, row, Measure.NO_DATE, here),
        _last_return(row),
    )


def _opens(count: int, row: Agency, measure: Measure | None, here: Here) -> blocks.Cell:
    """A count as a link to exactly the actions it counts."""
    return blocks.link(count, here.address("actions", agency=row.agency, counted=measure)) if count else count


def _last_return(row: Agency) -> blocks.Cell:
    if row.last_returned_on is None:
        return "None received"
    if row.reports_every_days is None or row.days_since_return is None:
        return blocks.under(row.last_returned_on, word("No interval agreed"))
    days = plural(row.days_since_return, "day")
    limit = f"{days} ago, over the limit of {row.reports_every_days}" if row.is_silent else f"{days} ago"
    return blocks.under(row.last_returned_on, limit)


def returns_table(rows: Sequence[File], at: Here) -> Markup:
    """One row per file received, latest first; a published copy does not name the files."""
    names = [] if at.is_public else ["File"]
    lines = [(_received(row), *([row.path] if names else []), *_counts(row)) for row in rows]
    return blocks.table("Every file received, latest first", ("Received", *names, *RETURNS), lines, ROWS)


def _received(row: File) -> blocks.Cell:
    when = "No date" if row.received_on.year == 1 else row.received_on
    return when if row.is_read else blocks.under(when, "Not read")


def _counts(row: File) -> tuple[blocks.Cell, ...]:
    return row.rows_read, row.rows_shown, row.rows_refused, row.sha256[:12]
