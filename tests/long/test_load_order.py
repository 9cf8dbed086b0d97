"""In whatever steps files are loaded, the database equals one built from all of them at once."""

import tempfile
from pathlib import Path

import pytest
from drawing import LOG, Collection, write_workbook
from hypothesis import example, given, settings
from hypothesis import strategies as st
from step_by_step import from_nothing, load_all, tables
from trials import trials

PLAN = """
{agency}
fills = "action"
review = "Harbour Review"
illustrative = true
sheet = "Plan"
dates = "day first"
confirmed = ["Port Users"]
[columns]
action_ref = "Ref"
recommendation_ref = "Rec"
action = "Action"
agency = "Agency"
supporting_agencies = "With"
due_on = "Due"
reported_status = "Status"
evidence = "Evidence"
[split]
recommendation_ref = ";"
supporting_agencies = ";"
[reported_status]
"Open" = "in progress"
"Complete" = "reported complete"
"""
PLAN_HEADINGS = "Ref | Rec | Action | Agency | With | Due | Status | Evidence"
REGISTER_HEADINGS = "Rec | Recommendation | Agency | Response"
LOG_HEADINGS = "Agency | Ref | Found | Checker | On | Seen | Why"

AGENCIES = st.sampled_from(["", "Harbour Board", "Harbor Board", "Department of Transport", "Trams"])
REFS = st.sampled_from(["A1", "A 1", "A2", "A3", "B1", ""])
RECS = st.sampled_from(["1", "2", "9", "1; 2", "2; 9", ""])
WORDS = st.sampled_from(
    ["Mend the railing along the whole of the wall", "Mend the railing along the whole of the walls", "Do"]
)
PLAN_ROWS = st.tuples(
    REFS,
    RECS,
    WORDS,
    AGENCIES,
    st.sampled_from(["", "Port Users", "Harbor Board; Port Users", "Trams"]),
    st.sampled_from(["d:2026-03-31", "d:2026-06-30", "TBC", "whenever"]),
    st.sampled_from(["Open", "Complete", "Purple", ""]),
    st.sampled_from(["", "Minutes"]),
)
REGISTER_ROWS = st.tuples(
    st.sampled_from(["1", "2", "3", ""]),
    st.just("Do it"),
    AGENCIES,
    st.sampled_from(["Accepted", "Not accepted", ""]),
)
LOG_ROWS = st.tuples(
    AGENCIES,
    REFS,
    st.sampled_from(["Yes", "No", "Again", "?"]),
    st.sampled_from(["Board", "Department of Transport", "Harbour Board"]),
    st.sampled_from(["d:2026-02-01", "d:2026-02-02", ""]),
    st.sampled_from(["Seen", ""]),
    st.just(""),
)


def drawn(headings: str, rows: list[tuple[str, ...]]) -> str:
    return "\n".join([headings, *(" | ".join(row) for row in rows)])


def tables_of(headings: str, rows: st.SearchStrategy) -> st.SearchStrategy:
    return st.lists(rows, min_size=1, max_size=4).map(lambda found: drawn(headings, found))


DAYS = st.sampled_from([f"2026-{month:02}-{day:02}" for month in range(1, 5) for day in (10, 20)])
PLANS = tables_of(PLAN_HEADINGS, PLAN_ROWS)
FILES = st.lists(
    st.tuples(
        st.one_of(
            st.tuples(st.just("transport"), PLANS),
            st.tuples(st.just("harbour"), PLANS),
            st.tuples(st.just("committee"), tables_of(REGISTER_HEADINGS, REGISTER_ROWS)),
            st.tuples(st.sampled_from(["board", "whole board"]), tables_of(LOG_HEADINGS, LOG_ROWS)),
        ),
        DAYS,
    ).map(lambda file: (file[0][0], file[1], file[0][1])),
    min_size=2,
    max_size=7,
    unique_by=lambda file: file[:2],
)


def received(collection: Collection, sender: str, on: str, table: str) -> None:
    """Draws one file; `sender` is one of the five."""
    sheets = {"committee": "Register", "board": "Log", "whole board": "Log"}
    write_workbook(collection.received / sender / f"{on}.xlsx", {sheets.get(sender, "Plan"): table})


def collection_in(folder: Path) -> Collection:
    """Layouts for two plans, one of a single agency and one with an agency in each row, and for two logs, one whole."""
    collection = Collection(folder)
    collection.layout("transport", PLAN.format(agency='agency = "Department of Transport"'))
    collection.layout("harbour", PLAN.format(agency=""))
    collection.layout("whole board", LOG.replace("[columns]", 'log = "whole"\n[columns]'))
    return collection


def plan(*rows: str) -> str:
    return "\n".join([PLAN_HEADINGS, *rows])


def register(*rows: str) -> str:
    return "\n".join([REGISTER_HEADINGS, *rows])


def log(*rows: str) -> str:
    return "\n".join([LOG_HEADINGS, *rows])


