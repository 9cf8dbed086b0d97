"""What real workbooks do to the look of a table: hidden, merged, coloured and commented cells."""

import openpyxl
import pytest
from one_plan import PLAN, STATUS, notices, read, values, with_change
from openpyxl.comments import Comment

from loaders.mapping.hidden_problems import COUNTS

HIDDEN_ROWS = "This is hidden in the file. It was read like any other row."
HIDDEN_FILLERS = "This is hidden in the file and not filled in. It was left out."


def test_hidden_rows_are_read_and_reported_and_hidden_fillers_are_left_out_and_reported(workbook):
    path = workbook(
        Plan="""
        Ref | Action | Due | Status
        A1  | Mend   | TBC | Under way
        ~| A2  | Paint  | TBC | Under way
        ~| A3  | Sweep  | TBC | Done
        ~|     |        |     | < Select >
    """
    )
    (sheet,) = read(path, PLAN + STATUS)
    assert list(sheet.rows.index) == [2, 3, 4]
    assert notices(sheet) == [
        ("A3", "rows 3 to 4", HIDDEN_ROWS),
        ("A5", "row 5", HIDDEN_FILLERS),
        ("D3", "Under way, and 1 more cell of this column", COUNTS.format("word")),
    ]


def test_a_hidden_due_date_is_read_and_reported(workbook):
    path = workbook(Plan="Ref | Action | ~Due\nA1 | Mend | d:2026-03-31")
    (sheet,) = read(path)
    assert notices(sheet) == [
        ("C1", "Due", "This column is hidden in the file. It was read."),
        ("C2", "2026-03-31", COUNTS.format("date")),
    ]
    assert str(sheet.rows.due_on[2])[:10] == "2026-03-31"


def test_a_cell_merged_across_is_read_only_in_its_first_column(workbook):
    path = workbook(Plan="Ref | Action | Owner | Due\nA1 | Mend | Clerk | TBC\nA2 | To be agreed | < | TBC")
    (sheet,) = read(path, PLAN + 'owner = "Owner"\n')
    assert values(sheet, "action", "owner") == {2: ("Mend", "Clerk"), 3: ("To be agreed", "")}
    sentence = "This cell is merged over columns B to C. It is read in the first of them."
    assert notices(sheet) == [("B3", "To be agreed", sentence)]


def test_a_cell_merged_down_is_counted_once(workbook):
    path = workbook(Plan="Rec | Ref | Action | Due\n4 | A1 | Mend | TBC\n^ | A2 | Paint | TBC")
    (sheet,) = read(path, PLAN + 'recommendation_ref = "Rec"\n')
    assert values(sheet, "recommendation_ref") == {2: (["4"],), 3: (["4"],)}
    assert (sheet.accounts[0].filled, sheet.accounts[0].stored) == (11, 11)


COLOURED = """
Ref | Action | Due | RAG
A1  | Mend   | TBC | {00B050}
A2  | Paint  | TBC | {FFC000}
A3  | Sweep  | TBC |
A4  | Oil    | TBC | {7030A0}
"""


def test_a_colour_is_reported_and_is_never_a_status(workbook):
    (sheet,) = read(workbook(Plan=COLOURED), PLAN + STATUS.replace('"Status"', '"RAG"'))
    assert set(sheet.rows.reported_status) == {"not reported"}
    sentence = "Colour means something in column D. It is kept, but is never a status."
    assert notices(sheet) == [("D1", "green (00B050) in 1, amber (FFC000) in 1, purple (7030A0) in 1", sentence)]


def test_a_colour_is_a_word_where_the_layout_gives_the_plans_own_key(workbook):
    layout = PLAN + STATUS.replace('"Status"', '"RAG"') + '[colours]\n"00b050" = "Done"\n"FFC000" = "Under way"\n'
    (sheet,) = read(workbook(Plan=COLOURED), layout)
    assert list(sheet.rows.reported_status) == ["reported complete", "in progress", "not reported", "not reported"]
    assert list(sheet.words.reported_status)[:3] == [
        "Done (colour green, 00B050)",
        "Under way (colour amber, FFC000)",
        "",
    ]
    sentence = "The layout explains every colour that stands for a word. This one is read as blank."
    assert notices(sheet) == [("D5", "purple (7030A0)", sentence)]
    assert (sheet.accounts[0].filled, sheet.accounts[0].stored) == (16, 16)  # a colour fills no cell


def test_bands_and_colours_that_only_repeat_a_word_are_not_reported(workbook):
    path = workbook(
        Plan="""
        Ref          | Action          | Due           | Status
        A1 {EEEEEE}  | Mend {EEEEEE}   | TBC {EEEEEE}  | Done {00B050}
        A2           | Paint           | TBC           | Under way {FFC000}
        A3 {EEEEEE}  | Sweep {EEEEEE}  | TBC {EEEEEE}  | Done {00B050}
    """
    )
    assert notices(read(path, PLAN + STATUS)[0]) == []


