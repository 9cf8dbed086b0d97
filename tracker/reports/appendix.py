"""The appendix of a paper: every action, change and moved deadline, how it is counted, and the files received."""

from collections.abc import Iterator
from datetime import date

from tracker.compiled_words import sentence, word
from tracker.questions import changes, returns
from tracker.questions.changes import Difference
from tracker.reports.agency_lines import every_agency
from tracker.reports.columns import COLUMNS, USUAL
from tracker.reports.meeting import Meeting
from tracker.reports.paper import (
    Block,
    Heading,
    Items,
    Line,
    NewPage,
    Paragraph,
    ParagraphKind,
    Table,
    dated_line,
    number,
    text,
)
from tracker.reports.you_asked import resolutions_table
from tracker.terms import Change, Precision
from tracker.words import date_as_given, day, plural

METHOD = (
    "One action is one thing that one lead agency agreed to do. It is counted once, under that agency.",
    "Reported complete is the agency's own claim. Verified means that a named body other than the agency looked at "
    "evidence on a date and found it done. The two are never added together.",
    "Overdue means open, with a current due date before the day of the position. Beside it stands the count by the "
    "date first promised, which no later date changes.",
    "A date such as “March 2026” counts as the last day of its period. “Ongoing”, “TBC” and a blank are no date.",
    "A row that is missing from a new return stays in every total. What cannot be read counts as open.",
)
BY_RULES = "The questions come from rules: the same records, dates and choices give the same questions."
BY_OFFICERS = (
    "Rules suggest questions from the record. Officers of the committee chose, ordered or added to them here. "
    "Where the words are theirs, the question says so."
)


def appendix(meeting: Meeting, are_officers: bool = False) -> Iterator[Block]:
    """Yields what follows the two pages; it says so if officers, not the rules, chose the questions."""
    yield NewPage()
    if len(meeting.agencies) > 1:
        yield Heading(1, "Appendix: every agency")
        yield every_agency(meeting)
    yield Heading(1, "Appendix: every action")
    yield _every_action(meeting)
    yield Heading(1, "Appendix: everything that changed")
    yield _every_change(meeting)
    yield Heading(1, "Appendix: deadlines that moved")
    yield _moves(meeting)
    yield from resolutions_table(meeting)
    yield Heading(1, "Appendix: how this is counted")
    method = [*METHOD, BY_OFFICERS if are_officers else BY_RULES]
    yield Items([[text(sentence(words))] for words in method])
    yield Heading(1, "Appendix: files received")
    yield from _files(meeting)


def _every_action(meeting: Meeting) -> Block:
    if not meeting.actions:
        return Paragraph(text("No actions are recorded."))
    columns = meeting.columns or USUAL
    return Table(
        sentence(plural(len(meeting.actions), "action")),
        [word(column) for column in columns],
        [[COLUMNS[column].line(action, meeting) for column in columns] for action in meeting.actions],
        [COLUMNS[column].width for column in columns],
    )


def _every_change(meeting: Meeting) -> Block:
    if not meeting.changes:
        return Paragraph(text("Nothing on record changed between the two dates."))
    return Table(
        f"{plural(len(meeting.changes), 'change')} from {day(meeting.since)} to {day(meeting.as_of)}",
        [*map(word, ("Reference", "Lead agency", "What changed", "Reason given"))],
        [_change(row, meeting) for row in meeting.changes],
        (12, 24, 40, 24),
    )


def _change(row: Difference, meeting: Meeting) -> list[Line]:
    return [_ref(row, meeting), text(row.agency), text(sentence(changes.in_words(row))), text(row.reason)]


def _ref(row: Difference, meeting: Meeting) -> Line:
    return text(row.action_ref or row.recommendation_ref or "", meeting.record(row))


def _moves(meeting: Meeting) -> Block:
    rows = [row for row in meeting.changes if row.change == Change.MOVED_LATER]
    if not rows:
        return Paragraph(text(sentence("No deadline moved later between the two dates.")))
    return Table(
        sentence(f"{plural(len(rows), 'deadline')} moved later"),
        [*map(word, ("Reference", "Lead agency", "From", "To", "Reason"))],
        [
            [
                _ref(row, meeting), text(row.agency), _day(row.was, row.was_precision),
                _day(row.became, row.became_precision), text(row.reason or "No reason was recorded"),
            ]
            for row in rows
        ],
        (12, 24, 16, 16, 32),
    )  # fmt: skip


def _day(iso: str, precision: Precision) -> Line:
    on = date.fromisoformat(iso)
    return dated_line(date_as_given(on, precision), on, precision)


def _files(meeting: Meeting) -> Iterator[Block]:
    rows = returns.files(meeting.db, meeting.as_of, meeting.agency)
    if rows:
        yield Table(
            f"{plural(len(rows), 'file')} received by {day(meeting.as_of)}",
            ("Received", "From", "Rows read", "Shown", "Refused"),
            [
                [
                    dated_line(day(row.received_on), row.received_on),
                    text(row.agency or row.sender),
                    *map(number, (row.rows_read, row.rows_shown, row.rows_refused)),
                ]
                for row in rows
            ],
            (22, 42, 12, 12, 12),
        )
    head = returns.ledger_head(meeting.db, meeting.as_of)
    yield Paragraph(text(f"Head of the ledger: {head}" if head else "The ledger is empty."), ParagraphKind.NOTE)
