"""Workbooks as they really come: read as the spreadsheet shows them, or refused in a sentence that says where."""

import openpyxl
import pytest
from drawing import write_workbook
from one_plan import CORRECT, NOT_NAMED, PLAN, STATUS_THERE, notices, read, refusal, values, with_change
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.worksheet.table import Table

from loaders.mapping import sheet_problems
from loaders.reader.read_file import Disagreement, Workbook
from tracker.file_terms import Reason
from tracker.terms import Precision, Severity

TIDY = """
Ref | Action            | Due
A1  | Paint the railing | d:2026-03-31
A2  | Mend the gate     | d:2026-04-30
"""
PDF = "The file is a PDF. Ask the sender for the Word file (.docx) or the spreadsheet (.xlsx) it was made from."


def test_every_row_keeps_its_own_number_and_every_column_its_letter(workbook):
    (sheet,) = read(workbook(Plan=TIDY))
    assert values(sheet, "action_ref", "action") == {2: ("A1", "Paint the railing"), 3: ("A2", "Mend the gate")}
    assert sheet.letters == {"action_ref": "A", "action": "B", "due_on": "C"}
    assert sheet.words.loc[3].to_dict() == {"action_ref": "A2", "action": "Mend the gate", "due_on": "2026-04-30"}
    assert sheet.problems == ()


def test_a_header_below_title_rows_and_to_the_right(workbook):
    path = workbook(
        Plan="""
        Harbour Town Council |     |              |           # titles above the table
        As at 31 March 2026  |     |              |
                             |     |              |           # a blank row still counts
                             | REF | action       |  Due      # capitals do not matter
                             | A1  | Mend the gate|  TBC
    """
    )
    (sheet,) = read(path, "header_row = 4\n" + PLAN)
    assert values(sheet, "action_ref") == {5: ("A1",)}
    assert sheet.letters == {"action_ref": "B", "action": "C", "due_on": "D"}
    assert sheet.headings == {"action_ref": "REF", "action": "action", "due_on": "Due"}


def test_a_header_in_two_rows_joins_parent_and_child(workbook):
    path = workbook(
        Plan="""
        Ref | Action | Target date |
            |        | Original    | Current
        A1  | Mend   | d:2026-01-31| d:2026-05-31
    """
    )

    def merge(sheet):
        sheet.merge_cells("C1:D1")
        sheet.merge_cells("A1:A2")

    layout = "header_row = [1, 2]\n" + PLAN.replace('"Due"', '"Target date / Current"')
    (sheet,) = read(with_change(path, merge), layout + 'original_due_on = "Target date / Original"\n')
    assert sheet.letters == {"action_ref": "A", "action": "B", "due_on": "D", "original_due_on": "C"}
    assert f"{sheet.rows.due_on[3]:%Y-%m-%d} {sheet.rows.original_due_on[3]:%Y-%m-%d}" == "2026-05-31 2026-01-31"


def test_a_heading_with_instructions_in_brackets_or_on_two_lines(workbook):
    path = workbook(Plan="Ref (as in the plan) | Action | Due\nA1 | Mend | TBC")
    with_change(path, lambda sheet: sheet.__setitem__("B1", "Action \n"))
    (sheet,) = read(path)
    assert sheet.headings["action_ref"] == "Ref (as in the plan)"


def test_cells_merged_down_are_read_beside_every_row_they_cover(workbook):
    path = workbook(
        Plan="""
        Ref | Action  | Due
        A1  | Both    | d:2026-03-31   # one cell for the action of A1 and A2
        A2  |         | d:2026-04-30
        A3  |         | d:2026-05-31   # not merged: a plain blank stays blank
            |         |                # merged with the row above, but nothing of its own stands here
            | Own     |                # merged as well, and a row for its own word
    """
    )
    (sheet,) = read(with_change(path, lambda sheet: (sheet.merge_cells("B2:B3"), sheet.merge_cells("C4:C7"))))
    assert values(sheet, "action_ref", "action") == {
        2: ("A1", "Both"),
        3: ("A2", "Both"),
        4: ("A3", ""),
        6: ("", "Own"),
    }
    assert [str(on)[:10] for on in sheet.rows.due_on] == ["2026-03-31", "2026-04-30", "2026-05-31", "2026-05-31"]


def test_plain_blanks_are_filled_down_only_where_the_layout_says_so(workbook):
    path = workbook(Plan="Ref | Action | Due\nA1 | Both | TBC\nA2 |  | TBC\nA3 | Own | TBC")
    assert values(read(path)[0], "action")[3] == ("",)
    assert values(read(path, 'fill_down = ["action"]\n' + PLAN)[0], "action") == {
        2: ("Both",),
        3: ("Both",),
        4: ("Own",),
    }