OPEN = "{} | {} | Do | {} | {} | | Open |"
CHECK = "{} | {} | Yes | {} | d:2026-01-05 | {} |"
CASES = {
    "an action that a check waits for": [
        ("board", "2026-01-10", log(CHECK.format("", "A1", "Board", "Seen"))),
        ("transport", "2026-01-20", plan(OPEN.format("A1", "1", "", ""))),
    ],
    "a second action of the same day, so that a check fits neither alone": [
        ("board", "2026-01-10", log(CHECK.format("", "A1", "Board", "Seen"))),
        ("transport", "2026-01-20", plan(OPEN.format("A1", "1", "", ""))),
        ("harbour", "2026-01-20", plan(OPEN.format("A1", "1", "Harbour Board", ""))),
    ],
    "a second action of the same day, where the check is refused already": [
        ("board", "2026-01-10", log(CHECK.format("", "A1", "", "Seen"))),
        ("transport", "2026-01-20", plan(OPEN.format("A1", "1", "", ""))),
        ("harbour", "2026-01-20", plan(OPEN.format("A1", "1", "Harbour Board", ""))),
    ],
    "an owner who turns out to be the checker": [
        ("board", "2026-01-10", log(CHECK.format("", "A1", "Harbour Board", "Seen"))),
        ("transport", "2026-01-20", plan(OPEN.format("A1", "1", "", ""))),
        ("transport", "2026-01-20.2", plan(OPEN.format("A1", "1", "Harbour Board", ""))),
    ],
    "checks that are numbered anew": [
        ("board", "2026-01-10", log(CHECK.format("", "A2", "Board", "Seen"), CHECK.format("", "A1", "Board", "Seen"))),
        ("transport", "2026-01-20", plan(OPEN.format("A1", "1", "", ""))),
        ("board", "2026-02-10", log(CHECK.format("", "A1", "Board", "More"))),
        ("transport", "2026-02-20", plan(OPEN.format("A2", "1", "", ""))),
    ],
    "the first register": [
        ("transport", "2026-01-10", plan(OPEN.format("A1", "9", "", "Trams"))),
        ("committee", "2026-01-20", register("1 | Do it | Harbour Board | Accepted")),
    ],
    "a recommendation that two of a row wait for": [
        ("committee", "2026-01-10", register("1 | Do it | Harbour Board | Accepted")),
        ("transport", "2026-01-20", plan(OPEN.format("A1", "2; 3", "", ""), OPEN.format("A2", "1; 3", "", ""))),
        ("committee", "2026-02-10", register("3 | Do it | Harbour Board | Accepted")),
    ],
    "a name that another turns out to be nearest to": [
        ("committee", "2026-01-10", register("1 | Do it | Trains | Accepted")),
        ("harbour", "2026-01-20", plan(OPEN.format("A1", "1", "Harbor Board", "Harbor Board"))),
        ("committee", "2026-02-10", register("2 | Do it | Harbour Board | Accepted")),
    ],
    "the first agency with a layout of its own": [
        ("committee", "2026-01-10", register("1 | Do it | Trams | Accepted")),
        ("transport", "2026-01-20", plan(OPEN.format("A1", "1", "", ""))),
    ],
}


@pytest.mark.parametrize("case", CASES)
def test_one_file_after_another_is_the_same_as_all_at_once(case, tmp_path):
    """Each last file changes the findings about the earlier ones in its own way."""
    collection = collection_in(tmp_path)
    *files, last = CASES[case]
    for file in files:
        received(collection, *file)
        found = tables(load_all(collection).path)["problem"]
    received(collection, *last)
    done = load_all(collection)
    assert tables(done.path) == from_nothing(collection)
    assert (done.checked_again > 0, done.why_all_again) == (True, "")
    assert [row for row in tables(done.path)["problem"] if row[0] <= len(files)] != found


@settings(max_examples=trials(6))
@given(files=FILES, cuts=st.sets(st.integers(1, 6), max_size=4))
@example(files=CASES["checks that are numbered anew"], cuts={1, 2, 3})
def test_step_by_step_is_the_same_as_from_nothing(files, cuts):
    """Files of all kinds in any order, some of them late, loaded in any number of steps."""
    with tempfile.TemporaryDirectory() as folder:
        collection = collection_in(Path(folder))
        for n, file in enumerate(files, start=1):
            received(collection, *file)
            if n in cuts:
                load_all(collection)
        assert tables(load_all(collection).path) == from_nothing(collection)


def test_another_file_of_the_same_day_may_make_known_earlier_what_a_late_file_did(tmp_path):
    """The check waited for the late file until a file of the same day said the same in time."""
    collection = collection_in(tmp_path)
    for file in (
        ("board", "2026-01-20", log(CHECK.format("", "A1", "Board", "Seen"))),
        ("transport", "2026-01-10", plan(OPEN.format("A1", "1", "", ""))),
        ("transport", "2026-01-20", plan(OPEN.format("A1", "1", "", ""))),
    ):
        received(collection, *file)
        done = load_all(collection)
    assert tables(done.path) == from_nothing(collection)
    assert done.checked_again == 1
