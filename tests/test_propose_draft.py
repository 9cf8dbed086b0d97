"""The draft of a layout for an unknown workbook: what it fills in, suggests and leaves to a person."""

from __future__ import annotations  # see conftest.py for the reason

import re
import tomllib
import zipfile
from pathlib import Path

import openpyxl
import pytest
from drawing import write_workbook
from openpyxl.worksheet.datavalidation import DataValidation
from unknown_workbooks import CASES, PLAIN, accept_all, draft_lines, draft_lines_of, propose_case

from loaders.mapping.read_layout import read_layout
from loaders.mapping.sheets import read_sheets
from loaders.propose.draft import draft
from loaders.propose.points_to_check import points
from loaders.propose.proposal import propose
from tracker.columns.entries import COLUMNS
from tracker.terms import Kind

WHOLE_DRAFT = """\
# A draft for the sender 'transport', made from unknown.xlsx. Check every line.
# Without `agency` every row counts under no agency, since no column is known to name one.
# Lines that begin with "#?" are suggestions: take these two characters away to accept one.
draft = true                                  # nothing loads by it until a person has checked it and removed this line

#? agency = "transport"                       # the agency's name, as everybody is to read it
# review = ...  the name of the review, unless a column says it
fills = "action"                              # points: action 15, verification 7, resolution 2, recommendation -3
sheet = "Plan"
header_row = 1
dates = "day first"                           # day first: 31/01/2026 in D2

[columns]  # our name = their heading
action_ref = "Action ref"                     # sure, column A
action = "Agreed action"                      # sure, column B
owner = "Owner"                               # sure, column C
due_on = "Due date"                           # sure, column D
reported_status = "Status"                    # sure, column E
# Ours without a heading here: {others}.

[reported_status]  # their word = ours; check each, then accept it
#? "In progress" = "in progress"              # found in 1 row
#? "Complete" = "reported complete"           # found in 1 row
#? "Not started" = "not started"              # found in 1 row
# Ours: not started, in progress, paused, reported complete, will not do, superseded, not reported.

# To look at in the workbook:
# - nothing but the table was found
"""


def test_a_whole_draft(tmp_path):
    proposal = propose_case(next(iter(CASES)), tmp_path)
    others = [name for name in COLUMNS[Kind.ACTION] if name not in proposal.columns]
    unwrapped = re.sub(r",\n# (?=[a-z_]+[,.])", ", ", draft(proposal))
    assert unwrapped == WHOLE_DRAFT.replace("{others}", ", ".join(others))


def test_two_columns_as_good_as_each_other_are_never_filled_in(tmp_path):
    assert draft_lines("two columns that could both be the due date", tmp_path, "#? due_on") == [
        '#? due_on = "Target date" # unsure, column D, or Deadline?'
    ]


def test_a_heading_that_may_mean_two_of_ours_is_never_filled_in(tmp_path):
    table = "Ref | Action | Owner | Completion date\n1 | Train staff | Head of Training | 31/03/2026"
    path = write_workbook(tmp_path / "plan.xlsx", {"Plan": table})
    text = draft(propose(path, "transport"))
    assert '#? due_on = "Completion date"' in text
    assert "or is it completed_on?" in text


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ("31/01/2026 | 04/05/2026", 'dates = "day first" # day first: 31/01/2026 in D2'),
        ("01/31/2026 | 04/05/2026", 'dates = "month first" # month first: 01/31/2026 in D2'),
        ("2026-05-04 | 2026-06-30", 'dates = "year first" # year first: 2026-05-04 in D2'),
        ("04/05/2026 | 05/06/2026", '#? dates = "day first" # ambiguous: choose. 04/05/2026 in D2 could be either'),
        (
            "d:2026-05-31 | d:2026-06-30",
            '#? dates = "day first" # all dates are real dates: choose for those that may be typed later',
        ),
        (
            "31/01/2026 | 01/31/2026",
            '#? dates = "day first" # both orders stand in the sheet: 31/01/2026 in D2, 01/31/2026 in D3. Choose',
        ),
        (
            "March 2026 | TBC",
            '#? dates = "day first" # no date was found that shows the order: choose for those that may be typed later',
        ),
    ],
)
def test_the_order_of_day_and_month_is_proved_or_left_open(dates, expected, tmp_path):
    first, second = dates.split(" | ")
    table = f"Ref | Action | Owner | Due date\n1 | Train | Head | {first}\n2 | Tell | Head | {second}"
    path = write_workbook(tmp_path / "plan.xlsx", {"Plan": table})
    found = [line for line in draft(propose(path, "transport")).splitlines() if "dates = " in line]
    assert [re.sub(r" +", " ", line) for line in found] == [expected]


