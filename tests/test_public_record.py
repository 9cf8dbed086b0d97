"""The public-record workbooks hold only sourced facts, and are what the script writes."""

import tomllib
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path

import drawing
import pytest
from make_public_record import (
    ACTIONS,
    CHECKS,
    HEADER_ROW,
    HEADINGS,
    RECEIVED,
    RECOMMENDATIONS,
    SECONDARY,
    write_all,
)
from openpyxl import load_workbook
from public_record_facts import ALL, Compilation

LAYOUTS = Path(__file__).parents[1] / "loaders" / "layouts" / "public-record"
FILES = sorted(RECEIVED.glob("*/*.xlsx"))
LAST_FILES = [RECEIVED / facts.sender / f"{max(facts.compiled_up_to)}.xlsx" for facts in ALL]

# The words that a cell may hold: each as published, shortened, except the first two of STATUSES.
STATUSES = {
    "Not seen",
    "No status word",
    "Set up",
    "Given",
    "Consultation published",
    "Continuous programme of work",
    "In a bill before Parliament",
    "Not being taken forward",
    "Not currently taken forward",
    "Launched",
    "Held",
    "First met",
    "Produced",
    "Published",
    "Declined",
    "To be dropped",
    "Improvements have been implemented",
    "Completed and signed off",
}
RESPONSES = {"Accepted", "Partly", "Agreed in principle", "Rejected", "Not seen"}
FINDINGS = {"Incomplete", "In progress"}
EXACT_DEADLINES = {
    "GBE-1": date(2024, 12, 31),
    "GBE-2": date(2024, 12, 31),
    "GBE-2-West-Mercia": date(2024, 12, 31),
    "GBE-3": date(2025, 5, 30),
    "GBE-4": date(2024, 12, 31),
    "GBE-5": date(2025, 3, 31),
    "GBE-6": date(2026, 3, 31),
    "OLD-C6": date(2022, 6, 27),
}


def rows(path: Path, title: str) -> list[dict]:
    """The rows of one sheet, each by heading; none if the file has no such sheet."""
    workbook = load_workbook(path)
    if title not in workbook.sheetnames:
        return []
    found = workbook[title].iter_rows(min_row=HEADER_ROW, values_only=True)
    headings = next(found)
    assert headings == HEADINGS[title]
    return [dict(zip(headings, values, strict=True)) for values in found]


def last(sender: str, title: str) -> list[dict]:
    """The rows of one sheet in a sender's latest file."""
    return rows(max((RECEIVED / sender).glob("*.xlsx")), title)


