"""Asks whether a column names the bodies that support an action, where its heading only makes that likely."""

from collections.abc import Iterator

from loaders.propose.builder.question import Answer, LayoutQuestion
from loaders.propose.builder.status_question import column_description
from loaders.propose.builder.study import Study
from loaders.propose.heading_meanings import Confidence
from tracker.column_letters import letter
from tracker.terms import Kind

SUPPORT = "supporting_agencies"


def support_questions(study: Study) -> Iterator[LayoutQuestion]:
    """A question for each table of actions in which a guess became the column of supporting bodies."""
    for number, table in enumerate(study.choices.tables if not study.choices.is_from_layout else ()):
        column = _guessed(study, number)
        key = f"support: {letter(column)}" if column else ""
        if column and table.columns.get(letter(column)) == (SUPPORT,) and key not in table.decided:
            yield _question(study, number, key, column)


def _guessed(study: Study, number: int) -> int:
    """The column that the draft takes for supporting bodies without being sure, 0 if there is none."""
    guesses = (one.columns.get(SUPPORT) for one in study.proposals[number].entries if one.kind == Kind.ACTION)
    return next((one.column for one in guesses if one and one.confidence != Confidence.SURE), 0)


def _question(study: Study, number: int, key: str, column: int) -> LayoutQuestion:
    columns = {place: names for place, names in study.choices.tables[number].columns.items() if place != letter(column)}
    answers = (
        Answer("It names them", study.choices.with_decided([number], key)),
        Answer("It does not: do not read it", study.choices.with_table(number, columns=columns)),
    )
    asks = f"{column_description(study, number, column)}. Does it name the bodies that support an action?"
    return LayoutQuestion(key, (number,), asks, answers)
