"""The history of one plan over its returns: every change, every date ever promised, and what was known when."""

import pytest
from drawing import rows
from returns import FULL, changes, deadlines, position


def test_moves_later_and_earlier_are_recorded_with_and_without_a_reason(plans):
    db = plans({
        "2026-01-31": "A1 | 1 | Mend | Head | | d:2026-03-31 |         | In progress | |",
        "2026-02-28": "A1 | 1 | Mend | Head | | d:2026-06-30 |         | In progress | |",   # no reason recorded
        "2026-03-31": "A1 | 1 | Mend | Head | | d:2026-06-30 |         | In progress | |",   # the same: no new step
        "2026-04-30": "A1 | 1 | Mend | Head | | d:2026-05-31 | Sped up | In progress | |",
    })  # fmt: skip
    assert changes(db) == [
        ("2026-01-31", "first recorded", "", "2026-03-31", ""),
        ("2026-02-28", "date moved later", "2026-03-31", "2026-06-30", ""),
        ("2026-04-30", "date moved earlier", "2026-06-30", "2026-05-31", "Sped up"),
    ]
    assert deadlines(db) == [
        (1, "2026-01-31", "2026-03-31", None, None, ""),
        (2, "2026-02-28", "2026-06-30", "2026-03-31", 91, ""),
        (3, "2026-04-30", "2026-05-31", "2026-06-30", -30, "Sped up"),
    ]
    columns = ("first_due_on", "due_on", "times_moved", "days_moved")
    assert position(db, "2026-02-27", *columns) == ("2026-03-31", "2026-03-31", "0", "0")
    assert position(db, "2026-03-31", *columns) == ("2026-03-31", "2026-06-30", "1", "91")
    assert position(db, "2026-12-31", *columns) == (
        "2026-03-31",
        "2026-05-31",
        "1",
        "61",
    )  # a move to an earlier date is not counted as a move later
    assert position(db, "2026-06-02", "days_overdue", "days_late") == ("2", "63")  # the two clocks


def test_the_original_date_in_a_plan_is_the_date_first_promised(plans):
    db = plans({
        "2026-01-31": "A1 | 1 | Mend | Head | d:2025-12-31 | d:2026-03-31 | Late start | In progress | |",
        "2026-02-28": "A1 | 1 | Mend | Head | d:2026-02-28 | d:2026-03-31 |            | In progress | |",
    })  # fmt: skip
    assert deadlines(db) == [
        (1, "2026-01-31", "2025-12-31", None, None, "Late start"),
        (2, "2026-01-31", "2026-03-31", "2025-12-31", 90, "Late start"),
    ]
    assert changes(db) == [
        ("2026-01-31", "first recorded", "", "2026-03-31", ""),
        ("2026-01-31", "date moved later", "2025-12-31", "2026-03-31", "Late start"),
        ("2026-02-28", "original date altered", "2025-12-31", "2026-02-28", ""),
    ]
    assert position(db, "2026-12-31", "first_due_on") == ("2025-12-31",)


def test_an_original_date_altered_by_way_of_a_blank_counts_as_altered(plans):
    db = plans({
        "2026-01-31": "A1 | 1 | Mend | Head | d:2025-12-31 | d:2026-03-31 | | In progress | |",
        "2026-02-28": "A1 | 1 | Mend | Head |              | d:2026-03-31 | | In progress | |",
        "2026-03-31": "A1 | 1 | Mend | Head | d:2026-02-28 | d:2026-03-31 | | In progress | |",
    })  # fmt: skip
    assert changes(db)[-1] == ("2026-03-31", "original date altered", "2025-12-31", "2026-02-28", "")


def test_a_column_of_original_dates_that_is_added_later_rewrites_nothing(plans):
    db = plans({
        "2026-01-31": "A1 | 1 | Mend | Head |              | d:2026-03-31 | | In progress | |",
        "2026-02-28": "A1 | 1 | Mend | Head | d:2026-09-30 | d:2026-09-30 | | In progress | |",
    })  # fmt: skip
    assert position(db, "2026-12-31", "first_due_on", "times_moved") == ("2026-03-31", "1")
    assert [change for _, change, *_ in changes(db)] == ["first recorded", "date moved later"]


