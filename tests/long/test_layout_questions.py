"""Every doubt about a workbook becomes a question before a layout is saved; nothing doubtful counts until then."""

from __future__ import annotations  # see conftest.py for the reason

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from drawing import write_workbook

from loaders.mapping.read_layout import read_layout
from loaders.propose.builder.answers import with_rows
from loaders.propose.builder.begin import begin
from loaders.propose.builder.choices import Choices
from loaders.propose.builder.headline import headline
from loaders.propose.builder.questions import choices_after, form_key, left_as_they_are
from loaders.propose.builder.row_labels import RowLabel, row_labels
from loaders.propose.builder.study import Study, open_workbook
from loaders.propose.builder.suggestions import suggested_words, with_suggestions
from loaders.propose.builder.try_choices import study
from tracker.findings import NotReadable

TODAY = date(2026, 12, 1)
BELOW = """
Ref | Action           | Due date   | Status | Lead
A1  | Mend the lamps   | 2026-03-01 | Done   | Head of Estates
A2  | Paint the doors  | 2026-04-01 | Begun  | Head of Estates
Notes | | | |
Big issues | Issues since the last return | 2026-05-01 | Begun | Head of Estates
What went well | Your answer goes here | 2026-05-01 | Begun | Head of Estates
"""
GUIDANCE = """
Ref                 | Action                     | Due date   | Status   | Lead
Enter the reference | Please describe the action | 2026-01-01 | Pick one | Enter the post
"""
STATUS_RAG = """
Ref | Action           | Due date   | RAG   | Lead
A1  | Mend the lamps   | 2026-03-01 | Blue  | Head of Estates
A2  | Paint the doors  | 2026-04-01 | Green | Head of Estates
A3  | Check the hoses  | 2026-05-01 | Red   | Head of Estates
"""
QUARTERS = """
Ref | Action           | Due date   | Status
A1  | Mend the lamps   | 31/03/2026 | Done
A2  | Paint the doors  | Q3 2026    | Begun
A3  | Check the hoses  | Q1 2027    | Begun
A4  | Sweep the yard   | ongoing    | Begun
"""
OUTLINE = """
No  | Task              | End date   | Status
1   | Build the station | 2026-12-31 | Begun
1.1 | Draw the plans    | 2026-03-01 | Done
1.2 | Lay the bricks    | 2026-04-01 | Begun
2   | Train the crew    | 2026-12-31 | Begun
2.1 | Write the course  | 2026-05-01 | Begun
"""
REPEATED = """
Ref | Recommendation                               | Action              | Due date
1.1 | Record every referral in one place and check | Set up a register   | 2026-03-31
1.2 | Record every referral in one place and check | Write the guidance  | 2026-06-30
2.1 | Train all staff who meet children every year | Write the course    | 2026-09-30
2.2 | Train all staff who meet children every year | Hold the first days | 2027-01-31
"""
HARDLY_FILLED = """
Ref | Action           | Due date   | Status | Lead
A1  | {}               | 2026-03-01 | Begun  | Head of Estates
A2  | {}               | 2026-04-01 |        | Head of Works
A3  | {}               |            |        | Head of Transport
{}  | Sweep the yard   | 2026-05-01 | Begun  | Head of Works
"""
TWIN = QUARTERS.replace("A", "B").replace("Bction", "Action")


def seen(folder: Path, choices: Choices | None = None, **sheets: str) -> Study:
    """The page of a workbook, as drafted or with these choices."""
    file = folder / "plan.xlsx"
    if not file.exists():
        write_workbook(file, sheets)
    workbook = open_workbook(file)
    return study(file, workbook, choices or begin(workbook, file.name, "", None, False), TODAY)


def said(found: Study, n: int, answer: int) -> Choices:
    return choices_after(found, form_key(found.questions[n]), str(answer))


def as_records(folder: Path, table: str) -> Study:
    """The page of a plan after every doubtful row was marked as a record."""
    found = seen(folder, Plan=table)
    while found.questions:
        found = seen(folder, said(found, 0, len(found.questions[0].answers) - 1))
    return found


def counted(found: Study) -> list[tuple[str, int]]:
    assert found.trial is not None, found.why_not
    return [(str(rows.kind), rows.read) for rows in found.trial.rows]


def test_text_below_the_table_does_not_count_and_one_press_decides_about_all_of_it(tmp_path):
    found = seen(tmp_path, Plan=BELOW)
    (question,) = found.questions
    assert question.rows == (4, 5, 6) and question.asks.startswith("Rows 4 to 6 look like text below the table: “No")
    assert counted(found) == [("action", 2)]
    assert headline(found).startswith(
        "1 question is still to be answered. So far: 2 actions; 3 more rows look like text below the table: say what "
    )
    for n, rows in enumerate((2, 2, 5)):  # the table ends above them; leave them out; they are records
        again = seen(tmp_path, said(found, 0, n))
        assert again.questions == () and sum(one.read for one in again.trial.rows) == rows
        assert "say what" not in headline(again)


