"""Other people's workbooks: each loads by a confirmed layout with the right counts, or is rightly refused.

They are not kept with the project. To run this, fetch them into a folder and name it in TRACKER_REAL_WORKBOOKS:

- TF_Round_6_Success.xlsx: github.com/communitiesuk/funding-service-design-post-award-data-store at commit ba64bbe,
  tests/integration_tests/mock_tf_returns; PF_Round_3_Success.xlsx: the same, mock_pf_returns (MIT, Crown copyright)
- poam-template-2025.xlsx, wbs.xlsx: github.com/GSA/fedramp-gov at commit 2c01508 (US public domain)
- packt-project-plan.xlsx, packt-risk-log.xlsx: github.com/PacktPublishing/Technical-Program-Manager-s-Handbook-2E at
  commit 7337eb3 (MIT)
"""

import os
from collections import Counter
from pathlib import Path

import pytest

from checks.received_file import Sheet
from loaders.mapping.read_layout import read_layout
from loaders.mapping.sheets import read_sheets
from loaders.propose.proposal import propose
from loaders.reader.read_file import read_workbook
from tracker.file_terms import Reason
from tracker.findings import NotReadable
from tracker.terms import ReportedStatus

FOLDER = os.environ.get("TRACKER_REAL_WORKBOOKS", "")
LAYOUTS = Path(__file__).parent / "real_layouts"
NAMES = sorted(path.stem for path in LAYOUTS.glob("*.toml"))
pytestmark = pytest.mark.skipif(
    not FOLDER, reason="TRACKER_REAL_WORKBOOKS names no folder with the real workbooks; see the top of this file"
)


def read(name: str) -> tuple[Sheet, ...]:
    return read_sheets(Path(FOLDER) / f"{name}.xlsx", read_layout(LAYOUTS / f"{name}.toml"))


def said(sheet: Sheet) -> list[tuple[str, str]]:
    """The cell and the rule of each problem of a sheet, without the facts about the file."""
    return [(problem.cell, problem.rule) for problem in sheet.problems if problem.rule != "file_facts"]


def left_out(sheets: tuple[Sheet, ...], name: str) -> dict[Reason, int]:
    (account,) = [account for account in sheets[0].accounts if account.sheet == name]
    counted: Counter[Reason] = Counter()
    for block in account.left_out:
        counted[block.reason] += block.filled
    return dict(counted)


def test_a_return_with_its_progress_table_in_row_19_and_21_tables_of_risks():
    sheets = read("TF_Round_6_Success")
    projects, risks = sheets
    assert projects.rows.action_ref.tolist() == ["B1", "B2", "B3", "B4", "B5"]
    assert projects.rows.due_on.astype(str).tolist() == ["2026-03-31"] * 5
    assert projects.rows.rag.tolist() == ["3"] * 5
    assert projects.rows.reported_status.tolist() == [
        ReportedStatus.IN_PROGRESS, ReportedStatus.IN_PROGRESS, ReportedStatus.REPORTED_COMPLETE,
        ReportedStatus.NOT_STARTED, ReportedStatus.UNREADABLE,
    ]  # fmt: skip
    assert len(risks.rows) == 16
    # A blank row stands between “SECTION A” and the headings, so it may be the title of the whole sheet.
    assert Counter(refs[0].partition(":")[0] if refs else "" for refs in risks.rows.recommendation_ref) == {
        "": 3, "Project 1": 3, "Project 2": 3, "Project 3": 3, "Project 4": 3, "Project 5": 1,
    }  # fmt: skip
    assert said(projects) == []
    assert said(risks) == [("B10", "status_is_stated")]  # a risk has none
    assert left_out(sheets, "7 - Risk Register") == {
        Reason.ABOVE: 5, Reason.SECTION_TITLE: 45, Reason.HEADING_NOT_READ: 11, Reason.GUIDANCE: 315,
        Reason.COLUMN_NOT_READ: 176, Reason.HEADINGS_AGAIN: 300, Reason.NOT_FILLED_IN: 47, Reason.BELOW: 74,
    }  # fmt: skip


