"""The page asks about rows that a form gives as examples or that another table repeats; they do not count."""

from __future__ import annotations  # see conftest.py for the reason

import pytest
from drawing import write_workbook
from test_layout_questions import QUARTERS, counted, said, seen

from loaders.propose.builder.example_rows import BY_TITLE, example_rows
from loaders.propose.builder.headline import headline
from loaders.propose.builder.study import open_workbook
from loaders.propose.find_table import table_at

HEADINGS = "Ref | Action           | Due date   | Status | Lead\n"
OTHERS = """A1  | Mend the lamps   | 2026-03-01 | Done   | Head of Estates
A2  | Paint the doors  | 2026-04-01 | Begun  | Head of Estates
A3  | Check the hoses  | 2026-05-01 | Begun  | Head of Estates
A4  | Sweep the yard   | 2026-05-02 | Begun  | Head of Estates
"""
LINE = "A9  | {} | 2026-05-01 | Begun | Head of Works\n"


@pytest.mark.parametrize(
    "words",
    ["Example of how to complete >", "Worked example", "Sample row", "Dummy data", "Illustration only", "Template"],
)
@pytest.mark.parametrize("is_last", [True, False])
def test_a_row_that_calls_itself_an_example_is_asked_about_wherever_it_is(tmp_path, words, is_last):
    line = LINE.format(words)
    found = seen(tmp_path, Plan=HEADINGS + (OTHERS + line if is_last else line + OTHERS))
    (question,) = found.questions
    assert question.rows == (6 if is_last else 2,) and "an example" in question.asks
    assert counted(found) == [("action", 4)] and "1 more row looks like" in headline(found)
    assert counted(seen(tmp_path, said(found, 0, 0))) == [("action", 4)]
    records = seen(tmp_path, said(found, 0, len(question.answers) - 1))
    assert records.questions == () and counted(records) == [("action", 5)]


@pytest.mark.parametrize(
    "action",
    [
        "Sample the records of each month",
        "Publish guidance on how to complete the form",
        "Template letters to be sent to all surgeries",
        "Set an example for others to follow in practice",
    ],
)
def test_a_record_that_uses_such_a_word_is_not_asked_about(tmp_path, action):
    found = seen(tmp_path, Plan=HEADINGS + OTHERS + LINE.format(action))
    assert found.questions == () and counted(found) == [("action", 5)]


@pytest.mark.parametrize("title", ["Worked example", "How to complete this form", "Action plan template", "SAMPLE"])
def test_rows_below_a_title_for_examples_are_asked_about_and_none_counts(tmp_path, title):
    found = seen(tmp_path, Plan=f"{title} | | | |\n{HEADINGS}{OTHERS}")
    (question,) = found.questions
    assert question.rows == (3, 4, 5, 6) and "as the title above says" in question.asks
    assert found.trial is None and not found.is_empty
    assert headline(found) == (
        "1 question is still to be answered. Not counted yet. No row counts before you say what these are. "
        "4 more rows look like examples, as the title above says: say what they are."
    )
    records = seen(tmp_path, said(found, 0, len(question.answers) - 1))
    assert records.questions == () and counted(records) == [("action", 4)]


def test_a_title_inside_the_table_covers_the_rows_down_to_the_next_gap_or_title(tmp_path):
    titled, own, gap = "Worked example | | | |\n", "Our own actions | | | |\n", "| | | |\n"
    one, two, three, four, five = (LINE.format(f"Do the task {n}").replace("A9", f"A{n}") for n in range(1, 6))
    drawn = HEADINGS + one + titled + gap + two + gap + three + titled + four + own + five
    write_workbook(tmp_path / "plan.xlsx", {"Plan": drawn})
    (grid,) = open_workbook(tmp_path / "plan.xlsx").grids
    assert example_rows(table_at(grid, (1,)), [2, 5, 7, 9, 11]) == {5: BY_TITLE, 9: BY_TITLE}
    assert example_rows(table_at(grid, (1,)), []) == {}


def test_a_sheet_named_as_example_is_asked_about_and_one_press_leaves_it_out(tmp_path):
    found = seen(tmp_path, Plan=QUARTERS, Example=QUARTERS.replace("A", "B").replace("Bction", "Action"))
    table = found.choices.tables[0]
    both = seen(tmp_path, found.choices.with_table(0, sheets=("Plan", "Example")))
    n = next(n for n, one in enumerate(both.questions) if "as the name of the sheet says" in one.asks)
    assert both.questions[n].rows == (2, 3, 4, 5) and counted(both) == [("action", 4)]
    assert both.questions[n].answers[0].words == "Do not read this table"
    again = seen(tmp_path, said(both, n, 0))
    assert again.choices.tables[0].sheets == ("Plan",) and table.columns == again.choices.tables[0].columns
    assert counted(seen(tmp_path, said(both, n, len(both.questions[n].answers) - 1))) == [("action", 8)]


def test_records_that_another_table_repeats_are_asked_about(tmp_path):
    found = seen(tmp_path, Plan=HEADINGS + OTHERS, Copy=HEADINGS + OTHERS)
    both = seen(tmp_path, found.choices.with_table(0, sheets=("Plan", "Copy")))
    (n,) = (n for n, one in enumerate(both.questions) if "records that another table holds" in one.asks)
    assert both.questions[n].asks.startswith("Rows 2 to 5 of Copy look like records that another table holds too: “")
    assert counted(both) == [("action", 4)]
    assert counted(seen(tmp_path, said(both, n, 0))) == [("action", 4)]
    others = OTHERS.replace("Begun", "Not begun").replace("Done", "Ended")
    write_workbook(tmp_path / "plan.xlsx", {"Plan": HEADINGS + OTHERS, "Copy": HEADINGS + others})
    assert not any("another table holds" in one.asks for one in seen(tmp_path, both.choices).questions)
