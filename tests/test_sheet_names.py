"""The name of a sheet is the lead agency of its rows if the layout or the officer says so, and never otherwise."""

from __future__ import annotations  # see conftest.py for the reason

from datetime import date
from pathlib import Path

import pytest
from drawing import LAYOUT, Collection, rows, write_workbook

from loaders.mapping.read_layout import read_layout
from loaders.propose.builder.amend import LayoutLine
from loaders.propose.builder.answers import with_columns
from loaders.propose.builder.begin import begin
from loaders.propose.builder.choices import Choices
from loaders.propose.builder.open_words import open_words
from loaders.propose.builder.questions import choices_after, form_key
from loaders.propose.builder.study import Study, open_workbook
from loaders.propose.builder.try_choices import study
from tracker.questions import problems

pytestmark = pytest.mark.slow  # each test reads a workbook by several layouts

HEADINGS = "Ref | Rec | Action | Due | Done | Status | Evidence | Reason"
BOARD = f"{HEADINGS}\nA1 | 1 | Mend the quay | d:2026-03-31 | | In progress | |"
WORKS = f"{HEADINGS}\nB1 | 1 | Paint the door | d:2026-03-31 | | In progress | |"
BY_SHEET = LAYOUT.replace('sheet = "Plan"', 'sheet = ["Harbour Board", "Works"]\nsheet_names = "agency"')
ASKS = (
    "No column names the body that leads an action. Is it the name of the sheet? "
    "The sheets are “Harbour Board” and “Works”."
)


LEADS = "SELECT action_ref, agency FROM action JOIN action_version USING (action_id) ORDER BY 1"


def seen(folder: Path, choices: Choices | None = None, before: Path | None = None, **sheets: str) -> Study:
    file = write_workbook(folder / "plan.xlsx", sheets or {"Harbour Board": BOARD, "Works": WORKS})
    workbook = open_workbook(file)
    layout = read_layout(before) if before else None
    return study(file, workbook, choices or begin(workbook, file.name, "", layout, False), date(2026, 12, 1), layout)


def asked(found: Study) -> list[str]:
    return [one.asks for one in found.questions if "leads an action" in one.asks]


def said(found: Study, answer: int) -> Choices:
    (question,) = [one for one in found.questions if "leads an action" in one.asks]
    return choices_after(found, form_key(question), str(answer))


def load(collection: Collection, layout: str) -> list[tuple[str, str]]:
    collection.layout("transport", layout)
    write_workbook(collection.received / "transport" / "2026-01-31.xlsx", {"Harbour Board": BOARD, "Works": WORKS})
    return rows(collection.load(), LEADS)


def test_the_name_of_each_sheet_is_the_lead_agency_of_its_rows(collection):
    spelt = BY_SHEET.replace("[columns]", '[agencies]\n"Works" = "Department of Works"\n[columns]')
    assert load(collection, spelt) == [("A1", "Harbour Board"), ("B1", "Department of Works")]


def test_a_sheet_named_after_no_known_body_is_reported_like_a_cell(collection):
    load(collection, BY_SHEET)
    found = "SELECT sheet, row_number, found FROM problem WHERE rule = 'agency_is_known'"
    assert rows(collection.load(), found) == [(name, 2, name) for name in ("Harbour Board", "Works")]


@pytest.mark.parametrize("key", ["sheet_names", "section"])
def test_a_name_that_a_sheet_or_a_title_gives_can_be_explained_on_screen(collection, key):
    titled = BY_SHEET.replace("sheet_names", key)
    named = BOARD.replace(f"{HEADINGS}\n", f"{HEADINGS}\nThe old works | | | | | | |\n")
    collection.layout("transport", titled)
    write_workbook(collection.received / "transport" / "2026-01-31.xlsx", {"Harbour Board": named, "Works": WORKS})
    groups = problems.group_problems(problems.rows(collection.load(), date(2026, 2, 1)))
    found = [one for one in open_words(groups, ["Works Department"], collection.layouts) if one.column == "agency"]
    assert {one.word for one in found} == ({"Harbour Board", "Works"} if key == "sheet_names" else {"The old works"})
    assert {line for one in found for line in one.answers.values()} == {
        LayoutLine(0, "agencies", one.word, "Works Department") for one in found
    }


def test_without_the_key_the_body_whose_plan_it_is_leads_every_sheet(collection):
    leads = load(collection, BY_SHEET.replace('sheet_names = "agency"\n', ""))
    assert {name for _, name in leads} == {"Department of Transport"}


def test_the_officer_is_asked_and_the_layout_says_so(tmp_path):
    found = seen(tmp_path)
    assert asked(found) == [ASKS] and "sheet_names" not in found.text
    by_sheet = seen(tmp_path, said(found, 0))
    assert asked(by_sheet) == [] and 'sheet_names = "agency"' in by_sheet.text
    one_body = seen(tmp_path, said(found, 1))
    assert asked(one_body) == [] and "sheet_names" not in one_body.text
    (layout := tmp_path / "transport.toml").write_text(f'agency = "Works"\n{by_sheet.text}', encoding="utf-8")
    assert seen(tmp_path, before=layout).choices.tables[0].sheet_names == "agency"


def test_the_answer_can_be_taken_back_under_the_columns(tmp_path):
    choices = said(seen(tmp_path), 0)
    form = {"sheet-names": "agency", "by-words": ""}
    assert with_columns(choices, 0, form, ()).tables[0].sheet_names == "agency"
    assert with_columns(choices, 0, form | {"sheet-names": ""}, ()).tables[0].sheet_names == ""


@pytest.mark.parametrize("names", [("Open", "Closed"), ("Plan 2025", "Plan 2026")])
def test_a_status_or_a_year_names_no_agency(tmp_path, names):
    assert asked(seen(tmp_path, **dict(zip(names, (BOARD, WORKS), strict=True)))) == []


def test_a_plan_on_one_sheet_or_with_a_column_of_agencies_is_not_asked_about(tmp_path):
    assert asked(seen(tmp_path, Works=WORKS)) == []
    named = (table.replace("Reason", "Lead agency") + " Harbour Board" for table in (BOARD, WORKS))
    assert asked(seen(tmp_path, **dict(zip(("North", "South"), named, strict=True)))) == []
