"""The page asks about every table of a sheet that no table of the layout reads; none vanishes silently."""

from __future__ import annotations  # see conftest.py for the reason

import pytest
from drawing import write_workbook
from test_layout_questions import counted, said, seen

from loaders.mapping.values import map_table
from loaders.propose.builder.begin import draft_tables, propose_for_officer
from loaders.propose.builder.headline import headline
from loaders.propose.builder.other_tables import with_next_table
from loaders.propose.builder.study import open_workbook
from loaders.propose.builder.tables import with_headings
from loaders.propose.points_to_check import points

LEFT = """Ref | Action | Due date | Status | Lead
A1 | Mend the lamps | 2026-03-01 | Begun | Head of Estates
A2 | Paint the doors | 2026-04-01 | Begun | Head of Estates
A3 | Check the hoses | 2026-05-01 | Begun | Head of Estates
"""
OTHER_WORDS = """No | Task | Deadline | Progress | Owner
B1 | Train the crew | 2026-03-02 | Begun | Head of Works
B2 | Write the course | 2026-04-02 | Begun | Head of Works
"""
SAME_WORDS = LEFT.splitlines()[0] + "\n" + "".join(OTHER_WORDS.splitlines(True)[1:])
RECOMMENDATIONS = """Number | Recommendation | Agency | Response | Reason
R1 | Record every referral in one place and check it | Department of Works | Accepted | It is right
R2 | Train all staff who meet children every year | Department of Works | Accepted | It is right
"""
RISKS = """Danger | How often | How bad | Points | Shield
Flood | Rare | High | 9 | Pumps
Fire | Rare | High | 3 | Hoses
"""
GAP = "| | | |\n" * 3
BELOW_ASKS = (
    "Rows 8 to 10 hold another table, which begins with “{}” and has 2 rows. Nothing reads it. Is it part of this plan?"
)


def beside(*tables: str) -> str:
    """Tables side by side, with an empty column between them."""
    rows = [table.splitlines() for table in tables]
    longest = max(map(len, rows))
    padded = [[*of_table, *["| | | |"] * (longest - len(of_table))] for of_table in rows]
    return "".join(f"{' | | '.join(row)}\n" for row in zip(*padded, strict=True))


def shifted(table: str) -> str:
    """A table two columns further right."""
    return "".join(f"| | {row}" for row in table.splitlines(True))


@pytest.mark.parametrize(
    ("other", "first", "counts"),
    [
        (OTHER_WORDS, "No", [("action", 5)]),
        (RECOMMENDATIONS, "Number", [("action", 3), ("recommendation", 2)]),
        (shifted(OTHER_WORDS), "No", [("action", 5)]),
    ],
)
def test_a_table_below_the_one_that_is_read_is_asked_about_and_read_too(tmp_path, other, first, counts):
    found = seen(tmp_path, Plan=LEFT + GAP + other)
    (question,) = found.questions
    assert question.asks == BELOW_ASKS.format(first)
    assert [answer.words for answer in question.answers] == ["Read it too", "It is no part of this plan"]
    assert "rows 8 to 10 hold another table, which nothing reads" in headline(found)
    both = seen(tmp_path, said(found, 0, 0))
    assert both.questions == () and sorted(counted(both)) == sorted(counts)
    alone = seen(tmp_path, said(found, 0, 1))
    assert alone.questions == () and counted(alone) == [("action", 3)]
    assert seen(tmp_path, alone.choices.with_nothing_decided()).questions == found.questions


def test_a_table_of_unknown_headings_is_no_part_of_the_plan_unless_somebody_says_so(tmp_path):
    found = seen(tmp_path, Plan=beside(LEFT, RISKS))
    (question,) = found.questions
    assert question.asks.startswith("Rows 1 to 3 of columns G to K hold another table, which begins with “Danger”")
    assert [answer.words for answer in question.answers] == ["It is no part of this plan", "Read it too"]
    assert counted(seen(tmp_path, said(found, 0, 0))) == [("action", 3)]
    assert [table.header_rows for table in said(found, 0, 1).tables] == [(1,), (1,)]


