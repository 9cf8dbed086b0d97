"""What real workbooks do to dates, references and names: what the loader makes of them, and what it says."""

from pathlib import Path

import openpyxl
import pytest
from one_plan import PLAN, notices, read, refusal, values
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tracker.terms import Precision, WhoActs

SWAPPED = (
    "Day and month of this date may be swapped: in this column every date with a day over 12 is text, "
    "and every real date has a day up to 12. It is read as it stands."
)
DRAGGED = "The same day and month as in the row above, a year on. A date that is dragged down does this."
AS_NUMBERS = "References are text. As numbers they lose a zero at the end: 1.10 becomes 1.1."


# Dates


def test_day_and_month_that_a_spreadsheet_may_have_swapped_are_flagged(workbook):
    path = workbook(
        Plan="""
        Ref | Action | Due
        A1  | x      | 25/03/2026     # left as text, since no month has 25 days in another country
        A2  | x      | d:2026-04-03   # typed as 4/3/2026?
        A3  | x      | d:2026-05-05   # the same either way
        A4  | x      | m:2026-02-01   # a month alone cannot be swapped
        A5  | x      | d:2026-01-12
    """
    )
    assert notices(read(path)[0]) == [("C3", "2026-04-03", SWAPPED), ("C6", "2026-01-12", SWAPPED)]


@pytest.mark.parametrize(
    "dates",
    [
        "25/03/2026;d:2026-04-13;d:2026-04-03",  # shows that a real date with a day over 12 was understood
        "11/03/2026;d:2026-04-03;d:2026-05-04",  # no text with a day over 12
        "TBC;d:2026-04-03;d:2026-05-04",
    ],
)
def test_dates_without_the_signs_of_a_swap_are_not_flagged(workbook, dates):
    lines = "\n".join(f"A{n} | x | {on}" for n, on in enumerate(dates.split(";")))
    assert notices(read(workbook(Plan=f"Ref | Action | Due\n{lines}"))[0]) == []


def test_a_date_dragged_down_counts_up_the_year_and_is_flagged(workbook):
    path = workbook(
        Plan="""
        Ref | Action | Due
        A1  | x      | d:2025-02-20
        A2  | x      | d:2026-02-20
        A3  | x      | d:2026-03-31   # the end of a year of the council
        A4  | x      | d:2027-03-31   # and of the next: nothing odd
        A5  | x      | d:2030-06-30
        A6  | x      | d:2031-06-30
        A7  | x      | d:2032-06-30   # three in a row are odd even so
    """
    )
    assert notices(read(path)[0]) == [
        ("C3", "2026-02-20", DRAGGED), ("C7", "2031-06-30", DRAGGED), ("C8", "2032-06-30", DRAGGED),
    ]  # fmt: skip


def test_a_date_dragged_down_as_text_is_flagged_too(workbook):
    path = workbook(
        Plan="""
        Ref | Action | Due
        A1  | x      | 20/2/2025
        A2  | x      | 20/2/2026
        A3  | x      | 20 February 2027
        A4  | x      | d:2028-02-20
        A5  | x      | 20/2/2029 or later   # no date
        A6  | x      | 31/3/2026
        A7  | x      | 31/3/2027
        A8  | x      | Q4 2025/26           # no day
        A9  | x      | Q4 2026/27
    """
    )
    assert [(cell, found) for cell, found, sentence in notices(read(path)[0]) if sentence == DRAGGED] == [
        ("C3", "20/2/2026"), ("C4", "20 February 2027"), ("C5", "2028-02-20"),
    ]  # fmt: skip


NO_ORDER = PLAN.replace('dates = "day first"\n', "")


def test_dates_that_need_no_order_are_read_without_one(workbook):
    table = "Ref | Action | Due\nA1 | x | d:2026-03-31\nA2 | x | 2 March 2026\nA3 | x | 2026-03-01\nA4 | x | TBC"
    (sheet,) = read(workbook(Plan=table), NO_ORDER)
    assert [str(on)[:10] for on in sheet.rows.due_on] == ["2026-03-31", "2026-03-02", "2026-03-01", "NaT"]


@pytest.mark.parametrize("on", ["3/4/2026", "by 03.04.26", "Friday 25-12-2026"])
def test_the_first_date_in_numbers_without_an_order_stops_the_file_with_its_cell(workbook, on):
    sentence = refusal(workbook(Plan=f"Ref | Action | Due\nA1 | x | TBC\nA2 | x | {on}"), NO_ORDER)
    assert sentence.startswith(f"sheet 'Plan': C3 holds the date {on}, and nothing says whether the day or the month")


