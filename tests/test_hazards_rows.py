"""What real workbooks do to rows: which are no records, which are titles, what is hidden, merged or coloured."""

import zipfile
from pathlib import Path

import openpyxl
import pytest
from one_plan import CORRECT, PLAN, STATUS, blocks_left_out, notices, read, refusal, values, with_change
from openpyxl.comments import Comment

from loaders.mapping.hidden_problems import COUNTS
from tracker.terms import Reason

HIDDEN_ROWS = "This is hidden in the file. It was read like any other row."
HIDDEN_FILLERS = "This is hidden in the file and not filled in. It was left out."
PERHAPS_EXAMPLE = "This row may be guidance or an example. It was read: if it is, leave it out."


# Rows that are no records


def test_rows_that_nobody_has_filled_in_are_left_out(workbook):
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


def test_a_word_of_the_forms_own_fills_nothing_in_where_the_layout_says_so(workbook):
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


def test_a_total_is_no_record_and_a_word_that_only_begins_like_one_is(workbook):
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
def test_a_count_below_a_plan_is_no_record(workbook, words):
    plan = f"Ref | Action | Due | Cost\nA1 | Mend | TBC | n:5\n|\n{words} | n:1\n{words} | Agree one | TBC | n:4"
    (sheet,) = read(workbook(Plan=plan), PLAN + 'priority = "Cost"\n')
    assert list(sheet.rows.index) == [2, 5]  # with words beside it, it may be anything
    assert blocks_left_out(sheet) == [("A4:B4", 2, f"{words} | 1", Reason.TOTAL)]


def test_a_number_of_things_to_be_done_stays_an_action(workbook):
    plan = "Ref | Action | Due | Cost\nA1 | Number of homes mended | TBC | n:5\nNumber of homes | | | n:400"
    (sheet,) = read(workbook(Plan=plan), PLAN + 'priority = "Cost"\n')
    assert list(sheet.rows.index) == [2, 3]


@pytest.mark.parametrize("headings", ["Row Labels | Action | Due", "Ref | Action | Due | Count of Ref | Sum of Cost"])
def test_the_sums_of_a_plan_are_refused(workbook, headings):
    path = workbook(Plan=f"{headings}\nA1 | x | TBC | n:1 | n:2")
    layout = PLAN.replace('"Ref"', '"Row Labels"') if "Row" in headings else PLAN
    assert refusal(path, layout) == (
        "sheet 'Plan': its headings are those of a pivot table, which holds the sums of a plan and no plan." + CORRECT
    )


def test_a_pivot_table_on_the_sheet_is_no_plan_whatever_its_headings_say(workbook):
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


def test_a_finding_about_a_section_says_its_title(collection):
    text = (collection.layouts / "transport.toml").read_text(encoding="utf-8")
    collection.layout("transport", text.replace('recommendation_ref = "Rec"\n', "").replace(
        "[columns]", 'section = "recommendation_ref"\n[columns]'))  # fmt: skip
    collection.register("2026-01-15", "Rec | Recommendation | Agency | Response\n1 | Mend | Harbour Board | Accepted")
    collection.plan("2026-01-31", "Part two: gates\nRef | Action | Due | Done | Status | Evidence | Reason\nA1 | Oil")
    problems = collection.check().problems
    (problem,) = problems[problems.rule == "action_answers_a_known_recommendation"].to_dict("records")
    assert (problem["cell"], problem["found"]) == ("A3", "Part two: gates")


def test_words_merged_over_other_columns_are_no_title(workbook):
    table = """
    Ref | Action | Due           | Note
    A1  | Mend   | No update     | <
    A2  | Paint  | d:2026-03-31  | Begun
    """
    layout = 'section = "priority"\n' + PLAN + 'progress_note = "Note"\n'
    assert list(read(workbook(Plan=table), layout)[0].rows.index) == [2, 3]


def test_without_a_section_in_the_layout_a_title_is_a_row_that_somebody_must_look_at(workbook):
    (sheet,) = read(workbook(Plan=STACKED), "header_row = 3\n" + PLAN)
    assert 11 in sheet.rows.index


def test_headings_over_two_rows_are_passed_over_when_they_come_again(workbook):
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


def test_headings_that_come_again_in_other_columns_are_refused(workbook):
    path = workbook(Plan="Ref | Action | Due\nA1 | Mend | TBC\n | Ref | Action | Due\n | A2 | Paint | TBC")
    assert refusal(path, "header_row = 1\n" + PLAN) == (
        "sheet 'Plan': row 3: the headings stand again in other columns. Describe that table by a [[sheets]] entry of "
        "its own, and end this one there with stops_at." + CORRECT
    )


def test_two_headings_in_other_columns_may_be_words_of_a_record(workbook):
    path = workbook(Plan="Ref | Action | Note\nA1 | Mend | x\nA2 | Ref | Action")
    layout = "header_row = 1\n" + PLAN.replace('due_on = "Due"\n', "")
    assert list(read(path, layout)[0].rows.index) == [2, 3]


def test_a_row_with_a_number_above_headings_is_no_title(workbook):
    table = "Ref | Action | Due\nA1 | Mend | TBC\n | Oil | n:5\nRef | Action | Due\nA2 | Lock | TBC"
    (sheet,) = read(workbook(Plan=table), 'header_row = 1\nsection = "recommendation_ref"\n' + PLAN)
    assert list(sheet.rows.index) == [2, 3, 5]


# Hidden, merged, coloured, commented


def test_hidden_rows_are_read_and_said_and_hidden_fillers_are_not_read_and_said(workbook):
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


