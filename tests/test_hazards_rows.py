"""What real workbooks do to rows: which are not records and which are titles."""

import zipfile
from pathlib import Path

import pytest
from one_plan import CORRECT, PLAN, STATUS, blocks_left_out, notices, read, refusal, values

from tracker.file_terms import Reason

PERHAPS_EXAMPLE = "This row may be guidance or an example. It was read: if it is, leave it out."


# Rows that are no records


def test_rows_that_nobody_filled_in_are_left_out(workbook):
    path = workbook(
        Plan="""
        Ref | Action     | Due | Status
        A1  | Mend       | TBC | < Select >      # a record: its action is there
        A2  | < Select > |     | < select >      # a number and fillers
            |            |     | Please select an option
        A4  |            |     | Under way       # a record, unless the layout knows that the form says so beforehand
    """
    )
    layout = PLAN + STATUS
    (sheet,) = read(path, layout)
    assert list(sheet.rows.index) == [2, 5]
    assert blocks_left_out(sheet) == [
        ("A3:D4", 4, "A2 | < Select > | < select > | Please select an option", Reason.NOT_FILLED_IN)
    ]
    (sheet,) = read(path, 'prefilled = ["action_ref", "reported_status"]\n' + layout)
    assert list(sheet.rows.index) == [2]


def test_a_word_that_the_layout_calls_a_filler_fills_nothing_in(workbook):
    path = workbook(Plan="Ref | Action | Due\nA1 | Mend | TBC\nA2 | Text | Date\nA3 | Text | TBC")
    assert list(read(path)[0].rows.index) == [2, 3, 4]
    assert list(read(path, 'fillers = ["text", "date"]\n' + PLAN)[0].rows.index) == [2, 4]


def test_a_filler_may_be_as_long_as_a_sentence(workbook):
    words = "Please describe what was done since the last return, and by whom"
    path = workbook(Plan=f"Ref | Action | Due\nA1 | Mend | TBC\nA2 | {words} |")
    assert list(read(path, f'fillers = ["{words}"]\n' + PLAN)[0].rows.index) == [2]


def test_guidance_and_examples_are_left_out_only_where_the_layout_says_so(workbook):
    path = workbook(
        Plan="""
        Ref           | Action                     | Due
        Unique number | Describe what will be done | dd/mm/yyyy
        V-1Example    | Close the door behind you  | d:2026-01-31
        A1            | Mend                       | TBC
    """
    )
    (sheet,) = read(path)
    assert list(sheet.rows.index) == [2, 3, 4]
    assert [(cell, found, sentence) for cell, found, sentence in notices(sheet)] == [
        ("A2", "Unique number", PERHAPS_EXAMPLE),
        ("A3", "V-1Example", PERHAPS_EXAMPLE),
    ]
    (sheet,) = read(path, 'leave_out = ["Unique…", "v-1example"]\n' + PLAN)
    assert list(sheet.rows.index) == [4]
    assert notices(sheet) == []
    assert list(read(path, 'leave_out = "Describe…"\n' + PLAN)[0].rows.index) == [2, 3, 4]  # a record may say that too
    assert blocks_left_out(sheet)[0][:2] == ("A2:C3", 6)
    assert blocks_left_out(sheet)[0][3] == Reason.GUIDANCE


def test_a_total_is_not_a_record_and_a_word_that_only_begins_like_one_is(workbook):
    path = workbook(
        Plan="""
        Ref         | Action              | Due | Cost
        A1          | Mend                | TBC | n:5
        Sub-total   |                     |     | n:5
        Total place | Agree what it means | TBC |
        A3          | Total the bills     | TBC | n:2
        Total place |                     |     |        # alone in its row, and more than the word
        Total       | 2 actions           |     | =SUM(D2:D5) -> 7
        Grand total:|                     |     | £1,204.50
        Totals      |                     |     |
    """
    )
    (sheet,) = read(path, PLAN + 'priority = "Cost"\n')
    assert list(sheet.rows.index) == [2, 4, 5, 6]
    assert blocks_left_out(sheet) == [
        ("A3:D3", 2, "Sub-total | 5", Reason.TOTAL),
        ("A7:D9", 6, "Total | 2 actions | 7 | Grand total: | £1,204.50 | Totals", Reason.TOTAL),
    ]


