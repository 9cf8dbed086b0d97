"""What the paper says first: what the committee asked at its last meeting, what was answered, what changed since."""

from collections.abc import Iterator, Sequence

from tracker.compiled_words import sentence, word
from tracker.questions import changes, resolutions
from tracker.questions.resolutions import ResolutionEntry
from tracker.reports.meeting import Meeting
from tracker.reports.paper import Block, Heading, Items, Line, Paragraph, ParagraphKind, Run, Table, bold, text
from tracker.terms import WITHHELD, Resolution
from tracker.words import abbreviate, capital, day, has, is_or_are, plural

MOST = 3  # on the first page; the appendix has them all
LONGEST = 110  # characters of a question or of an answer there


def you_asked(meeting: Meeting) -> Iterator[Block]:
    """Yields the questions of the last meeting, those without an answer first; nothing if none is on record."""
    if meeting.last_met is None or not meeting.resolutions:
        return
    asked = sorted((row for row in meeting.resolutions if row.asks), key=lambda row: bool(row.outcome))
    yield Heading(1, f"You asked on {day(meeting.last_met)}")
    if asked:
        yield Items([_question_lines(row, meeting) for row in asked[:MOST]])
    yield Paragraph(text(_rest(asked, meeting)), ParagraphKind.NOTE)


def _question_lines(row: ResolutionEntry, meeting: Meeting) -> list[Line]:
    """The question with its records, and below it the answer and what the record shows since."""
    of = f"{', '.join(row.asked_of)}: " if row.asked_of else ""
    refs: list[Run] = []
    for n, (ref, href) in enumerate(_records(row, meeting)):
        refs += [*([Run(", ")] if n else []), Run(ref, is_bold=True, href=href)]
    words = ". ".join(filter(None, (capital(_shorten(resolutions.answer(row))), _since(row, meeting))))
    return [(*refs, *([Run(" ")] if refs else []), Run(f"{of}{_shorten(row.minute)}")), (bold(f"{words}."),)]


def _since(row: ResolutionEntry, meeting: Meeting) -> str:
    """The most serious change since the meeting to an action asked about, or that none is on record."""
    keys = {(action.sender, action.action_ref) for action in meeting.actions_of(row)}
    found = [one for one in meeting.changes_since_met if (one.sender, one.action_ref) in keys] if row.changed_on else []
    if not found:
        return resolutions.since(row)
    ref = f"{found[0].action_ref}: " if len(keys) > 1 else ""
    more = f". {plural(len(found) - 1, 'more change')}" if found[1:] else ""
    return f"On record since: {ref}{sentence(changes.in_words(found[0]))}{more}"


def _shorten(words: str) -> str:
    return words if words == WITHHELD else abbreviate(words, LONGEST)


def _records(row: ResolutionEntry, meeting: Meeting) -> Iterator[tuple[str, str]]:
    """Yields each record as written and its address, "" if no such record is known."""
    for ref in row.action_refs:
        found = meeting.named_actions.get((row.resolution_id, ref))
        yield ref, meeting.address("actions", ref=ref, sender=found.sender) if found else ""
    for ref in row.recommendation_refs:
        address = meeting.address("recommendations", review=row.review or meeting.review, ref=ref)
        yield f"recommendation {ref}", address


def _rest(asked: Sequence[ResolutionEntry], meeting: Meeting) -> str:
    """How many questions and resolutions the first page does not show, and how many are unanswered."""
    silent = sum(row.is_unanswered for row in asked)
    questions = f"{plural(len(asked), 'question')}, {silent:,} with no answer seen." if asked else "No question."
    others = len(meeting.resolutions) - min(len(asked), MOST)
    more = (
        f" {plural(others, 'more resolution')} of that meeting {is_or_are(others)} in the appendix." if others else ""
    )
    before = len(meeting.unanswered_questions)
    earlier = f" Of earlier meetings {plural(before, 'question')} still {has(before)} no answer." if before else ""
    return f"{questions}{more}{earlier}"


def resolutions_table(meeting: Meeting) -> Iterator[Block]:
    """Yields, for the appendix, the last meeting's resolutions and earlier meetings' unanswered questions."""
    rows = [*meeting.resolutions, *meeting.unanswered_questions]
    if not rows:
        return
    yield Heading(1, "Appendix: what the committee asked and resolved")
    yield Table(
        f"{plural(len(rows), 'resolution')}: of the last meeting, and of earlier ones those without an answer",
        [*map(word, ("Meeting", "Asked or resolved", "About", "Answer or outcome", "Since the meeting"))],
        [_row(row, meeting) for row in rows],
        (14, 34, 14, 22, 16),
    )


def _row(row: ResolutionEntry, meeting: Meeting) -> list[Line]:
    about: list[Run] = []
    for n, (ref, href) in enumerate(_records(row, meeting)):
        about += [*([Run(", ")] if n else []), Run(ref, href=href)]
    kind = f"{capital(row.resolution)}. " if row.resolution != Resolution.NOT_STATED else ""
    answer = ". ".join(filter(None, (resolutions.answer(row).rstrip("."), resolutions.dates(row))))
    return [
        text(resolutions.meeting_line(row)),
        text(f"{kind}{row.minute}"),
        tuple(about) or text("No record named"),
        text(answer or "None needed"),
        text(resolutions.since(row) or "No action named"),
    ]
