"""The lists of evidence: who named it, since when it waits, and who should check it, for both kinds of record."""

from collections import Counter
from datetime import date

import pytest
from forging import record
from returns import LOG
from screen import open_page, rows_shown, words

from loaders.publishing import public_database
from loaders.publishing.release.texts import read_texts
from tracker import store
from tracker.measure import Measure
from tracker.questions import actions, claims
from tracker.terms import Verification

PAGE = "public/55_evidence.py"
HEADINGS = "Ref | Rec | Action | Due | Done | Status | Evidence | Reason\n"
ROW = "A1 | 1 | Mend the railing | 31/5/2026 | {done} | {status} | {evidence} |"
AS_OF = date(2026, 8, 31)


def claimed(evidence: str, done: str = "1/3/2026") -> str:
    return HEADINGS + ROW.format(done=done, status="Complete", evidence=evidence)


OPEN = HEADINGS + ROW.format(done="", status="In progress", evidence="Minute 4")


def claim(collection, as_of: date = AS_OF) -> claims.Claim:
    (found,) = claims.rows(collection.load(), as_of)
    return found


MARCH, APRIL, MAY, JUNE = "2026-03-31", "2026-04-30", "2026-05-31", "2026-06-20"
NO = {"2026-04-20": "No | Board | 10/4/2026 | Site visit |"}
YES = {"2026-04-20": "Yes | Board | 10/4/2026 | Site visit |"}
MINUTE, NOTHING = claimed("Minute 4"), claimed("")
HISTORIES = {
    "named while the work was open": ({MARCH: OPEN, APRIL: MINUTE}, {}, MARCH, APRIL),
    "claimed first, named later": ({MARCH: NOTHING, APRIL: MINUTE}, {}, APRIL, APRIL),
    "more evidence": ({MARCH: MINUTE, APRIL: claimed("Minute 4, photographs")}, {}, MARCH, MARCH),
    "taken away, named again": ({MARCH: MINUTE, APRIL: NOTHING, MAY: MINUTE}, {}, MAY, MAY),
    "gone back on, claimed anew": ({MARCH: MINUTE, APRIL: OPEN, MAY: MINUTE}, {}, MARCH, MAY),
    "found insufficient, new evidence": ({MARCH: MINUTE, MAY: claimed("Photographs")}, NO, MARCH, MAY),
    "found insufficient, a later date": ({MARCH: MINUTE, MAY: claimed("Minute 4", "1/5/2026")}, NO, MARCH, MAY),
    "no wait while a check counted": (
        {MARCH: MINUTE}, YES | {JUNE: "Listed | Board | 10/4/2026 | Site visit |"}, MARCH, JUNE
    ),
}  # fmt: skip


@pytest.mark.parametrize(("plans", "logs", "named_on", "waits_since"), HISTORIES.values(), ids=HISTORIES)
def test_a_claim_waits_from_the_day_on_which_nothing_but_a_check_was_missing(
    collection, plans, logs, named_on, waits_since
):
    for on, plan in plans.items():
        collection.plan(on, plan)
    for on, line in logs.items():
        collection.log(on, LOG + line)
    found = claim(collection)
    assert (str(found.named_on), str(found.waits_since)) == (named_on, waits_since)
    assert found.days_waiting == (AS_OF - date.fromisoformat(waits_since)).days
    assert (found.named_by, found.claimed_by) == ("Department of Transport", "Department of Transport")


@pytest.mark.parametrize(
    ("line", "to_check"),
    [
        ("Listed | Board | 10/5/2026 | Claim received |", ("Board",)),
        ("Listed | Board | 10/3/2026 | Claim received |", ()),  # before the finding, it waited with the earlier claim
        ("", ()),
    ],
)
def test_the_body_that_should_check_is_whoever_lists_it_and_is_never_guessed(collection, monkeypatch, line, to_check):
    """The Board has checked it before and keeps the only log, but that does not make it the body to check it now."""
    collection.plan("2026-03-31", claimed("Minute 4"))
    collection.plan("2026-05-31", claimed("Photographs of the railing"))
    finding = "No | Board | 10/4/2026 | Site visit | The rail is loose"
    second = f"\nDepartment of Transport | A1 | {line}" if line else ""
    collection.log("2026-05-20", f"{LOG}{finding}{second}")
    assert claim(collection).to_check == to_check
    monkeypatch.setenv("TRACKER_BUILT", str(collection.built))
    said = words(open_page(PAGE, as_of=str(AS_OF)))
    listed = "Board Listed in its log, dated 10 May 2026"
    assert (listed in said, "No body to check it is on record" in said) == (bool(to_check), not to_check)
    on_its_page = words(open_page("public/60_actions.py", as_of=str(AS_OF), ref="A1"))
    assert "Waits since 31 May 2026, 92 days." in on_its_page
    assert ("Listed by Board" in on_its_page) == bool(to_check)


