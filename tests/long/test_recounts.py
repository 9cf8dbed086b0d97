"""A cited page says, with both figures, when the same files have since been read or counted differently."""

from __future__ import annotations  # see conftest.py for the reason

import shutil

import duckdb
import pytest
from drawing import LAYOUT, Collection, rows
from forging import record
from screen import open_page, words
from step_by_step import from_nothing, load_all, tables
from test_citation import cited

from loaders.__main__ import main
from loaders.publishing import public_database
from loaders.publishing.release.texts import read_texts
from loaders.received import ledger, recount_log, verify
from tracker import store

HEADINGS = "Ref | Rec | Action | Due | Done | Status | Evidence | Reason\n"
PLAN = HEADINGS + "A1 | 1 | Mend | d:2026-02-10 | | Finished | |\nA2 | 1 | Sweep | d:2026-02-10 | | In progress | |"
LEARNT = LAYOUT.replace('"Complete" = ', '"Finished" = "reported complete"\n"Complete" = ')
DAY = {"as_of": "2026-03-01"}
FEWER = (
    "Recounted because transport.toml changed: overdue 2, now 1; overdue by the date first promised 2, now 1; "
    "reported complete, not verified 0, now 1 (as at 31 January 2026)."
)
IN_JANUARY = FEWER.replace("overdue 2, now 1", "overdue 0, now 0").replace("promised 2, now 1", "promised 0, now 0")


@pytest.fixture
def on_screen(collection: Collection, monkeypatch) -> Collection:
    """A plan with a status that its layout does not know, on screen."""
    collection.plan("2026-01-31", PLAN)
    load_all(collection)
    monkeypatch.setenv("TRACKER_BUILT", str(collection.built))
    return collection


def other_program(monkeypatch, name: str = "b") -> None:
    """As if a file of the program had changed."""
    for module in ("carry_over", "insert"):
        monkeypatch.setattr(f"loaders.load.{module}.code_sha256", lambda: name * 64)


def test_a_layout_with_a_new_word_is_named_with_the_figures_before_and_after(on_screen):
    link = cited(open_page(**DAY))
    assert link["record"] == "1" and len(link["method"]) == 12
    assert "Recounted" not in words(open_page(**link))
    on_screen.layout("transport", LEARNT)
    load_all(on_screen)
    assert IN_JANUARY in words(open_page(**link))
    after = cited(open_page(**DAY))
    assert after["method"] != link["method"] and "Recounted" not in words(open_page(**after))
    assert "Recounted" not in words(open_page(**DAY)), "an address that cites nothing"


def test_files_recorded_since_are_not_part_of_the_comparison(on_screen):
    """The layout gets the word with the next return; both figures are of the files up to the last record counted."""
    link = cited(open_page(**DAY))
    on_screen.layout("transport", LEARNT)
    on_screen.plan("2026-02-28", HEADINGS + "A3 | 1 | Paint | d:2026-02-11 | | In progress | |")
    load_all(on_screen)
    assert IN_JANUARY in words(open_page(**link))
    (recount,) = recount_log.read(on_screen.received)
    assert (recount.record, recount.as_of) == (1, "2026-01-31")


def test_another_program_that_counts_the_same_says_so_briefly(on_screen, monkeypatch):
    link = cited(open_page(**DAY))
    other_program(monkeypatch)
    load_all(on_screen)
    assert "Recounted because the program changed. No headline figure changed." in words(open_page(**link))


def test_recounts_are_listed_in_order_and_those_without_a_change_once(on_screen, monkeypatch):
    link = cited(open_page(**DAY))
    other_program(monkeypatch)
    load_all(on_screen)
    on_screen.layout("transport", LEARNT)
    load_all(on_screen)
    (on_screen.layouts / "bodies.toml").write_text("")
    load_all(on_screen)
    text = words(open_page(**link))
    assert IN_JANUARY in text
    assert "Recounted because the program and bodies.toml changed. No headline figure changed." in text


