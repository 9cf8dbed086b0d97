"""The questions at the top of the page Layout: each is answered by one press."""

from collections.abc import Sequence

from markupsafe import Markup

from loaders.layout_builder.choices import Choices
from loaders.layout_builder.question import Question
from loaders.layout_builder.questions import mark
from loaders.layout_builder.study import Word
from loaders.propose.points_to_check import short
from pages.staff.form_parts import QUIET
from pages.staff.layout.fields import plain_button

QUESTION = Markup('<fieldset class="an-question"><legend>{}</legend><p class="an-buttons">{}</p></fieldset>')


def suggestions_block(words: Sequence[Word]) -> Markup:
    """The button that takes every word for what it perhaps means; "" where no such word is open."""
    if not words:
        return Markup("")
    said = "; ".join(f"“{short(word.theirs)}”: {word.suggestion}" for word in words)
    button = plain_button("suggested", "Take all of these", QUIET)
    return QUESTION.format(f"Perhaps, as other plans use these words: {said}.", button)


def questions_block(questions: Sequence[Question], tables: int) -> Markup:
    """Each question with its answers as buttons; of several tables, with the number of the one that it is about."""
    return Markup("").join(_one(question, tables) for question in questions)


def ask_again_block(choices: Choices) -> Markup:
    """The button that asks again what was answered by leaving it as it is; "" where nothing was."""
    if not any(table.decided for table in choices.tables):
        return Markup("")
    button = plain_button("ask-again", "Ask me again", QUIET)
    return QUESTION.format("Some questions were answered by leaving things as they are.", button)


def _one(question: Question, tables: int) -> Markup:
    buttons = (
        plain_button(f"answer {mark(question)} {n}", answer.words, QUIET) for n, answer in enumerate(question.answers)
    )
    of_table = f"Table {question.tables[0] + 1}: " if tables > 1 and len(question.tables) == 1 else ""
    return QUESTION.format(f"{of_table}{question.asks}", Markup("").join(buttons))
