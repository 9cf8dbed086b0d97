"""Rows of a plan without references are recognised by their words; a person decides about rows without a match."""

from datetime import date

import pytest
from drawing import Collection, rows
from one_plan import read, refusal

from checks.find_rules import rules as rules_of
from tracker.measure import Measure
from tracker.questions import measures
from tracker.terms import NO_REFERENCE, Kind, WhoActs

LAYOUT = """
agency = "Department of Transport"
fills = "action"
review = "Harbour Review"
illustrative = true
sheet = "Plan"
dates = "day first"
numbered_by = ["theme", "action"]

[columns]
theme = "Section"
action = "Action"
due_on = "Due"
reported_status = "Status"

[reported_status]
"Open" = "in progress"
"Done" = "reported complete"
"""
HEADINGS = "Section | Action | Due | Status\n"
MEND, PAINT = "Gates | Mend the gate | 1/3/2026 | Open", "Gates | Paint the railing of the bridge | 1/4/2026 | Open"
SWEEP, LIGHT = "Steps | Sweep all steps | 1/5/2026 | Open", "Steps | Light the platforms at night | 1/6/2026 | Open"
FIRST, SECOND, THIRD = "2026-01-31", "2026-02-28", "2026-03-31"


@pytest.fixture
def returned(collection: Collection):
    """Loads these returns, each given as rows, with the layout; returns the database."""
    collection.layout("transport", LAYOUT)

    def load(*of_returns: str, layout: str = LAYOUT):
        collection.layout("transport", layout)
        for on, table in zip((FIRST, SECOND, THIRD), of_returns, strict=False):
            if not (collection.received / "transport" / f"{on}.xlsx").exists():
                collection.plan(on, HEADINGS + table)
        return collection.load()

    return load


def actions(db, as_of: str = "2026-12-31") -> dict[str, tuple]:
    """By reference: the action, its first date, and whether the last return contains it."""
    sql = """
        SELECT action_ref, action, strftime(first_due_on, '%Y-%m-%d'), missing_since IS NULL
        FROM position_on($as_of) ORDER BY ALL
    """
    return {ref: tuple(rest) for ref, *rest in rows(db, sql, as_of=date.fromisoformat(as_of))}


def count_twice(db, as_of: str = "2026-12-31") -> int:
    return measures.counts(db, date.fromisoformat(as_of))[Measure.MAY_BE_COUNTED_TWICE]


def test_every_row_counts_and_is_named_after_its_first_return(returned):
    db = returned(f"{MEND}\n{PAINT}\n | | 1/1/2026 | Open")
    assert actions(db) == {
        "2026-01-31/2": ("Mend the gate", "2026-03-01", True),
        "2026-01-31/3": ("Paint the railing of the bridge", "2026-04-01", True),
    }
    refused = rows(db, "SELECT row_number FROM row_received WHERE version_id IS NULL")
    assert refused == [(4,)]  # without the words of one of these columns it could not be recognised


def test_rows_are_recognised_in_another_order_with_other_dates_and_states(returned):
    later = "\n".join([SWEEP, PAINT.replace("1/4", "1/9"), MEND.replace("Open", "Done")])
    db = returned(f"{MEND}\n{PAINT}\n{SWEEP}", later)
    assert {ref: row[0] for ref, row in actions(db).items()} == {
        "2026-01-31/2": "Mend the gate",
        "2026-01-31/3": "Paint the railing of the bridge",
        "2026-01-31/4": "Sweep all steps",
    }
    assert actions(db)["2026-01-31/3"][1] == "2026-04-01"
    assert count_twice(db) == 0


def test_a_slightly_reworded_row_keeps_its_clock_and_is_reported(returned, collection):
    db = returned(
        f"{MEND}\n{PAINT}", f"{PAINT.replace('of the bridge', 'of the old bridge').replace('1/4', '1/8')}\n{MEND}"
    )
    assert actions(db)["2026-01-31/3"] == ("Paint the railing of the old bridge", "2026-04-01", True)
    assert len(actions(db)) == 2
    said = collection.check().problems
    (problem,) = said[said.rule == "rows_without_a_reference_are_matched"].to_dict("records")
    assert "nearly those of '2026-01-31/3'" in problem["sentence"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Homes | Publish the housing strategy", "Roads | Publish the transport strategy"),
        ("Homes | Publish the housing strategy", "Homes | Publish the transport strategy"),
        ("North | Mend the gate of the pier", "South | Mend the gate of the pier"),
        ("Gates | Mend gate 1 of the old pier by the harbour", "Gates | Mend gate 2 of the old pier by the harbour"),
    ],
)
def test_another_action_never_takes_over_a_clock_because_it_is_alike(returned, before, after):
    db = returned(f"{before} | 1/3/2026 | Done", f"{after} | 1/9/2026 | Open")
    assert {row[1] for row in actions(db).values()} == {"2026-03-01", "2026-09-01"}
    assert count_twice(db) == 1


