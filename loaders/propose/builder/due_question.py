"""Asks whether a date column says when an action is due or when it was done, if its heading may mean either."""

from collections.abc import Iterator

from loaders.propose.builder.missing import filled_columns
from loaders.propose.builder.question import Answer, LayoutQuestion
from loaders.propose.builder.status_question import column_description
from loaders.propose.builder.study import Study
from tracker.column_letters import letter
from tracker.terms import Kind

DUE, DONE = "due_on", "completed_on"
DUE_UNKNOWN = "by when each action is due is still to be said"


def due_questions(study: Study) -> Iterator[LayoutQuestion]:
    """A question for each table of actions with such a column that is not read, if no other column holds a due date."""
    for number, table in enumerate(study.choices.tables if not study.choices.is_from_layout else ()):
        column = _either(study, number)
        is_open = table.fills == Kind.ACTION and DUE not in filled_columns(table)
        key = f"due: {letter(column)}" if column else ""
        if column and is_open and letter(column) not in table.columns and key not in table.decided:
            yield _question(study, number, key, column)


def _either(study: Study, number: int) -> int:
    """The column that could hold either date by its heading, 0 if there is none."""
    for entry in (one for one in study.proposals[number].entries if one.kind == Kind.ACTION):
        for name, other in ((DUE, DONE), (DONE, DUE)):
            guess = entry.columns.get(name)
            if guess and other in guess.or_names and not guess.also:
                return guess.column
    return 0


def _question(study: Study, number: int, key: str, column: int) -> LayoutQuestion:
    columns, place = study.choices.tables[number].columns, letter(column)
    answers = (
        Answer(
            "The day by which an action is to be done",
            study.choices.with_table(number, columns={**columns, place: (DUE,)}),
        ),
        Answer("The day on which it was done", study.choices.with_table(number, columns={**columns, place: (DONE,)})),
        Answer("Neither: do not read it", study.choices.with_decided([number], key)),
    )
    asks = f"{column_description(study, number, column)}. Which day is that?"
    return LayoutQuestion(key, (number,), asks, answers, in_headline=DUE_UNKNOWN)