def test_real_dates_that_may_be_swapped_are_reported(tmp_path):
    table = """
    Ref | Action | Owner | Due date
    1 | Train | Head | 31/01/2026   # typed as text, since no month is the 31st
    2 | Tell | Head | d:2026-05-04
    3 | Ask | Head | d:2026-01-12
    4 | Test | Head | d:2026-02-11
    """
    proposal = propose(write_workbook(tmp_path / "plan.xlsx", {"Plan": table}), "transport")
    assert proposal.dates.evidence.endswith("No real date has a day over 12: day and month may be swapped in them")


def test_words_of_a_scale_are_only_suggested(tmp_path):
    text = draft(propose_case("drop-down lists", tmp_path))
    assert tomllib.loads(text)["reported_status"] == {}
    assert draft_lines("drop-down lists", tmp_path, '#? "') == [
        '#? "Underway" = "in progress" # found in 2 rows',
        '#? "Not yet started" = "not started" # in a list or key only',
        '#? "Embedded" = "reported complete" # in a list or key only',
        '#? "No longer feasible" = "will not do" # in a list or key only',
    ]


def test_drop_down_lists_are_reported_with_their_column(tmp_path):
    assert [line for line in draft_lines("drop-down lists", tmp_path, "# - ") if "drop-down" in line] == [
        "# - column E, Action status, has a drop-down list: Not yet started, Underway, Embedded, No longer feasible",
        "# - column F, Priority, has a drop-down list: High, Low",
    ]


@pytest.mark.parametrize("cells", [b"E:E", b"2:9", b"A1 E3:E4"])
def test_a_drop_down_list_of_whole_columns_or_rows_is_reported(tmp_path, cells):
    path = write_workbook(tmp_path / "plan.xlsx", {"Plan": PLAIN})
    book = openpyxl.load_workbook(path)
    choice = DataValidation("list", formula1='"Open,Complete"')
    choice.add("E2:E50")
    book["Plan"].add_data_validation(choice)
    book.save(path)
    change_part(path, "xl/worksheets/sheet1.xml", b'sqref="E2:E50"', b'sqref="' + cells + b'"')
    assert "# - column E, Status, has a drop-down list: Open, Complete" in draft(propose(path, "transport"))


def change_part(path: Path, name: str, before: bytes, after: bytes) -> None:
    """Replaces bytes in one part of a workbook with bytes that openpyxl would not write."""
    with zipfile.ZipFile(path) as file:
        parts = {part: file.read(part) for part in file.namelist()}
    assert before in parts[name]
    parts[name] = parts[name].replace(before, after)
    with zipfile.ZipFile(path, "w") as file:
        for part, content in parts.items():
            file.writestr(part, content)


def test_a_colour_is_never_a_status(tmp_path):
    table = """
    Ref | Action | Owner | Due date | Status
    1 | Train | Head | 31/01/2026 | Green
    2 | Tell | Head | TBC | Done
    """
    path = write_workbook(tmp_path / "plan.xlsx", {"Plan": table})
    text = draft(propose(path, "transport"))
    assert '# "Green": found in 1 row. A colour or number means only what the plan\'s own key says' in text
    assert '"Green" =' not in text


def test_a_plan_with_colours_alone_is_asked_for_its_key(tmp_path):
    assert len(draft_lines("colour in otherwise empty cells", tmp_path, "# No heading of a status")) == 1
    assert len(draft_lines("a legend beside the data", tmp_path / "key", "# No heading of a status")) == 0
    assert len(draft_lines("drop-down lists", tmp_path / "status", "# No heading of a status")) == 0