def test_a_date_can_be_removed_and_set_again(plans):
    db = plans({
        "2026-01-31": "A1 | 1 | Mend | Head | | d:2026-03-31 |         | In progress | |",
        "2026-02-28": "A1 | 1 | Mend | Head | | TBC          | No crew | In progress | |",
        "2026-03-31": "A1 | 1 | Mend | Head | | d:2026-03-31 |         | In progress | |",   # the same date again
        "2026-04-30": "A1 | 1 | Mend | Head | |              |         | In progress | |",
        "2026-05-31": "A1 | 1 | Mend | Head | | d:2026-05-31 |         | In progress | |",   # moved by way of a blank
    })  # fmt: skip
    assert changes(db)[1:] == [
        ("2026-02-28", "date removed", "2026-03-31", "", "No crew"),
        ("2026-03-31", "date set", "2026-03-31", "2026-03-31", ""),
        ("2026-04-30", "date removed", "2026-03-31", "", ""),
        ("2026-05-31", "date moved later", "2026-03-31", "2026-05-31", ""),
    ]
    assert position(db, "2026-03-01", "state", "first_due_on", "is_overdue_by_first_date") == (
        "Open, no date set", "2026-03-31", "false",
    )  # fmt: skip
    assert position(db, "2026-04-30", "state", "is_overdue_by_first_date", "timeliness") == (
        "Open, no date set", "true", "no date",
    )  # fmt: skip
    assert position(db, "2026-06-30", "times_moved", "days_moved") == ("1", "61")


def test_a_date_set_for_the_first_time_is_the_date_first_promised(plans):
    db = plans({
        "2026-01-31": "A1 | 1 | Mend | Head | | TBC          | | In progress | |",
        "2026-02-28": "A1 | 1 | Mend | Head | | d:2026-06-30 | | In progress | |",
    })  # fmt: skip
    assert changes(db) == [
        ("2026-01-31", "first recorded", "", "", ""),
        ("2026-02-28", "date set", "", "2026-06-30", ""),
    ]
    assert position(db, "2026-02-27", "first_due_on") == (None,)
    assert position(db, "2026-02-28", "first_due_on", "times_moved") == ("2026-06-30", "0")


def test_a_missing_row_stays_counted_and_comes_back(plans):
    other = "\nB1 | 1 | Sweep | Head | | | | In progress | |"
    held = "A1 | 1 | Mend | Head | | d:2026-03-31 | | In progress | |" + other
    db = plans({
        "2026-01-31": held,
        "2026-02-28": other.strip(),
        "2026-03-31": other.strip(),       # still missing: reported once
        "2026-04-30": held,
        "2026-05-31": other.strip(),
    })  # fmt: skip
    assert changes(db)[1:] == [
        ("2026-02-28", "missing from the return", "", "", ""),
        ("2026-04-30", "back in the return", "", "", ""),
        ("2026-05-31", "missing from the return", "", "", ""),
    ]
    columns = ("state", "missing_since", "last_received_on", "first_received_on")
    assert position(db, "2026-01-31", *columns) == ("Open", None, "2026-01-31", "2026-01-31")
    assert position(db, "2026-04-01", *columns) == ("Overdue", "2026-02-28", "2026-01-31", "2026-01-31")
    assert position(db, "2026-04-30", *columns) == ("Overdue", None, "2026-04-30", "2026-01-31")
    assert position(db, "2026-12-31", *columns) == ("Overdue", "2026-05-31", "2026-04-30", "2026-01-31")


def test_an_action_added_later_was_not_missing_before(plans):
    db = plans({
        "2026-01-31": "B1 | 1 | Sweep | Head | | | | In progress | |",
        "2026-02-28": "A1 | 1 | Mend  | Head | | | | In progress | |\nB1 | 1 | Sweep | Head | | | | In progress | |",
    })  # fmt: skip
    assert changes(db) == [("2026-02-28", "first recorded", "", "", "")]
    assert position(db, "2026-02-27", "state") == ()


def test_an_unreadable_file_makes_nothing_missing(plans, collection):
    held = "A1 | 1 | Mend | Head | | d:2026-03-31 | | In progress | |"
    db = plans({"2026-01-31": held, "2026-03-31": held})
    (collection.received / "transport" / "2026-02-28.xlsx").write_bytes(b"")
    (collection.received / "transport" / "2026-04-30.xlsx").write_bytes(b"PK\x03\x04")
    db = collection.load()
    assert changes(db) == [("2026-01-31", "first recorded", "", "2026-03-31", "")]
    assert position(db, "2026-12-31", "missing_since", "last_received_on") == (None, "2026-03-31")
    assert rows(db, "SELECT last_returned_on::TEXT FROM last_return_on(DATE '2026-12-31')") == [("2026-03-31",)]


