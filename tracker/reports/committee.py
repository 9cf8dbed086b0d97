"""The paper for a committee's meeting: two pages that stand alone, and an appendix with every row."""

from collections.abc import Iterator, Sequence

from tracker import compiled_words
from tracker.compiled_words import sentence, word
from tracker.exports import INVENTED_LABEL
from tracker.measure import Measure
from tracker.questions import actions, changes, choices, comments, measures
from tracker.questions.actions import Action
from tracker.questions.changes import Difference
from tracker.questions.freshness import no_plan
from tracker.questions.lateness import Lateness
from tracker.questions.stories import Story, stories
from tracker.reports.appendix import appendix
from tracker.reports.ask import choose
from tracker.reports.columns import short_day
from tracker.reports.drawings import how_far, two_clocks
from tracker.reports.meeting import Meeting
from tracker.reports.paper import (
    Block,
    Heading,
    Items,
    Line,
    NewPage,
    Paper,
    Paragraph,
    ParagraphKind,
    Run,
    Table,
    bold,
    number,
    text,
)  # fmt: skip
from tracker.reports.question import CommitteeQuestion
from tracker.reports.you_asked import you_asked
from tracker.terms import LEAD_NOT_STATED, Change, Precision
from tracker.words import abbreviate, and_list, capital, day, has, is_or_are, plural

MOST_CHANGES, MOST_OF_A_STORY, MOST_VERIFIED = 8, 2, 5  # most on the two pages; the appendix has them all
MOST_BESIDE_QUESTIONS = 4  # if the page also shows what the committee asked
LONGEST = 10


def committee_paper(meeting: Meeting, questions: Sequence[CommitteeQuestion] | None = None) -> Paper:
    """The whole paper; it asks the `questions` that officers chose, or, if None, those that the rules choose."""
    with compiled_words.words_for(choices.is_compiled(meeting.db, meeting.as_of, meeting.review, meeting.agency)):
        asked = [one.question for one in choose(meeting)] if questions is None else questions
        blocks = [*_first_page(meeting, asked), *_second_page(meeting)]
        return Paper(
            title=f"{meeting.committee}: progress on recommendations",
            subtitle=_subtitle(meeting),
            as_of=meeting.as_of,
            author=meeting.committee,
            foot=_foot(meeting),
            blocks=blocks,
            appendix=list(appendix(meeting, are_officers=questions is not None)),
        )


def _subtitle(meeting: Meeting) -> str:
    parts = [f"Meeting of {day(meeting.meets_on)}"] if meeting.meets_on else []
    parts.append(f"position as at {day(meeting.as_of)}, compared with {day(meeting.since)}")
    parts += [words for words in (meeting.review, meeting.agency) if words]
    return capital("; ".join(parts))


def _foot(meeting: Meeting) -> str:
    invented = f"{INVENTED_LABEL} " if choices.is_illustrative(meeting.db) else ""
    return f"{invented}Position as at {day(meeting.as_of)}, from the files received by then."


def _first_page(meeting: Meeting, questions: Sequence[CommitteeQuestion]) -> Iterator[Block]:
    sentences = [*measures.sentence(meeting.count), measures.counted_twice(meeting.count)]
    yield Paragraph(text(" ".join(map(sentence, filter(None, sentences)))), ParagraphKind.LEAD)
    yield from you_asked(meeting)
    yield Heading(1, f"What changed since {day(meeting.since)}")
    yield from _what_changed(meeting)
    yield Heading(1, "Questions that the committee may ask")
    if questions:
        yield Items([_question(question, meeting) for question in questions], is_numbered=True)
    else:
        yield Paragraph(text("The record prompts no question by our rules."))
    yield from _comments(meeting)


def _what_changed(meeting: Meeting) -> Iterator[Block]:
    records = stories(meeting.changes)
    if not records:
        yield Paragraph(text(f"Nothing on record changed between {day(meeting.since)} and {day(meeting.as_of)}."))
        return
    most = MOST_BESIDE_QUESTIONS if meeting.resolutions else MOST_CHANGES
    yield Items([[_story(story, meeting)] for story in records[:most]])
    if records[most:]:
        more = len(records) - most
        yield Paragraph(
            text(f"{plural(more, 'more record')} that changed {is_or_are(more)} listed in the appendix."),
            ParagraphKind.NOTE,
        )


def _story(story: Story, meeting: Meeting) -> Line:
    """One record's most serious changes, a sentence each, after a short form of its words; the appendix lists all."""
    row, of = story.first, f", {story.first.agency}" if story.first.agency else ""
    sentences = [*_change_sentences(story.changes)]
    words = ". ".join(map(sentence, sentences[:MOST_OF_A_STORY]))
    more = len(sentences) - MOST_OF_A_STORY
    others = f" {plural(more, 'more change')} in the appendix." if more > 0 else ""
    return (
        Run(row.action_ref or row.recommendation_ref or "", is_bold=True, href=meeting.record(row)),
        Run(f"{of}: {_clause(abbreviate(row.action or ''))}"),
        bold(f"{words}."),
        Run(others),
    )