def test_a_return_with_a_hidden_row_of_fillers_and_its_headings_in_row_21():
    sheets = read("PF_Round_3_Success")
    (projects,) = sheets
    assert Counter(projects.rows.reported_status) == {
        ReportedStatus.REPORTED_COMPLETE: 5, ReportedStatus.IN_PROGRESS: 4,
    }  # fmt: skip
    assert list(projects.rows.index) == list(range(23, 32))
    assert left_out(sheets, "Progress")[Reason.NOT_FILLED_IN] == 79
    # Row 22 is hidden and not filled in; "Completed" is an explanation of a rating, not a status.
    hidden = ["B22", "B23", "B23", "C23", "E23"]  # the last four only perhaps, by a conditional format
    assert [(cell, rule) for cell, rule in said(projects) if cell] == [
        ("F27", "status_is_in_its_column"),
        *((cell, "hidden_is_said") for cell in hidden),
    ]


def test_a_plan_with_hidden_rows_and_comments():
    (plan,) = read("packt-project-plan")
    assert len(plan.rows) == 39
    assert [problem.found for problem in plan.problems if problem.rule == "hidden_is_said"] == ["rows 39 to 40"]
    comments = [problem for problem in plan.problems if problem.rule == "comment_is_kept"]
    assert [comment.cell for comment in comments] == ["B1", "D1", "F1", "C2"]
    assert comments[0].found.startswith("This should relate back")


def test_a_plan_with_section_rows_numbers_for_references_and_several_owners_in_a_cell():
    (plan,) = read("wbs")
    assert len(plan.rows) == 35
    assert [refs[0] for refs in plan.rows.recommendation_ref.drop_duplicates().tolist()][:2] == [
        "1 Design/Build System",
        "2 Establish Partnership with an Agency",
    ]
    assert plan.rows.action_ref.tolist()[:3] == ["1.1", "1.1.1", "1.1.2"]
    assert "CSP, 3PAO" in set(plan.rows.owner)
    assert said(plan) == [
        ("A1", "status_is_stated"), ("A3", "references_are_text"), ("A12", "reference_kept_its_zero"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        (
            "poam-template-2025",
            "no rows below the headings but those left out (guidance or example), and every action would look "
            "dropped. Ask the sender for it again.",
        ),
        (
            "packt-risk-log",
            "no rows below the headings, and every action would look dropped. Ask the sender for it again.",
        ),
    ],
)
def test_a_form_without_records_is_refused(name, sentence):
    with pytest.raises(NotReadable) as refused:
        read(name)
    assert str(refused.value) == sentence


@pytest.mark.parametrize("name", sorted({*NAMES} - {"poam-template-2025", "packt-risk-log"}))
def test_every_filled_cell_is_stored_or_listed(name):
    grids = {grid.name: grid.filled_cells for grid in read_workbook(Path(FOLDER) / f"{name}.xlsx").grids}
    accounts = read(name)[0].accounts
    assert {account.sheet: account.filled for account in accounts} == grids
    for account in accounts:
        assert account.filled == account.stored + sum(block.filled for block in account.left_out)


@pytest.mark.parametrize(
    ("name", "sheet", "header_row"),
    [
        ("TF_Round_6_Success", "3 - Programme Progress", 19),
        ("PF_Round_3_Success", "Progress", 21),
        ("poam-template-2025", "Open POA&M Items", 5),
        ("packt-project-plan", "Project Plan", 1),
        ("packt-risk-log", "Risk Log", 1),
        ("wbs", "LowModerateHigh WBS", 1),
    ],
)
def test_sheet_and_headings_are_proposed(name, sheet, header_row):
    proposal = propose(Path(FOLDER) / f"{name}.xlsx", "sender")
    assert (proposal.sheet, proposal.header_rows) == (sheet, (header_row,))
