"""Every problem says what to do about it, once for all its rows, to those who can do it."""

from __future__ import annotations  # see conftest.py for the reason

import ast
import csv
import re
from collections.abc import Iterator
from datetime import date
from io import StringIO

import openpyxl
import pytest
from annotated_plan import notes, problem_rows
from drawing import LAYOUT, Collection, rows
from modules import ROOT
from screen import open_page, words

from checks.find_rules import rules
from tracker import exports
from tracker.open_problems import known_on
from tracker.questions import problems, put_right
from tracker.terms import Kind, WhoActs

IMPERATIVES = {
    "Add", "Ask", "Check", "Choose", "Confirm", "Correct", "Do", "Explain", "Format", "Give", "Have", "Leave", "Make",
    "Name", "Open", "Put", "Read", "Say", "Show", "Split", "Take", "Write",
}  # fmt: skip
HELD_IN = ("to_do", "SHOW", "SETTLE", "WHAT_TO_DO")  # what the code calls an instruction
AGENCY = "Department of Transport"
HEADINGS = "Ref | Rec | Action | Due | Done | Status | Evidence | Reason\n"
PLAN = (
    HEADINGS
    + """\
A1 | 1 | Mend  | d:2026-06-30 | 1/3/2026 | Complete    | Minute 4 |
A2 | 1 | Paint | Spring       | 2/3/2026 | Complete    |          |
A3 | 1 | Sweep | d:2026-06-30 | 3/3/2026 | Complete    | TBC      |
A4 | 1 | Wash  | soon         |          | Perhaps     |          |
   | 1 | Dry   | d:2026-06-30 | 4/3/2026 | Complete    |          |
"""
)


def check_instruction(to_do: str, sentence: str = "") -> None:
    assert to_do.split()[0] in IMPERATIVES, to_do
    assert to_do.endswith("."), to_do
    assert to_do != sentence, to_do
    assert set(re.findall(r"{\w*}", to_do)) <= {"{refs}", "{column}"}, to_do


def test_every_rule_says_what_to_do():
    for kind in Kind:
        for rule in rules(kind):
            check_instruction(rule.to_do, rule.sentence)