def test_no_body_is_shown_as_waiting_for_evidence_that_nobody_named(collection):
    collection.plan("2026-03-31", claimed("TBC"))
    found = claim(collection)
    assert (found.named_by, found.named_on, found.waits_since, found.days_waiting) == (None, None, None, None)
    assert str(found.claimed_on) == "2026-03-31"


@pytest.mark.parametrize("name", ["merrowshire", "public_record"])
def test_the_three_lists_have_every_claim_and_every_finding_once(request, name):
    example = request.getfixturevalue(name)
    as_of = example.as_of
    position = actions.rows(example.db, as_of)
    rows = claims.rows(example.db, as_of)
    assert Counter(row.action_id for row in rows) == Counter(
        one.action_id for one in position if one.is_complete and not one.is_verified
    )
    with_evidence = {one.action_id for one in position if one.evidence}
    assert {row.action_id for row in rows if row.named_on} == with_evidence & {row.action_id for row in rows}
    waiting = {one.action_id for one in position if Measure.WAITING in one.measures}
    assert {row.action_id for row in rows if row.waits_since} == waiting
    for row in rows:
        if row.waits_since:
            assert row.named_on <= row.waits_since <= as_of and row.claimed_on <= row.waits_since
    checked = claims.checked(example.db, as_of)
    stands = [one for one in position if one.last_found and one.verification == one.last_found]
    assert Counter(row.action_id for row in checked) == Counter(one.action_id for one in stands)
    assert {row.action_id for row in checked if row.verification == Verification.VERIFIED} == {
        one.action_id for one in position if one.is_verified
    }


def test_a_list_is_paged_and_has_every_row(merrowshire, monkeypatch):
    monkeypatch.setenv("TRACKER_BUILT", str(merrowshire.built))
    refs = {one.action_id: one.action_ref for one in actions.rows(merrowshire.db, merrowshire.as_of)}
    every = claims.rows(merrowshire.db, merrowshire.as_of)
    lists = {
        "waiting": [refs[row.action_id] for row in every if row.named_on],
        "unnamed": [refs[row.action_id] for row in every if not row.named_on],
        "checked": [refs[row.action_id] for row in claims.checked(merrowshire.db, merrowshire.as_of)],
    }
    for name, expected in lists.items():
        assert rows_shown(open_page(PAGE, as_of="2026-10-31", list=name)) == expected
    beside = words(open_page(PAGE, as_of="2026-10-31"))
    assert "See all 11 actions of this list" in beside and "See all 23 actions of this list" in beside
    assert "23 actions checked: 1 insufficient, 1 reopened, 1 cannot be implemented, 20 verified (1 contrad" in beside
    odd = words(open_page(PAGE, as_of="2026-10-31", list="odd"))
    assert "We do not have a list called “odd”. Showing all of them." in odd


def test_the_page_tells_the_story_of_evidence(merrowshire, monkeypatch):
    monkeypatch.setenv("TRACKER_BUILT", str(merrowshire.built))
    said = words(open_page(PAGE, as_of="2026-10-31"))
    assert (
        "Language check 2026, report to scrutiny Northmere Borough Council In its return of 26 May 2026 26 May 2026 "
        "158 days Merrowshire Assurance Board Listed in its log, dated 15 July 2026"
    ) in said
    assert "25 September 2026 36 days. Until then a check counted that a log has withdrawn or corrected" in said
    assert "In its return of 31 October 2025. As it reads now: by the return of 6 March 2026" in said


def test_no_page_of_compiled_records_says_that_somebody_waits_or_returned_anything(public_record, monkeypatch):
    monkeypatch.setenv("TRACKER_BUILT", str(public_record.built))
    said = words(open_page(PAGE, as_of=str(public_record.as_of)))
    assert "items published as done with evidence named" in said.lower()
    assert "A published source In the file compiled up to" in said
    assert "Waits for a check since" not in said and "Who is to check" not in said
    lists = said.split("Evidence named, not checked")[-1].split("Cite this page")[0]
    assert not [word for word in ("In its return", "claim", "No body to check") if word in lists]


def test_in_public_evidence_that_is_not_released_is_withheld_and_not_missing(collection, monkeypatch, tmp_path):
    collection.plan("2026-03-31", claimed("Minute 4"))
    ours = claim(collection)
    names = {text.key for text in read_texts(collection.load()) if text.is_name}
    made = tmp_path / "public" / "made.duckdb"
    made.parent.mkdir()
    public_database.build(store.current(collection.built), made, names)
    database = made.rename(made.with_name(f"public-{store.fingerprint(made)}.duckdb"))
    (made.parent / store.CURRENT).write_text(database.name, encoding="utf-8")
    assert claims.rows(store.connect(database), AS_OF) == (ours,)
    record(collection, database)
    monkeypatch.setenv("TRACKER_RECEIVED", str(collection.received))
    monkeypatch.setenv("TRACKER_BUILT", str(made.parent))
    said = words(open_page(PAGE, as_of=str(AS_OF)))
    assert "Named, but the text is not released for publication Department of Transport" in said
    assert "Minute 4" not in said and "Every completed action has evidence named, or was verified." in said
