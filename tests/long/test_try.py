"""A trial says what a file would be read as and what it would change, and stores nothing."""

from pathlib import Path

import openpyxl
import pytest
from drawing import Collection, write_workbook

from loaders.__main__ import main

LAYOUT = """
draft = true  # tried as it stands
agency = "Department of Transport"
fills = "action"
review = "Harbour Review"
illustrative = true
sheet = "Plan"
dates = "day first"
leave_out = "Example"

[columns]
action_ref = "Ref"
action = "Action"
due_on = "Due"
reported_status = "Status"

[reported_status]
"Open" = "in progress"
"Finished" = "reported complete"
"""
BEFORE = """
Ref | Action | Due      | Status
A1  | Mend   | 1/3/2026 | Open
A2  | Paint  | 1/9/2026 | Open
"""
NOW = """
Ref | Action | Due      | Status  | Remarks
A1  | Mend   | 1/5/2026 | Open    | at last
A2  | Paint  | soon     | Nearly  | {FFC000}
    | Sweep  | 1/9/2026 | Nearly  |
"""


@pytest.fixture
def tried(collection: Collection, tmp_path: Path, capsys):
    """Tries a drawn file with the layout; returns the exit status and the output."""
    layout = tmp_path / "transport.toml"
    layout.write_text(LAYOUT, encoding="utf-8")
    collection.layout("transport", LAYOUT.replace("draft = true", "").replace("# tried as it stands", ""))
    collection.plan("2026-02-28", BEFORE)

    def try_it(table: str, *more: str, layout: Path = layout, **others: str) -> tuple[int, str]:
        file = write_workbook(tmp_path / "sent.xlsx", {"Plan": table, **others})
        status = main(
            [
                "try",
                str(file),
                "--layout",
                str(layout),
                "--on",
                "2026-06-30",
                "--layouts",
                str(collection.layouts),
                *more,
            ]
        )
        said = capsys.readouterr()
        return status, said.out + said.err

    return try_it


def everything_in(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_trial_says_what_would_be_read_and_what_would_not(tried):
    status, said = tried(NOW)
    assert status == 0
    for line in (
        "3 actions read, of which 1 would be refused.",
        "Plan, Due on: 2 of 3 filled cells read as a date.",
        "Cannot be read: “soon” (1).",
        "Reported status: words that the layout does not explain: “Nearly” (2).",
        "Reported status: words of the layout that stand nowhere in the file: Finished.",
        "On 30 June 2026: 2 open, of which 1 has no date; 1 overdue, 1 by the dates first promised.",
        "No earlier file of this sender was compared.",
        "leave_out: Example",
        "Plan!E2, 1 cell, column the layout does not name: at last",
    ):
        assert line in said, line


def test_a_problem_in_many_cells_is_reported_once(tried):
    _, said = tried("Ref | Action | Due | Status\n" + "\n".join(f"A{n} | Mend {n} | soon | Nearly" for n in range(40)))
    (line,) = [line for line in said.splitlines() if "Found: Nearly." in line]
    assert "Plan!D2" in line and "and 28 more." in line
    assert "Cannot be read: “soon” (40)." in said


def test_a_found_sentence_gets_no_second_full_stop(tmp_path, collection, capsys):
    layout = tmp_path / "transport.toml"
    layout.write_text(LAYOUT, encoding="utf-8")
    file = write_workbook(tmp_path / "sent.xlsx", {"Plan": BEFORE})
    book = openpyxl.load_workbook(file)
    book["Plan"].row_dimensions[3].hidden = True
    book.save(file)
    main(["try", str(file), "--layout", str(layout), "--on", "2026-06-30", "--layouts", str(collection.layouts)])
    said = capsys.readouterr().out
    assert "Sheet 'Plan' has hidden rows: 1." in said and ".." not in said


def test_against_the_last_return_it_says_what_would_change_and_stores_nothing(tried, collection):
    before = everything_in(collection.received)
    status, said = tried(NOW, "--folder", str(collection.received), "--sender", "transport")
    assert status == 0 and "Against transport/2026-02-28.xlsx:" in said
    assert "  date moved later: 1 (A1)" in said
    assert everything_in(collection.received) == before
    assert not list(collection.built.glob("*.duckdb"))


def test_the_same_file_again_changes_nothing(tried, collection):
    _, said = tried(BEFORE, "--folder", str(collection.received))
    assert "Against transport/2026-02-28.xlsx: no action or recommendation would change." in said


@pytest.mark.parametrize(
    ("more", "table", "status", "words"),
    [
        (["--on", "31/3/2026"], NOW, 2, "which is not a day. Write it as 2026-03-31."),
        (["--sender", "../x"], NOW, 2, "is not the name of a sender"),
        (["--folder", "/nowhere"], NOW, 2, "/nowhere is not a folder"),
        ([], "Number | What\n1 | Mend", 1, "none of the first 60 rows holds any of the headings"),
    ],
)
def test_a_file_that_cannot_be_tried_is_reported_in_a_sentence(tried, more, table, status, words):
    found, said = tried(table, *more)
    assert found == status and words in said


def test_a_day_that_is_on_record_is_refused_and_links_are_not_followed(tried, collection, tmp_path):
    (collection.received / "transport" / "2026-03-15.xlsx").symlink_to(tmp_path / "sent.xlsx")
    folder = ["--folder", str(collection.received)]
    status, said = tried(NOW, *folder, "--on", "2026-02-28")
    assert status == 1 and "has a file of 2026-02-28 on record already. Choose another day with --on." in said
    status, said = tried(NOW, *folder)
    assert status == 0 and "Against transport/2026-02-28.xlsx" in said


def test_words_of_the_layout_are_looked_for_in_every_sheet(tried, tmp_path):
    layout = tmp_path / "both.toml"
    layout.write_text(LAYOUT.replace('"Plan"', '["Plan", "More"]'), encoding="utf-8")
    others = "Ref | Action | Due | Status\nB1 | Wash | 1/9/2026 | Finished\nB2 | Dry | 1/9/2026 | Open"
    _, said = tried(others, layout=layout, More=NOW.replace("A", "C"))
    assert "stand nowhere" not in said


def test_a_layout_in_other_letters_is_refused_in_a_sentence(tried, tmp_path):
    layout = tmp_path / "latin.toml"
    layout.write_bytes(LAYOUT.replace("Harbour", "Hafen für").encode("latin-1"))
    status, said = tried(NOW, layout=layout)
    assert status == 1 and "latin" not in said.casefold().partition("cannot be read")[0] and "TOML" in said


def test_a_missing_layout_is_named(tried, tmp_path):
    assert tried(NOW, layout=tmp_path / "no.toml") == (
        2,
        f"Nothing was tried. There is no file {tmp_path}/no.toml. Check its name.\n",
    )
