"""Rows read before are carried over: a database built in steps equals one built from nothing, row for row."""

import random
import shutil
from pathlib import Path

import pytest
from drawing import LAYOUT, Collection, rows
from step_by_step import from_nothing, load_all, tables

from loaders.load import build_of
from loaders.reader import read_ahead
from tracker import store
from tracker.findings import NotReadable

HEADINGS = "Ref | Rec | Action | Due | Done | Status | Evidence | Reason\n"
A1 = "A1 | 1 | Mend | d:2026-03-31 | | In progress | |"


@pytest.fixture
def read(monkeypatch) -> list[str]:
    """The paths of the files that loads really read."""
    seen = []
    really = build_of.read_files

    def watched(*arguments):
        for file in really(*arguments):
            seen.append(file.path)
            yield file

    monkeypatch.setattr(build_of, "read_files", watched)
    return seen


def test_only_what_is_new_is_read(collection, read):
    for month in ("01", "02", "03"):
        collection.plan(f"2026-{month}-28", HEADINGS + A1)
    load_all(collection)
    read.clear()
    collection.plan("2026-04-28", HEADINGS + A1.replace("2026-03-31", "2026-09-30"))
    done = load_all(collection)
    assert (read, done.carried_over, done.why_all_again) == (["transport/2026-04-28.xlsx"], 3, "")
    assert tables(done.path) == from_nothing(collection)


def test_nothing_new_builds_nothing(collection, read):
    collection.plan("2026-01-31", HEADINGS + A1)
    first = load_all(collection)
    read.clear()
    again = load_all(collection)
    assert (read, again.is_new, again.path) == ([], False, first.path)


@pytest.mark.parametrize(
    ("alter", "why"),
    [
        (lambda c, monkeypatch: c.layout("transport", LAYOUT + "\n# another remark"), "a layout has changed"),
        (lambda c, monkeypatch: c.layout("transport.2026-02-01", LAYOUT), "a layout has changed"),
        (
            lambda c, monkeypatch: monkeypatch.setattr("loaders.load.carry_over.code_sha256", str),
            "the program has changed",
        ),
        (
            lambda c, monkeypatch: store.current(c.built).write_bytes(b"no database"),
            "the earlier database is damaged",
        ),
        (lambda c, monkeypatch: cut_short(store.current(c.built)), "the earlier database is damaged"),
        (lambda c, monkeypatch: store.current(c.built).unlink(), ""),
    ],
)
def test_every_file_is_read_again_where_nothing_can_be_carried_over(collection, read, monkeypatch, alter, why):
    collection.plan("2026-01-31", HEADINGS + A1)
    collection.plan("2026-02-28", HEADINGS + A1)
    load_all(collection)
    store.connect.cache_clear()
    alter(collection, monkeypatch)
    read.clear()
    done = load_all(collection)
    assert (len(read), done.carried_over, done.why_all_again) == (2, 0, why)
    assert tables(done.path) == from_nothing(collection)


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def test_a_newer_register_changes_what_the_checks_find_in_earlier_files(collection, read):
    head = "Rec | Recommendation | Agency | Response\n"
    collection.register("2026-01-01", head + "2 | Sweep | Department of Transport | Accepted")
    collection.plan("2026-01-31", HEADINGS + A1)
    problems = "SELECT rule FROM problem WHERE rule = 'action_answers_a_known_recommendation'"
    assert rows(store.connect(load_all(collection).path), problems) != []
    collection.register("2026-02-28", head + "1 | Mend | Department of Transport | Accepted")
    read.clear()
    done = load_all(collection)
    assert read == ["committee/2026-02-28.xlsx", "transport/2026-01-31.xlsx"], "the first register is not read again"
    assert (done.carried_over, done.checked_again, done.why_all_again) == (1, 1, "")
    assert rows(store.connect(done.path), problems) == []
    assert tables(done.path) == from_nothing(collection)


def test_a_file_to_check_again_that_cannot_be_read_now_has_every_file_read_again(collection, monkeypatch):
    """Otherwise rows that were shown would remain without their file, or disappear without a word."""
    head = "Rec | Recommendation | Agency | Response\n"
    collection.plan("2026-01-31", HEADINGS + A1)
    load_all(collection)
    collection.register("2026-02-28", head + "2 | Sweep | Department of Transport | Accepted")
    really = read_ahead.answer_of

    def refuses_plans(path):
        if path.parent.name == "transport":
            raise NotReadable("it takes more memory than there is.")
        return really(path)

    monkeypatch.setattr(read_ahead, "answer_of", refuses_plans)
    done = load_all(collection)
    assert (done.carried_over, done.checked_again) == (0, 0)
    assert done.why_all_again == "a file that was read before cannot be read now"
    assert [file.is_read for file in done.files] == [False, True]
    assert tables(done.path) == from_nothing(collection)


def test_a_check_of_an_action_that_is_reported_later_counts_from_then_on(collection):
    head = "Agency | Ref | Found | Checker | On | Seen | Why\n"
    collection.plan("2026-01-31", HEADINGS + A1)
    collection.log("2026-02-10", head + "Department of Transport | A2 | Yes | Board | d:2026-02-01 | Seen |")
    shown = "SELECT action_ref, is_verified FROM position_on(DATE '2026-12-31') ORDER BY ALL"
    assert rows(store.connect(load_all(collection).path), shown) == [("A1", False)]
    collection.plan("2026-02-28", HEADINGS + A1 + "\nA2 | 1 | Sweep | | | Complete | |")
    done = load_all(collection)
    assert rows(store.connect(done.path), shown) == [("A1", False), ("A2", True)]
    assert tables(done.path) == from_nothing(collection)


def test_a_misplaced_file_is_reported_by_each_load_until_it_is_gone(collection):
    collection.plan("2026-01-31", HEADINGS + A1)
    stray = collection.received / "transport" / "final.xlsx"
    stray.write_bytes(b"PK")
    load_all(collection)
    collection.plan("2026-02-28", HEADINGS + A1)
    again = load_all(collection)
    listed = "SELECT path FROM file_received WHERE file_id < 0"
    assert rows(store.connect(again.path), listed) == [("transport/final.xlsx",)]
    assert (again.carried_over, tables(again.path)) == (1, from_nothing(collection))
    stray.unlink()
    last = load_all(collection)
    assert rows(store.connect(last.path), listed) == []
    assert tables(last.path) == from_nothing(collection)


def test_the_examples_loaded_in_three_steps_give_the_same_database(merrowshire, tmp_path):
    """The steps follow the order of receipt."""
    collection = Collection(tmp_path)
    paths = sorted(merrowshire.received.glob("*/*.xlsx"), key=lambda path: (path.stem, path.parent.name))
    shutil.rmtree(collection.layouts)
    shutil.copytree(Path(build_of.__file__).parents[1] / "layouts" / "merrowshire", collection.layouts)
    picked = random.Random(5).sample(range(1, len(paths)), 2)
    for n, path in enumerate(paths, start=1):
        into = collection.received / path.parent.name / path.name
        into.parent.mkdir(exist_ok=True)
        shutil.copy(path, into)
        if n in picked:
            load_all(collection)
    assert tables(load_all(collection).path) == from_nothing(collection)
