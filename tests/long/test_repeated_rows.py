"""A return that mostly repeats the one before, loaded on top of it, gives the same database as a build from nothing."""

import tempfile
from pathlib import Path

import pytest
from drawing import Collection
from hypothesis import given, settings
from hypothesis import strategies as st
from returns import FULL
from step_by_step import from_nothing, load_all, tables
from trials import trials

HEADINGS = "Ref | Rec | Action | Owner | First | Due | Reason | Status | Done | Evidence | Part of | Replaced by\n"
PLAN = FULL.replace("[columns]", '[columns]\nsplit_from = "Part of"\nsuperseded_by = "Replaced by"').replace(
    '"Dropped"', '"Replaced" = "superseded"\n"Dropped"'
)
DATES = ("d:2026-03-31", "m:2026-04-01", "d:2026-04-30", "TBC", "")
ROWS = st.tuples(
    st.sampled_from(["1", "2"]),
    st.sampled_from(["Mend the railing along the whole of the wall", "Sweep"]),
    st.sampled_from(["Clerk", "Engineer"]),
    st.sampled_from(DATES),
    st.sampled_from(DATES),
    st.sampled_from(["", "Ice"]),
    st.sampled_from(["In progress", "In progress", "Complete", "Replaced", "Purple"]),
    st.sampled_from(["", "d:2026-01-05"]),
    st.sampled_from(["", "minutes", "The Minutes."]),
    st.sampled_from(["", "", "", "", "", "", "A1"]),
    st.sampled_from(["", "", "", "A4"]),
).map(" | ".join)
REFS = ("A1", "A2", "A3", "A4")
CHANGES = st.dictionaries(st.sampled_from(REFS), st.none() | ROWS, max_size=2)  # None: it is left out
BESIDE = st.sampled_from(["", "", "register", "log", "late", "same day"])
RETURNS = st.lists(st.tuples(CHANGES, BESIDE), min_size=3, max_size=6)


def row(words: str, part_of: str = "", replaced_by: str = "", owner: str = "Clerk") -> str:
    return f"1 | {words} | {owner} | | d:2026-03-31 | | In progress | | | {part_of} | {replaced_by}"


WORDS = "Mend the railing along the whole of the wall"
STAYS = f"Z | {row('Stay')}"
A1, PART = f"A1 | {row('Mend')}", f"A2 | {row('Sweep', part_of='A1')}"
DONE = A1.replace("In progress | |", "Complete | d:2026-01-05 | minutes")
REPLACED = f"A1 | {row('Mend', replaced_by='A4')}"
CASES = {
    "a status that is not complete goes on": [[A1], [A1], [A1]],
    "the action that replaces it comes later": [[REPLACED], [REPLACED], [REPLACED, f"A4 | {row('Sweep')}"]],
    "it came under another reference": [[f"A1 | {row(WORDS)}"], [f"A2 | {row(WORDS)}"], [f"A2 | {row(WORDS)}"]],
    "its part alone changes": [[A1], [A1, PART], [A1, PART.replace("Clerk", "Engineer").replace("03-31", "04-30")]],
    "it is said to be a part, again": [[A1, f"A2 | {row('Sweep')}"], [A1, PART], [A1, PART]],
    "it was left out": [[A1], [], [A1]],
    "it stays left out": [[A1], [], []],
}  # fmt: skip


def add(collection: Collection, n: int, rows: list[str], beside: str = "") -> None:
    """Receives a monthly return, a late one, one with another file of its day, a register or a log."""
    on = f"2026-{n:02}-10"
    said = "\n".join(rows)
    table = f"{HEADINGS}{said}\n{STAYS}"
    collection.plan(f"2026-01-{n:02}" if beside == "late" else on, table)
    if beside == "same day":
        done = said.replace("In progress | |", "Complete | d:2026-01-05 | minutes")
        collection.plan(f"{on}.2", f"{HEADINGS}{done}\n{STAYS}")
    if beside == "register":
        answer = f"1 | Do | Department of Transport | {'Accepted' if n > 1 else 'Noted'}"
        collection.register(on, f"Rec | Recommendation | Agency | Response\n{answer}")
    if beside == "log":
        found = f"Department of Transport | A1 | {'Yes' if n % 2 else 'No'} | Board | d:2026-01-05 | Seen |"
        collection.log(on, f"Agency | Ref | Found | Checker | On | Seen | Why\n{found}")


@pytest.fixture
def with_plans(collection: Collection) -> Collection:
    collection.layout("transport", PLAN)
    return collection


@pytest.mark.parametrize("case", CASES)
def test_a_return_that_repeats_the_one_before_gives_the_same_database(case, with_plans):
    for n, rows in enumerate(CASES[case], start=1):
        add(with_plans, n, rows)
        loaded = load_all(with_plans)
    assert tables(loaded.path) == from_nothing(with_plans)


BESIDE_CASES = {
    "two of one day, of which the last says complete": [("same day", A1), ("", DONE), ("", DONE)],
    "two at once": [("", A1), ("same day", A1)],
    "a register that accepts what another noted": [("register", A1), ("", A1), ("register", A1)],
    "it comes late": [("", A1), ("", A1), ("late", A1), ("", A1)],
    "it comes late after one that says something else": [("", A1), ("", DONE), ("late", DONE), ("", DONE)],
}


@pytest.mark.parametrize("case", BESIDE_CASES)
def test_a_return_that_comes_with_other_files_gives_the_same_database(case, with_plans):
    for n, (beside, line) in enumerate(BESIDE_CASES[case], start=1):
        add(with_plans, n, [line], beside)
        loaded = load_all(with_plans)
    assert tables(loaded.path) == from_nothing(with_plans)


def test_a_return_that_somebody_else_compiled_gives_the_same_database(with_plans):
    """Its notes may be published from then on, so its rows count as changed."""
    layout = PLAN.replace('reason = "Reason"', 'progress_note = "Reason"')
    with_plans.layout("transport", layout)
    with_plans.layout("transport.2026-03-01", layout.replace("fills =", "compiled = true\nfills =", 1))
    for n in (1, 2, 3):
        add(with_plans, n, [A1.replace("03-31 | |", "03-31 | Ice |")])
        loaded = load_all(with_plans)
    assert tables(loaded.path) == from_nothing(with_plans)


@settings(max_examples=trials(4))
@given(returns=RETURNS)
def test_return_after_return_is_the_same_as_all_at_once(returns):
    with tempfile.TemporaryDirectory() as folder:
        collection = Collection(Path(folder))
        collection.layout("transport", PLAN)
        rows: dict[str, str | None] = {ref: row(f"Mend part {ref}") for ref in REFS[:3]}
        for n, (changed, beside) in enumerate(returns, start=1):
            rows |= changed
            add(collection, n, [f"{ref} | {said}" for ref, said in rows.items() if said], beside)
            loaded = load_all(collection)
        assert tables(loaded.path) == from_nothing(collection)