def name(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def test_there_is_a_file_for_every_date_and_no_other() -> None:
    wanted = {RECEIVED / facts.sender / f"{on}.xlsx" for facts in ALL for on in facts.compiled_up_to}
    assert set(FILES) == wanted


@pytest.mark.parametrize("path", FILES, ids=name)
def test_every_row_has_its_sources_and_a_date_for_each(path: Path) -> None:
    for title in HEADINGS:
        for row in rows(path, title):
            addresses, dates = row["Source"].split(" | "), row["Source date"].split(" | ")
            assert all(address.startswith("http") for address in addresses), row
            assert len(addresses) == len(dates) and all(dates), row


@pytest.mark.parametrize("path", FILES, ids=name)
def test_only_the_published_words_are_used(path: Path) -> None:
    assert {row["Status as published"] for row in rows(path, ACTIONS)} <= STATUSES
    assert {row["Response"] for row in rows(path, RECOMMENDATIONS)} <= RESPONSES
    assert {row["Finding as published"] for row in rows(path, CHECKS)} <= FINDINGS


@pytest.mark.parametrize("facts", ALL, ids=lambda facts: facts.sender)
def test_the_layout_lists_the_words_used_and_no_other(facts: Compilation) -> None:
    layout = tomllib.loads((LAYOUTS / f"{facts.sender}.toml").read_text(encoding="utf-8"))
    for sheet in layout["sheets"]:
        for scale in ("response", "reported_status", "verification"):
            heading = sheet["columns"].get(scale)
            files = (RECEIVED / facts.sender).glob("*.xlsx")
            used = {row[heading] for path in files for row in rows(path, sheet["sheet"])} if heading else set()
            assert used | {"Not seen"} == sheet.get(scale, {}).keys() | {"Not seen"}, scale


@pytest.mark.parametrize("path", FILES, ids=name)
def test_every_action_answers_a_listed_recommendation_of_its_body(path: Path) -> None:
    listed = [(row["No."], row["First body named"]) for row in rows(path, RECOMMENDATIONS)]
    answered = [(row["Answers no."], row["First body named"]) for row in rows(path, ACTIONS)]
    refs = [row["Ref."] for row in rows(path, ACTIONS)]
    assert answered == listed and len(set(refs)) == len(refs)


@pytest.mark.parametrize("path", FILES, ids=name)
def test_a_secondary_source_is_named_on_its_row(path: Path) -> None:
    secondary = {item.ref for facts in ALL for item in facts.items if item.is_secondary}
    told = {row["Ref."]: row["Position as published (our words)"] for row in rows(path, ACTIONS)}
    assert {ref for ref in told if told[ref].startswith(SECONDARY)} == secondary & told.keys()


@pytest.mark.parametrize("path", FILES, ids=name)
def test_no_fact_is_later_than_its_file(path: Path) -> None:
    up_to = datetime.fromisoformat(path.stem)
    dated = [row["Response date"] for row in rows(path, RECOMMENDATIONS)]
    dated += [row["Completed on"] for row in rows(path, ACTIONS)]
    dated += [row["Published on"] for row in rows(path, CHECKS)]
    assert all(on <= up_to for on in dated if isinstance(on, datetime))


@pytest.mark.parametrize("path", FILES, ids=name)
def test_what_is_not_seen_has_no_date(path: Path) -> None:
    unseen = [row for row in rows(path, RECOMMENDATIONS) if row["Response"] == "Not seen"]
    assert all(row["Response date"] is None for row in unseen)
    unfinished = [row for row in rows(path, ACTIONS) if row["Status as published"] in ("Not seen", "No status word")]
    assert all(row["Completed on"] is None for row in unfinished)


def test_nothing_disappears_from_a_later_file() -> None:
    for facts in ALL:
        files = [RECEIVED / facts.sender / f"{on}.xlsx" for on in sorted(facts.compiled_up_to)]
        refs = [{row["Ref."] for row in rows(path, ACTIONS)} for path in files]
        assert all(before <= after for before, after in pairwise(refs))


def test_only_exact_deadlines_are_dates() -> None:
    actions = [row for path in LAST_FILES for row in rows(path, ACTIONS)]
    dated = {row["Ref."]: row["Deadline as stated"] for row in actions}
    dates = {ref: due.date() for ref, due in dated.items() if isinstance(due, datetime)}
    assert dates == EXACT_DEADLINES


def test_the_inquiry_has_its_20_recommendations_in_order() -> None:
    for path in sorted((RECEIVED / "national-inquiry-2022").glob("*.xlsx")):
        assert [row["No."] for row in rows(path, RECOMMENDATIONS)] == [str(n) for n in range(1, 21)]


def test_number_11_of_the_inquiry_shows_nothing_but_that_it_exists() -> None:
    (row,) = [row for row in last("national-inquiry-2022", ACTIONS) if row["Answers no."] == "11"]
    (listed,) = [row for row in last("national-inquiry-2022", RECOMMENDATIONS) if row["No."] == "11"]
    assert (row["Status as published"], row["Deadline as stated"]) == ("Not seen", None)
    assert (listed["Response"], listed["Response date"]) == ("Not seen", None)
    assert listed["Source"].startswith("https://www.iicsa.org.uk/")


def test_the_inspection_shows_six_of_nine_numbers() -> None:
    numbers = [row["No."] for row in last("group-based-exploitation-2023", RECOMMENDATIONS)]
    assert numbers == ["1", "2", "2", "3", "4", "5", "6", "n/a-language"]
    assert {str(n) for n in range(1, 10)} - set(numbers) == {"7", "8", "9"}  # one may be n/a-language


def test_the_other_two_have_their_items() -> None:
    oldham = [row["No."] for row in last("oldham-2022", RECOMMENDATIONS)]
    assert oldham == ["C0", "C1", "C1-scrutiny", "C2", "C3", *(f"C{n}" for n in range(5, 15))]
    assert [row["No."] for row in last("rochdale-2012", RECOMMENDATIONS)] == ["1", "2", "3", "4", "C1"]


def test_checks_are_by_another_body_on_a_listed_action() -> None:
    found = []
    for path in FILES:
        leads = {row["Ref."]: row["First body named"] for row in rows(path, ACTIONS)}
        for row in rows(path, CHECKS):
            assert leads[row["Ref."]] == row["First body named"] != row["Checked by"]
            assert row["Published on"] and row["Report"]
            found.append((name(path), row["Ref."]))
    expected = ["GBE-1", "GBE-2", "GBE-3", "GBE-4", "GBE-5"]
    assert found == [("group-based-exploitation-2023/2025-12-31", ref) for ref in expected]


@pytest.mark.parametrize("path", FILES, ids=name)
def test_the_last_exact_date_is_the_last_of_the_sources_known_by_then(path: Path) -> None:
    for row in rows(path, ACTIONS):
        days = [date.fromisoformat(on) for on in row["Source date"].split(" | ") if len(on) == len("2026-03-31")]
        known = [day for day in days if day <= date.fromisoformat(path.stem)]
        found = row["Last exact source date"]
        assert (found.date() if found else None) == max(known, default=None), row["Ref."]


@pytest.mark.parametrize("path", FILES, ids=name)
def test_whoever_set_a_date_is_named(path: Path) -> None:
    for row in rows(path, ACTIONS):
        assert bool(row["Deadline as stated"]) == bool(row["Deadline set by"]), row["Ref."]


def test_whatever_is_late_was_found_so_by_a_body_that_looked_after_the_date(public_record) -> None:
    sql = "SELECT action_ref, due_on, checked_on, judged_on FROM position_on($on) WHERE days_late > 0"
    late = drawing.rows(public_record.db, sql, on=date(2026, 12, 31))
    assert sorted(ref for ref, *_ in late) == ["GBE-1", "GBE-2", "GBE-3", "GBE-4", "GBE-5"]
    assert all(due < checked == judged for _, due, checked, judged in late)


def test_what_the_sources_say_was_done_is_done(public_record) -> None:
    sql = "SELECT action_ref, done_on FROM position_on($on) WHERE is_complete"
    done = dict(drawing.rows(public_record.db, sql, on=date(2026, 12, 31)))
    assert done == {
        "OLD-C0": None,  # no day was seen, and a file's own date does not count
        "OLD-C1-scrutiny": date(2023, 11, 16),
        "OLD-C6": date(2022, 6, 27),
        "OLD-C7": date(2022, 11, 23),
        "OLD-C8": None,
        "OLD-C14": date(2025, 7, 3),
        "ROCH-2012-C1": date(2015, 4, 30),  # signed off in April 2015
    }


def test_a_finding_read_on_a_tracker_says_so_on_its_rows() -> None:
    found = [row for path in FILES for row in rows(path, CHECKS)]
    assert all("independent tracker" in row["Checked by"] and "tracker's page" in row["Note"] for row in found)
    actions = last("group-based-exploitation-2023", ACTIONS)
    told = {row["Ref."]: row["Position as published (our words)"] for row in actions}
    assert all("independent tracker's page" in told[row["Ref."]] for row in found)


def test_an_acceptance_stays_when_the_position_changes() -> None:
    (listed,) = [row for row in last("national-inquiry-2022", RECOMMENDATIONS) if row["No."] == "19"]
    (row,) = [row for row in last("national-inquiry-2022", ACTIONS) if row["Answers no."] == "19"]
    assert (listed["Response"], listed["Response date"]) == ("Accepted", datetime(2023, 5, 22))
    assert row["Status as published"] == "Not currently taken forward"


def test_the_files_are_what_the_script_writes(tmp_path: Path) -> None:
    made = write_all(tmp_path)
    assert [path.relative_to(tmp_path) for path in sorted(made)] == [path.relative_to(RECEIVED) for path in FILES]
    for path in made:
        assert cells(path) == cells(RECEIVED / path.relative_to(tmp_path)), name(path)


def test_the_same_facts_make_the_same_bytes(tmp_path: Path) -> None:
    once, again = write_all(tmp_path / "once"), write_all(tmp_path / "again")
    assert [path.read_bytes() for path in once] == [path.read_bytes() for path in again]


def cells(path: Path) -> dict:
    """Every filled cell of a workbook by sheet and address."""
    workbook = load_workbook(path)
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in workbook
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }
