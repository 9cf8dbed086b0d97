"""The questions of the page Layout that one press of a button answers."""

from collections.abc import Sequence

from markupsafe import Markup

from loaders.propose.builder.question import LayoutQuestion
from loaders.propose.builder.questions import form_key
from loaders.propose.builder.study import Word
from loaders.propose.points_to_check import one_line
from pages.staff.form_parts import QUIET
from pages.staff.layout.fields import COLUMNS, ROWS, plain_button
from tracker.html import blocks
from tracker.words import plural

QUESTION = Markup('<fieldset class="an-question"><legend>{}</legend><p class="an-buttons">{}</p></fieldset>')

ANSWERED = Markup('<fieldset class="an-question"><legend>{}</legend>{}<p class="an-buttons">{}</p></fieldset>')


def suggestions_block(words: Sequence[Word]) -> Markup:
    """A button that accepts the suggested meaning of every word; "" if no word has one."""
    if not words:
        return Markup("")
    text = "; ".join(f"“{one_line(word.as_written)}”: {word.suggestion}" for word in words)
    button = plain_button("suggested", "Take all of these", QUIET)
    return QUESTION.format(f"Perhaps, as other plans use these words: {text}.", button)


def questions_block(questions: Sequence[LayoutQuestion], tables: int) -> Markup:
    """Each question with its answers as buttons, and with the number of its table if there are several."""
    return Markup("").join(_one(question, tables) for question in questions)


def ask_again_block(left: Sequence[LayoutQuestion], tables: int) -> Markup:
    """Names the questions whose answer changed nothing, each with that answer and a link to what it is about.

    One button asks them all again; "" if there were none.
    """
    if not left:
        return Markup("")
    lines = [blocks.under(_link(one, tables), f"Answer: “{one.answer_that_leaves}”") for one in left]
    words = f"{plural(len(left), 'answer')} changed nothing:"
    button = plain_button("ask-again", "Ask me again", QUIET)
    return ANSWERED.format(words, blocks.bullets(lines), button)


def _link(question: LayoutQuestion, tables: int) -> Markup:
    return blocks.link(f"{_of_table(question, tables)}{question.asks}", f"#{ROWS if question.rows else COLUMNS}")


def _one(question: LayoutQuestion, tables: int) -> Markup:
    buttons = (
        plain_button(f"answer {form_key(question)} {n}", answer.words, QUIET)
        for n, answer in enumerate(question.answers)
    )
    return QUESTION.format(f"{_of_table(question, tables)}{question.asks}", Markup("").join(buttons))


def _of_table(question: LayoutQuestion, tables: int) -> str:
    """The number of the only table that a question is about, "" if there is just one table or it is about several."""
    return f"Table {question.tables[0] + 1}: " if tables > 1 and len(question.tables) == 1 else ""