def in_python() -> Iterator[str]:
    """Yields every instruction in the code that reads; asserts that problems get their instructions from there."""
    for path in [one for folder in ("mapping", "load", "request") for one in (ROOT / "loaders" / folder).glob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in HELD_IN:
                yield from texts_in(node.value)
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "problem":
                assert ast.unparse(node.args[4]) in HELD_IN, ast.unparse(node)
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "Problem" and not node.args:
                yield from texts_in(next(word.value for word in node.keywords if word.arg == "to_do"))


def texts_in(node: ast.expr) -> Iterator[str]:
    """The texts of a value; for a dict only its values, since its keys are names of rules."""
    nodes = node.values if isinstance(node, ast.Dict) else [node]
    return (
        one.value
        for each in nodes
        for one in ast.walk(each)
        if isinstance(one, ast.Constant) and isinstance(one.value, str)
    )


def in_sql() -> Iterator[str]:
    for path in ("loaders/load/log_problems.sql", "tracker/open_problems.py"):
        text = (ROOT / path).read_text(encoding="utf-8").replace("{{", "{").replace("}}", "}")
        said = re.findall(r"AS sentence,\n(.*?)\s+AS to_do", text, flags=re.DOTALL)
        assert len(said) == text.count(" AS sentence")
        for part in said:
            yield from re.findall(r"'([^']+)'", part)


def test_every_problem_of_reading_says_what_to_do():
    found = [*in_python(), *in_sql()]
    assert len(found) > 25
    for to_do in found:
        check_instruction(to_do)


def test_every_problem_on_record_says_what_to_do(merrowshire, public_record):
    for example in (merrowshire, public_record):
        sql = f"SELECT DISTINCT to_do, sentence FROM (FROM problem UNION ALL BY NAME {known_on('$as_of')})"
        found = rows(example.db, sql, as_of=date(2026, 10, 31))
        assert found
        for to_do, sentence in found:
            check_instruction(to_do, sentence)
            assert "{column}" not in to_do


@pytest.fixture
def lines(collection: Collection):
    """The instructions for a plan of the transport department."""

    def load(plan: str = PLAN, layout: str = LAYOUT) -> list[put_right.Instruction]:
        collection.layout("transport", layout)
        collection.plan("2026-03-31", plan)
        return [*put_right.instructions(problems.rows(collection.load(), date(2026, 4, 1), AGENCY))]

    return load


def test_rows_with_one_problem_are_one_line_with_their_references(lines):
    (evidence,) = [line for line in lines() if "evidence" in line.words]
    assert evidence.words == (
        "Name the evidence for A2, A3 and row 6 under “Evidence”, for example a minute or a report."
    )
    assert evidence.places == "Plan: G3 (blank), G4 (“TBC”), G6 (blank)"


def test_forty_rows_are_one_line(lines):
    plan = HEADINGS + "\n".join(f"A{n} | 1 | Mend {n} | d:2026-06-30 | 1/3/2026 | Complete | |" for n in range(1, 41))
    (line,) = [line for line in lines(plan) if len(line.problems) > 1]
    assert len(line.problems) == 40 and "A1, A2, A3" in line.words and "A39 and A40" in line.words


def test_a_missing_column_is_asked_for(lines):
    layout = LAYOUT.replace('evidence = "Evidence"\n', "")
    plan = "\n".join(" | ".join(row.split("|")[:6]) for row in PLAN.splitlines()).replace(
        "Status", "Status |  | Reason"
    )
    said = [line for line in lines(plan, layout) if "column" in line.words]
    assert said[0].words == "Add a column “Evidence” and fill it for A1, A2, A3 and row 6."
    assert said[0].places == "Plan: a column is missing"


def test_an_unreadable_date_is_asked_for_as_a_day_with_its_cell(lines):
    (line,) = [line for line in lines() if "31 March 2027" in line.words]
    assert line.words == (
        "Write the date under “Due” for A2 and A4 as a day, for example 31 March 2027, or leave the cell blank."
    )
    assert line.places == "Plan: D3 (“Spring”), D5 (“soon”)"


def test_the_agencys_own_tasks_come_first_with_refused_rows_at_the_top(lines):
    found = lines()
    assert found[0].words == "Write a reference under “Ref” in row 6."
    order = [line.who_acts for line in found]
    assert order == sorted(order, key=[*WhoActs].index) and order[-1] == WhoActs.DATA_OFFICER
    said, more = put_right.sentence(found)
    ours = order.count(WhoActs.DATA_OFFICER)
    assert said == f"{len(found) - ours} things to put right." and more.startswith(str(ours))


def test_a_page_without_problems_says_so(lines):
    plan = HEADINGS + "A1 | 1 | Mend | d:2026-06-30 | | In progress | |"
    assert [line.words for line in lines(plan) if line.who_acts != WhoActs.DATA_OFFICER] == []
    assert put_right.sentence(())[0] == "Nothing to put right."


def test_the_csv_has_each_problem_with_its_own_instruction(lines):
    text = exports.csv_text(put_right.COLUMNS, put_right.table(lines()), "")
    read = [*csv.DictReader(StringIO(text.removeprefix(exports.BOM)))]
    evidence = [row for row in read if row["What to do"].startswith("Name the evidence")]
    assert [row["Cell"] for row in evidence] == ["G3", "G4", "G6"]
    assert evidence[0]["What to do"] == "Name the evidence for A2 under “Evidence”, for example a minute or a report."
    assert [row["Who can do it"] for row in evidence] == ["the agency"] * 3


@pytest.fixture
def staff(collection, lines, monkeypatch):
    """The page for staff about a plan of the transport department."""
    lines()
    monkeypatch.setenv("TRACKER_BUILT", str(collection.built))
    return lambda **query: open_page("staff/92_what_to_put_right.py", as_of="2026-04-01", **query)


def test_the_page_lists_the_instructions_and_offers_both_files(staff):
    at = staff(agency=AGENCY)
    assert not at.exception
    text = words(at)
    assert "Name the evidence for A2, A3 and row 6 under “Evidence”" in text
    assert "no such column" not in text and "A completed action names its evidence" not in text
    labels = [button.proto.label for button in at.get("download_button")]
    assert labels == ["Download the list (CSV)", "Download the list (Excel)", "Download its workbook with notes"]


def test_the_agencys_page_links_to_it_where_the_page_exists(staff, collection, on_page):
    staff(agency=AGENCY)
    assert "What to put right in its last file" in on_page("2026-04-01", "40_agencies", agency=AGENCY)


def test_no_page_says_that_a_body_that_sent_nothing_has_nothing_to_put_right(staff, collection, on_page):
    collection.register("2026-03-31", "Rec | Recommendation | Agency | Response\n1 | Mend | Harbour Board | Accepted")
    collection.load()
    text = words(staff(agency="Harbour Board"))
    assert "No file of its own has been received" in text and "Nothing to put right" not in text
    assert "What to put right in" not in on_page("2026-04-01", "40_agencies", agency="Harbour Board")


def test_no_public_page_knows_the_pages_for_staff():
    for path in [*(ROOT / "pages" / "public").glob("*.py"), *(ROOT / "pages" / "parts").glob("*.py")]:
        if path.name != "visitor_access.py":  # which first asks whether the folder for staff exists
            assert "pages.staff" not in path.read_text(encoding="utf-8"), path


def test_the_workbook_is_the_file_with_a_note_on_each_cell(collection, lines, tmp_path):
    from loaders.load.annotate.problem_sheet import Findings
    from pages.staff.problems import handing_back

    lines()
    source = collection.received / "transport" / "2026-03-31.xlsx"
    before = source.read_bytes()
    found = problems.rows(collection.load(), date(2026, 4, 1), AGENCY)
    received = handing_back.ReceivedFile(1, "transport", date(2026, 3, 31), "transport/2026-03-31.xlsx", "", 0)
    marked = Findings(received, tuple(map(handing_back._with_reference, found)), 5, 4)
    copy = tmp_path / "copy.xlsx"
    copy.write_bytes(handing_back._copy(source, marked))
    book = openpyxl.load_workbook(copy)
    assert "Name the evidence for A2 under “Evidence”" in notes(book)["Plan", "G3"]
    assert len(problem_rows(book)) == len(found)
    assert source.read_bytes() == before
    gone = handing_back._copy(collection.received / "transport" / "gone.xlsx", marked)
    copy.write_bytes(gone)
    assert openpyxl.load_workbook(copy).sheetnames == ["What to put right"]
