"""Which sheets of an unknown workbook are one plan, and which repeat it."""

from __future__ import annotations  # see conftest.py for the reason

import tomllib

import pytest
from drawing import write_workbook

from loaders.mapping.read_layout import read_layout
from loaders.mapping.sheets import read_sheets
from loaders.propose.draft import draft
from loaders.propose.proposal import propose

FIRST = """
Ref | Action | Lead | Due date | Status
A1 | Clear the drains | Head of Roads | 31/01/2026 | Open
A2 | Sweep the square | Head of Parks | 28/02/2026 | Closed
"""
SECOND = FIRST.replace("A1", "B1").replace("A2", "B2")


def drafted(folder, sheets: dict[str, str]) -> dict:
    return tomllib.loads(draft(propose(write_workbook(folder / "plan.xlsx", sheets), "transport")))


def records(folder, sheets: dict[str, str]) -> list[tuple[str, str]]:
    """The sheet and the reference of each row that the draft reads as offered."""
    path = write_workbook(folder / "plan.xlsx", sheets)
    offered = draft(propose(path, "transport")).replace("draft = true", 'agency = "A"\nreview = "R"')
    (folder / "transport.toml").write_text(offered, encoding="utf-8")
    read = read_sheets(path, read_layout(folder / "transport.toml"))
    return [(sheet.name, ref) for sheet in read for ref in sheet.rows.action_ref]


IN_ANOTHER_ORDER = """
Action | Ref | Lead | Due date | Status
Paint the bridge | B1 | Head of Roads | 31/01/2026 | Open
Test the bridge | B2 | Head of Roads | 28/02/2026 | Closed
"""


@pytest.mark.parametrize(
    "other",
    [
        SECOND.replace(" | Lead |", " | Lead | Unit |").replace(" | Head of", " | North | Head of"),
        "Bridges\n|" + SECOND,  # headings further down
        IN_ANOTHER_ORDER,
    ],
)
def test_sheets_with_the_headings_that_are_read_are_one_plan(other, tmp_path):
    first, second = [("Roads", "A1"), ("Roads", "A2")], [("Bridges", "B1"), ("Bridges", "B2")]
    assert records(tmp_path, {"Roads": FIRST, "Bridges": other}) == first + second


def test_a_sheet_without_a_heading_that_is_read_is_another_table(tmp_path):
    assert drafted(tmp_path, {"Roads": FIRST, "Bridges": SECOND.replace("Status", "Remarks")})["sheet"] == "Roads"


@pytest.mark.parametrize("names", [("Open", "Closed"), ("Live actions", "Completed actions 2026")])
def test_sheets_named_by_a_status_give_it_to_their_rows(names, tmp_path):
    tables = [table.replace("Status", "Remarks").replace("Open", "With the board") for table in (FIRST, SECOND)]
    keys = drafted(tmp_path, dict(zip(names, (table.replace("Closed", "") for table in tables), strict=True)))
    assert [entry["sheet"] for entry in keys["sheets"]] == [*names]
    assert [entry["always"]["reported_status"] for entry in keys["sheets"]] == [*names]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["January 2026", "February 2026", "March 2026"], "March 2026"),
        (["Q3 2025-26", "Q4 2025-26"], "Q4 2025-26"),
        (["Return 31 March 2026", "Return 30 June 2026"], "Return 30 June 2026"),
        (["Plan v2", "Plan v10"], "Plan v10"),
        (["Plan (old)", "Plan"], "Plan"),
    ],
)
def test_of_copies_of_a_plan_the_newest_is_drafted(names, expected, tmp_path):
    assert drafted(tmp_path, dict.fromkeys(names, FIRST))["sheet"] == expected


@pytest.mark.parametrize("names", [["Plan", "Plan B"], ["North", "South"]])
def test_where_nothing_tells_which_copy_is_the_newest_a_person_is_asked(names, tmp_path):
    text = draft(propose(write_workbook(tmp_path / "plan.xlsx", dict.fromkeys(names, FIRST)), "transport"))
    assert "sheet" not in tomllib.loads(text)
    assert "Nothing will load without `sheet`: several sheets hold the same records." in text


def test_the_same_numbers_with_other_words_are_not_a_copy(tmp_path):
    other = FIRST.replace("Clear the drains", "Ring each home").replace("Sweep the square", "Write to carers")
    assert drafted(tmp_path, {"Roads": FIRST, "Care": other})["sheet"] == "Roads"


WITH_CLOSING = """
Ref | Action | Lead | Due date | Status | Closed on | Approved by
C1 | Drain the ditch | Head of Roads | 31/01/2026 | Complete | 20/01/2026 | Board
C2 | Mow the verge | Head of Parks | 28/02/2026 | Not pursued | 20/02/2026 | Board
"""
WITH_EVIDENCE = """
Ref | Action | Lead | Due date | Status | Evidence
C1 | Drain the ditch | Head of Roads | 31/01/2026 | Complete | Photograph 4
C2 | Mow the verge | Head of Parks | 28/02/2026 | Complete | Photograph 5
"""


@pytest.mark.parametrize("closed", [WITH_CLOSING, WITH_EVIDENCE, "Closed ones\n|" + WITH_CLOSING])
@pytest.mark.parametrize("names", [("Live", "Closed"), ("Actions", "Archive of closed actions"), ("2026", "2025")])
def test_closed_actions_on_a_sheet_with_more_columns_belong_to_the_plan(closed, names, tmp_path):
    live, other = names
    found = records(tmp_path, {live: FIRST, other: closed})
    assert sorted(found) == sorted([(live, "A1"), (live, "A2"), (other, "C1"), (other, "C2")])


@pytest.mark.parametrize("lacks", ["Action", "Due date", "Status"])
def test_a_sheet_without_the_columns_of_an_action_is_not_offered_as_one(lacks, tmp_path):
    found = records(tmp_path, {"Plan": WITH_CLOSING, "Log": FIRST.replace(lacks, "Wotsit")})
    assert found == [("Plan", "C1"), ("Plan", "C2")]
