"""The figures of every agency in a paper, one line each."""

from collections.abc import Iterator

from tracker import compiled_words
from tracker.compiled_words import sentence, word
from tracker.questions.agencies import Agency, order
from tracker.reports.meeting import Meeting
from tracker.reports.paper import Block, Line, Table, dated_line, late_number, number, text
from tracker.words import day

HEADINGS = (
    "Agency", "Actions", "Verified", "Reported, not verified", "Open", "Overdue", "Overdue by first dates",
    "No date", "Last return",
)  # fmt: skip


def every_agency(meeting: Meeting) -> Block:
    """A table with a line for each agency; if no plan has come from it, “Not known” instead of a misleading 0."""
    return Table(
        sentence(order(meeting.agencies)),
        [*map(word, HEADINGS)],
        [[*_line(row, meeting)] for row in meeting.agencies],
        (27, 8, 8, 11, 7, 9, 9, 7, 14),
    )


def _line(row: Agency, meeting: Meeting) -> Iterator[Line]:
    with compiled_words.words_for(row.is_compiled):  # a paper may hold both kinds of record: each row has its own words
        yield text(row.agency, meeting.address("agencies", agency=row.agency))
        if row.no_plan_since and not row.last_returned_on:
            yield from [text("Not known")] * (len(HEADINGS) - 2)
            yield text(word("No plan received"))
            return
        late = row.lateness
        yield from map(number, (row.actions, row.verified, row.reported_complete, row.open_actions))
        yield late_number(row.overdue, late.is_computed)
        yield late_number(row.overdue_by_first_date, late.is_computed_by_first_date)
        yield number(row.open_undated)
        on = row.last_returned_on
        yield dated_line(day(on), on) if on else text(word("Sends no plan"))
