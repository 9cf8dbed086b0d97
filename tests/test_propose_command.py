"""The draft for an unknown workbook as a command: what it writes, shows and refuses."""

from __future__ import annotations  # for the reason told in conftest.py

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


def test_a_workbook_without_a_plan_proposes_nothing(workbook, tmp_path, capsys):
    assert run(workbook(Menu="Soup | Bread\nPea | Rye", Wine="Red | White"), tmp_path) == 2
    assert capsys.readouterr().err == (
        "Nothing was proposed. No row of known headings in the first rows of any sheet. Sheets found: 'Menu', 'Wine'.\n"
    )
    assert list(tmp_path.glob("*.toml")) == []


def test_a_file_that_is_no_workbook_proposes_nothing(tmp_path, capsys):
    (tmp_path / "plan.xlsx").write_bytes(b"%PDF-1.7 of another kind")
    assert run(tmp_path / "plan.xlsx", tmp_path) == 2
    assert capsys.readouterr().err.startswith("Nothing was proposed. ")