def test_blank_rows_are_dropped_and_rows_with_one_word_are_not(workbook):
    path = workbook(Plan="Ref | Action | Due\nA1 | x | TBC\n | | \nA2 | | TBC\n | | \n | left over | ")
    assert values(read(path)[0], "action_ref") == {2: ("A1",), 4: ("A2",), 6: ("",)}


def test_a_repeated_header_is_not_a_row(workbook):
    path = workbook(Plan="Ref | Action | Due\nA1 | x | TBC\nRef | ACTION | Due\nA2 | y | TBC")
    assert values(read(path, "header_row = 1\n" + PLAN)[0], "action_ref") == {2: ("A1",), 4: ("A2",)}


def test_the_table_ends_at_the_word_that_the_layout_names(workbook):
    path = workbook(Plan="Ref | Action | Due\nA1 | x | TBC\n | key | \nGreen | done | \nA2 | y | TBC")
    (sheet,) = read(path, 'stops_at = "Key"\n' + PLAN)
    assert values(sheet, "action_ref") == {2: ("A1",)}


def test_several_values_in_a_cell_are_split_only_where_the_layout_says_so(workbook):
    path = workbook(Plan="Ref | Action | Due | Rec\nA1 | x | TBC | 60.1; 60.10 ;\nA2 | y | TBC | Wing; Rotor")
    layout = PLAN + 'recommendation_ref = "Rec"\n'
    assert values(read(path, layout)[0], "recommendation_ref") == {2: (["60.1; 60.10 ;"],), 3: (["Wing; Rotor"],)}
    layout = 'split = { recommendation_ref = ";" }\n' + layout
    assert values(read(path, layout)[0], "recommendation_ref") == {2: (["60.1", "60.10"],), 3: (["Wing", "Rotor"],)}


def test_a_value_that_every_row_has_stands_where_the_sheet_is_blank(workbook):
    layout = PLAN.replace("[columns]", 'always = { owner = "Harbour Master", due_on = "31/3/2026" }\n[columns]')
    path = workbook(Plan="Ref | Action | Due\nA1 | x | \nA2 | y | d:2026-05-31\nA3 | z | TBC")
    (sheet,) = read(path, layout)
    assert values(sheet, "owner")[2] == ("Harbour Master",)
    assert [str(on)[:10] for on in sheet.rows.due_on] == ["2026-03-31", "2026-05-31", "NaT"]
    path = workbook(Plan="Ref | Action\nA1 | x")
    (sheet,) = read(path, layout.replace('due_on = "Due"\n', ""))
    assert str(sheet.rows.due_on[2])[:10] == "2026-03-31"


def test_an_original_date_stands_until_there_is_another(workbook):
    layout = PLAN + 'original_due_on = "First"\n'
    path = workbook(
        Plan="""
        Ref | Action | First        | Due
        A1  | x      | d:2026-01-31 |               # blank: the original date stands
        A2  | x      | d:2026-01-31 | d:2026-05-31
        A3  | x      | d:2026-01-31 | TBC           # taken away, which is not the same as blank
    """
    )
    assert [str(on)[:10] for on in read(path, layout)[0].rows.due_on] == ["2026-01-31", "2026-05-31", "NaT"]
    only = layout.replace('due_on = "Due"\n', "", 1)  # a plan without a column for revised dates
    assert [str(on)[:10] for on in read(path, only)[0].rows.due_on] == ["2026-01-31"] * 3


def test_a_month_in_a_cell_counts_as_its_last_day(workbook):
    (sheet,) = read(workbook(Plan="Ref | Action | Due\nA1 | x | m:2026-02-01"))
    assert (str(sheet.rows.due_on[2])[:10], sheet.rows.due_on_precision[2]) == ("2026-02-28", Precision.MONTH)
    assert sheet.words.due_on[2] == "Feb 2026"


def test_days_counted_from_1904_are_the_same_days(workbook, tmp_path):
    book = openpyxl.load_workbook(workbook(Plan=TIDY))
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.save(tmp_path / "mac.xlsx")
    assert str(read(tmp_path / "mac.xlsx")[0].rows.due_on[2])[:10] == "2026-03-31"


def test_words_keep_their_line_breaks_and_numbers_their_zeros(workbook):
    def type_in(sheet):
        sheet["A2"], sheet["A2"].number_format = 60.1, "0.00"
        sheet["A3"], sheet["A3"].number_format = 7, "000"
        sheet["B2"] = "  one\ntwo\u00a0three "

    (sheet,) = read(with_change(workbook(Plan=TIDY), type_in))
    assert values(sheet, "action_ref", "action") == {2: ("60.10", "one\ntwo three"), 3: ("007", "Mend the gate")}