def test_a_table_below_with_the_same_headings_is_read_as_one_with_the_first(tmp_path):
    found = seen(tmp_path, Plan=LEFT + GAP + SAME_WORDS)
    assert found.questions == () and counted(found) == [("action", 5)]


def test_a_table_below_with_the_same_headings_in_other_columns_is_asked_about(tmp_path):
    found = seen(tmp_path, Plan=LEFT + GAP + shifted(SAME_WORDS))
    (question,) = found.questions
    assert question.asks == BELOW_ASKS.format("Ref")
    assert sum(n for _, n in counted(seen(tmp_path, said(found, 0, 0)))) == 5
    assert counted(seen(tmp_path, said(found, 0, 1))) == [("action", 3)]


def test_headings_right_below_the_records_begin_another_table_too(tmp_path):
    found = seen(tmp_path, Plan=LEFT + OTHER_WORDS)
    (question,) = found.questions
    assert question.asks.startswith("Rows 5 to 7 hold another table, which begins with “No”")
    assert sum(n for _, n in counted(seen(tmp_path, said(found, 0, 0)))) == 5


@pytest.mark.parametrize("other", [OTHER_WORDS, SAME_WORDS, RECOMMENDATIONS])
def test_a_table_beside_the_one_that_is_read_is_asked_about_and_read_too(tmp_path, other):
    found = seen(tmp_path, Plan=beside(LEFT, other))
    (question,) = found.questions
    first = other.split(" |")[0]
    assert question.asks == (
        f"Rows 1 to 3 of columns G to K hold another table, which begins with “{first}” and has 2 rows. "
        "Nothing reads it. Is it part of this plan?"
    )
    both = seen(tmp_path, said(found, 0, 0))
    assert both.questions == () and sum(n for _, n in counted(both)) == 5
    assert [next(iter(table.columns)) for table in both.choices.tables] == ["A", "G"]
    assert counted(seen(tmp_path, said(found, 0, 1))) == [("action", 3)]


@pytest.mark.parametrize(
    "layout", [LEFT + GAP + OTHER_WORDS + GAP + RECOMMENDATIONS, beside(LEFT, OTHER_WORDS, RECOMMENDATIONS)]
)
def test_each_of_three_tables_is_asked_about_and_read(tmp_path, layout):
    found = seen(tmp_path, Plan=layout)
    assert len(found.questions) == 2
    two = seen(tmp_path, said(found, 0, 0))
    assert len(two.questions) == 1
    three = seen(tmp_path, said(two, 0, 0))
    assert three.questions == () and sum(n for _, n in counted(three)) == 7


def test_a_small_table_above_the_one_that_is_read_is_asked_about(tmp_path):
    found = seen(tmp_path, Plan=OTHER_WORDS.rpartition("B2")[0] + GAP + LEFT)
    (question,) = found.questions
    assert question.asks.startswith("Rows 1 to 2 hold another table, which begins with “No” and has 1 row.")
    assert sum(n for _, n in counted(seen(tmp_path, said(found, 0, 0)))) == 4


@pytest.mark.parametrize(
    "other",
    [
        "Status | Meaning | | |\nBegun | Work goes on | | |\nDone | All is done | | |\n",
        "Notes | | | |\nAll dates are those of June. | | | |\n",
    ],
)
def test_a_key_or_notes_are_no_table(tmp_path, other):
    for n, drawn in enumerate((LEFT + GAP + other, beside(LEFT, other))):
        folder = tmp_path / str(n)
        folder.mkdir()
        assert not [one for one in seen(folder, Plan=drawn).questions if "another table" in one.asks]


REGISTER = """Rec no. | Recommendation | Cabinet response | Portfolio
R1 | Record every referral in one place and check it | Accepted | Education
R2 | Train all staff who meet children every year | Rejected | Finance
"""