def test_a_row_that_the_layout_leaves_out_later_changes_no_name(returned):
    rows = f"For example | Mend what is broken | 1/3/2026 | Open\n{MEND}\n{PAINT}"
    before = actions(returned(rows))
    after = actions(returned(layout='leave_out = "For example"\n' + LAYOUT))
    assert after == {ref: row for ref, row in before.items() if row[0] != "Mend what is broken"} and len(after) == 2


WITH_REFERENCES = LAYOUT.replace('numbered_by = ["theme", "action"]\n', "").replace("theme =", "action_ref =")


def test_references_that_come_later_are_joined_by_the_layout(collection, returned):
    returned(f"{MEND}\n{PAINT}")
    joined = '[renumbered]\n"R1" = "2026-01-31/2"\n"R2" = "2026-01-31/3"\n[columns]'
    for layout, refs in ((WITH_REFERENCES, 4), (WITH_REFERENCES.replace("[columns]", joined), 2)):
        (collection.layouts / "transport.2026-02-01.toml").write_text(layout, encoding="utf-8")
        if not (collection.received / "transport" / f"{SECOND}.xlsx").exists():
            rows = f"{MEND}\n{PAINT}".replace("Gates", "R1", 1).replace("Gates", "R2", 1).replace("1/3", "1/8")
            collection.plan(SECOND, HEADINGS + rows)
        db = collection.load()
        assert len(actions(db)) == refs and count_twice(db) == (2 if refs == 4 else 0)
    assert actions(db)["2026-01-31/2"] == ("Mend the gate", "2026-03-01", True)


OTHER = "Gates | Replace the whole structure | 1/9/2027 | Open"


@pytest.mark.parametrize("before", [PAINT, f"{MEND}\n{PAINT}", f"{MEND}\n{PAINT}\n{SWEEP}\n{LIGHT}"])
def test_an_unmatched_row_and_an_unmatched_action_wait_as_a_reported_pair(returned, collection, before):
    """Even if they are the only ones left, nobody knows whether the action was reworded or is a new one."""
    db = returned(before, before.replace(PAINT, OTHER))
    place = before.splitlines().index(PAINT) + 2
    assert actions(db)[f"2026-01-31/{place}"] == ("Paint the railing of the bridge", "2026-04-01", False)
    assert actions(db)[f"2026-02-28/{place}"] == ("Replace the whole structure", "2027-09-01", True)
    assert count_twice(db) == 1 and count_twice(db, "2026-02-01") == 0
    assert measures.counted_twice(measures.counts(db, date(2026, 12, 31))).startswith("1 may be counted twice")
    said = collection.check().problems
    (problem,) = said[said.rule == "rows_without_a_reference_are_matched"].to_dict("records")
    assert problem["who_acts"] == WhoActs.DATA_OFFICER and f"'2026-01-31/{place}'" in problem["sentence"]


def test_an_officer_joins_a_pair_and_its_clock_continues(returned):
    joined = LAYOUT.replace("[columns]", '[renumbered]\n"2026-02-28/3" = "2026-01-31/3"\n[columns]')
    returned(f"{MEND}\n{PAINT}", f"{MEND}\n{OTHER}")
    db = returned(layout=joined)
    assert actions(db)["2026-01-31/3"] == ("Replace the whole structure", "2026-04-01", True)
    assert len(actions(db)) == 2 and count_twice(db) == 0
    db = returned(f"{MEND}\n{PAINT}", f"{MEND}\n{OTHER}", f"{OTHER}\n{MEND}\n{LIGHT}", layout=joined)
    assert set(actions(db)) == {"2026-01-31/2", "2026-01-31/3", "2026-03-31/4"}