@pytest.mark.parametrize("words", ["Number of actions", "No. of open actions:", "Count of records", "Row count"])
def test_a_count_below_a_plan_is_not_a_record(workbook, words):
    plan = f"Ref | Action | Due | Cost\nA1 | Mend | TBC | n:5\n|\n{words} | n:1\n{words} | Agree one | TBC | n:4"
    (sheet,) = read(workbook(Plan=plan), PLAN + 'priority = "Cost"\n')
    assert list(sheet.rows.index) == [2, 5]  # with words beside it, it may be anything
    assert blocks_left_out(sheet) == [("A4:B4", 2, f"{words} | 1", Reason.TOTAL)]


def test_an_action_that_begins_with_number_of_stays_an_action(workbook):
    plan = "Ref | Action | Due | Cost\nA1 | Number of homes mended | TBC | n:5\nNumber of homes | | | n:400"
    (sheet,) = read(workbook(Plan=plan), PLAN + 'priority = "Cost"\n')
    assert list(sheet.rows.index) == [2, 3]


@pytest.mark.parametrize("headings", ["Row Labels | Action | Due", "Ref | Action | Due | Count of Ref | Sum of Cost"])
def test_a_pivot_table_of_a_plan_is_refused(workbook, headings):
    path = workbook(Plan=f"{headings}\nA1 | x | TBC | n:1 | n:2")
    layout = PLAN.replace('"Ref"', '"Row Labels"') if "Row" in headings else PLAN
    assert refusal(path, layout) == (
        "sheet 'Plan': its headings are those of a pivot table, which holds the sums of a plan and no plan." + CORRECT
    )


def test_a_pivot_table_on_the_sheet_is_not_a_plan_whatever_its_headings_say(workbook):
    def with_pivot(path: Path, area: str) -> Path:
        """Adds the parts that say where the workbook's pivot table is, and returns its path."""
        relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/pivotTable"
        links = f'<Relationship Id="r9" Type="{relation}" Target="../pivotTables/pivotTable1.xml"/>'
        with zipfile.ZipFile(path, "a") as file:
            file.writestr("xl/worksheets/_rels/sheet1.xml.rels", f"<Relationships>{links}</Relationships>")
            place = f"<pivotTableDefinition><location ref='{area}'/></pivotTableDefinition>"
            file.writestr("xl/pivotTables/pivotTable1.xml", place)
        return path

    table = "Ref | Action | Due | | Status | Count\nA1 | x | TBC | | Done | n:1\nA2 | y | TBC | | |"
    assert refusal(with_pivot(workbook(Plan=table), "A1:C3")) == (
        "sheet 'Plan': its headings are those of a pivot table, which holds the sums of a plan and no plan." + CORRECT
    )
    (sheet,) = read(with_pivot(workbook(Plan=table), "E1:F2"))  # beside the plan
    assert list(sheet.rows.index) == [2, 3]
    assert "Sheet 'Plan' has pivot tables: 1." in [problem.found for problem in sheet.problems]
    (sheet,) = read(with_pivot(workbook(Plan=table), "C3:D3"))  # below the plan, over some of the columns that are read
    assert list(sheet.rows.index) == [2]
    (sheet,) = read(with_pivot(workbook(Plan=table), "A3:C3"))  # below it
    assert list(sheet.rows.index) == [2]
    assert blocks_left_out(sheet)[-1] == ("A3:C3", 3, "A2 | y | TBC", Reason.PIVOT)


def test_a_row_with_nothing_in_the_columns_that_are_read_is_listed(workbook):
    path = workbook(Plan="Ref | Action | Due | Cost\nA1 | x | TBC | n:1\n | | | n:2")
    (sheet,) = read(path, 'not_read = "Cost"\n' + PLAN)
    assert list(sheet.rows.index) == [2]
    assert blocks_left_out(sheet)[-1] == ("D3", 1, "2", Reason.NOTHING_READ)


