"""The paper for a committee's meeting: two pages that stand alone, and an appendix with every row."""

from collections.abc import Iterator, Sequence

from tracker import compiled_words
from tracker.compiled_words import sentence, word
from tracker.exports import MARK
from tracker.measure import Measure
from tracker.questions import actions, changes, choices, comments, measures
from tracker.questions.actions import Action
from tracker.questions.changes import Difference
from tracker.questions.lateness import Lateness
from tracker.questions.stories import Story, stories
from tracker.reports.appendix import appendix
from tracker.reports.ask import Asked, chosen
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
    Role,
    Run,
    Table,
    bold,
    text,
)  # fmt: skip
from tracker.terms import Change
from tracker.words import and_list, capital, day, plural

MOST_CHANGES, MOST_OF_A_STORY = 8, 2  # on the first page; the appendix has them all
LONGEST = 10


def committee_paper(meeting: Meeting, questions: Sequence[Asked] | None = None) -> Paper:
    """The whole paper; `questions` are those of the rules unless somebody has edited them."""
    with compiled_words.used(choices.is_compiled(meeting.db, meeting.as_of, meeting.review, meeting.agency)):
        blocks = [*_first_page(meeting, questions), *_second_page(meeting)]
        return Paper(
            title=f"{meeting.committee}: progress on recommendations",
            subtitle=_subtitle(meeting),
            as_of=meeting.as_of,
            author=meeting.committee,
            foot=_foot(meeting),
            blocks=blocks,
            appendix=list(appendix(meeting)),
        )


def _subtitle(meeting: Meeting) -> str:
    parts = [f"Meeting of {day(meeting.meets_on)}"] if meeting.meets_on else []
    parts.append(f"position as at {day(meeting.as_of)}, compared with {day(meeting.since)}")
    parts += [words for words in (meeting.review, meeting.agency) if words]
    return capital("; ".join(parts))


def _foot(meeting: Meeting) -> str:
    invented = f"{MARK} " if choices.is_illustrative(meeting.db) else ""
    return f"{invented}Position as at {day(meeting.as_of)}, from the files received by then."


def _first_page(meeting: Meeting, questions: Sequence[Asked] | None) -> Iterator[Block]:
    done, late = measures.sentence(meeting.count)
    yield Paragraph(text(f"{sentence(done)} {sentence(late)}"), Role.LEAD)
    yield Heading(1, f"What changed since {day(meeting.since)}")
    yield from _what_changed(meeting)
    yield Heading(1, "Questions that the committee may ask")
    asked = chosen(meeting) if questions is None else questions
    if not asked:
        yield Paragraph(text("The record prompts no question by our rules."))
    else:
        yield Items([_question(one, meeting) for one in asked], is_numbered=True)


def _what_changed(meeting: Meeting) -> Iterator[Block]:
    told = stories(meeting.changes)
    if not told:
        yield Paragraph(text(f"Nothing on record changed between {day(meeting.since)} and {day(meeting.as_of)}."))
        return
    yield Items([[_story(story, meeting)] for story in told[:MOST_CHANGES]])
    if told[MOST_CHANGES:]:
        more = len(told) - MOST_CHANGES
        verb = "is" if more == 1 else "are"
        yield Paragraph(text(f"{plural(more, 'more record')} that changed {verb} listed in the appendix."), Role.NOTE)


def _story(story: Story, meeting: Meeting) -> Line:
    """The most serious changes of one record in a sentence each."""
    row, ref = story.first, story.first.action_ref or story.first.recommendation_ref or ""
    said = ". ".join(_said(one) for one in story.changes[:MOST_OF_A_STORY])
    more = len(story.changes) - MOST_OF_A_STORY
    others = f" {plural(more, 'more change')} in the appendix." if more > 0 else ""
    return (
        Run(ref, is_bold=True, href=_record(row, meeting)),
        Run(f" {row.action or ''} ({row.agency})" if row.agency else ""),
        Run(f": {said}.{others}"),
    )


