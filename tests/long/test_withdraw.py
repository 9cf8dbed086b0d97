"""A new record withdraws a file recorded by mistake: earlier days stay, and what depends on the file goes with it."""

from __future__ import annotations  # see conftest.py for the reason

import subprocess
import sys
from datetime import date

import pytest
from drawing import LAYOUT, rows
from publications import DECISION
from step_by_step import from_nothing, load_all, tables

from loaders.__main__ import main
from loaders.load import rebuild
from loaders.publishing import build_publication, publication, publish
from loaders.received import ledger, ledger_records
from loaders.received.spans import known_on
from tracker import store
from tracker.open_data import FOLDER
from tracker.questions import changes, choices, returns
from tracker.terms import WITHHELD

HEADINGS = "Ref | Rec | Action | Due | Done | Status | Evidence | Reason\n"
A1 = "A1 | 1 | Mend | {} | | In progress | |\n"
A2 = "A2 | 1 | Sweep | d:2026-05-31 | | In progress | |\n"
REGISTER = "Rec | Recommendation | Agency | Response\n1 | Mend | Department of Transport | {}"
LOG = "Agency | Ref | Found | Checker | On | Seen | Why\n | A1 | {} | Board | d:2026-02-10 | Seen |"
WHY = ("--by", "Data officer", "--on", "2026-03-20", "--why", "The plan of the harbour")
STANDS = """
    SELECT action_ref, first_due_on::TEXT, due_on::TEXT, times_moved, state
    FROM position_on($as_of) ORDER BY action_ref
"""


def stands(db, as_of: str) -> list[tuple]:
    return rows(db, STANDS, as_of=date.fromisoformat(as_of))


def withdraw(collection, file: str, *said: str) -> int:
    folders = ("--received", str(collection.received), "--out", str(collection.received.parent / "public"))
    return main(["withdraw", file, *(said or WHY), *folders])


@pytest.fixture
def mistaken(collection):
    """Two plans, of which the first was filed by mistake, and a later one of February that is right."""
    collection.plan("2026-01-31", HEADINGS + A1.format("d:2026-03-31") + A2)
    collection.load()
    collection.plan("2026-02-28", HEADINGS + A1.format("d:2026-06-30"))
    collection.load()
    return collection


def test_a_withdrawn_file_no_longer_counts_from_then_on_and_earlier_days_stay(mistaken, capsys):
    before = {day: stands(mistaken.load(), day) for day in ("2026-01-31", "2026-02-28", "2026-03-19")}
    assert withdraw(mistaken, "transport/2026-01-31.xlsx") == 0
    out = capsys.readouterr().out
    assert out.startswith("Withdrawn: transport/2026-01-31.xlsx, record 1 of the ledger, by Data officer (typed, not ")
    assert f"Head of the ledger:  {ledger.head(ledger.read(mistaken.received))}" in out
    result = load_all(mistaken)
    assert result.why_all_again == "a file received was corrected"
    db = store.connect(result.path)
    assert {day: stands(db, day) for day in before} == before
    assert stands(db, "2026-03-20") == [("A1", "2026-06-30", "2026-06-30", 0, "Open")]
    assert [(row.action_ref, row.change, row.was, row.became) for row in told(db)] == [
        ("A2", "withdrawn with its file", "", ""),
        ("A1", "first date withdrawn with its file", "2026-03-31", "2026-06-30"),
    ]


def told(db) -> list[changes.Difference]:
    """What changed since the day before the withdrawal, except changes that the passing of days makes."""
    found = changes.rows(db, date(2026, 3, 19), date(2026, 3, 20))
    return [row for row in found if "withdrawn" in row.change]


def test_loads_in_steps_and_one_load_give_the_same_rows_and_verify_says_so(mistaken, capsys):
    withdraw(mistaken, "transport/2026-01-31.xlsx")
    load_all(mistaken)
    mistaken.plan("2026-03-31", HEADINGS + A1.format("d:2026-07-31"))
    path = load_all(mistaken).path
    assert tables(path) == from_nothing(mistaken)
    assert [*rebuild.differences(mistaken.received, mistaken.built, mistaken.layouts)] == []
    folders = ("--built", str(mistaken.built), "--layouts", str(mistaken.layouts))
    capsys.readouterr()
    assert main(["verify", str(mistaken.received), *folders]) == 0
    assert load_all(mistaken).is_new is False