STACKED = """
Harbour plan                 |                 |
Recommendation 1: railings   |                 |         # the title above the first headings
Ref                          | Action          | Due
A1                           | Mend the rail   | TBC
A2                           | Paint the rail  |         # two words alone, one of them a reference: a record
|
Recommendation 2: gates      |                 |         # and above the next ones
Ref                          | Action          | Due
1                            |                 |         # a number alone is no title, and no action
A3                           | Oil the gate    | TBC
Part B of recommendation 2   |                 |         # a title between records, without headings of its own
A4                           | Lock the gate   | TBC
"""


def test_the_titles_of_stacked_tables_become_a_value_of_the_rows_below_them(workbook):
    layout = 'header_row = 3\nsection = "recommendation_ref"\n' + PLAN
    (sheet,) = read(workbook(Plan=STACKED), layout)
    assert values(sheet, "action_ref", "recommendation_ref") == {
        4: ("A1", ["Recommendation 1: railings"]),
        5: ("A2", ["Recommendation 1: railings"]),
        10: ("A3", ["Recommendation 2: gates"]),
        12: ("A4", ["Part B of recommendation 2"]),
    }
    assert sheet.words.recommendation_ref[12] == "Part B of recommendation 2"
    assert [(place, reason) for place, _, _, reason in blocks_left_out(sheet)] == [
        ("A1", Reason.ABOVE),
        ("A2", Reason.SECTION_TITLE),
        ("A7", Reason.SECTION_TITLE),
        ("A8:C8", Reason.HEADINGS_AGAIN),
        ("A9", Reason.NOT_FILLED_IN),
        ("A11", Reason.SECTION_TITLE),
    ]


@pytest.mark.parametrize(
    ("alone", "is_title"),
    [
        ("Safeguarding", False),
        ("Safeguarding2", True),
        ("Gates 2", True),
    ],  # a reference is one word of up to 12 letters
)
def test_a_word_alone_is_a_title_where_it_is_too_long_for_a_reference(workbook, alone, is_title):
    table = f"Ref | Action | Due\nA1 | Mend | TBC\n{alone} | |\nA2 | Oil | TBC"
    (sheet,) = read(workbook(Plan=table), 'section = "recommendation_ref"\n' + PLAN)
    assert (3 not in sheet.rows.index) == is_title
    assert sheet.rows.recommendation_ref[4] == ([alone] if is_title else [])


def test_a_label_and_a_name_above_headings_are_a_title_unless_one_is_a_reference(workbook):
    table = """
    No. | Action  | Due
    1   | Mend    | TBC
        | Part 2: | Gates      # no reference beside it
    No. | Action  | Due
    1   | Oil     | TBC
    2   | Lock    |            # the last record of its part
    No. | Action  | Due
    1   | Light   | TBC
    """
    layout = 'header_row = 1\nsection = "recommendation_ref"\n' + PLAN.replace('"Ref"', '"No."')
    (sheet,) = read(workbook(Plan=table), layout)
    assert values(sheet, "action", "recommendation_ref") == {
        2: ("Mend", []), 5: ("Oil", ["Part 2: Gates"]), 6: ("Lock", ["Part 2: Gates"]), 8: ("Light", ["Part 2: Gates"]),
    }  # fmt: skip


def test_a_title_merged_over_what_is_read_is_a_section_too(workbook):
    table = """
    Ref   | Action           | Due | Note
    n:1   | Build the pier   | <   | ends in May
    n:1.1 | Drive the piles  | TBC |
    n:2   | Open the pier    | <   |
    n:2.1 | Sell the tickets | TBC |
    """
    (sheet,) = read(workbook(Plan=table), 'section = "priority"\n' + PLAN + 'progress_note = "Note"\n')
    assert values(sheet, "action_ref", "priority") == {3: ("1.1", "1 Build the pier"), 5: ("2.1", "2 Open the pier")}