def test_a_register_above_the_actions_is_asked_about_though_half_of_its_headings_are_known(tmp_path):
    found = seen(tmp_path, Plan=REGISTER + GAP + LEFT)
    (question,) = found.questions
    assert question.asks.startswith("Rows 1 to 3 hold another table, which begins with “Rec no.” and has 2 rows.")
    assert [answer.words for answer in question.answers] == ["Read it too", "It is no part of this plan"]
    assert sorted(counted(seen(tmp_path, said(found, 0, 0)))) == [("action", 3), ("recommendation", 2)]


def test_another_table_of_a_sheet_is_the_one_that_nothing_reads(tmp_path):
    found = seen(tmp_path, Plan=LEFT + GAP + RECOMMENDATIONS)
    more = with_next_table(found, "Plan")
    assert [table.header_rows for table in more.tables] == [(1,), (8,)]


def test_a_table_keeps_its_headings_where_a_copy_of_it_gets_others(tmp_path):
    found = seen(tmp_path, Plan=LEFT)
    twice = with_next_table(found, "Plan")
    assert [table.header_rows for table in twice.tables] == [(1,), (1,)]  # for records of another kind in these rows
    for number, rows in enumerate([[(3,), (1,)], [(1,), (3,)]]):
        moved = with_headings(found.workbook, "plan.xlsx", twice, number, "Plan", 3, 1)
        assert [table.header_rows for table in moved.tables] == rows


def test_a_table_read_twice_is_said_without_words_of_a_layout(tmp_path):
    found = seen(tmp_path, Plan=LEFT)
    assert headline(seen(tmp_path, with_next_table(found, "Plan"))) == (
        "Not counted yet. In the sheet “Plan”, row 2 is read twice as action, so it would count twice. Press “Do not "
        "read this table” for one of them, or the number of the row in which its own headings stand."
    )


def test_a_workbook_that_cannot_be_tried_is_mapped_once_by_its_trial(tmp_path, monkeypatch):
    mapped: list[str] = []

    def counting(grid, *rest):
        mapped.append(grid.name)
        return map_table(grid, *rest)

    monkeypatch.setattr("loaders.mapping.sheets.map_table", counting)
    unordered = seen(tmp_path, Plan=LEFT.replace("2026-03-01", "03/04/2026"))
    assert "03/04/2026" in unordered.why_not and mapped == ["Plan"]
    mapped.clear()
    twice = seen(tmp_path, with_next_table(seen(tmp_path, Plan=LEFT), "Plan"))
    assert "is read twice" in twice.why_not and mapped == ["Plan"]  # for the table before


@pytest.mark.parametrize("gap", [GAP, "| | | |\n", GAP + "Risks | | | |\n"])
def test_records_under_headings_that_nobody_knows_are_asked_about_and_count_only_if_they_are_ours(tmp_path, gap):
    found = seen(tmp_path, Plan=LEFT + gap + RISKS)
    (question,) = found.questions
    first, last = 4 + len(gap.splitlines()) + ("Risks" not in gap), 4 + len((gap + RISKS).splitlines())
    assert question.asks.startswith(f"Rows {first} to {last} look like another table, with headings of its own: ")
    assert counted(found) == [("action", 3)]
    by_answer = [counted(seen(tmp_path, said(found, 0, answer))) for answer in range(3)]
    assert by_answer == [[("action", 3)], [("action", 3)], [("action", last - first + 4)]]
    (is_it_ours,) = seen(tmp_path, said(found, 0, 0)).questions
    assert "hold another table" in is_it_ours.asks


CONTACTS = "Desk | Line | | |\nLamps | 0300 11 | | |\nDoors | 0300 12 | | |\n"
UNDATED = """Ref | Action | Status | Lead
One | Mend the lamps | Begun | Head of Estates
Two | Paint the doors | Begun | Head of Estates
"""


