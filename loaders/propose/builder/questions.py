"""All questions about a workbook that need an answer before its layout is saved, in the order they are asked."""

from collections.abc import Iterator
from dataclasses import replace

from loaders.mapping.layout import Layout
from loaders.propose.builder.choices import Choices
from loaders.propose.builder.date_questions import date_questions
from loaders.propose.builder.doubtful_rows import doubtful_rows
from loaders.propose.builder.due_question import due_questions
from loaders.propose.builder.layout_question import layout_question
from loaders.propose.builder.lead_question import lead_questions
from loaders.propose.builder.list_question import list_questions
from loaders.propose.builder.other_tables import other_tables
from loaders.propose.builder.question import LayoutQuestion
from loaders.propose.builder.sheet_question import sheet_questions
from loaders.propose.builder.status_question import status_questions
from loaders.propose.builder.study import Study
from loaders.propose.builder.support_question import support_questions
from loaders.received.fingerprints import sha256
from tracker.findings import NotReadable

CHANGED = "This question was answered, or something else was chosen in the meantime. Look at the page again."


def questions(study: Study, before: Layout | None = None) -> Iterator[LayoutQuestion]:
    """Every question that nobody has answered yet; `before` is the layout that the sender has, if any.

    Where a layout cannot be written at all, only the question about the sender's layout.
    """
    yield from layout_question(study, before)
    if study.reads:
        yield from sheet_questions(study)
        yield from lead_questions(study)
        yield from other_tables(study)
        yield from doubtful_rows(study)
        yield from status_questions(study)
        yield from due_questions(study)
        yield from support_questions(study)
        yield from list_questions(study)
        yield from date_questions(study)


def left_as_they_are(study: Study, before: Layout | None = None) -> list[LayoutQuestion]:
    """The questions that somebody answered by leaving everything as it is, and that would be asked again."""
    still_open = {*map(form_key, study.questions)}
    undecided = replace(study, choices=study.choices.with_nothing_decided())
    return [one for one in questions(undecided, before) if form_key(one) not in still_open]


def choices_after(study: Study, key: str, answer: str, before: Layout | None = None) -> Choices:
    """The choices after an answer, counted from 0. Raises NotReadable where the question is not open."""
    found = next((one for one in questions(study, before) if form_key(one) == key), None)
    number = int(answer) if answer.isascii() and answer.isdecimal() and len(answer) < 3 else -1
    if found is None or not 0 <= number < len(found.answers):
        raise NotReadable(CHANGED)
    return found.answers[number].choices


def form_key(question: LayoutQuestion) -> str:
    """The name of a question in a form: it stays the same as long as the question is about the same tables."""
    return sha256(f"{question.tables} {question.key}".encode())[:16]