def test_a_title_may_stand_before_the_first_column_of_the_table(workbook):
    table = "Part 1: gates | | |\n | Ref | Action | Due\n | A1 | Oil | TBC\nPart 2: rails | | |\n | A2 | Paint | TBC"
    (sheet,) = read(workbook(Plan=table), 'section = "recommendation_ref"\n' + PLAN)
    assert list(sheet.rows.recommendation_ref) == [["Part 1: gates"], ["Part 2: rails"]]
    assert [(place, reason) for place, _, _, reason in blocks_left_out(sheet)] == [
        ("A1", Reason.SECTION_TITLE), ("A4", Reason.SECTION_TITLE),
    ]  # fmt: skip


def test_a_problem_about_a_section_gives_its_title(collection):
    text = (collection.layouts / "transport.toml").read_text(encoding="utf-8")
    collection.layout("transport", text.replace('recommendation_ref = "Rec"\n', "").replace(
        "[columns]", 'section = "recommendation_ref"\n[columns]'))  # fmt: skip
    collection.register("2026-01-15", "Rec | Recommendation | Agency | Response\n1 | Mend | Harbour Board | Accepted")
    collection.plan("2026-01-31", "Part two: gates\nRef | Action | Due | Done | Status | Evidence | Reason\nA1 | Oil")
    problems = collection.check().problems
    (problem,) = problems[problems.rule == "action_answers_a_known_recommendation"].to_dict("records")
    assert (problem["cell"], problem["found"]) == ("A3", "Part two: gates")


def test_words_merged_over_other_columns_are_not_a_title(workbook):
    table = """
    Ref | Action | Due           | Note
    A1  | Mend   | No update     | <
    A2  | Paint  | d:2026-03-31  | Begun
    """
    layout = 'section = "priority"\n' + PLAN + 'progress_note = "Note"\n'
    assert list(read(workbook(Plan=table), layout)[0].rows.index) == [2, 3]


def test_without_a_section_in_the_layout_a_title_is_read_as_a_row(workbook):
    (sheet,) = read(workbook(Plan=STACKED), "header_row = 3\n" + PLAN)
    assert 11 in sheet.rows.index


def test_headings_over_two_rows_are_skipped_when_they_are_repeated(workbook):
    path = workbook(
        Plan="""
        Ref | Action | When  | <
        ^   | ^      | First | Now
        A1  | Mend   | TBC   | TBC
        Ref | Action | When  | <
        ^   | ^      | First | Now
        A2  | Paint  | TBC   | TBC
    """
    )
    (sheet,) = read(path, "header_row = [1, 2]\n" + PLAN.replace('"Due"', '"When / Now"'))
    assert list(sheet.rows.index) == [3, 6]


def test_headings_repeated_in_other_columns_are_refused(workbook):
    path = workbook(Plan="Ref | Action | Due\nA1 | Mend | TBC\n | Ref | Action | Due\n | A2 | Paint | TBC")
    assert refusal(path, "header_row = 1\n" + PLAN) == (
        "sheet 'Plan': row 3: the headings stand again in other columns. Describe that table by a [[sheets]] entry of "
        "its own, and end this one there with stops_at." + CORRECT
    )


def test_two_headings_in_other_columns_may_be_words_of_a_record(workbook):
    path = workbook(Plan="Ref | Action | Note\nA1 | Mend | x\nA2 | Ref | Action")
    layout = "header_row = 1\n" + PLAN.replace('due_on = "Due"\n', "")
    assert list(read(path, layout)[0].rows.index) == [2, 3]


def test_a_row_with_a_number_above_headings_is_not_a_title(workbook):
    table = "Ref | Action | Due\nA1 | Mend | TBC\n | Oil | n:5\nRef | Action | Due\nA2 | Lock | TBC"
    (sheet,) = read(workbook(Plan=table), 'header_row = 1\nsection = "recommendation_ref"\n' + PLAN)
    assert list(sheet.rows.index) == [2, 3, 5]
