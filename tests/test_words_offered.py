"""A word that the form's own drop-down list does not offer is noticed, and keeps its meaning."""

import zipfile
from pathlib import Path

import pytest
from one_plan import PLAN, read, with_change
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from tracker.findings import Problem
from tracker.terms import Severity, WhoActs

LAYOUT = (
    PLAN.replace("[columns]", '[columns]\nreported_status = "Status"')
    + """
[reported_status]
"Open" = "in progress"
"Critical" = "in progress"
"Closed" = "reported complete"
"""
)
TABLE = """
Ref | Action | Due | Status
A1  | x      | TBC | Open
A2  | x      | TBC | Critical
A3  | x      | TBC |  CLOSED     # the same word but for capitals and spaces
A4  | x      | TBC |
A5  | x      | TBC | Critical
A6  | x      | TBC | Paused      # the layout does not explain it: a rule says so
A7  | x      | TBC | < Select >
"""
LISTS = "Words\nOpen\nClosed"
NOT_OFFERED = [("D3", "Critical"), ("D6", "Critical")]
# As Excel writes a list on another sheet, in an extension whose elements have prefixes of their own.
EXTENSION = """<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"
xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><x14:dataValidations count="1"
xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:dataValidation type="list" allowBlank="1">
<x14:formula1><xm:f>Lists!$A$2:$A$3</xm:f></x14:formula1><xm:sqref>D2:D4 D5:D99</xm:sqref></x14:dataValidation>
</x14:dataValidations></ext></extLst>"""


def with_list(path: Path, formula: str, cells: str = "D2:D99", **names: str) -> Path:
    def change(sheet) -> None:
        rule = DataValidation(type="list", formula1=formula, allow_blank=True)
        rule.add(cells)
        sheet.add_data_validation(rule)
        for name, refers_to in names.items():
            sheet.parent.defined_names[name] = DefinedName(name, attr_text=refers_to)

    return with_change(path, change)


def rewritten(path: Path, old: str, new: str) -> Path:
    """Replaces XML in the first sheet of a workbook, and returns its path."""
    with zipfile.ZipFile(path) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    plan = "xl/worksheets/sheet1.xml"
    assert old.encode() in parts[plan]
    parts[plan] = parts[plan].replace(old.encode(), new.encode())
    with zipfile.ZipFile(path, "w") as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return path


def not_offered(path: Path, layout: str = LAYOUT) -> list[Problem]:
    return [one for one in read(path, layout)[0].problems if one.rule == "word_is_offered"]


def places(path: Path, layout: str = LAYOUT) -> list[tuple[str, str]]:
    return [(one.cell, one.found) for one in not_offered(path, layout)]


def test_each_such_cell_is_a_notice_that_a_person_can_act_on(workbook):
    first, *_ = not_offered(with_list(workbook(Plan=TABLE), '"Open,Closed"'))
    assert (first.severity, first.who_acts, first.row_number) == (Severity.NOTICE, WhoActs.SENDER, 3)
    assert first.to_do == "Correct the word of {refs}: choose one that the drop-down list offers."


@pytest.mark.parametrize(
    ("formula", "names"),
    [
        ('"Open,Closed"', {}),
        ('"Open, Closed "', {}),
        ("Lists!$A$2:$A$3", {}),
        ("'Lists'!$A$1:$A$9", {}),
        ("Words", {"Words": "Lists!$A$2:$A$3"}),
        ("WORDS", {"Words": "'Lists'!$A$2:$A$3"}),
    ],
)
def test_a_list_is_read_wherever_it_stands(workbook, formula, names):
    path = with_list(workbook(Plan=TABLE, Lists=LISTS), formula, **names)
    assert places(path) == NOT_OFFERED


def test_a_list_in_an_extension_is_read_too(workbook):
    path = rewritten(workbook(Plan=TABLE, Lists=LISTS), "</worksheet>", f"{EXTENSION}</worksheet>")
    assert places(path) == NOT_OFFERED


def test_a_name_of_one_sheet_stands_before_one_of_the_workbook(workbook):
    path = with_list(workbook(Plan=TABLE, Lists=LISTS), "Words", Words="Lists!$A$1:$A$1")

    def change(sheet) -> None:
        sheet.defined_names["Words"] = DefinedName("Words", attr_text="Lists!$A$2:$A$3")

    assert places(with_change(path, change)) == NOT_OFFERED


@pytest.mark.parametrize(
    "formula", ["INDIRECT($A2)", "Table1[Words]", "Nowhere!$A$2:$A$3", "Missing", "Lists!$B$2:$B$3", "OFFSET(A1,0,0)"]
)
def test_a_list_that_cannot_be_determined_is_not_reported(workbook, formula):
    assert places(with_list(workbook(Plan=TABLE, Lists=LISTS), formula)) == []


@pytest.mark.parametrize("cells", ["C2:C99", "D50:D99", "D4:D5"])
def test_a_list_is_of_its_own_cells_alone(workbook, cells):
    assert places(with_list(workbook(Plan=TABLE), '"Open,Closed"', cells)) == []


@pytest.mark.parametrize("cells", ["D3", "D:D", "A1:Z99", "D3 D9:D12", "D3 nonsense"])
def test_its_cells_may_be_written_in_any_way(workbook, cells):
    path = with_list(workbook(Plan=TABLE), '"Open,Closed"')
    assert ("D3", "Critical") in places(rewritten(path, 'sqref="D2:D99"', f'sqref="{cells}"'))


def test_the_word_keeps_its_meaning(workbook):
    path = with_list(workbook(Plan=TABLE), '"Open,Closed"')
    assert list(read(path, LAYOUT)[0].rows.reported_status)[:3] == ["in progress", "in progress", "reported complete"]


def test_other_rules_for_cells_and_columns_without_a_scale_say_nothing(workbook):
    def change(sheet) -> None:
        length = DataValidation(type="textLength", operator="lessThan", formula1="3")
        length.add("D2:D99")
        sheet.add_data_validation(length)

    path = with_change(with_list(workbook(Plan=TABLE), '"y,z"', "B2:B99"), change)
    assert places(path) == []


def test_a_filler_of_the_layout_is_not_such_a_word(workbook):
    path = with_list(workbook(Plan=TABLE), '"Open,Closed"')
    layout = LAYOUT.replace("[columns]", 'fillers = ["Paused"]\n[columns]', 1)
    assert places(path, layout) == NOT_OFFERED[:2]