def test_an_acceptance_goes_with_the_register_that_gave_it(collection):
    collection.plan("2026-01-31", HEADINGS + A1.format("d:2026-06-30"))
    collection.register("2026-02-20", REGISTER.format("Accepted"))
    collection.load()
    withdraw(collection, "committee/2026-02-20.xlsx")
    collection.register("2026-03-25", REGISTER.format("Not accepted"))
    db = store.connect(load_all(collection).path)
    accepted = "SELECT was_accepted, state FROM position_on($as_of)"
    assert rows(db, accepted, as_of=date(2026, 3, 19)) == [(True, "Open")]
    assert rows(db, accepted, as_of=date(2026, 3, 20)) == [(False, "Open")]
    assert rows(db, accepted, as_of=date(2026, 3, 25)) == [(False, "Not accepted")]
    assert {row.change for row in told(db)} == {
        "acceptance withdrawn with its file",
        "recommendation withdrawn with its file",
    }


def test_a_check_goes_with_its_log_and_an_earlier_log_counts_again(collection):
    collection.plan("2026-01-31", HEADINGS + A1.format("d:2026-06-30"))
    collection.log("2026-02-20", LOG.format("No"))
    collection.log("2026-03-10", LOG.format("Yes"))
    collection.load()
    withdraw(collection, "board/2026-03-10.xlsx")
    db = store.connect(load_all(collection).path)
    found = "SELECT verification FROM position_on($as_of)"
    days = (date(2026, 3, 9), date(2026, 3, 19), date(2026, 3, 20))
    assert [rows(db, found, as_of=day) for day in days] == [[("insufficient",)], [("verified",)], [("insufficient",)]]
    assert [(row.change, row.was) for row in told(db)] == [("check withdrawn with its log", "verified")]
    withdraw(collection, "board/2026-02-20.xlsx", "--by", "Clerk", "--on", "2026-03-21", "--why", "A draft")
    db = store.connect(load_all(collection).path)
    assert rows(db, found, as_of=date(2026, 3, 21)) == [("not checked",)]
    assert rows(db, "FROM check_on(DATE '2026-03-21')") == []


def test_a_reference_in_the_wrong_folder_makes_no_later_check_ambiguous(collection):
    collection.layout("harbour", LAYOUT)
    collection.plan("2026-01-31", HEADINGS + A1.format("d:2026-06-30"))
    collection.plan("2026-02-15", HEADINGS + A1.format("d:2026-06-30"), sender="harbour")
    collection.load()
    withdraw(collection, "harbour/2026-02-15.xlsx")
    load_all(collection)
    collection.log("2026-03-31", LOG.format("Yes"))
    path = load_all(collection).path
    assert rows(store.connect(path), "SELECT verification FROM position_on(DATE '2026-03-31')") == [("verified",)]
    assert tables(path) == from_nothing(collection)


def test_a_file_with_a_future_day_never_counted_and_holds_back_no_later_file(collection):
    """An earlier version recorded such a day; now it is refused on arrival."""
    collection.plan("2026-01-31", HEADINGS + A1.format("d:2026-06-30"))
    collection.load()
    wrong = collection.received / "transport" / "2026-02-28.xlsx"
    collection.plan("2026-02-28", HEADINGS + A2)
    later = wrong.rename(wrong.with_name("2099-01-01.xlsx"))
    records = ledger.read(collection.received)
    ledger.write(collection.received, ledger.with_new(records, collection.received, [later]))
    collection.plan("2026-03-10", HEADINGS + A1.format("d:2026-07-31"))
    db = collection.load()
    assert rows(db, "SELECT max(known_on)::TEXT FROM file_received") == [("2099-01-01",)]
    assert withdraw(collection, "transport/2099-01-01.xlsx") == 0
    db = store.connect(load_all(collection).path)
    days = [str(day) for day in known_on(ledger.read(collection.received)).values()]
    assert days == ["2026-01-31", "2026-01-31", "2026-03-10", "2026-03-20"]
    assert stands(db, "2026-03-10") == [("A1", "2026-06-30", "2026-07-31", 1, "Open")]
    assert str(choices.last_known(db)) == "2026-03-20"


def test_the_pages_say_which_file_was_withdrawn_by_whom_and_why(mistaken, on_page):
    db = mistaken.load()
    record = choices.last_record(db)
    withdraw(mistaken, "transport/2026-01-31.xlsx")
    db = store.connect(load_all(mistaken).path)
    assert "Withdrawn on 20 March 2026 by Data officer: misfiled (The plan of the harbour)" in on_page(
        "2026-03-20", "70_data"
    )
    assert choices.last_record(db) > record and choices.later_records(db, record, date(2026, 3, 20)) == 1
    (later,) = returns.withdrawn_later(db, date(2026, 3, 19))
    assert later == ("Department of Transport", date(2026, 1, 31))
    cited = store.connect(store.current(mistaken.built), record)
    assert returns.withdrawn_later(cited, date(2026, 3, 20)) == (later,)
    assert stands(cited, "2026-03-20") == stands(db, "2026-03-19")
    assert "No longer on record: the only file that held it was withdrawn" in on_page(
        "2026-03-20", "20_what_changed", since="2026-03-19"
    )