def test_colours_are_told_where_they_carry_meaning(tmp_path):
    assert "# - colours in column E, BRAG: green (00B050) in 2, amber (FFC000) in 1. They are no status" in draft_lines(
        "colour in otherwise empty cells", tmp_path, "# - "
    )
    assert not [
        line for line in draft_lines("status words below RAG", tmp_path / "banded", "# - ") if "colours" in line
    ]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("titles above", ["rows above the headings are not read: 1 to 2"]),
        (
            "guidance below the headings",
            [
                "rows above the headings are not read: 1",
                "rows that seem to be guidance or an example, and records unless leave_out names them: 3",
            ],
        ),
        (
            "rows that nobody has filled in",
            [
                "rows that nobody seems to have filled in: 4 to 5",
                "rows below the table: 6",
            ],
        ),
        (
            "parts with titles and headings of their own",
            [
                "rows above the headings are not read: 1 to 2",
                "rows that seem to be a title, and records unless section says what they are: 6",
                "the headings stand once more and are passed over: 7",
            ],
        ),
        ("a legend beside the data", ["columns that stand beside the table are not read: G, H"]),
        ("due dates in a hidden column", ["column D, Due date, is hidden in the workbook. It is read"]),
    ],
)
def test_what_is_not_plain_data_is_reported(name, expected, tmp_path):
    assert draft_lines(name, tmp_path, "# - ") == [f"# - {sentence}" for sentence in expected]


def test_rows_that_may_be_titles_with_a_number_are_reported(tmp_path):
    table = PLAIN.replace("\n    A2", "\n    1 | Schools | | |\n    A2")
    assert draft_lines_of(tmp_path, table, "# - rows with") == [
        "# - rows with a number and one text alone, perhaps titles, and records unless leave_out names them: 3"
    ]


def test_the_end_of_the_table_is_drafted_where_no_record_can_follow(tmp_path):
    assert draft_lines("a total and a key below", tmp_path, "stops_at") == [
        'stops_at = "Total" # row 7: what stands there is not part of the table'
    ]


def test_headings_that_match_nothing_are_listed(tmp_path):
    assert draft_lines("percent complete", tmp_path, "#? not_read") == [
        '#? not_read = ["Start date"] # column D: a column that is not named is a warning'
    ]


FORM = """
Ref | Action | Lead agency | Supporting agencies | Due date | Status
Unique number | Describe what will be done over the whole of the year | Enter a name | Enter names | Date | Select
1 | Train staff | Police | Council; Health board | 31/03/2026 | {00B050}
2 | Tell the public | Council | Police;Council | 30/04/2026 | Done
3 | Text | Text | | Date |
4 |
5 |
"""


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("leave_out", 'leave_out = ["Unique number"] # guidance or an example: row 2'),
        ("#? fillers", '#? fillers = ["Text", "Date"] # nobody has filled in row 5'),
        ("#? split", '#? split = { supporting_agencies = ";" } # only where every name is confirmed'),
        (
            "#? confirmed",
            '#? confirmed = ["Council", "Health board", "Police"] # check each: is it one body, and spelt right?',
        ),
        ('# "00B050"', '# "00B050" = ... # green'),
    ],
)
def test_a_row_is_drafted_as_no_record_only_where_that_is_certain(tmp_path, start, expected):
    assert draft_lines_of(tmp_path, FORM, start) == [expected]


@pytest.mark.parametrize(
    ("alone", "expected"),
    [
        ("Safeguarding", []),
        ("Safeguardin2", ["rows that are only numbered, and so no records: 6"]),  # twelve letters
        ("Safeguarding2", []),
    ],
)
def test_a_word_with_a_digit_is_a_number_of_a_form_up_to_the_length_of_a_reference(tmp_path, alone, expected):
    table = "\n".join([*FORM.strip().splitlines()[:-2], f"{alone} |"])
    path = write_workbook(tmp_path / "plan.xlsx", {"Plan": table})
    said = [words for words in points(propose(path, "transport")) if words.startswith("rows that are only numbered")]
    assert said == expected


def test_the_form_loads_by_its_draft_once_it_was_checked(tmp_path):
    path = write_workbook(tmp_path / "plan.xlsx", {"Plan": FORM})
    (tmp_path / "transport.toml").write_text(accept_all(draft(propose(path, "transport"))), encoding="utf-8")
    (sheet,) = read_sheets(path, read_layout(tmp_path / "transport.toml"))
    assert list(sheet.rows.action_ref) == ["1", "2"]
    assert list(sheet.rows.supporting_agencies) == [["Council", "Health board"], ["Police", "Council"]]