def test_comments_are_kept_for_staff(workbook):
    def remark(sheet):
        sheet["B2"].comment = Comment(
            "[Threaded comment]\n\nYour version...\n\nComment:\n    Agreed on Monday", "Clerk"
        )

    (sheet,) = read(with_change(workbook(Plan="Ref | Action | Due\nA1 | Mend | TBC"), remark))
    sentence = "A comment on this cell. It is kept for staff and never published."
    assert notices(sheet) == [("B2", "Agreed on Monday", sentence)]


def test_colours_that_depend_on_a_condition_are_reported_as_unread(workbook):
    def rule(sheet):
        fill = openpyxl.styles.PatternFill("solid", bgColor="00B050")
        sheet.conditional_formatting.add("A1:A9", openpyxl.formatting.rule.CellIsRule("equal", ["1"], fill=fill))

    (sheet,) = read(with_change(workbook(Plan="Ref | Action | Due\nA1 | Mend | TBC"), rule))
    assert "Sheet 'Plan' has colours that depend on a condition. They were not read." in [
        problem.found for problem in sheet.problems
    ]


SECTIONS = PLAN.replace("[columns]", 'section = "theme"\n[columns]')


def test_a_row_inside_a_merge_is_a_record_and_never_a_title(workbook):
    path = workbook(
        Plan="""
        Ref | Action                | Due
        All that is about gates
        A1  | Mend the gate of pier | d:2026-03-31
        ^   | Paint the whole gate  | ^
        ^   |                       | ^
    """
    )
    (sheet,) = read(path, SECTIONS)
    assert list(sheet.words.action[:2]) == ["Mend the gate of pier", "Paint the whole gate"]
    assert set(sheet.words.theme) == {"All that is about gates"}
    assert list(sheet.rows.action_ref[:2]) == ["A1", "A1"]


GREEN, AMBER = "00B050", "FFC000"


def coloured(workbook, rows: str, layout: str = PLAN) -> list[str]:
    (sheet,) = read(workbook(Plan=f"Ref | Action | Due\n{rows}"), layout)
    return [one.found for one in sheet.problems if one.rule == "colour_carries_meaning"]


def row(n: int, colour: str = "", action: str = "") -> str:
    fill = f" {{{colour}}}" if colour else ""
    return f"A{n}{fill} | {action or f'Do {n}'}{fill} | {n}/3/2026{fill}"


def test_a_fully_coloured_row_is_reported(workbook):
    rows = "\n".join(row(n, {3: GREEN, 4: AMBER, 6: GREEN}.get(n, "")) for n in range(1, 8))
    assert coloured(workbook, rows) == ["green (00B050) in 2 rows (4, 7), amber (FFC000) in 1 row (5)"]


@pytest.mark.parametrize("of_row", [
    lambda n: GREEN if n % 2 else "",
    lambda n: (GREEN, AMBER, "")[n % 3],
    lambda n: GREEN,
    lambda n: "",
])  # fmt: skip
def test_bands_and_one_colour_for_all_are_not_reported(workbook, of_row):
    assert coloured(workbook, "\n".join(row(n, of_row(n)) for n in range(1, 9))) == []


@pytest.mark.parametrize("height", [2, 5, 7])
def test_bands_of_several_rows_are_not_reported_once_they_have_come_twice(height, workbook):
    of_rows = [GREEN if n // height % 2 else "" for n in range(4 * height)]
    assert coloured(workbook, "\n".join(row(n, fill) for n, fill in enumerate(of_rows, 1))) == []
    of_rows[1] = AMBER
    assert len(coloured(workbook, "\n".join(row(n, fill) for n, fill in enumerate(of_rows, 1)))) == 1


@pytest.mark.parametrize("rows", [3, 4, 9])
def test_one_coloured_row_is_not_a_band(rows, workbook):
    drawn = "\n".join(row(n, GREEN if n == 2 else "") for n in range(1, rows + 1))
    assert coloured(workbook, drawn) == ["green (00B050) in 1 row (3)"]


def test_a_colour_that_goes_with_words_is_not_reported(workbook):
    rows = "\n".join(
        row(n, GREEN if n in (1, 2, 5, 6, 8) else AMBER, "Mend" if n in (1, 2, 5, 6, 8) else "Paint")
        for n in range(1, 9)
    )
    assert coloured(workbook, rows) == []
    assert coloured(workbook, rows.replace("Mend", "Paint")) != []


def test_a_colour_that_only_marks_a_section_is_not_reported(workbook):
    of = {"Gates and railings": GREEN, "Steps and platforms": AMBER}
    rows = "\n".join(f"{title}\n" + "\n".join(row(n, fill) for n in (1, 2, 3, 5)) for title, fill in of.items())
    assert coloured(workbook, rows, SECTIONS) == []