def test_a_date_with_a_time_of_day_is_the_day(workbook):
    """Exports write a day this way, with any time."""
    dates = ["2026-01-31 17:00:00", "31/01/2026 09:30", "2026-01-31T00:00:00.000Z", "31/1/2026 10:00 PM"]
    table = "Ref | Action | Due\n" + "\n".join(f"A{n} | x | {on}" for n, on in enumerate(dates))
    (sheet,) = read(workbook(Plan=table))
    assert {str(on)[:10] for on in sheet.rows.due_on} == {"2026-01-31"}
    assert set(sheet.rows.due_on_precision) == {Precision.DAY}
    (sheet,) = read(workbook(Plan="Ref | Action | Due\nA1 | x | 31/1/2026 99:99"))
    assert list(sheet.rows.due_on_precision) == [Precision.UNREADABLE]


@pytest.mark.parametrize(("years", "read_as"), [('years = "calendar"\n', "2026-12-31"), ("", "NaT")])
def test_a_year_as_a_number_is_its_end_where_years_are_of_the_calendar(workbook, years, read_as):
    (sheet,) = read(workbook(Plan="Ref | Action | Due\nA1 | x | n:2026\nA2 | x | 2026"), years + PLAN)
    assert [str(on)[:10] for on in sheet.rows.due_on] == [read_as, read_as]


@pytest.mark.parametrize(
    ("column", "is_said"),
    [("success_measure", True), ("owner", True), ("theme", True), ("progress_note", False), ("evidence", False)],
)
def test_a_status_word_in_a_column_that_says_something_else_is_noticed(workbook, column, is_said):
    layout = PLAN.replace("[columns]", f'[columns]\n{column} = "Success criteria"')
    rows = "A1 | x | TBC | DONE\nA2 | x | TBC | Gates shut\nA3 | x | TBC | Completed"
    table = f"Ref | Action | Due | Success criteria\n{rows}"
    found = [one for one in read(workbook(Plan=table), layout)[0].problems if one.rule == "status_is_in_its_column"]
    assert [(one.cell, one.found) for one in found] == ([("D2", "DONE, and in 1 more row")] if is_said else [])


SERIALS = """
Ref | Action | Due
A1  | x      | 45291      # as text, as an export to CSV has it
A2  | x      | n:45292
A3  | x      | 46022.75   # with a time of day
A4  | x      | 29999
A5  | x      | 1/2/2026
A6  | x      | n:60001
"""


def test_numbers_by_which_a_spreadsheet_keeps_days_are_dates_where_the_layout_says_so(workbook):
    layout = 'serial_dates = "due_on"\n' + PLAN
    (sheet,) = read(workbook(Plan=SERIALS), layout)
    assert [str(on)[:10] for on in sheet.rows.due_on] == [
        "2023-12-31", "2024-01-01", "2025-12-31", "NaT", "2026-02-01", "NaT",
    ]  # fmt: skip
    assert list(sheet.rows.due_on_precision) == ["day", "day", "day", "unreadable", "day", "unreadable"]
    assert list(sheet.words.due_on)[:3] == ["45291", "45292", "46022.75"]
    assert notices(sheet) == []


def test_without_that_line_they_are_not_dates_and_the_data_officer_is_asked(workbook):
    (sheet,) = read(workbook(Plan=SERIALS))
    assert set(map(str, sheet.rows.due_on[:4])) == {"NaT"}
    (problem,) = [one for one in sheet.problems if one.rule == "dates_are_no_numbers"]
    assert (problem.cell, problem.found, problem.who_acts) == ("C2", "45291 and 2 more cells", WhoActs.DATA_OFFICER)
    assert "31 December 2023" in problem.sentence and "serial_dates in the layout names due_on" in problem.sentence


def test_numbers_in_a_workbook_that_counts_from_1904_are_not_read_as_days_since_1900(workbook):
    path = workbook(Plan=SERIALS)
    book = openpyxl.load_workbook(path)
    book.epoch = CALENDAR_MAC_1904
    book.save(path)
    assert "counts its days from 1904" in refusal(path, 'serial_dates = "due_on"\n' + PLAN)


@pytest.mark.parametrize("name", ["action", "nothing"])
def test_only_a_column_of_dates_reads_such_numbers_as_days(workbook, name):
    sentence = refusal(workbook(Plan=SERIALS), f'serial_dates = "{name}"\n' + PLAN)
    assert "serial_dates" in sentence and name in sentence


