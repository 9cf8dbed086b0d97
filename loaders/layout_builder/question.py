"""A question that has to be answered before a layout is saved, and what each answer does to the choices."""

from typing import NamedTuple

from loaders.layout_builder.choices import Choices


class Answer(NamedTuple):
    """One answer in words, and the choices that it leads to."""

    words: str
    choices: Choices


class Question(NamedTuple):
    """What is asked of some tables, counted from 0; the first answer is what the program proposes.

    `key` names the question as long as its tables stay what they are. `rows` are the numbers of the rows of a `sheet`
    that it is about, and `looks` what they look like; `in_headline` says so in a few words, or what is not known while
    the question is open. `may_be_plan` tells that the rows are filled in as those of a plan are, so that a file without
    others is not blank.
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