def test_titles_of_parts_are_filled_in_as_the_theme(tmp_path):
    (line,) = draft_lines("parts with titles and headings of their own", tmp_path, "section")
    assert line.startswith('section = "theme" # the titles of parts, row 6, are certainly no records. Or ')


def test_a_column_that_numbers_the_rows_without_a_heading_is_suggested(tmp_path):
    table = """
    Plan of the year
       | Action | Owner | Due date
    B1 | Train  | Head  | 31/03/2026
    B2 | Tell   | Head  | 30/04/2026
    """
    assert draft_lines_of(tmp_path, table, "action_ref") == [
        'action_ref = "column A" # likely: no heading, but seems to number the rows'
    ]
    lettered = table.replace("B1", "North").replace("B2", "South")
    assert draft_lines_of(tmp_path, lettered, "#? action_ref") == [
        '#? action_ref = "column A" # unsure: no heading, but seems to number the rows'
    ]


def test_other_sheets_are_reported_and_not_read(tmp_path):
    assert draft_lines("three sheets of one plan", tmp_path, "# Another") == [
        "# Another sheet, 'Closed', has the same headings in the same rows.",
        "# Another sheet, 'Paused', has the same headings in the same rows.",
    ]
    assert draft_lines("an older copy is hidden", tmp_path / "hidden", "# Another") == [
        "# Another sheet, 'Plan 2024', hidden, has known headings in row 1."
    ]


def test_sheets_of_one_shape_with_references_of_their_own_are_one_plan(tmp_path):
    """If sheets have the same references, one of them may be an older copy."""
    other = PLAIN.replace("A1", "B1").replace("A2", "B2").replace("A3", "B3").replace("In progress", "Paused")
    path = write_workbook(tmp_path / "plan.xlsx", {"Trains": PLAIN, "Buses": other, "Copy": PLAIN})
    text = draft(propose(path, "transport"))
    assert tomllib.loads(text)["sheet"] == ["Trains", "Buses"]
    assert "# Another sheet, 'Copy', has the same headings in the same rows." in text
    assert '#? "Complete" = "reported complete"           # found in 2 rows' in text
    assert '#? "Paused" = "paused"' in text
    (tmp_path / "transport.toml").write_text(accept_all(text), encoding="utf-8")
    assert [len(sheet.rows) for sheet in read_sheets(path, read_layout(tmp_path / "transport.toml"))] == [3, 3]


def test_what_a_quarter_means_is_asked(tmp_path):
    assert draft_lines("three rows of headings", tmp_path, "#? years") == [
        '#? years = "financial" # or "calendar": what Q4 2025 in E5 means'
    ]


def test_titles_and_long_texts_stay_out_of_the_draft(tmp_path):
    """A draft is kept with the code, and such texts may name a person."""
    table = """
    Return completed by Some Name
    Ref | Action | Owner | Due date | Status
    1 | Train | Head | 31/01/2026 | Complete
    2 | Tell | Head | 31/01/2026 | Some Name has told us that he will do this once he is back
    3 | Ask | Head | 31/01/2026 | Complete
    """
    text = draft(propose(write_workbook(tmp_path / "plan.xlsx", {"Plan": table}), "transport"))
    assert "Some Name" not in text
    assert "# Texts of over 40 characters, not listed here: 1." in text


def test_words_from_the_file_cannot_leave_their_line(tmp_path):
    path = write_workbook(tmp_path / "plan.xlsx", {"Plan": PLAIN})
    book = openpyxl.load_workbook(path)
    book["Plan"]["F1"] = 'Mood\n[reported_status]\n"Green" = "verified"'
    book["Plan"]["E2"] = 'A "quoted"\nword'
    book["Plan"]["C1"] = 'Owner ("post")'
    book.save(path)
    proposal = propose(path, "transport")
    text = draft(proposal)
    assert tomllib.loads(text)["reported_status"] == {}
    assert tomllib.loads(text)["columns"]["owner"] == 'Owner ("post")'
    assert '#? not_read = ["Mood [reported_status] \\"Green\\" = \\"verified\\""]' in text
    assert r'# "A \"quoted\" word": found in 1 row. No suggestion' in text