def test_a_layout_that_comes_back_as_it_was_leaves_nothing_to_say(on_screen):
    link = cited(open_page(**DAY))
    for text in (LEARNT, LAYOUT):
        on_screen.layout("transport", text)
        load_all(on_screen)
    assert len(recount_log.read(on_screen.received)) == 2
    assert "Recounted" not in words(open_page(**link))
    on_screen.layout("transport", LEARNT + "\n# a remark")
    load_all(on_screen)
    text = words(open_page(**link))
    assert text.count("Recounted") == 1 and IN_JANUARY in text


def test_a_new_senders_layout_is_not_a_recount(on_screen):
    link = cited(open_page(**DAY))
    on_screen.layout("harbour", LAYOUT)
    on_screen.plan("2026-02-20", PLAN, sender="harbour")
    load_all(on_screen)
    assert recount_log.read(on_screen.received) == []
    assert cited(open_page(**DAY))["method"] != link["method"]
    assert "Recounted" not in words(open_page(**link))


def test_the_figures_are_those_of_the_agency_on_screen(on_screen):
    on_screen.layout("harbour", LAYOUT.replace("Department of Transport", "Harbour Board"))
    on_screen.plan("2026-02-20", PLAN, sender="harbour")
    load_all(on_screen)
    links = {who: cited(open_page(**DAY, agency=who)) for who in ("Harbour Board", "Department of Transport")}
    on_screen.layout("transport", LEARNT)
    load_all(on_screen)
    assert "Recounted because transport.toml changed. No headline figure changed." in words(
        open_page(**links["Harbour Board"])
    )
    assert "transport.toml changed: overdue 2, now 1; overdue by the date first promised 2, now 1; reported" in words(
        open_page(**links["Department of Transport"])
    )
    assert "changed: overdue 4, now 3;" in words(open_page(**cited_of_all(links["Harbour Board"])))


def cited_of_all(link: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in link.items() if name != "agency"}


def test_a_plan_of_the_same_day_that_undoes_a_check_is_a_recount(collection, monkeypatch):
    """With its plan alone the check fits one action; with another plan of that day it fits two."""
    day = "2026-03-31"
    collection.plan(day, HEADINGS + "A1 | 1 | Mend | d:2026-06-30 | | In progress | |")
    collection.log(
        day,
        "Agency | Ref | Found | Checker | On | Seen | Why\n"
        "Department of Transport | A1 | Yes | Board | d:2026-03-01 | Minute 4 |",
    )
    load_all(collection)
    monkeypatch.setenv("TRACKER_BUILT", str(collection.built))
    link = cited(open_page(as_of=day))
    collection.layout("harbour", LAYOUT)
    collection.plan(day, HEADINGS + "A1 | 1 | Paint | d:2026-06-30 | | In progress | |", sender="harbour")
    load_all(collection)
    assert (
        "Recounted because the files that count for 31 March 2026 changed: overdue 0, now 0; overdue by the date first "
        "promised 0, now 0; verified complete 1, now 0" in words(open_page(**link))
    )


@pytest.mark.parametrize("method", ["0" * 12, "x", "’<script>"])
def test_a_page_reports_a_method_that_is_not_on_record(on_screen, method):
    at = open_page(**DAY, record="1", method=method)
    assert not at.exception
    assert "This link was made when files were read or counted in another way. What it showed then is not on" in words(
        at
    )


def test_no_page_is_shown_by_other_code_than_the_code_that_counted_it(on_screen, monkeypatch):
    monkeypatch.setattr(store, "counting_sha256", lambda: "0" * 64)
    store.connect.cache_clear()
    text = words(open_page(**DAY))
    assert "was counted by another version of this program. Load the files: make run, or python -m loaders load" in text