def test_two_rows_of_one_file_cannot_be_joined(returned, collection):
    joined = LAYOUT.replace("[columns]", '[renumbered]\n"2026-02-28/3" = "2026-01-31/2"\n[columns]')
    db = returned(f"{MEND}\n{PAINT}", f"{MEND}\n{OTHER}", layout=joined)
    assert len(actions(db)) == 3
    said = collection.check().problems
    assert "stands in this file too" in said[said.rule == "rows_without_a_reference_are_matched"].sentence.iloc[0]


def test_an_action_that_came_later_or_went_counts_once(returned):
    db = returned(f"{MEND}\n{PAINT}", f"{MEND}\n{PAINT}\n{SWEEP}", f"{MEND}\n{SWEEP}")
    assert set(actions(db)) == {"2026-01-31/2", "2026-01-31/3", "2026-02-28/4"}
    assert count_twice(db) == 0


def test_many_rows_whose_dates_all_moved_keep_their_clocks(returned):
    rows = "\n".join(f"Gates | Mend the gate of pier {n} | 1/3/2026 | Open" for n in range(150))
    db = returned(rows, rows.replace("1/3/2026", "1/9/2026"))
    assert len(actions(db)) == 150 and {row[1] for row in actions(db).values()} == {"2026-03-01"}


def test_an_action_that_comes_back_in_other_words_later_may_be_counted_twice(returned):
    db = returned(f"{MEND}\n{PAINT}", MEND, f"{MEND}\n{OTHER}")
    assert count_twice(db, "2026-03-01") == 0 and count_twice(db) == 1


def test_rows_with_the_same_words_stay_two(returned):
    db = returned(f"{MEND}\n{MEND}", f"{MEND}\n{MEND.replace('Open', 'Done')}")
    assert len(actions(db)) == 2 and all(row[2] for row in actions(db).values())


def test_loaded_one_by_one_or_at_once_the_rows_have_the_same_names(returned, collection):
    tables = f"{MEND}\n{PAINT}\n{SWEEP}", f"{SWEEP}\n{OTHER}\n{LIGHT}\n{MEND}", f"{LIGHT}\n{MEND}\n{OTHER}\n{PAINT}"
    for n in range(1, 4):
        one_by_one = actions(returned(*tables[:n]))
    collection.built = collection.built.with_name("anew")
    assert actions(collection.load()) == one_by_one


def test_many_rows_with_other_words_are_new_and_never_matched_by_position(returned):
    many = "\n".join(f"Gates | Mend gate number {n} of pier {n % 7} | 1/3/2026 | Open" for n in range(150))
    other = "\n".join(f"Steps | Entirely different words {n} here now | 1/3/2026 | Open" for n in range(150))
    db = returned(many, other)
    assert len(actions(db)) == 300 and count_twice(db) == 150


@pytest.mark.parametrize(
    ("here", "instead", "said"),
    [
        ('theme = "Section"', 'action_ref = "Section"', "numbered_by"),
        ('["theme", "action"]', '["owner"]', "one of the columns that are read"),
    ],
)
def test_an_impossible_numbered_by_is_refused(workbook, here, instead, said):
    assert said in refusal(workbook(Plan=HEADINGS + MEND), LAYOUT.replace(here, instead, 1))


def test_titles_of_sections_also_tell_rows_apart(workbook):
    layout = LAYOUT.replace('theme = "Section"\n', "").replace("[columns]", 'section = "theme"\n[columns]')
    (sheet,) = read(workbook(Plan="Action | Due | Status\nAll about gates\nMend | 1/3/2026 | Open"), layout)
    assert list(sheet.rows.action_ref) == [NO_REFERENCE] and list(sheet.words.theme) == ["All about gates"]


def test_a_reference_that_looks_like_ours_still_belongs_to_the_sender(returned, collection):
    layout = LAYOUT.replace('numbered_by = ["theme", "action"]\n', "").replace("theme =", "action_ref =")
    db = returned(f"{NO_REFERENCE} | Mend | 1/3/2026 | Open\n{NO_REFERENCE} | Paint | 1/3/2026 | Open", layout=layout)
    assert set(actions(db)) == {NO_REFERENCE, f"{NO_REFERENCE} (2)"}
    assert "reference_is_unique" in set(collection.check().problems.rule)
    assert "rows_without_a_reference_are_matched" in {rule.name for rule in rules_of(Kind.ACTION)}