def _change_sentences(found: Sequence[Difference]) -> Iterator[str]:
    """Yields each change in words; if an action became overdue by both clocks on one day, it says so once."""
    first = {(one.became, one.became_precision) for one in found if one.change == Change.BECAME_OVERDUE_BY_FIRST_DATE}
    now = {(one.became, one.became_precision) for one in found if one.change == Change.BECAME_OVERDUE}
    for one in found:
        if one.change == Change.BECAME_OVERDUE and (one.became, one.became_precision) in first:
            yield f"{changes.in_words(one)}, as first promised"
        elif one.change != Change.BECAME_OVERDUE_BY_FIRST_DATE or (one.became, one.became_precision) not in now:
            yield changes.in_words(one)


def _clause(words: str) -> str:
    """The words of an action as a sentence with a space after it, "" if there are none."""
    return f"{words}{'' if words.endswith(('.', '!', '?', '…')) else '.'} " if words else ""


def _question(question: CommitteeQuestion, meeting: Meeting) -> list[Line]:
    records = [(action.action_ref, meeting.record(action)) for action in question.actions]
    for review, ref in question.recommendations:
        records.append((f"recommendation {ref}", meeting.address("recommendations", review=review, ref=ref)))
    because: list[Run] = [Run("Because: "), Run(question.because)] if question.because else []
    if question.is_officers:
        because.append(Run(f"{' ' if because else ''}Worded by officers of the committee."))
    if records:
        because.append(Run(" Record: "))
        for n, (name, href) in enumerate(records):
            because += [*([Run(", ")] if n else []), Run(name, href=href)]
        because.append(Run("."))
    return [(bold(question.text),), because]


def _second_page(meeting: Meeting) -> Iterator[Block]:
    yield NewPage()
    yield Heading(1, "How far each agency is")
    yield from how_far(meeting)
    yield Heading(1, word("Overdue now and by the dates first promised"))
    yield from two_clocks(meeting)
    yield Heading(1, word("Longest overdue"))
    yield _longest(meeting)
    yield Heading(1, f"Verified since {day(meeting.since)}")
    yield from _verified(meeting)
    yield Heading(1, "What we do not know")
    yield Items([[text(words)] for words in _unknown(meeting)])


def _longest(meeting: Meeting) -> Block:
    late = actions.rows(
        meeting.db, meeting.as_of, review=meeting.review, agency=meeting.agency, measure=Measure.OVERDUE
    )
    if not late:
        none = f"No action is overdue by its current date on {day(meeting.as_of)}."
        return Paragraph(text(Lateness.from_counts(meeting.count).unless_unknown(Measure.OVERDUE, none)))
    rest = len(late) - LONGEST
    more = f"; {rest:,} more {is_or_are(rest)} overdue" if rest > 0 else ""
    if any(row.due_on_precision != Precision.DAY for row in late[:LONGEST]):
        more += ". A month or another period counts as its last day"
    return Table(
        sentence(f"Longest overdue first, by the date first promised{more}"),
        [*map(word, ("Reference", "Action", "Lead agency", "First promised", "Due now", "Days late"))],
        [_late(action, meeting) for action in late[:LONGEST]],
        (9, 29, 26, 15, 14, 7),
    )


def _late(action: Action, meeting: Meeting) -> list[Line]:
    return [
        text(action.action_ref, meeting.record(action)),
        text(abbreviate(action.action)),
        text(action.agency),
        short_day(action.first_due_on, action.first_due_on_precision),
        short_day(action.due_on, action.due_on_precision),
        number(action.days_late),
    ]


def _verified(meeting: Meeting) -> Iterator[Block]:
    rows = [row for row in meeting.changes if row.change == Change.VERIFIED]
    if not rows:
        yield Paragraph(text(sentence("Nothing was verified between the two dates.")))
        return
    yield Items([[_story(Story((row,)), meeting)] for row in rows[:MOST_VERIFIED]])
    if (more := len(rows) - MOST_VERIFIED) > 0:
        words = plural(more, "more verified action")
        yield Paragraph(text(sentence(f"{words} {is_or_are(more)} listed in the appendix.")), ParagraphKind.NOTE)


def _comments(meeting: Meeting) -> Iterator[Block]:
    """Yields agencies' comments on their own position, in full and in their words; nothing if there are none."""
    rows = comments.rows(meeting.db, meeting.as_of, meeting.review, meeting.agency)
    if rows:
        yield Heading(1, "What agencies say themselves")
        yield Items([
            [(bold(f"{row.agency}. "), Run(row.comment)), text(f"{comments.heading(row)}. {comments.source(row)}")]
            for row in rows
        ])  # fmt: skip


def _unknown(meeting: Meeting) -> list[str]:
    """What the figures cannot say, as sentences."""
    undated, late = meeting.count[Measure.NO_DATE], Lateness.from_counts(meeting.count)
    silent = [row.agency for row in meeting.returns if row.is_late]
    no_lead = sum(action.agency == LEAD_NOT_STATED for action in meeting.actions)
    none = f"{plural(undated, 'open action')} {has(undated)} no date that can be counted."
    sentences = [
        *(f"{row.agency}: {no_plan(row)}." for row in meeting.returns if row.owes_plan),
        f"Past the agreed interval between two returns: {and_list(silent)}." if silent else "",
        f"{plural(no_lead, 'action')} {has(no_lead)} no lead agency named." if no_lead else "",
        sentence(none) if undated else "",
        "" if late.is_computed else sentence(late.why_not),
        "The public copy holds back texts that nobody released." if choices.is_public(meeting.db) else "",
        "A completed action does not show that children are safer. This paper tracks promises, not outcomes.",
    ]
    return [words for words in sentences if words]