@pytest.mark.parametrize(("answer", "count"), [(0, 5), (1, 3)])  # the table ends above them; leave them out
def test_rows_read_after_all_are_records_and_not_asked_about_again(tmp_path, answer, count):
    left_out = seen(tmp_path, said(seen(tmp_path, Plan=BELOW), 0, answer))
    assert row_labels(left_out, 0, "Plan", [4])[4].instead == (RowLabel.READ,)
    read = seen(tmp_path, with_rows(left_out, 0, "Plan", {4: RowLabel.READ}, ""))
    assert read.questions == () and counted(read) == [("action", count)]
    (question,) = left_as_they_are(read)
    assert question.rows == tuple(range(4, 4 + count - 2))
    assert question.answer_that_leaves in ("They are records: count them", "It is a record: count it")


TWO_COLUMNS = """
Action                        | Status
Mend the lamps of the harbour | Begun
{}
Paint the lines of the yard   | Done
{}
This list is read every month |
Ask the harbour office        |
"""


@pytest.mark.parametrize("gap", ["|", "Sweep the yard | Done"], ids=["after a gap", "without a gap"])
def test_texts_below_a_table_of_two_columns_are_asked_about(tmp_path, gap):
    found = seen(tmp_path, Plan=TWO_COLUMNS.format("Clear the yard | Begun", gap))
    (question,) = found.questions
    assert "look like text below the table: “This list is read every month”, “Ask the harbour office”" in question.asks
    assert counted(found) == [("action", 4 - (gap == "|"))]


def test_the_last_actions_without_a_status_are_records_where_others_have_none_either(tmp_path):
    found = seen(tmp_path, Plan=TWO_COLUMNS.format("Clear the yard |", "Sweep the yard | Done"))
    assert (found.questions, counted(found)) == ((), [("action", 6)])


def test_a_question_is_not_answered_twice(tmp_path):
    found = seen(tmp_path, Plan=BELOW)
    key = form_key(found.questions[0])
    again = seen(tmp_path, choices_after(found, key, "0"))
    for one, answer in ((again, "0"), (found, "9"), (found, "-1"), (found, "x"), (found, "²")):
        with pytest.raises(NotReadable, match="Look at the page again"):
            choices_after(one, key, answer)


def test_a_template_has_no_records_and_nothing_of_it_looks_lost(tmp_path):
    found = seen(tmp_path, Plan=GUIDANCE)
    assert found.trial is None and found.is_empty
    assert headline(found).startswith("1 question is still to be answered. So far no row counts as a record.")
    blank = seen(tmp_path, said(found, 0, 0))
    assert headline(blank) == "This workbook holds no records yet: every row is guidance. Nothing to load; drop it."
    assert not seen(tmp_path, said(found, 0, len(found.questions[0].answers) - 1)).is_empty


def test_a_rating_that_may_be_the_status_is_asked_about_and_then_its_words(tmp_path):
    begun = seen(tmp_path, Plan=STATUS_RAG).choices
    columns = {**begun.tables[0].columns, "D": ("rag",)}  # what somebody who sees the heading would choose
    found = seen(tmp_path, begun.with_table(0, columns=columns))
    (question,) = found.questions
    assert question.asks.startswith("Column D, RAG, has Blue, Green, Red: this may say how far each action has got")
    provisional = "how far each action has got is still to be said, so all count as open"
    assert provisional in headline(found)
    again = seen(tmp_path, said(found, 0, 0))
    assert provisional not in headline(again)
    assert again.choices.tables[0].columns["D"][0] == "reported_status" and again.questions == ()
    assert [word.as_written for word in again.open_words] == ["Blue", "Green", "Red"]
    left = seen(tmp_path, said(found, 0, 1))
    assert seen(tmp_path, left.choices.with_nothing_decided()).questions == found.questions
    assert left.questions == () and left.choices.tables[0].columns == found.choices.tables[0].columns


def test_cells_that_a_setting_reads_are_asked_about_by_name(tmp_path):
    found = seen(tmp_path, Plan=QUARTERS)
    (question,) = found.questions
    assert question.asks == "“Q3 2026” (C3) and “Q1 2027” (C4): which year do these mean?"
    financial, calendar, left = (seen(tmp_path, said(found, 0, n)) for n in range(3))
    assert [one.questions for one in (financial, calendar, left)] == [(), (), ()]
    assert [one.trial.dates[0].read for one in (found, financial, calendar, left)] == [1, 3, 3, 1]
    assert (found.trial.dates[0].unreadable, found.trial.dates[0].undated) == (
        {"Q3 2026": 1, "Q1 2027": 1},
        {"ongoing": 1},
    )