def test_the_published_copy_says_the_same(on_screen, tmp_path, monkeypatch):
    link = cited(open_page(**DAY))
    on_screen.layout("transport", LEARNT)
    on_screen.plan("2026-01-31.2", PLAN.replace("d:2026-02-10", "d:2026-02-20"))
    with store.read_only(load_all(on_screen).path) as db:
        texts = {text.key for text in read_texts(db)}
    first = tmp_path / "published.duckdb"
    public_database.build(store.current(on_screen.built), first, texts)
    published = first.rename(tmp_path / f"published-{store.fingerprint(first)}.duckdb")
    (tmp_path / store.CURRENT).write_text(published.name)
    record(on_screen, published)
    monkeypatch.setenv("TRACKER_RECEIVED", str(on_screen.received))
    ours = words(open_page(**link))
    monkeypatch.setenv("TRACKER_BUILT", str(tmp_path))
    theirs = words(open_page(**link))
    assert IN_JANUARY in ours and IN_JANUARY in theirs
    assert "It is shown as cited: by the first 1 file on record" in theirs
    assert cited(open_page(**DAY))["method"] != link["method"]


# Beside the ledger


@pytest.fixture
def recounted(collection: Collection) -> Collection:
    collection.plan("2026-01-31", PLAN)
    load_all(collection)
    for text in (LEARNT, LAYOUT):
        collection.layout("transport", text)
        load_all(collection)
    return collection


def test_the_database_holds_the_recounts_and_one_built_from_nothing_the_same(recounted):
    done = load_all(recounted)
    assert not done.is_new
    assert tables(done.path) == from_nothing(recounted)
    assert rows(store.connect(done.path), "SELECT number, record FROM recount ORDER BY number") == [(1, 1), (2, 1)]


def test_a_recount_recorded_before_a_load_was_cut_off_is_not_recorded_again(recounted):
    before = recount_log.read(recounted.received)
    assert recount_log.add(recounted.received, before[-1]) == before
    assert recount_log.read(recounted.received) == before


@pytest.mark.parametrize(
    "harm", [lambda line: line.replace('"actions_after": 1', '"actions_after": 0'), lambda line: ""]
)
def test_an_altered_log_of_recounts_is_found_and_nothing_is_built_on_it(recounted, capsys, harm):
    path = recounted.received / recount_log.RECOUNTS
    first, *others = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join([harm(first), *others]), encoding="utf-8")
    (fault,) = verify.all_faults(recounted.received, ledger.read(recounted.received))
    assert fault == f"{path}, line 1, was altered, or one before it removed. Put it back from a copy."
    recounted.plan("2026-02-28", PLAN)
    arguments = [str(recounted.received), "--built", str(recounted.built), "--layouts", str(recounted.layouts)]
    assert main(["load", *arguments]) == 2
    assert f"Nothing was built. {fault}" in capsys.readouterr().err


def test_a_log_of_a_later_version_is_refused(recounted):
    path = recounted.received / recount_log.RECOUNTS
    path.write_text(path.read_text(encoding="utf-8").replace('"version": 1', '"version": 2'), encoding="utf-8")
    (fault,) = recount_log.faults(recounted.received)
    assert "line 1, is of version 2, and this program knows versions up to 1. Use the newer program" in fault


def test_a_database_of_a_version_that_stored_no_figures_is_upgraded_without_a_recount(collection, tmp_path):
    collection.plan("2026-01-31", PLAN)
    path = load_all(collection).path
    old = tmp_path / "old.duckdb"
    shutil.copyfile(path, old)
    with duckdb.connect(str(old)) as db:
        for table in ("headline", "recount", "recount_method", "recount_cause", "recount_figure"):
            db.execute(f"DROP TABLE {table}")
        db.execute("UPDATE about SET schema_version = 3")
    name = f"tracker-{store.fingerprint(old)}.duckdb"
    shutil.move(old, collection.built / name)
    (collection.built / store.CURRENT).write_text(f"{name}\n")
    done = load_all(collection)
    assert (done.is_new, done.why_all_again) == (True, "the program has changed")
    assert recount_log.read(collection.received) == []
