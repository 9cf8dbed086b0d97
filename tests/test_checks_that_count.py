"""A check counts only if it can be one: no filler, wrong date or friendly name makes a "Verified complete"."""

import pytest
from drawing import Collection
from returns import LOG, position
from test_pages import open_page, words

HEADINGS = "Ref | Rec | Action | Due | Done | Status | Evidence | Reason\n"
DONE = HEADINGS + "A1 | 1 | Mend the railing | 31/3/2026 | 1/3/2026 | Complete | {} | {}"
LATER = "2026-05-31"


def on_page(
    collection: Collection, monkeypatch: pytest.MonkeyPatch, as_of: str = LATER, page: str = "", **query
) -> str:
    """The words of a page of the collection as loaded; of action A1 where no other is asked for."""
    monkeypatch.setenv("TRACKER_BUILT", str(collection.built))
    if not page:
        page, query = "public/60_actions.py", {"ref": "A1"}
    at = open_page(page, as_of=LATER, **query)
    assert not at.exception
    return words(at)


@pytest.mark.parametrize(
    "filler",
    [
        "none",
        "N/A",
        "nil",
        "TBC",
        "To  follow",
        "pending",
        "(see above)",
        "-",
        "…",
        "n\u200bone",
        "✓",
        "no\u00a0evidence",
    ],
)
def test_a_filler_is_no_evidence_of_a_claim(collection, monkeypatch, filler):
    collection.plan("2026-03-31", DONE.format(filler, ""))
    assert position(collection.load(), LATER, "verification", "has_evidence") == ("not checked", "false")
    text = on_page(collection, monkeypatch)
    assert "Evidence named None recorded" in text
    assert f"Evidence {filler}".split()[-1] in text  # the words as written
    assert 'A word such as "none" or "TBC" names nothing.' in on_page(
        collection, monkeypatch, page="staff/90_problems.py"
    )


@pytest.mark.parametrize("words_of_evidence", ["None of the lamps failed, minute 4", "TBC-4", "Nil return 2026"])
def test_a_filler_within_other_words_is_part_of_the_evidence(collection, words_of_evidence):
    collection.plan("2026-03-31", DONE.format(words_of_evidence, ""))
    assert position(collection.load(), LATER, "evidence") == (words_of_evidence,)


def test_a_layout_adds_fillers_of_its_own(collection):
    text = (collection.layouts / "transport.toml").read_text(encoding="utf-8")
    collection.layout("transport", text.replace("[columns]", 'fillers = ["As per file"]\n[columns]'))
    collection.plan("2026-03-31", DONE.format("as per  FILE", ""))
    assert position(collection.load(), LATER, "evidence") == ("",)


@pytest.mark.parametrize("row", ["Yes | Board | 2/4/2026 | see above |", "Yes | n/a | 2/4/2026 | Minute 4 |"])
def test_a_filler_verifies_nothing(collection, monkeypatch, row):
    collection.plan("2026-03-31", DONE.format("Photographs", ""))
    collection.log("2026-04-30", LOG + row)
    db = collection.load()
    assert position(db, LATER, "state", "verification") == ("Reported complete, not verified", "awaiting check")
    assert "A check names who looked and when" in on_page(collection, monkeypatch, page="staff/90_problems.py")


def test_a_finding_that_there_was_no_evidence_stands(collection):
    """Refused, it would leave the agency's claim standing."""
    collection.plan("2026-03-31", DONE.format("Photographs", ""))
    collection.log("2026-04-30", LOG + "No | Board | 2/4/2026 | None |")
    assert position(collection.load(), LATER, "state", "verification") == ("Overdue", "insufficient")


def test_a_filler_is_no_reason_for_a_moved_date(collection, monkeypatch):
    for on, due in {"2026-03-31": "31/3/2026", "2026-04-30": "30/6/2026"}.items():
        collection.plan(on, HEADINGS + f"A1 | 1 | Mend the railing | {due} | | In progress | | TBC")
    collection.load()
    assert "moved from 31 March 2026 to 30 June 2026 No reason was recorded" in on_page(collection, monkeypatch)