def test_a_row_with_numbers_below_its_own_is_asked_about_and_can_be_marked(tmp_path):
    found = seen(tmp_path, Plan=OUTLINE)
    (question,) = [one for one in found.questions if one.rows]
    assert question.rows == (2, 5) and "look like summaries of the rows below them" in question.asks
    assert counted(found) == [("action", 3)]
    again = seen(tmp_path, said(found, found.questions.index(question), 0))
    assert counted(again) == [("action", 3)] and not [one for one in again.questions if one.rows]
    assert row_labels(again, 0, "Plan", [2])[2].kind == "summary of other rows"
    assert {RowLabel.TITLE, RowLabel.SUMMARY} <= {*row_labels(found, 0, "Plan", [3])[3].instead}


def test_one_summary_only_sums_up_other_rows(tmp_path):
    (question,) = [one for one in seen(tmp_path, Plan=OUTLINE[: OUTLINE.index("2   |")]).questions if one.rows]
    assert question.answers[0].words == "Leave it out: it only sums up other rows"


def test_a_row_is_no_summary_if_the_next_one_has_the_next_number_of_the_same_part(tmp_path):
    file = write_workbook(tmp_path / "plan.xlsx", {"Plan": OUTLINE + "2.2 | Hold the course | 2026-06-01 | Begun\n"})
    book = openpyxl.load_workbook(file)
    for cell in ("B3", "B4", "B7"):  # 1.1, 1.2 and 2.2 are indented, and 2.1 before 2.2 is not
        book["Plan"][cell] = f"  {book['Plan'][cell].value}"
    book.save(file)
    (question,) = [one for one in seen(tmp_path).questions if one.rows]
    assert question.rows == (2, 5)
    assert question.answers[0].words == "Leave them out: they only sum up other rows"


def test_a_text_that_repeats_over_rows_of_other_numbers_is_one_recommendation(tmp_path):
    found = seen(tmp_path, Plan=REPEATED)
    register, action = found.choices.tables
    assert register.columns == {"B": ("recommendation_ref", "recommendation")}
    assert action.columns["A"] == ("action_ref",) and action.columns["B"] == ("recommendation_ref",)
    assert headline(found).startswith("2 recommendations in 4 rows; 4 actions; ")


def test_another_sheet_with_the_same_headings_is_offered(tmp_path):
    found = seen(tmp_path, Plan=QUARTERS, Twin=TWIN.replace("Due date", "Due  date"), Notes="a | b\n1 | 2")
    begun = found.choices.tables[0]
    alone = seen(tmp_path, found.choices.with_table(0, sheets=begun.sheets[:1]))
    (question,) = [one for one in alone.questions if "sheets" in one.key]
    assert question.asks == "Sheet “Twin” has the same headings as “Plan”. Is it part of this plan?"
    n = alone.questions.index(question)
    assert counted(seen(tmp_path, said(alone, n, 0))) == [("action", 8)]
    assert counted(left := seen(tmp_path, said(alone, n, 1))) == [("action", 4)]
    assert not [one for one in left.questions if "sheets" in one.key]


def test_a_sheet_with_most_of_the_headings_becomes_a_table_of_its_own(tmp_path):
    found = seen(tmp_path, Plan=QUARTERS, Twin=TWIN.replace("Status", "Remarks"))
    (question,) = [one for one in found.questions if "sheets" in one.key]
    assert question.asks.startswith("Sheet “Twin” has most of the same headings")
    again = seen(tmp_path, said(found, found.questions.index(question), 0))
    assert [table.sheets for table in again.choices.tables] == [("Plan",), ("Twin",)]
    assert counted(again) == [("action", 8)]


def test_unknown_lateness_is_not_shown_as_zero(tmp_path):
    words = headline(
        seen(tmp_path, Plan=QUARTERS.replace("31/03/2026", "tbc").replace("Q3 2026", "").replace("Q1 2027", ""))
    )
    assert "4 open, of which 4 have no date; how many are overdue is not computed" in words
    assert "0 overdue" not in words


def test_every_word_can_get_its_suggested_meaning_and_an_unused_one_may_stay_open(tmp_path):
    found = seen(tmp_path, Plan=BELOW)
    assert [(word.as_written, word.suggestion) for word in suggested_words(found, 0)] == [("Done", "reported complete")]
    again = seen(tmp_path, with_suggestions(found, 0))
    assert again.choices.tables[0].words["reported_status"] == {"Done": "reported complete"}
    assert [word.as_written for word in again.open_words if word.count] == [
        word.as_written for word in again.open_words
    ]


