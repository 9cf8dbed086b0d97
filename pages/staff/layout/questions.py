"""The questions of the page Layout that one press of a button answers."""

from collections.abc import Sequence

from markupsafe import Markup

from loaders.propose.builder.choices import Choices
from loaders.propose.builder.question import Question
from loaders.propose.builder.questions import form_key
from loaders.propose.builder.study import Word
from loaders.propose.points_to_check import one_line
from pages.staff.form_parts import QUIET
from pages.staff.layout.fields import plain_button

QUESTION = Markup('<fieldset class="an-question"><legend>{}</legend><p class="an-buttons">{}</p></fieldset>')


def suggestions_block(words: Sequence[Word]) -> Markup:
    """A button that accepts the suggested meaning of every word; "" if no word has one."""
    if not words:
        return Markup("")
    said = "; ".join(f"“{one_line(word.theirs)}”: {word.suggestion}" for word in words)
    button = plain_button("suggested", "Take all of these", QUIET)
    return QUESTION.format(f"Perhaps, as other plans use these words: {said}.", button)


def questions_block(questions: Sequence[Question], tables: int) -> Markup:
    """Each question with its answers as buttons, and with the number of its table if there are several."""
    return Markup("").join(_one(question, tables) for question in questions)


def ask_again_block(choices: Choices) -> Markup:
    """A button that asks again the questions answered by leaving things as they are; "" if there were none."""
    if not any(table.decided for table in choices.tables):
        return Markup("")
    button = plain_button("ask-again", "Ask me again", QUIET)
    return QUESTION.format("Some questions were answered by leaving things as they are.", button)


def _one(question: Question, tables: int) -> Markup:
    buttons = (
        plain_button(f"answer {form_key(question)} {n}", answer.words, QUIET)
        for n, answer in enumerate(question.answers)
    )
    of_table = f"Table {question.tables[0] + 1}: " if tables > 1 and len(question.tables) == 1 else ""
    return QUESTION.format(f"{of_table}{question.asks}", Markup("").join(buttons))