def test_a_file_of_another_kind_from_the_same_sender_makes_nothing_missing(plans, collection):
    held = "A1 | 1 | Mend | Head | | d:2026-03-31 | | In progress | |"
    answers = 'fills = "recommendation"\nreview = "Harbour Review"\nillustrative = true\n'
    answers += 'sheet = "Plan"\ncolumns = { recommendation_ref = "Rec", agency = "Agency" }\n'
    collection.layout("transport.2026-02-01", answers)
    collection.layout("transport.2026-03-01", FULL)
    collection.plan("2026-02-28", "Rec | Agency\n1 | Department of Transport")
    db = plans({"2026-01-31": held, "2026-03-31": held})
    assert changes(db) == [("2026-01-31", "first recorded", "", "2026-03-31", "")]
    assert position(db, "2026-03-01", "missing_since") == (None,)
    assert rows(db, "SELECT last_returned_on::TEXT FROM last_return_on(DATE '2026-03-01')") == [("2026-01-31",)]


def test_a_claim_that_is_taken_back_is_a_step_backwards(plans):
    db = plans({
        "2026-01-31": "A1 | 1 | Mend | Head | | d:2026-03-31 |           | Not started |              |",
        "2026-02-28": "A1 | 1 | Mend | Head | | d:2026-03-31 |           | In progress |              |",
        "2026-03-31": "A1 | 1 | Mend | Head | | d:2026-03-31 |           | Complete    | d:2026-03-20 | Photo",
        "2026-04-30": "A1 | 1 | Mend | Head | | d:2026-03-31 | Fell over | In progress |              |",
    })  # fmt: skip
    assert changes(db)[1:] == [
        ("2026-02-28", "status changed", "not started", "in progress", ""),
        ("2026-03-31", "reported complete, evidence named", "in progress", "reported complete", ""),
        ("2026-04-30", "went backwards", "reported complete", "in progress", "Fell over"),
    ]
    columns = ("state", "status_since", "went_backwards_on", "done_on", "timeliness")
    assert position(db, "2026-04-01", *columns) == (
        "Reported complete, not verified", "2026-03-31", None, "2026-03-20", "done on time",
    )  # fmt: skip
    assert position(db, "2026-04-30", *columns) == ("Overdue", "2026-04-30", "2026-04-30", None, "overdue")


def test_an_unknown_status_is_open_and_takes_a_claim_back(plans):
    db = plans({
        "2026-01-31": "A1 | 1 | Mend | Head | | d:2026-03-31 | | Complete | d:2026-01-20 | Photo",
        "2026-02-28": "A1 | 1 | Mend | Head | | d:2026-03-31 | | Purple   | d:2026-01-20 | Photo",
    })  # fmt: skip
    assert changes(db)[1:] == [("2026-02-28", "went backwards", "reported complete", "status unreadable", "")]
    assert position(db, "2026-03-01", "state", "reported_words") == ("Open", "Purple")


def test_rewording_and_a_new_owner_are_changes(plans):
    db = plans({
        "2026-01-31": "A1 | 1 | Mend all railings  | Head      | | d:2026-03-31 | | In progress | |",
        "2026-02-28": "A1 | 1 | Mend some railings | Registrar | | d:2026-03-31 | | In progress | |",
    })  # fmt: skip
    assert changes(db)[1:] == [
        ("2026-02-28", "action reworded", "Mend all railings", "Mend some railings", ""),
        ("2026-02-28", "owner changed", "Head", "Registrar", ""),
    ]


def recommendation_changes(db) -> list[tuple[str, str, str, str, str, str]]:
    return rows(
        db,
        """
        SELECT received_on::TEXT, recommendation_ref, agency, change, was, became
        FROM recommendation_change
        ORDER BY ALL
        """,
    )


def test_claims_with_and_without_evidence_are_different_changes(plans):
    db = plans({
        "2026-01-31": "A1 | 1 | Mend | Head | | | | In progress | |\nA2 | 1 | Sweep | Head | | | | In progress | |",
        "2026-02-28": "A1 | 1 | Mend | Head | | | | Complete | | Photo\nA2 | 1 | Sweep | Head | | | | Complete | |",
    })  # fmt: skip
    assert changes(db)[-1][:3] == ("2026-02-28", "reported complete, evidence named", "in progress")
    assert changes(db, "A2")[-1][:3] == ("2026-02-28", "reported complete, no evidence named", "in progress")