def _said(row: Difference) -> str:
    return sentence(changes.sentence(row.change, row.was, row.became, row.was_precision, row.became_precision))


def _record(row: Difference, meeting: Meeting) -> str:
    if row.action_ref is not None:
        return meeting.address("actions", ref=row.action_ref, sender=row.sender)
    return meeting.address("recommendations", review=row.review, ref=row.recommendation_ref)


def _question(asked: Asked, meeting: Meeting) -> list[Line]:
    question = asked.question
    records = [
        (action.action_ref, meeting.address("actions", ref=action.action_ref, sender=action.sender))
        for action in question.actions
    ] + [
        (f"recommendation {ref}", meeting.address("recommendations", review=review, ref=ref))
        for review, ref in question.recommendations
    ]
    because: list[Run] = [Run("Because: "), Run(question.because)]
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
    yield _verified(meeting)
    yield from _comments(meeting)
    yield Heading(1, "What we do not know")
    yield Items([[text(words)] for words in _unknown(meeting)])


def _longest(meeting: Meeting) -> Block:
    late = actions.rows(
        meeting.db, meeting.as_of, review=meeting.review, agency=meeting.agency, measure=Measure.OVERDUE
    )
    if not late:
        none = f"No action is overdue by its current date on {day(meeting.as_of)}."
        return Paragraph(text(Lateness.counted(meeting.count).unless_unknown(Measure.OVERDUE, none)))
    more = f"; {len(late) - LONGEST} more are overdue" if len(late) > LONGEST else ""
    return Table(
        sentence(f"Longest overdue first, by the date first promised{more}"),
        [*map(word, ("Reference", "Action", "Lead agency", "First promised", "Due now", "Days late"))],
        [_late(action, meeting) for action in late[:LONGEST]],
        (10, 39, 20, 12, 12, 8),
    )


def _late(action: Action, meeting: Meeting) -> list[Line]:
    href = meeting.address("actions", ref=action.action_ref, sender=action.sender)
    return [
        text(action.action_ref, href),
        text(action.action),
        text(action.agency),
        text(day(action.first_due_on) if action.first_due_on else word("Never dated")),
        text(day(action.due_on) if action.due_on else "No date"),
        text(f"{action.days_late:,}"),
    ]


def _verified(meeting: Meeting) -> Block:
    rows = [row for row in meeting.changes if row.change == Change.VERIFIED]
    if not rows:
        return Paragraph(text(sentence("Nothing was verified between the two dates.")))
    return Items([[_story(Story((row,)), meeting)] for row in rows])


def _comments(meeting: Meeting) -> Iterator[Block]:
    """What agencies say of their own position, whole and in their words; nothing where none does."""
    rows = comments.rows(meeting.db, meeting.as_of, meeting.review, meeting.agency)
    if rows:
        yield Heading(1, "What agencies say themselves")
        yield Items([
            [(bold(f"{row.agency}. "), Run(row.comment)), text(f"{comments.heading(row)}. {comments.source(row)}")]
            for row in rows
        ])  # fmt: skip


def _unknown(meeting: Meeting) -> list[str]:
    """What the figures cannot say, in sentences."""
    count, late = meeting.count, Lateness.counted(meeting.count)
    silent = [row.agency for row in meeting.returns if row.is_late]
    no_plan = [row.agency for row in meeting.returns if row.owes_plan]
    said = [
        f"No plan has been received from {and_list(no_plan)}." if no_plan else "",
        f"Past the agreed interval between two returns: {and_list(silent)}." if silent else "",
        sentence(f"{plural(count[Measure.NO_DATE], 'open action')} have no date that can be counted, so nobody can say "
        "whether they are late.") if count[Measure.NO_DATE] else "",
        "" if late.is_computed else sentence(late.why_not),
        "The public copy holds back texts that nobody released." if choices.is_public(meeting.db) else "",
        "A completed action does not show that children are safer. This paper tracks promises, not outcomes.",
    ]  # fmt: skip
    return [words for words in said if words]