NEXT = """
Return for the second quarter | | | | |
Ref | Action           | New column | Target date | RAG   | Lead
A1  | Mend the lamps   | x          | 2026-03-01  | Blue  | Head of Estates
A2  | Paint the doors  | y          | 2026-04-01  | Green | Head of Estates
"""
LAYOUT = """
agency = "Fire"
fills = "action"
sheet = "Plan"
header_row = 1
[columns]
action_ref = "Ref"
action = "Action"
due_on = "Due date"
reported_status = "column D: RAG"
owner = "Lead"
[reported_status]
"Blue" = "reported complete"
"Green" = "in progress"
"""


def test_a_return_with_a_renamed_sheet_begins_from_the_layout_of_its_sender(tmp_path):
    write_workbook(tmp_path / "plan.xlsx", {"Plan Q2": NEXT, "Key": "a | b\n1 | 2"})
    (tmp_path / "fire.toml").write_text(LAYOUT, encoding="utf-8")
    begun = begin(
        open_workbook(tmp_path / "plan.xlsx"), "plan.xlsx", "fire", read_layout(tmp_path / "fire.toml"), False
    )
    (table,) = begun.tables
    assert (table.sheets, table.header_rows, begun.agency) == (("Plan Q2",), (2,), "Fire")
    assert table.columns == {
        "A": ("action_ref",), "B": ("action",), "E": ("reported_status",), "F": ("owner",),
    }  # fmt: skip
    assert table.words == {"reported_status": {"Blue": "reported complete", "Green": "in progress"}}
    assert begun.begun == (
        "Begun from fire.toml: 4 of 5 columns and all its words are kept.",
        "Sheet “Plan Q2” is read in the place of “Plan”.",
        "1 heading is gone: “Due date”.",
        "2 headings are new: “New column” and “Target date”.",
    )
    found = seen(tmp_path, begun.with_table(0, columns={**table.columns, "D": ("due_on",)}))
    assert headline(found).startswith("2 actions; 2 of 2 dates read; 1 reported complete and 1 open; 1 overdue")


def test_a_workbook_of_another_shape_begins_from_a_draft_and_says_so(tmp_path):
    write_workbook(tmp_path / "plan.xlsx", {"Tasks": OUTLINE})
    (tmp_path / "fire.toml").write_text(LAYOUT, encoding="utf-8")
    begun = begin(
        open_workbook(tmp_path / "plan.xlsx"), "plan.xlsx", "fire", read_layout(tmp_path / "fire.toml"), False
    )
    assert begun.begun == ("fire.toml does not fit this workbook, so this is a draft by the workbook alone.",)
    assert begun.tables[0].columns["B"] == ("action",) and begun.agency == "Fire"


@pytest.mark.parametrize(
    ("texts", "ref", "said_of_them"),
    [
        (("Mend", "Paint", "Sweep"), "A4", "of 4 actions, 2 have no status"),
        (("", "Paint", "Sweep"), "A4", "of 4 actions, 1 has no words of what is to be done and 2 have no status"),
        (("", "", ""), "A4", "of 4 actions, 3 have no words of what is to be done and 2 have no status"),
        (("Mend", "Paint", ""), "", "1 more row refused, which nothing counts: 1 has no reference; of 3 actions, "),
    ],
)
def test_the_headline_counts_the_records_without_an_answer(tmp_path, texts, ref, said_of_them):
    found = as_records(tmp_path, HARDLY_FILLED.format(*texts, ref))
    assert f"; {said_of_them}" in headline(found) and "probably" not in headline(found)


def test_records_that_do_not_say_what_to_do_are_reported_as_not_actions(tmp_path):
    table = HARDLY_FILLED.format("", "", "", "A4").replace("Sweep the yard", "")
    found = as_records(tmp_path, table)
    blank = "of 4 actions, 4 have no words of what is to be done and 2 have no status"
    assert f"; {blank}, so these are probably not actions; " in headline(found)
    columns = {place: names for place, names in found.choices.tables[0].columns.items() if names != ("action",)}
    unsaid = seen(tmp_path, found.choices.with_table(0, columns=columns))
    choose = "choose the column with the words, and if there is none, these are probably not actions"
    assert f"; {blank}: {choose}; " in headline(unsaid)


def test_actions_without_words_beside_recommendations_are_counted_in_the_headline(tmp_path):
    actions = ("Set up a register", "Write the guidance", "Write the course", "Hold the first days")
    choices = seen(tmp_path, Plan=REPEATED).choices
    (folder := tmp_path / "blank").mkdir()
    table = REPEATED
    for words in actions:
        table = table.replace(words, "")
    words = headline(seen(folder, choices, Plan=table))
    assert "; of 4 actions, 4 have no words of what is to be done and 4 have no status; " in words, words


def test_a_plan_with_complete_records_has_no_line_about_blanks(tmp_path):
    found = as_records(tmp_path, QUARTERS)
    assert "of 4 actions" not in headline(found)