@pytest.mark.parametrize("on", ["d:1900-01-01", "d:2099-12-31", "31/12/9999", "d:2999-12-31"])
def test_a_date_that_means_no_date_is_not_read_as_a_date(workbook, on):
    (sheet,) = read(workbook(Plan=f"Ref | Action | Due\nA1 | x | {on}"))
    assert (str(sheet.rows.due_on[2]), sheet.rows.due_on_precision[2]) == ("NaT", Precision.UNREADABLE)


# References and names


def test_references_kept_as_numbers_are_flagged_where_a_zero_may_be_lost(workbook):
    path = workbook(
        Plan="""
        Ref            | Action | Due
        n:60.1         | x      | TBC    # 60.10, once the format is lost
        n:60.9         | x      | TBC
        n:61.1 [0.00]  | x      | TBC    # shown with its zero
        60.2           | x      | TBC    # text is as it was typed
        n:7            | x      | TBC
    """
    )
    (sheet,) = read(path)
    assert [ref for (ref,) in values(sheet, "action_ref").values()] == ["60.1", "60.9", "61.10", "60.2", "7"]
    lost = "This reference may have lost a zero: those beside it go up to 60.9."
    assert notices(sheet) == [("A2", "60.1 and 1 more", AS_NUMBERS), ("A2", "60.1", lost)]


def test_a_reference_beside_one_with_its_zero_has_lost_none(workbook):
    (sheet,) = read(workbook(Plan="Ref | Action | Due\nn:60.1 | x | TBC\nn:60.1 [0.00] | y | TBC\n60.11 | z | TBC"))
    assert [ref for (ref,) in values(sheet, "action_ref").values()] == ["60.1", "60.10", "60.11"]
    assert [sentence for _, _, sentence in notices(sheet)] == [AS_NUMBERS]


def test_names_in_one_cell_are_split_only_by_the_list_that_the_layout_confirms(workbook):
    path = workbook(
        Plan="""
        Ref | Action | Due | With
        A1  | x      | TBC | CSP, 3PAO
        A2  | x      | TBC | Wing, Rotor Aviation      # two words of one name
        A3  | x      | TBC | CSP, Harbor Board         # one of them is not on the list
        A4  | x      | TBC | Chair / DCS
    """
    )
    layout = PLAN + 'supporting_agencies = "With"\n'
    whole = [["CSP, 3PAO"], ["Wing, Rotor Aviation"], ["CSP, Harbor Board"], ["Chair / DCS"]]
    assert list(read(path, layout)[0].rows.supporting_agencies) == whole
    layout += '[split]\nsupporting_agencies = ","\n'
    assert list(read(path, layout)[0].rows.supporting_agencies) == whole
    layout = 'confirmed = ["Harbour Board"]\n' + layout
    layout += '[agencies]\n"CSP" = "Cloud Service Provider"\n"3PAO" = "Assessor"\n'
    assert list(read(path, layout)[0].rows.supporting_agencies) == [["Cloud Service Provider", "Assessor"], *whole[1:]]


def test_the_nearest_known_name_is_suggested_and_no_names_are_merged(collection):
    collection.register("2026-01-15", "Rec | Recommendation | Agency | Response\n1 | Mend | Harbour Board | Accepted")
    text = (collection.layouts / "transport.toml").read_text(encoding="utf-8")
    collection.layout("transport", text.replace("[columns]", '[columns]\nagency = "Lead"'))
    headings = "Ref | Rec | Action | Due | Done | Status | Evidence | Reason | Lead\n"
    collection.plan("2026-01-31", headings + "A1 | 1 | Mend | | | | | | Harbor Board\nA2 | 1 | Mend | | | | | | Trams")
    checked = collection.check()
    told = checked.problems[(checked.problems.rule == "agency_is_known") & (checked.problems.sheet == "Plan")]
    rule = "The lead agency sends a plan or is in the register. Names are never merged because they look alike."
    assert list(zip(told.found, told.sentence, strict=True)) == [
        ("Harbor Board", f"{rule} The nearest known name is 'Harbour Board'."),
        ("Trams", rule),
    ]


# Formats


def test_facts_that_a_kind_of_file_cannot_show_are_reported(tmp_path: Path):
    (tmp_path / "plan.csv").write_text("Ref;Action;Due\nA1;Mend;TBC\n", encoding="utf-8")
    (sheet,) = read(tmp_path / "plan.csv")
    facts = [problem.found for problem in sheet.problems]
    assert (
        "A text file has no number formats, colours, comments or merged cells, and does not say what was hidden."
        in facts
    )
    assert (sheet.accounts[0].sheet, sheet.accounts[0].filled, sheet.accounts[0].stored) == ("CSV", 6, 6)
