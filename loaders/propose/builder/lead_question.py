"""Asks whether the names of a plan's sheets are the lead agencies, where nothing else in its rows names one."""

from collections.abc import Iterator

from loaders.propose.builder.missing import filled_columns
from loaders.propose.builder.question import Answer, LayoutQuestion
from loaders.propose.builder.study import Study
from loaders.propose.known_meanings import of_sheet
from loaders.propose.points_to_check import one_line
from tracker.terms import Kind
from tracker.words import and_list, first_few

LEAD = "agency"
MOST_SHEETS = 6  # in a question


def lead_questions(study: Study) -> Iterator[LayoutQuestion]:
    """One question about all tables of actions without a lead agency, if they are on several sheets with plain names.

    A name with a digit, such as “Plan 2026”, or with a status, such as “Closed”, is no agency.
    """
    tables = [
        n
        for n, table in enumerate(study.choices.tables)
        if table.fills == Kind.ACTION and LEAD not in filled_columns(table)
    ]
    names = [*dict.fromkeys(name for n in tables for name in study.choices.tables[n].sheets)]
    key = f"lead: {', '.join(names)}"
    are_plain = not any(of_sheet(name) or any(map(str.isdigit, name)) for name in names)
    if len(names) > 1 and are_plain and not any(key in study.choices.tables[n].decided for n in tables):
        yield _question(study, key, tables, names)


def _question(study: Study, key: str, tables: list[int], names: list[str]) -> LayoutQuestion:
    choices = study.choices
    for number in tables:
        choices = choices.with_table(number, sheet_names=LEAD)
    named = and_list(first_few([f"“{one_line(name)}”" for name in names], MOST_SHEETS))
    asks = f"No column names the body that leads an action. Is it the name of the sheet? The sheets are {named}."
    answers = (
        Answer("The name of each sheet is the lead agency of its rows", choices),
        Answer("One body leads all of them, whose plan it is", study.choices.with_decided(tables, key)),
    )
    return LayoutQuestion(key, tuple(tables), asks, answers)
