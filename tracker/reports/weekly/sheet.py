"""The weekly sheet of a mayoral office: one page, this week against last, a line for each review and each agency."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from tracker import compiled_words
from tracker.compiled_words import sentence, word
from tracker.exports import INVENTED_LABEL
from tracker.measure import Measure
from tracker.questions import choices, week
from tracker.questions.freshness import Agency
from tracker.questions.lateness import Lateness
from tracker.reports.meeting import Meeting
from tracker.reports.paper import (
    Block,
    Heading,
    Line,
    Paper,
    Paragraph,
    ParagraphKind,
    Run,
    Table,
    dated_line,
    late_number,
    number,
    text,
)
from tracker.words import and_list, capital, day, has, plural

OFFICE, WEEK = "Mayoral office", 7
MOST_REVIEWS, MOST_AGENCIES = 6, 12  # lines on the one page
MEASURES = (
    Measure.VERIFIED, Measure.REPORTED_COMPLETE, Measure.OVERDUE, Measure.OVERDUE_BY_FIRST_DATE, Measure.NO_DATE,
)  # fmt: skip
HEADINGS = ("Actions", "Verified", "Overdue", "Overdue by first dates")
QUIET, QUIET_SHORT = "due in 30 days without an update", "Due in 30 days, no update"


def weekly_sheet(meeting: Meeting) -> Paper:
    """The sheet for a position and the day it is compared with."""
    with compiled_words.words_for(choices.is_compiled(meeting.db, meeting.as_of, meeting.review, meeting.agency)):
        invented = f"{INVENTED_LABEL} " if choices.is_illustrative(meeting.db) else ""
        return Paper(
            title="Weekly sheet",
            subtitle=_subtitle(meeting),
            as_of=meeting.as_of,
            author=OFFICE,
            foot=f"{invented}Position as at {day(meeting.as_of)}, from the files received by then.",
            blocks=[*_against_last(meeting), *_reviews(meeting), *_agencies(meeting)],
            appendix=[],
        )


def _subtitle(meeting: Meeting) -> str:
    sentences = [f"position as at {day(meeting.as_of)}, compared with {day(meeting.since)}"]
    return capital("; ".join([*sentences, *filter(None, (meeting.review, meeting.agency))]))


def before(meeting: Meeting) -> Meeting:
    """The position with which the sheet compares, as a meeting."""
    return replace(meeting, as_of=meeting.since)


def _against_last(meeting: Meeting) -> Iterator[Block]:
    """Yields a sentence on what happened since, and the figures of both days."""
    yield Paragraph(text(" ".join(map(sentence, _summary(meeting)))), ParagraphKind.LEAD)
    is_week = (meeting.as_of - meeting.since).days == WEEK
    yield Heading(1, "This week against last" if is_week else f"Against {day(meeting.since)}")
    now, then = _figures(meeting), _figures(before(meeting))
    yield Table(
        "Counted on both days",
        ("Measure", day(meeting.as_of), day(meeting.since)),
        [[text(capital(word(name))), now[name], then[name]] for name in now],
        (50, 25, 25),
    )


def _summary(meeting: Meeting) -> Iterator[str]:
    lines = _lines(meeting, "agency")
    went, first = sum(line.went_overdue for line in lines), sum(line.went_overdue_by_first_date for line in lines)
    yield f"Since {day(meeting.since)}, {went} became overdue, {first} by the dates first promised."
    if (late := Lateness.from_counts(meeting.count)) and not late.is_computed:
        yield late.why_not
    silent, owing = sum(row.is_late for row in meeting.returns), sum(row.owes_plan for row in meeting.returns)
    if any(row.reports_every_days for row in meeting.returns):
        yield f"{plural(silent, 'agency', 'agencies')} {has(silent)} not reported within the agreed interval."
    if owing:
        yield f"From {plural(owing, 'agency', 'agencies')} no plan has been received."
    if not _is_compiled(meeting):
        quiet = sum(line.without_update for line in lines)
        yield f"Of {plural(quiet, 'action')} due in the next 30 days, nothing on record changed in the last 30 days."
    if peak := week.peak(meeting.db, meeting.as_of, meeting.review, meeting.agency):
        falls = "falls" if peak.actions == 1 else "fall"
        yield f"The peak month is {peak.month:%B %Y}: {peak.actions:,} {falls} due."


def _figures(meeting: Meeting) -> dict[str, Line]:
    """What the sheet counts on a day, by name."""
    late, peak = (
        Lateness.from_counts(meeting.count),
        week.peak(meeting.db, meeting.as_of, meeting.review, meeting.agency),
    )
    figures = {str(measure): _count_line(meeting.count[measure], measure, late) for measure in MEASURES}
    if not _is_compiled(meeting):
        lines = _lines(meeting, "agency")
        figures[QUIET] = number(sum(line.without_update for line in lines))
        figures["returns late"] = number(sum(row.is_late for row in meeting.returns))
    figures["peak month ahead"] = text(f"{peak.month:%B %Y}: {peak.actions:,}" if peak else "None")
    return figures


def _reviews(meeting: Meeting) -> Iterator[Block]:
    lines = _lines(meeting, "review")
    if len(lines) > 1:
        yield Heading(1, "Review by review")
        yield _table(meeting, "Review", lines[:MOST_REVIEWS], {})
        yield from _rest(len(lines) - MOST_REVIEWS, "review", "reviews", "Overview")


def _agencies(meeting: Meeting) -> Iterator[Block]:
    lines, returns = _lines(meeting, "agency"), {row.agency: row for row in meeting.returns}
    yield Heading(1, "Agency by agency")
    if lines:
        yield _table(meeting, "Agency", lines[:MOST_AGENCIES], returns)
        yield from _rest(len(lines) - MOST_AGENCIES, "agency", "agencies", "Agencies")
    if owing := [row.agency for row in returns.values() if row.owes_plan]:
        yield Paragraph(text(f"No plan received from {and_list(owing)}."), ParagraphKind.NOTE)


def _rest(more: int, one: str, many: str, page: str) -> Iterator[Block]:
    if more > 0:
        yield Paragraph(text(f"{plural(more, f'more {one}', f'more {many}')}: page {page}."), ParagraphKind.NOTE)


def _table(meeting: Meeting, name: str, lines: Sequence[week.WeekLine], returns: Mapping[str, Agency]) -> Block:
    """A table with a row for each line, and a column for the last return if the lines are agencies."""
    headings = [name, *HEADINGS, *([QUIET_SHORT] if not _is_compiled(meeting) else [])]
    has_returns = name == "Agency" and not _is_compiled(meeting)
    headings += ["Last return"] if has_returns else []
    ending = [[_last_return(line, returns.get(line.name))] if has_returns else [] for line in lines]
    order = sentence("Most overdue first, by the dates first promised")
    return Table(
        f"Each {name.lower()}: {order[:1].lower()}{order[1:]}",
        [*map(word, headings)],
        [[*_line(line, meeting), *last] for line, last in zip(lines, ending, strict=True)],
        (30, *[10] * (len(headings) - 1 - has_returns), *[18] * has_returns),
    )


def _line(line: week.WeekLine, meeting: Meeting) -> Iterator[Line]:
    late = line.lateness
    yield text(line.name or "None named")
    yield from map(number, (line.actions, line.verified))
    yield _late(line.overdue, line.overdue_before, late.is_computed)
    yield _late(line.overdue_by_first_date, line.overdue_by_first_date_before, late.is_computed_by_first_date)
    if not _is_compiled(meeting):
        yield number(line.without_update)


def _late(now: int, then: int, is_computed: bool) -> Line:
    """How many are late, with the earlier number if it differs; not 0 if too few have a date to say so."""
    if now == then or not (now or is_computed):
        return late_number(now, is_computed)
    return (Run(f"{now:,} ({then:,} before)", value=now),)


def _count_line(count: int, measure: Measure, late: Lateness) -> Line:
    is_computed = {
        Measure.OVERDUE: late.is_computed, Measure.OVERDUE_BY_FIRST_DATE: late.is_computed_by_first_date,
    }  # fmt: skip
    return late_number(count, is_computed.get(measure, True))


def _last_return(line: week.WeekLine, row: Agency | None) -> Line:
    on = row.last_returned_on if row and row.last_returned_on else line.last_returned_on
    return dated_line(f"{day(on)}{', late' if row and row.is_late else ''}", on)


def _lines(meeting: Meeting, by: Literal["review", "agency"]) -> tuple[week.WeekLine, ...]:
    return week.rows(meeting.db, meeting.since, meeting.as_of, by, meeting.review, meeting.agency)


def _is_compiled(meeting: Meeting) -> bool:
    return choices.is_compiled(meeting.db, meeting.as_of, meeting.review, meeting.agency)