@pytest.mark.parametrize(
    ("file", "said", "error"),
    [
        ("transport/2026-01-13.xlsx", WHY, "is on no record. Did you mean transport/2026-01-31.xlsx?"),
        ("transport/2026-01-31.xlsx", ("--by", " ", *WHY[2:]), "Say who decides and why: --by POST --why TEXT."),
        ("transport/2026-01-31.xlsx", (*WHY[:5], " "), "Say who decides and why: --by POST --why TEXT."),
        ("transport/2026-01-31.xlsx", ("--by", "Jane Smith", *WHY[2:]), "Name a post, never a person."),
        ("transport/2026-01-31.xlsx", (*WHY[:5], "Call 01632 960001"), "Give the reason without it."),
        ("transport/2026-01-31.xlsx", (*WHY[:3], "2026-01-30", *WHY[4:]), "Give the day of the decision."),
        ("transport/2026-01-31.xlsx", (*WHY[:3], "2099-01-30", *WHY[4:]), "is in the future. Give the day on which"),
    ],
)
def test_an_impossible_correction_is_refused_and_nothing_is_recorded(mistaken, capsys, file, said, error):
    before = ledger.read(mistaken.received)
    assert withdraw(mistaken, file, *said) == 2
    err = capsys.readouterr().err
    assert err.startswith("Nothing was recorded. ") and error in err
    assert ledger.read(mistaken.received) == before


def test_a_file_is_withdrawn_once_and_may_come_again(mistaken, capsys, tmp_path):
    assert withdraw(mistaken, "transport/2026-01-31.xlsx") == 0
    assert withdraw(mistaken, "transport/2026-01-31.xlsx") == 2
    assert "was withdrawn before. Nothing more is needed." in capsys.readouterr().err
    again = tmp_path / "again.xlsx"
    again.write_bytes((mistaken.received / "transport" / "2026-01-31.xlsx").read_bytes())
    folders = ("--received", str(mistaken.received), "--layouts", str(mistaken.layouts))
    assert main(["receive", str(again), "--sender", "transport", "--on", "2026-02-01", *folders]) == 0


@pytest.mark.parametrize("is_gone", [True, False])
def test_a_lost_file_no_longer_stops_loads_once_it_is_withdrawn(mistaken, capsys, is_gone):
    path = mistaken.received / "transport" / "2026-01-31.xlsx"
    path.chmod(0o644)
    path.unlink() if is_gone else path.write_bytes(b"altered")
    assert withdraw(mistaken, "transport/2026-01-31.xlsx", *WHY, "--because", "damaged") == 0
    (withdrawn,) = ledger_records.withdrawals(ledger.read(mistaken.received)).values()
    assert (withdrawn.bytes, withdrawn.because) == ("lost", "damaged")
    folders = ("--built", str(mistaken.built), "--layouts", str(mistaken.layouts))
    assert main(["load", str(mistaken.received), *folders]) == 0
    assert main(["verify", str(mistaken.received), *folders]) == 0
    assert stands(mistaken.load(), "2026-03-20") == [("A1", "2026-06-30", "2026-06-30", 0, "Open")]
    assert tables(store.current(mistaken.built)) == from_nothing(mistaken)


def test_a_publication_is_named_and_the_next_one_says_that_the_file_was_withdrawn(mistaken, capsys):
    out = mistaken.received.parent / "public"
    (mistaken.received / "publication.toml").write_text(DECISION, encoding="utf-8")
    publish.publish(mistaken.received, mistaken.built, out, mistaken.layouts, with_browser=False)
    shown = publication.current(out).name
    assert withdraw(mistaken, "transport/2026-01-31.xlsx") == 0
    assert f"Publications in {out} that hold the file: {shown}. Load, then publish again." in capsys.readouterr().out
    with pytest.raises(build_publication.PublicationRefused, match="does not hold every file and correction"):
        publish.publish(mistaken.received, mistaken.built, out, mistaken.layouts, with_browser=False)
    path = load_all(mistaken).path
    publish.publish(mistaken.received, mistaken.built, out, mistaken.layouts, with_browser=False)
    assert main(["verify", str(out)]) == 0
    public = store.connect(store.current(out / "data" / "built"))
    said = rows(public, "SELECT file_id, kind, made_on::TEXT, because, post, why FROM correction")
    assert said == [(1, "withdrawn", "2026-03-20", "misfiled", WITHHELD, WITHHELD)]
    assert [row[1:] for row in stands(public, "2026-03-20")] == [
        row[1:] for row in stands(store.connect(path), "2026-03-20")
    ]
    assert [file.note for file in returns.files(public, date(2026, 3, 20))] == [
        "",
        "Withdrawn on 20 March 2026: misfiled",
    ]
    data = publication.current(out) / FOLDER
    done = subprocess.run([sys.executable, "-I", str(data / "check.py")], cwd=data, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