def test_sheets_of_different_shape_with_a_status_given_by_the_sheet(workbook):
    path = workbook(
        Open="Ref | Action | Due | Status\nA1 | x | TBC | Amber",
        Closed="Title\nNo. | Action\nA2 | y",
    )
    layout = """
        fills = "action"
        dates = "day first"
        [columns]
        action = "Action"
        [reported_status]
        "Amber" = "in progress"
        "Closed" = "reported complete"
        [[sheets]]
        sheet = "Open"
        [sheets.columns]
        action_ref = "Ref"
        due_on = "Due"
        reported_status = "Status"
        [[sheets]]
        sheet = "Closed"
        header_row = 2
        always = { reported_status = "Closed" }
        [sheets.columns]
        action_ref = "No."
    """
    opened, closed = read(path, layout)
    assert values(opened, "action_ref", "reported_status") == {2: ("A1", "in progress")}
    assert values(closed, "action_ref", "reported_status") == {3: ("A2", "reported complete")}


def test_an_unknown_word_is_never_guessed_and_a_blank_is_not_reported(workbook):
    layout = PLAN + 'reported_status = "Status"\n[reported_status]\n"On  track" = "in progress"\n'
    path = workbook(Plan="Ref | Action | Due | Status\nA1 | x | TBC | ON TRACK\nA2 | x | TBC | Green\nA3 | x | TBC | ")
    assert list(read(path, layout)[0].rows.reported_status) == ["in progress", "status unreadable", "not reported"]


def test_a_sheet_is_found_by_its_name_without_the_space_at_its_end(workbook):
    assert read(workbook(**{"Plan ": TIDY}))[0].name == "Plan "
    assert read(workbook(**{"Plan ": TIDY, "Plan": TIDY}))[0].name == "Plan"


def test_hidden_columns_are_read_and_said(workbook):
    def hide(sheet):
        sheet.column_dimensions["B"].hidden = True

    (sheet,) = read(with_change(workbook(Plan=TIDY), hide))
    assert notices(sheet) == [("B1", "Action", "This column is hidden in the file. It was read.")]
    assert values(sheet, "action")[2] == ("Paint the railing",)


def test_a_group_of_hidden_columns_is_said_column_by_column(workbook):
    path = with_change(workbook(Plan=TIDY), lambda sheet: sheet.column_dimensions.group("B", "C", hidden=True))
    assert [cell for cell, _, _ in notices(read(path)[0])] == ["B1", "C1", "C2"]


def test_a_filled_column_that_is_not_read_is_reported(workbook):
    path = workbook(Plan="Ref | Action | Due | Success criteria | Empty\nA1 | x | TBC | DONE | ")
    assert notices(read(path)[0]) == [("D1", "Success criteria", NOT_NAMED), ("D2", "DONE", STATUS_THERE)]
    assert notices(read(path, 'not_read = ["success CRITERIA"]\n' + PLAN)[0]) == [("D2", "DONE", STATUS_THERE)]


def test_a_formula_without_a_result_is_not_known_rather_than_blank(workbook):
    def type_in(sheet):
        sheet["B2"], sheet["C2"], sheet["C3"], sheet["A3"] = "=D2", "=C3+30", "#REF!", "#N/A"

    (sheet,) = read(with_change(workbook(Plan=TIDY), type_in))
    sentence = "A formula has a result. Without one, or with an error, the cell cannot be read."
    assert notices(sheet) == [
        ("A3", "#N/A", sentence), ("B2", "=D2", sentence), ("C2", "=C3+30", sentence), ("C3", "#REF!", sentence),
    ]  # fmt: skip
    assert list(sheet.rows.due_on_precision) == ["unreadable", "unreadable"]
    assert values(sheet, "action_ref", "action") == {2: ("A1", ""), 3: ("", "Mend the gate")}


def test_what_hangs_on_a_workbook_does_no_harm(workbook):
    def dress(sheet):
        sheet["B2"].comment = Comment("internal", "Officer")
        sheet.add_table(Table(displayName="Plan1", ref="A1:C3"))
        sheet.auto_filter.ref = "A1:C3"
        chart = BarChart()
        chart.add_data(Reference(sheet, min_col=1, min_row=1, max_row=3))
        sheet.parent.create_chartsheet("Chart").add_chart(chart)
        sheet.parent.create_sheet("Lists").sheet_state = "veryHidden"

    path = with_change(workbook(Plan=TIDY), dress)
    assert values(read(path)[0], "action_ref") == {2: ("A1",), 3: ("A2",)}
    assert refusal(path, PLAN.replace('"Plan"', '"Chart"')) == (
        "sheet 'Chart': no sheet 'Chart'. Sheets found: 'Plan', 'Lists'. "
        "Correct the layout, or make one for its new form on the page Load."
    )