@pytest.mark.parametrize(
    ("drawn", "rows"),
    [
        (LEFT + RISKS, "5 to 7"),
        (LEFT + "Risks | | | |\n" + RISKS, "5 to 8"),
        (LEFT + RISKS + SAME_WORDS, "5 to 7"),
        (LEFT + GAP + CONTACTS, "8 to 10"),
        (UNDATED + GAP + RISKS, "7 to 9"),
    ],
    ids=["no gap", "a title without a gap", "between ours without a gap", "two columns", "no dates above"],
)
def test_two_of_three_signs_tell_headings_that_nobody_knows(tmp_path, drawn, rows):
    found = seen(tmp_path, Plan=drawn)
    asked = [one for one in found.questions if "headings of its own" in one.asks]
    assert [one.asks.split(" look")[0] for one in asked] == [f"Rows {rows}"]
    (point,) = [one for one in points(found.proposals[0]) if one.startswith("rows that seem to be another table")]
    assert point.split(": ")[1] in (rows, "6 to 8")  # a title is a point of its own
    n, last = found.questions.index(asked[0]), len(asked[0].answers) - 1
    left_out, ours = (seen(tmp_path, said(found, n, answer)) for answer in (0, last))
    assert counted(left_out) == counted(found) != counted(ours)


def test_such_records_end_above_our_own_headings(tmp_path):
    found = seen(tmp_path, Plan=LEFT + GAP + RISKS + GAP + SAME_WORDS)
    (question,) = found.questions
    assert question.asks.startswith("Rows 8 to 10 look like another table, with headings of its own: ")
    assert [answer.words for answer in question.answers] == ["Leave them out", "They are records: count them"]
    assert counted(found) == counted(seen(tmp_path, said(found, 0, 0))) == [("action", 5)]


@pytest.mark.parametrize(
    "more",
    [
        "A4 | Count the cups | 2026-05-01 | Begun | Head of Works\n" * 3,
        " | Count the cups | | Done | Head of Works\n" + " | Wash the cups | | Done | Head of Stores\n" * 2,
        "New | Count the cups | ongoing | Not begun | Head of Stores\nNew | Wash | ongoing | Begun | Head of Works\n",
    ],
)
def test_records_below_a_gap_are_not_asked_about_if_they_are_like_those_above(tmp_path, more):
    found = seen(tmp_path, Plan=LEFT + GAP + more)
    assert not [question for question in found.questions if "headings of its own" in question.asks]


LONG_TITLE = "The actions that the bodies have agreed to take in answer to the recommendations above | | | |\n"


@pytest.mark.parametrize("title", ["", "Actions agreed\n", LONG_TITLE])
def test_a_register_above_actions_ends_there_also_in_a_return_with_more_actions(tmp_path, title):
    found = seen(tmp_path, Plan=REGISTER + GAP + title + LEFT)
    both = seen(tmp_path, said(found, 0, 0))
    register = next(table for table in both.choices.tables if table.fills == "recommendation")
    assert register.stops_at and not {"A1", "A2", "A3"} & {*register.leave_out}
    (later := tmp_path / "later").mkdir()
    more = LEFT + "A4 | Sweep the yard | 2026-06-01 | Begun | Head of Works\n"
    again = seen(later, both.choices, Plan=REGISTER + GAP + title + more)
    assert sorted(counted(again)) == [("action", 4), ("recommendation", 2)]


def test_a_draft_never_names_the_rows_of_another_table_by_their_references(tmp_path):
    repeated = REGISTER.replace("R2", "Ref")  # so the headings below cannot end the table by their first word
    file = write_workbook(tmp_path / "plan.xlsx", {"Plan": repeated + GAP + LONG_TITLE + LEFT})
    (table,) = draft_tables(propose_for_officer(open_workbook(file), file.name, header_rows=(1,)))
    assert (table.fills, table.leave_out, table.stops_at) == ("recommendation", (), "")


def test_rows_left_out_on_screen_are_named_by_their_words_and_not_by_their_references(tmp_path):
    found = seen(tmp_path, Plan=LEFT.replace("Mend the lamps", "Example: mend the lamps"))
    (question,) = [one for one in found.questions if one.rows]
    assert said(found, found.questions.index(question), 0).tables[0].leave_out == ("Example: mend the lamps",)
