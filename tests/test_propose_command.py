"""The command that drafts a layout for an unknown workbook: what it writes, shows and refuses."""

from __future__ import annotations  # see conftest.py for the reason

import tomllib
from pathlib import Path

import pytest
from unknown_workbooks import PLAIN, propose_case

from loaders.__main__ import main
from loaders.propose.preview import preview


def test_the_preview_shows_the_first_rows_as_they_would_be_read(tmp_path):
    assert preview(propose_case("headings in the first row", tmp_path)).splitlines() == [
        "! Without `agency` every row counts under no agency, since no column is known to name one.",
        "Sheet 'Plan', headings in row 1, 3 rows of kind action",
        "",
        "our column       how sure  their heading    row 2                row 3                row 4",
        "action_ref       sure      A Action ref     A1                   A2                   A3",
        "action           sure      B Agreed action  Train every new of…  Name one contact f…  Review the protocol",
        "owner            sure      C Owner          Head of Training     Head of Schools      Head of Safeguardi…",
        "due_on           sure      D Due date       2026-01-31           2026-02-28           2026-06-30",
        "reported_status  sure      E Status         In progress = in p…  Complete = reporte…  Not started = not …",
    ]


def run(path: Path, out: Path, sender: str = "transport") -> int:
    return main(["propose", str(path), "--sender", sender, "--out", str(out)])


def test_the_command_writes_a_draft_and_shows_it(workbook, tmp_path, capsys):
    assert run(workbook(Plan=PLAIN), tmp_path) == 0
    assert tomllib.loads((tmp_path / "transport.toml").read_text(encoding="utf-8"))["header_row"] == 1
    said = capsys.readouterr().out
    assert "Sheet 'Plan', headings in row 1, 3 rows of kind action" in said
    assert "Check it against the workbook, then remove its line 'draft = true'." in said


def test_a_layout_that_is_there_is_never_overwritten(workbook, tmp_path, capsys):
    (tmp_path / "transport.toml").write_text("mine", encoding="utf-8")
    assert run(workbook(Plan=PLAIN), tmp_path) == 1
    assert (tmp_path / "transport.toml").read_text(encoding="utf-8") == "mine"
    assert "already exists and was left as it is. Nothing was written." in capsys.readouterr().err


@pytest.mark.parametrize("sender", ["../transport", "", ".hidden", "a/b"])
def test_a_sender_is_a_plain_name(sender, workbook, tmp_path, capsys):
    assert run(workbook(Plan=PLAIN), tmp_path, sender) == 1
    assert "Give a plain name and a folder that exists." in capsys.readouterr().err
    assert list(tmp_path.rglob("*.toml")) == []


def test_a_workbook_without_headings_proposes_nothing(workbook, tmp_path, capsys):
    assert run(workbook(Menu="Soup", Wine="Red | n:3"), tmp_path) == 2
    assert capsys.readouterr().err == (
        "Nothing was proposed. No headings above other rows. Say where they stand, with --sheet and --row. "
        "Sheets: 'Menu', 'Wine'.\n"
    )
    assert list(tmp_path.glob("*.toml")) == []


OWN_WORDS = """
A plan
|
Wotsit | Undertaking | Custodian | Horizon | Where it stands
W-01 | We shall write to every carrier | A. Person | 31/01/2026 | Complete
W-02 | We shall publish the survey | Head of Data | 28/02/2026 | In progress
"""


def test_where_no_heading_is_known_every_column_is_listed(workbook, tmp_path, capsys):
    assert run(workbook(Plan=OWN_WORDS), tmp_path) == 0
    text = (tmp_path / "transport.toml").read_text(encoding="utf-8")
    assert text.splitlines()[1:3] == [
        "# Too few headings are known to tell what this is: every column below is a guess by its values.",
        "# Nothing will load without `fills`: say what one row is.",
    ]
    listed = text.partition("# Every column, what stands in it, and what it could be:\n")[2].partition("\n\n")[0]
    assert listed.splitlines() == [
        "#   column A, Wotsit: short numbers or codes, 2 different in 2 rows; could be action_ref",
        "#       W-01 | W-02",
        "#   column B, Undertaking: texts, most of 29 letters, 2 different in 2 rows; could be action",
        "#       values that may name a person are not kept here; the command has shown them",
        "#   column C, Custodian: texts, most of 10 letters, 2 different in 2 rows",
        "#       values that may name a person are not kept here; the command has shown them",
        "#   column D, Horizon: dates, 2 different in 2 rows; could be original_due_on or due_on or current_due_on "
        "or completed_on",
        "#       31/01/2026 | 28/02/2026",
        "#   column E, Where it stands: words of a status, 2 different in 2 rows; could be reported_status",
        "#       Complete | In progress",
    ]
    assert "A. Person" not in text
    assert "    A. Person | Head of Data" in capsys.readouterr().out


def test_texts_of_one_letter_are_counted_in_the_singular(workbook, tmp_path, capsys):
    rows = "".join(f"{mark} | We shall write to carrier {mark}\n" for mark in ("Mark", 5, 4, 3, 2))
    run(workbook(Plan=f"Plan\n|\nWotsit | Undertaking\n{rows}"), tmp_path)
    assert "Wotsit: texts, most of 1 letter, 5 different" in (tmp_path / "transport.toml").read_text(encoding="utf-8")


TWO = {"Old plan": PLAIN, "New plan": f"Plan\n|\n{PLAIN.strip()}"}


@pytest.mark.parametrize(
    ("sheet", "row", "found"),
    [
        ([], [], ("New plan", 3)),  # both hold the same records, and the other's name says that it is old
        (["--sheet", "old plan "], [], ("Old plan", 1)),
        (["--sheet", "New plan"], ["--row", "4"], ("New plan", 4)),
        (["--sheet", "New plan"], ["--row", "4", "3"], ("New plan", [3, 4])),
        ([], ["--row", "3"], ("New plan", 3)),
    ],
)
def test_a_person_says_where_the_headings_stand(sheet, row, found, workbook, tmp_path):
    words = ["propose", str(workbook(**TWO)), "--sender", "transport", "--out", str(tmp_path)]
    assert main([*words, *sheet, *row]) == 0
    layout = tomllib.loads((tmp_path / "transport.toml").read_text(encoding="utf-8"))
    assert (layout["sheet"], layout["header_row"]) == found


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--sheet", "Plan"], "No sheet 'Plan'. Sheets: 'Old plan', 'New plan'."),
        (
            ["--row", "99"],
            "No headings in row 99. Say where they stand, with --sheet and --row. Sheets: 'Old plan', 'New plan'.",
        ),
        (
            ["--row", "0"],
            "No headings in row 0. Say where they stand, with --sheet and --row. Sheets: 'Old plan', 'New plan'.",
        ),
    ],
)
def test_what_is_not_there_is_reported(words, said, workbook, tmp_path, capsys):
    assert main(["propose", str(workbook(**TWO)), "--sender", "a", "--out", str(tmp_path), *words]) == 2
    assert capsys.readouterr().err == f"Nothing was proposed. {said}\n"


def test_a_file_that_is_not_a_workbook_proposes_nothing(tmp_path, capsys):
    (tmp_path / "plan.xlsx").write_bytes(b"%PDF-1.7 of another kind")
    assert run(tmp_path / "plan.xlsx", tmp_path) == 2
    assert capsys.readouterr().err.startswith("Nothing was proposed. ")