def test_a_stray_mark_in_the_last_cell_is_passed_over_and_listed(workbook):
    path = with_change(workbook(Plan=TIDY), lambda sheet: sheet.__setitem__("XFD1048576", "x"))
    (sheet,) = read(path)
    assert values(sheet, "action_ref") == {2: ("A1",), 3: ("A2",)}
    assert [(one.place, one.words, one.reason) for one in sheet.accounts[0].left_out] == [
        ("XFD1048576", "x", Reason.BESIDE)
    ]
    slower = "Sheet 'Plan' has filled cells far apart. They were read by the slower reader."
    assert slower in [problem.found for problem in sheet.problems]


def test_a_title_merged_over_the_whole_width_costs_nothing(workbook):
    path = workbook(Plan="Harbour Town\n" + TIDY.strip())
    (sheet,) = read(with_change(path, lambda sheet: sheet.merge_cells("A1:XFD1")), "header_row = 2\n" + PLAN)
    assert list(sheet.rows.index) == [3, 4]


def test_a_missing_sheet_names_those_found(workbook):
    path = workbook(**{"Action plan": TIDY, "Key": "Green"})
    assert refusal(path) == f"sheet 'Plan': no sheet 'Plan'. Sheets found: 'Action plan', 'Key'.{CORRECT}"


def test_a_renamed_heading_names_those_found_and_the_nearest(workbook):
    path = workbook(Plan="Ref | Actions | Due\nA1 | x | TBC")
    assert refusal(path) == (
        "sheet 'Plan': row 1: no heading 'Action'. Headings found: Ref, Actions, Due. The nearest is 'Actions'."
        + CORRECT
    )


def test_a_header_row_that_is_elsewhere(workbook):
    path = workbook(Plan=TIDY)
    assert refusal(path, "header_row = 9\n" + PLAN) == f"sheet 'Plan': row 9: no headings there.{CORRECT}"
    assert refusal(path, "header_row = [2, 3]\n" + PLAN) == (
        "sheet 'Plan': rows 2 and 3: no heading 'Ref'. Headings found: A1 / A2, Paint the railing / Mend the gate, "
        "2026-03-31 / 2026-04-30." + CORRECT
    )


def test_a_plan_without_rows_is_refused_since_everything_would_go_missing(workbook):
    assert refusal(workbook(Plan="Ref | Action | Due")) == (
        "no rows below the headings, and every action would look dropped. Ask the sender for it again."
    )


def test_one_sheet_of_several_may_be_empty(workbook):
    path = workbook(Open=TIDY, Closed="Ref | Action | Due")
    assert [len(sheet.rows) for sheet in read(path, PLAN.replace('"Plan"', '["Open", "Closed"]'))] == [2, 0]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty (0 bytes). Ask the sender for it again."),
        (b"%PDF-1.7", PDF),
        (b"PK\x03\x04 and no more", "The file is damaged and cannot be read. Ask the sender for it again."),
    ],
)
def test_a_file_that_is_not_a_workbook_is_refused_by_its_content(tmp_path, content, sentence):
    (tmp_path / "drawn.xlsx").write_bytes(content)
    assert refusal(tmp_path / "drawn.xlsx") == sentence


def test_text_in_columns_is_read_as_a_table_whatever_its_name_says(tmp_path):
    (tmp_path / "drawn.xlsx").write_bytes(b"Ref;Action;Due\r\nA1;Mend the railing;31/03/2026\r\nA2;Paint it;TBC\r\n")
    (sheet,) = read(tmp_path / "drawn.xlsx")
    assert values(sheet, "action_ref") == {2: ("A1",), 3: ("A2",)}
    assert "Read once. There is no second reader for this kind of file." in [
        problem.found for problem in sheet.problems
    ]


def test_write_workbook_draws_what_it_says(tmp_path):
    book = openpyxl.load_workbook(write_workbook(tmp_path / "x.xlsx", {"A": "one | n:2.5 | d:2026-03-31 | # remark"}))
    assert [cell.value for cell in book["A"][1]][:2] == ["one", 2.5]
    assert book["A"]["C1"].is_date and book["A"]["D1"].value is None


def test_a_cell_that_two_readers_see_differently_is_given_to_a_person():
    book = Workbook(
        (), (Disagreement("Plan", "B2", "1.5", "1.50"), Disagreement("Other", "A1", "x", "y")), True, "", ()
    )
    (problem,) = sheet_problems.reader_differences(book, "Plan")
    assert (problem.cell, problem.found, problem.severity) == ("B2", "1.5 / 1.50", Severity.WARNING)
    assert problem.sentence == "Two programs read this cell differently. We use the first."
