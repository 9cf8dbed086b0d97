"""A load reads, checks and stores a few files at a time; the database is the same as from all at once."""

import gc
import tempfile
import weakref
from pathlib import Path

import pytest
from drawing import Collection
from hypothesis import given, settings
from hypothesis import strategies as st
from random_histories import HISTORIES, files_of
from recorded import WITHDRAWALS, recorded, records_of
from step_by_step import load_all, tables
from test_late_files import SEEDS
from test_load_order import CASES, FILES, collection_in, received, register
from test_withdrawn_at_random import in_some_order
from trials import trials

from loaders.load import build_of, fill, history
from loaders.load.build import build
from loaders.load.load import load
from loaders.reader import read_ahead
from tracker import store
from tracker.findings import NotReadable

HEADINGS = "Ref | Rec | Action | Due | Done | Status | Evidence | Reason\n"
SIZES = (1, 2, 7)


@pytest.fixture
def alive(monkeypatch) -> list[int]:
    """The number of files with rows in memory, each time another file was read."""
    counts, rows = list[int](), list[weakref.ref]()
    really = build_of.read_files

    def watched(*arguments):
        for file in really(*arguments):
            gc.collect()
            rows.extend(weakref.ref(sheet) for sheet in file.sheets)
            counts.append(sum(one() is not None for one in rows))
            yield file

    monkeypatch.setattr(build_of, "read_files", watched)
    return counts


def test_a_load_never_holds_more_files_than_it_checks_at_once(collection, alive, monkeypatch):
    monkeypatch.setattr(fill, "FILES_AT_ONCE", 2)
    for n in range(1, 10):
        collection.plan(f"2026-01-{n:02}", HEADINGS + f"A{n} | 1 | Mend | d:2026-03-31 | | In progress | |")
    done = load_all(collection)
    assert len(alive) == len(done.files) == 9
    # The reader keeps one more in memory while it reads the next.
    assert max(alive) <= 3
    assert [file.sheets for file in done.files] == [()] * 9


def test_files_that_wait_for_a_later_file_are_also_read_again_in_chunks(collection, alive, monkeypatch):
    """Only the register, in a chunk with the last plan, shows that the recommendation does not exist."""
    monkeypatch.setattr(fill, "FILES_AT_ONCE", 2)
    for n in range(1, 8):
        collection.plan(f"2026-01-{n:02}", HEADINGS + f"A{n} | 1 | Mend | d:2026-03-31 | | In progress | |")
    collection.register("2026-02-01", register("2 | Sweep | Department of Transport | Accepted"))
    done = load_all(collection)
    assert (len(alive), len(done.files), done.checked_again) == (
        8 + 6,
        8,
        0,
    )
    assert max(alive) <= 3


def test_a_file_that_can_be_read_once_and_not_again_stops_the_load(collection, monkeypatch):
    """Otherwise its rows would keep problems that the register has resolved."""
    monkeypatch.setattr(fill, "FILES_AT_ONCE", 1)
    collection.plan("2026-01-01", HEADINGS + "A1 | 1 | Mend | d:2026-03-31 | | In progress | |")
    collection.register("2026-02-01", register("2 | Sweep | Department of Transport | Accepted"))
    really, seen = read_ahead.answer_of, list[Path]()

    def refuses_the_second_time(path):
        seen.append(path)
        if seen.count(path) > 1:
            raise NotReadable("it takes more memory than there is.")
        return really(path)

    monkeypatch.setattr(read_ahead, "answer_of", refuses_the_second_time)
    with pytest.raises(NotReadable) as sentence:
        load_all(collection)
    assert str(sentence.value) == (
        "transport/2026-01-01.xlsx was read, and a moment later could not be: it takes more memory than there is. "
        "Load again."
    )
    assert not [*collection.built.glob("tracker-*")] and not (collection.built / "CURRENT").exists()


def chunked(collection: Collection, size: int, rows: int) -> dict[str, list[tuple]]:
    """Every table of a database that was built from a collection in chunks of this size."""
    with tempfile.TemporaryDirectory() as elsewhere, pytest.MonkeyPatch.context() as settings:
        settings.setattr(fill, "FILES_AT_ONCE", size)
        settings.setattr(history, "ROWS_AT_ONCE", rows)
        return tables(load(collection.received, Path(elsewhere), collection.layouts).path)


@pytest.mark.parametrize("case", CASES)
def test_each_file_by_itself_gives_the_same_database(case, tmp_path):
    collection = collection_in(tmp_path)
    for file in CASES[case]:
        received(collection, *file)
    assert tables(load_all(collection).path) == chunked(collection, size=1, rows=1)


@settings(max_examples=trials(4))
@given(files=FILES, size=st.sampled_from([1, 2, 3]), rows=st.sampled_from([1, 5, 500_000]))
def test_random_files_in_chunks_give_the_same_database(files, size, rows):
    with tempfile.TemporaryDirectory() as folder:
        collection = collection_in(Path(folder))
        for file in files:
            received(collection, *file)
        assert tables(load_all(collection).path) == chunked(collection, size, rows)


@settings(max_examples=trials(3))
@given(histories=HISTORIES, seed=SEEDS, mistakes=WITHDRAWALS, size=st.sampled_from(SIZES))
def test_files_give_the_same_database_in_chunks_when_some_are_withdrawn(histories, seed, mistakes, size):
    """What a withdrawn file made known counts for some files and not for others, however they are chunked."""
    files = in_some_order(files_of(histories), seed)
    files = recorded(files, records_of(files, mistakes))
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as settings:
        settings.setattr(fill, "FILES_AT_ONCE", 1_000)
        whole = tables(build(Path(folder) / "whole", files))
        settings.setattr(fill, "FILES_AT_ONCE", size)
        settings.setattr(history, "ROWS_AT_ONCE", 1)
        assert tables(build(Path(folder) / "chunked", files)) == whole


@pytest.mark.parametrize("name", ["merrowshire", "public_record"])
def test_the_examples_are_the_same_in_chunks_of_seven(name, request, tmp_path, monkeypatch):
    example = request.getfixturevalue(name)
    monkeypatch.setattr(fill, "FILES_AT_ONCE", 7)
    monkeypatch.setattr(history, "ROWS_AT_ONCE", 50)
    assert tables(load(example.received, tmp_path).path) == tables(store.current(example.built))