def test_a_reason_belongs_only_to_changes_of_dates_and_states(plans):
    db = plans({
        "2026-01-31": "A1 | 1 | Mend        | Head  | | d:2026-03-31 |         | In progress | |",
        "2026-02-28": "A1 | 1 | Mend it all | Clerk | | d:2026-06-30 | No crew | In progress | |",
    })  # fmt: skip
    assert changes(db)[1:] == [
        ("2026-02-28", "action reworded", "Mend", "Mend it all", ""),
        ("2026-02-28", "date moved later", "2026-03-31", "2026-06-30", "No crew"),
        ("2026-02-28", "owner changed", "Head", "Clerk", ""),
    ]


SPLIT = FULL.replace("[columns]", '[split_from]\n"A2" = "A1"\n"A3" = "A2"\n\n[columns]', 1)


def test_a_part_of_an_action_keeps_the_date_of_the_whole(plans, collection):
    collection.layout("transport", SPLIT)
    db = plans({
        "2026-01-31": "A1 | 1 | Mend | Head | | d:2026-03-31 | | In progress | |",
        "2026-04-30": """
            A1 | 1 | Mend  | Head | | d:2026-03-31 |         | In progress | |
            A2 | 1 | Sweep | Head | | d:2026-09-30 | Divided | In progress | |
            A3 | 1 | Paint | Head | | d:2026-12-31 |         | In progress | |      # part of a part
            A4 | 1 | Light | Head | | d:2026-12-31 |         | In progress | |      # added, no part of anything
            """.strip(),
    })  # fmt: skip
    columns = ("first_due_on", "due_on", "times_moved", "is_overdue", "is_overdue_by_first_date")
    assert position(db, "2026-05-31", *columns, ref="A2") == ("2026-03-31", "2026-09-30", "1", "false", "true")
    assert position(db, "2026-05-31", *columns, ref="A3") == ("2026-03-31", "2026-12-31", "1", "false", "true")
    assert position(db, "2026-05-31", *columns, ref="A4") == ("2026-12-31", "2026-12-31", "0", "false", "false")
    assert changes(db, "A2") == [
        ("2026-04-30", "date moved later", "2026-03-31", "2026-09-30", "Divided"),
        ("2026-04-30", "split from another action", "A1", "2026-09-30", ""),
    ]
    counted = "SELECT action_ref FROM position_for(DATE '2026-05-31', NULL, NULL) WHERE list_contains(measures, $one)"
    assert rows(db, counted, one="in the first plan") == [("A1",)]
    assert sorted(rows(db, counted, one="split from another action")) == [("A2",), ("A3",)]
    assert rows(db, counted, one="added since the first plan") == [("A4",)]


LONG = "Mend the railing along the whole of the harbour wall"


def test_a_reference_looks_renumbered_if_the_same_words_come_under_another(plans):
    returns = {
        "2026-01-31": f"A1 | 1 | {LONG} | Head | | d:2026-03-31 | | In progress | |",
        "2026-02-28": f"B7 | 1 | {LONG}s | Head | | d:2026-03-31 | | In progress | |",
    }  # fmt: skip
    db = plans(returns)
    said = ("2026-02-28", "looks renumbered", "A1", "B7", "")
    assert changes(db)[1:] == [said, ("2026-02-28", "missing from the return", "", "", "")]
    assert changes(db, "B7") == [("2026-02-28", "first recorded", "", "2026-03-31", ""), said]
    assert position(db, "2026-03-01", "missing_since") == ("2026-02-28",)  # the layout does not join them


def test_a_reference_is_joined_to_the_one_before_only_where_the_layout_says_so(plans, collection):
    collection.layout("transport", FULL.replace("[columns]", '[renumbered]\n"B7" = "A1"\n\n[columns]', 1))
    db = plans({
        "2026-01-31": f"A1 | 1 | {LONG} | Head | | d:2026-03-31 | | In progress | |",
        "2026-02-28": f"B7 | 1 | {LONG} | Head | | d:2026-06-30 | | In progress | |",
    })  # fmt: skip
    assert changes(db)[1:] == [("2026-02-28", "date moved later", "2026-03-31", "2026-06-30", "")]
    assert position(db, "2026-03-01", "missing_since", "first_due_on") == (None, "2026-03-31")
    assert rows(db, "SELECT action_ref FROM action") == [("A1",)]


