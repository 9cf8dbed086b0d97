"""The table of a page about several reviews, with a row for each."""

from collections.abc import Sequence

from markupsafe import Markup

from pages.parts.here import Here
from pages.parts.paging import ALL
from tracker.cache import cached
from tracker.compiled_words import sentence, word
from tracker.first_ten import FIRST, ON_OVERVIEW
from tracker.html import blocks
from tracker.measure import Measure
from tracker.questions import by_review
from tracker.questions.by_review import Review
from tracker.questions.lateness import NOT_COMPUTED

COUNTS = (
    "Actions", "Verified", "Reported, not verified", "Overdue", "Overdue by first dates", "No date", "Deadlines moved",
)  # fmt: skip


@cached
def review_table(at: Here, is_whole: bool) -> Markup:
    """One row per review, each number a link to what it counts; "" if only one review is shown."""
    rows = by_review.rows(at.db, at.as_of, **at.filters)
    if at.review or len(rows) < 2:
        return Markup("")
    return _table(rows, at, is_whole)


def _table(rows: Sequence[Review], at: Here, is_whole: bool) -> Markup:
    """All rows if there are at most ten, else the first five and a link to all of them."""
    first = rows if is_whole or len(rows) <= FIRST else rows[:ON_OVERVIEW]
    of = f": the first {len(first)} of {len(rows):,} reviews" if len(first) < len(rows) else ""
    headings, lines = ("Review", *COUNTS, "Last return"), [_line(row, at) for row in first]
    table = blocks.table(f"Most overdue first, by the dates first promised{of}", headings, lines, numeric=COUNTS)
    if len(first) == len(rows):
        return table
    return table + blocks.trail(blocks.link(f"See all {len(rows):,} reviews", at.address("", part=ALL)))


def _line(row: Review, at: Here) -> tuple[blocks.Cell, ...]:
    late, verified = row.lateness, _opens(row.verified, row, Measure.VERIFIED, at)
    against = sentence(f"{row.contradicted} contradicted by the agency’s own report")
    return (
        blocks.link(row.review, at.address("", review=row.review)),
        _opens(row.actions, row, None, at),
        blocks.under(verified, against) if row.contradicted else verified,
        _opens(row.reported_complete, row, Measure.REPORTED_COMPLETE, at),
        _late(row.overdue, late.is_computed, row, Measure.OVERDUE, at),
        _late(row.overdue_by_first_date, late.is_computed_by_first_date, row, Measure.OVERDUE_BY_FIRST_DATE, at),
        _opens(row.open_undated, row, Measure.NO_DATE, at),
        _opens(row.moved, row, Measure.MOVED, at),
        row.last_returned_on or word("None recorded"),
    )


def _opens(count: int, row: Review, measure: Measure | None, at: Here) -> blocks.Cell:
    """A count as a link to exactly the actions that it counts; a dash if a review has none: 0 would say too much."""
    if measure and not row.actions:
        return "–"
    return blocks.link(count, at.address("actions", review=row.review, counted=measure)) if count else count


def _late(count: int, is_computed: bool, row: Review, measure: Measure, at: Here) -> blocks.Cell:
    """The count of late actions; not 0 if too few have a date to say that none is late."""
    return _opens(count, row, measure, at) if count or is_computed else NOT_COMPUTED
