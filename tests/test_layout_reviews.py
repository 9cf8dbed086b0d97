"""A plan whose review nobody named leads to a question, and each table can have a review of its own."""

from __future__ import annotations  # see conftest.py for the reason

from pathlib import Path

import msgspec
from drawing import write_workbook

from loaders.mapping.read_layout import read_layout
from loaders.propose.builder.answers import with_columns, with_sender
from loaders.propose.builder.begin import begin
from loaders.propose.builder.choices import Choices
from loaders.propose.builder.missing import open_questions, without_review
from loaders.propose.builder.study import open_workbook, read_by
from loaders.propose.builder.tables import with_another_table

PLAN = """
Ref | Action          | Due date   | Status
A1  | Mend the lamps  | 2026-03-01 | Done
A2  | Paint the doors | 2026-04-01 | Begun
"""
OTHER = """
Number | Agreed action   | Target date | Progress
B1     | Sweep the yard  | 2026-03-01  | Done
B2     | Check the hoses | 2026-04-01  | Begun
"""
ASKS = "Name the review that the rows belong to, or confirm"


def two(folder: Path) -> Choices:
    """The choices for two tables of one workbook from a named sender."""
    file = write_workbook(folder / "plan.xlsx", {"Plan": PLAN, "Works": OTHER})
    workbook = open_workbook(file)
    begun = begin(workbook, file.name, "", None, False)
    tables = begun.tables if len(begun.tables) > 1 else with_another_table(workbook, file.name, begun, "Works").tables
    return msgspec.structs.replace(begun, tables=tables, sender="transport", agency="Transport")


def asked(choices: Choices) -> list[str]:
    return [one for one in open_questions(choices, set()) if one.startswith(ASKS)]


def test_a_plan_without_a_review_is_asked_about_until_it_is_named_or_confirmed(tmp_path):
    choices = two(tmp_path)
    assert without_review(choices) == [0, 1] and len(asked(choices)) == 1
    assert asked(with_sender(choices, {"review": "Larkfield Review"})) == []
    confirmed = msgspec.structs.replace(choices, states_no_review=True)
    assert asked(confirmed) == [] and asked(with_sender(confirmed, {"agency": "Roads"})) == []
    named = with_sender(confirmed, {"review": "Larkfield Review"})
    assert len(asked(with_sender(named, {"review": ""}))) == 1  # a blank field must be confirmed again


def test_a_review_that_a_column_a_title_or_the_table_says_is_not_asked_about(tmp_path):
    choices = two(tmp_path)
    column = {**choices.tables[0].columns, "E": ("review",)}
    assert without_review(choices.with_table(0, columns=column)) == [1]
    assert without_review(choices.with_table(0, section="review")) == [1]
    assert without_review(choices.with_table(1, always={"review": "Works Review"})) == [0]
    assert without_review(choices.with_table(0, fills="verification").with_table(1, fills="comment")) == []


def test_one_of_several_tables_can_have_a_review_of_its_own(tmp_path):
    choices = with_sender(two(tmp_path), {"review": "Larkfield Review"})
    places = [*"ABCD"]
    said = {f"col-{place}": names[0] for place, names in choices.tables[1].columns.items()}
    own = with_columns(choices, 1, {**said, "table-review": "  Works  Review "}, places)
    assert [own.review_of(n) for n in (0, 1)] == ["Larkfield Review", "Works Review"]
    assert with_columns(own, 1, said, places).review_of(1) == "Works Review"  # with one table the page asks for none
    assert with_columns(own, 1, {**said, "table-review": ""}, places).review_of(1) == "Larkfield Review"
    file = tmp_path / "plan.xlsx"
    (tmp_path / "transport.toml").write_text(read_by(open_workbook(file), file.name, own).text, encoding="utf-8")
    layout = read_layout(tmp_path / "transport.toml")
    assert [entry.always["review"] for entry in layout.sheets] == ["Larkfield Review", "Works Review"]
    begun = begin(open_workbook(file), file.name, "transport", layout, False)
    assert [begun.review_of(n) for n in (0, 1)] == ["Larkfield Review", "Works Review"]