@pytest.mark.parametrize("words", ["Sweep the quay at night and at the weekend, all year", "Mend"])
def test_other_words_or_few_words_do_not_look_renumbered(plans, words):
    db = plans({
        "2026-01-31": f"A1 | 1 | {LONG if len(words) > 9 else words} | Head | | d:2026-03-31 | | In progress | |",
        "2026-02-28": f"B7 | 1 | {words} | Head | | d:2026-03-31 | | In progress | |",
    })  # fmt: skip
    assert changes(db, "B7") == [("2026-02-28", "first recorded", "", "2026-03-31", "")]


THIRTY = "Mend the railing by the harbor"  # letters


@pytest.mark.parametrize(
    ("was", "became", "looks_renumbered"),
    [
        ("Mend the rail by hill", "Mend the rail by hill", True),  # 21 letters
        ("Mend the rail by him", "Mend the rail by him", False),  # 20: such words may well come twice
        (THIRTY.replace("Mend", "Bird"), THIRTY, True),  # three of thirty letters differ
        (THIRTY.replace("Mend", "Tile"), THIRTY, False),  # four
        (f"{THIRTY}'s.", THIRTY, True),  # three letters longer
        (f"{THIRTY}'s..", THIRTY, False),
        (THIRTY[:-3], THIRTY, True),  # three letters shorter
        (THIRTY[:-4], THIRTY, False),
    ],
)
def test_how_alike_words_must_be_to_look_renumbered(plans, was, became, looks_renumbered):
    assert len(THIRTY) == 30
    db = plans({
        "2026-01-31": f"A1 | 1 | {was} | Head | | d:2026-03-31 | | In progress | |",
        "2026-02-28": f"B7 | 1 | {became} | Head | | d:2026-03-31 | | In progress | |",
    })  # fmt: skip
    assert ("looks renumbered" in {change for _, change, *_ in changes(db, "B7")}) == looks_renumbered


def test_the_returns_with_exactly_the_same_words_are_counted(plans):
    row = "A1 | 1 | Mend | Head | | d:2026-12-31 | | {} | |"
    db = plans({
        "2026-01-31": row.format("Not started"),
        "2026-02-28": row.format("In progress"),
        "2026-03-31": row.format("In progress"),
        "2026-04-30": "A2 | 1 | Sweep | Head | | d:2026-12-31 | | In progress | |",    # A1 is missing
        "2026-05-31": row.format("In progress"),
    })  # fmt: skip
    seen = [position(db, f"2026-0{month}-28", "returns_unchanged")[0] for month in range(2, 7)]
    assert seen == ["1", "1", "2", "2", "3"]
    counted = "SELECT action_ref FROM position_for(DATE '2026-06-01', NULL, NULL) WHERE list_contains(measures, $one)"
    assert rows(db, counted, one="same words for three returns") == [("A1",)]


def test_the_register_is_compared_with_the_one_before(collection):
    head = "Rec | Recommendation | Agency | Response\n"
    collection.register("2026-01-31", head + """
        1 | Mend the railing | Department of Transport | Accepted
        1 | Mend the railing | Harbour Board           |
        2 | Sweep the quay   | Department of Transport | Accepted
        """.strip())  # fmt: skip
    collection.register("2026-02-28", head + """
        1 | Mend every railing | Department of Transport | Not accepted    # reworded, and the acceptance undone
        1 | Mend every railing | Harbour Board           | Accepted        # an answer where there was none
        3 | Light the pier     | Department of Transport | Accepted        # added; 2 is missing
        """.strip())  # fmt: skip
    collection.register("2026-03-31", head + """
        1 | Mend every railing | Department of Transport | Not accepted
        2 | Sweep the quay     | Department of Transport | Accepted        # back
        """.strip())  # fmt: skip
    collection.plan("2026-01-31", "Ref | Rec | Action | Due | Done | Status | Evidence | Reason\nA1 | 1 | Do | | | | |")
    assert recommendation_changes(collection.load()) == [
        ("2026-02-28", "1", "", "recommendation reworded", "Mend the railing", "Mend every railing"),
        ("2026-02-28", "1", "Department of Transport", "response changed", "accepted", "not accepted"),
        ("2026-02-28", "1", "Harbour Board", "response changed", "no response", "accepted"),
        ("2026-02-28", "2", "", "recommendation missing from the register", "", ""),
        ("2026-02-28", "3", "", "recommendation added", "", "Light the pier"),
        ("2026-03-31", "2", "", "recommendation back in the register", "", ""),
        ("2026-03-31", "3", "", "recommendation missing from the register", "", ""),
    ]
