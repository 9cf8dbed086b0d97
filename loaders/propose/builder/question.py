"""A question to be answered before a layout is saved, and what each answer does to the choices."""

from typing import NamedTuple

from loaders.propose.builder.choices import Choices


class Answer(NamedTuple):
    """One answer in words, and the choices that it leads to."""

    words: str
    choices: Choices


class LayoutQuestion(NamedTuple):
    """A question about some tables, counted from 0; the program proposes the first answer.

    `key` names the question as long as its tables stay what they are. `rows` are the numbers of the rows of `sheet`
    that it is about, and `looks` says what they look like; `in_headline` says that in a few words, or what is unknown
    while the question is open. With `may_be_plan` the rows are filled in like those of a plan, so that a file with no
    other rows is not blank.
    """

    key: str
    tables: tuple[int, ...]
    asks: str
    answers: tuple[Answer, ...]
    rows: tuple[int, ...] = ()
    in_headline: str = ""
    may_be_plan: bool = False
    sheet: str = ""
    looks: str = ""

    @property
    def answer_that_leaves(self) -> str:
        """The words of the answer that leaves everything as it is, and is only noted down; "" if there is none."""
        leaving = (one.words for one in self.answers if any(self.key in table.decided for table in one.choices.tables))
        return next(leaving, "")