def test_a_hidden_due_date_is_read_and_said(workbook):
    path = workbook(Plan="Ref | Action | ~Due\nA1 | Mend | d:2026-03-31")
    (sheet,) = read(path)
    assert notices(sheet) == [
        ("C1", "Due", "This column is hidden in the file. It was read."),
        ("C2", "2026-03-31", COUNTS.format("date")),
    ]
    assert str(sheet.rows.due_on[2])[:10] == "2026-03-31"


def test_a_cell_merged_across_lends_nothing_to_the_next_field(workbook):
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


def test_a_colour_is_said_and_never_a_status(workbook):
    (sheet,) = read(workbook(Plan=COLOURED), PLAN + STATUS.replace('"Status"', '"RAG"'))
    assert set(sheet.rows.reported_status) == {"not reported"}
    sentence = "Colour means something in column D. It is kept, but is never a status."
    assert notices(sheet) == [("D1", "00B050 in 1, FFC000 in 1, 7030A0 in 1", sentence)]


def test_a_colour_is_a_word_where_the_layout_gives_the_plans_own_key(workbook):
    layout = PLAN + STATUS.replace('"Status"', '"RAG"') + '[colours]\n"00b050" = "Done"\n"FFC000" = "Under way"\n'
    (sheet,) = read(workbook(Plan=COLOURED), layout)
    assert list(sheet.rows.reported_status) == ["reported complete", "in progress", "not reported", "not reported"]
    assert list(sheet.words.reported_status)[:3] == ["Done (colour 00B050)", "Under way (colour FFC000)", ""]
    sentence = "The layout explains every colour that stands for a word. This one is read as blank."
    assert notices(sheet) == [("D5", "7030A0", sentence)]
    assert (sheet.accounts[0].filled, sheet.accounts[0].stored) == (16, 16)  # a colour fills no cell


def test_bands_and_colours_that_only_repeat_a_word_say_nothing(workbook):
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


def test_colours_that_depend_on_a_condition_are_said_to_be_unread(workbook):
    def rule(sheet):
        fill = openpyxl.styles.PatternFill("solid", bgColor="00B050")
        sheet.conditional_formatting.add("A1:A9", openpyxl.formatting.rule.CellIsRule("equal", ["1"], fill=fill))

    (sheet,) = read(with_change(workbook(Plan="Ref | Action | Due\nA1 | Mend | TBC"), rule))
    assert "Sheet 'Plan' has colours that depend on a condition. They were not read." in [
        problem.found for problem in sheet.problems
    ]


# Merged downwards, and coloured throughout

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


def coloured(workbook, rows: str, layout: str = PLAN) -> list[str]:
    (sheet,) = read(workbook(Plan=f"Ref | Action | Due\n{rows}"), layout)
    return [one.found for one in sheet.problems if one.rule == "colour_carries_meaning"]


def row(n: int, colour: str = "", action: str = "") -> str:
    fill = f" {{{colour}}}" if colour else ""
    return f"A{n}{fill} | {action or f'Do {n}'}{fill} | {n}/3/2026{fill}"


GREEN, AMBER = "00B050", "FFC000"


def test_a_row_that_is_coloured_throughout_is_said(workbook):
    rows = "\n".join(row(n, {3: GREEN, 4: AMBER, 6: GREEN}.get(n, "")) for n in range(1, 8))
    assert coloured(workbook, rows) == ["00B050 in 2 rows (4, 7), FFC000 in 1 row (5)"]


@pytest.mark.parametrize("of_row", [
    lambda n: GREEN if n % 2 else "",
    lambda n: (GREEN, AMBER, "")[n % 3],
    lambda n: GREEN,
    lambda n: "",
])  # fmt: skip
def test_bands_and_one_colour_for_all_say_nothing(workbook, of_row):
    assert coloured(workbook, "\n".join(row(n, of_row(n)) for n in range(1, 9))) == []


@pytest.mark.parametrize("height", [2, 5, 7])
def test_bands_of_several_rows_say_nothing_once_they_have_come_twice(height, workbook):
    of_rows = [GREEN if n // height % 2 else "" for n in range(4 * height)]
    assert coloured(workbook, "\n".join(row(n, fill) for n, fill in enumerate(of_rows, 1))) == []
    of_rows[1] = AMBER
    assert len(coloured(workbook, "\n".join(row(n, fill) for n, fill in enumerate(of_rows, 1)))) == 1


@pytest.mark.parametrize("rows", [3, 4, 9])
def test_one_coloured_row_is_no_band(rows, workbook):
    drawn = "\n".join(row(n, GREEN if n == 2 else "") for n in range(1, rows + 1))
    assert coloured(workbook, drawn) == ["00B050 in 1 row (3)"]


def test_a_colour_that_goes_with_words_says_nothing_more(workbook):
    rows = "\n".join(
        row(n, GREEN if n in (1, 2, 5, 6, 8) else AMBER, "Mend" if n in (1, 2, 5, 6, 8) else "Paint")
        for n in range(1, 9)
    )
    assert coloured(workbook, rows) == []
    assert coloured(workbook, rows.replace("Mend", "Paint")) != []


def test_a_colour_of_a_section_says_no_more_than_its_title(workbook):
    of = {"Gates and railings": GREEN, "Steps and platforms": AMBER}
    rows = "\n".join(f"{title}\n" + "\n".join(row(n, fill) for n in (1, 2, 3, 5)) for title, fill in of.items())
    assert coloured(workbook, rows, SECTIONS) == []
