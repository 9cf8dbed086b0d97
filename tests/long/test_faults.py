"""Real faults: a kill at any instant, a full disk, a read-only folder, two loads at once, readers during a load."""

import os
import random
import signal
import subprocess
import sys
import threading
from datetime import date, timedelta
from pathlib import Path

import pytest
from browser import open_page, start_dashboard
from drawing import Collection, rows
from filelock import FileLock
from forked import forked
from small_disk import small_disk
from step_by_step import from_nothing, tables
from trials import trials
from waiting import PATIENCE, wait_until

from loaders.__main__ import main
from loaders.load.load import load
from loaders.received import ledger, ledger_records
from loaders.received.file_faults import file_faults
from loaders.received.lock import HOLDER, LOCK, alone_in
from tracker import store
from tracker.findings import NotReadable

ROOT = Path(__file__).parents[2]
PLAN = "Ref | Rec | Action | Due | Done | Status | Evidence | Reason\nA1 | 1 | Mend | {} | | In progress | |"
KILLS = trials(12)
FIRST = date(2026, 1, 1)


def command(collection: Collection) -> list[str]:
    return ["load", str(collection.received), "--built", str(collection.built), "--layouts", str(collection.layouts)]


def add(collection: Collection, n: int) -> None:
    """The n-th return, which moves the date once more."""
    collection.plan(str(FIRST + timedelta(days=n)), PLAN.format(f"d:{FIRST + timedelta(days=200 + n)}"))


def files_shown(built: Path) -> int:
    """The number of returns in the current database; raises if one of its tables cannot be read."""
    db = store.connect(store.current(built))
    held = rows(db, "SELECT count(*), max(received_on) FROM file_received")[0]
    known = rows(db, "SELECT due_on, times_moved FROM position_on(DATE '2026-12-31')")
    n = held[0]
    assert held[1] == FIRST + timedelta(days=n)
    assert known == [(FIRST + timedelta(days=200 + n), n - 1)]
    return n


@pytest.mark.skipif(not hasattr(os, "fork"), reason="NOT TESTED HERE: this system cannot start a process by fork")
def test_killed_at_any_instant_there_is_the_old_database_or_the_new_one(collection):
    """Each kill comes after a random share of the CPU time of the last whole load; every fourth load is whole."""
    places = (collection.received, collection.built, collection.layouts)
    chance = random.Random()
    killed = shown = 0
    with forked("load") as run:
        add(collection, 1)
        status, whole = run(*places)
        assert status == 0
        for n in range(2, 3 * KILLS):
            add(collection, n)
            status, used = run(*places, kill_after=chance.uniform(0, whole) if n % 4 else None)
            assert status == 0 or (status == -signal.SIGPROF and n % 4)
            killed, whole = (killed + 1, whole) if status else (killed, used)
            before, shown = shown, files_shown(collection.built)
            recorded = ledger.read(collection.received)
            files = ledger_records.received(recorded)
            assert before <= shown <= len(files) <= n and (status or shown == n)
            assert [*ledger.chain_faults(recorded), *file_faults(collection.received, files)] == []
            if killed == KILLS:
                break
        assert killed == KILLS
        assert run(*places)[0] == 0
    assert files_shown(collection.built) == n
    assert tables(store.current(collection.built)) == from_nothing(collection)
    left = sorted(path.name for path in collection.built.iterdir() if not path.name.startswith("."))
    assert (
        len(left) <= 3 and left[0] == "CURRENT"
    )  # remains of cut-off loads are deleted; this build and the one before stay


@pytest.mark.skipif(not hasattr(os, "fork"), reason="NOT TESTED HERE: this system cannot start a process by fork")
def test_killed_between_two_files_of_a_load_none_of_them_counts(collection):
    """Each file is written to the disk before the next is read; those rows must not count."""
    places = (collection.received, collection.built, collection.layouts)
    chance = random.Random()
    for n in range(1, 6):
        add(collection, n)
    with forked("load singly") as run:
        status, whole = run(*places)
        assert status == 0
        before = store.current(collection.built)
        for n in range(6, 11):
            add(collection, n)
        for _ in range(3):
            status, _ = run(*places, kill_after=chance.uniform(0, 0.6 * whole))
            assert status == -signal.SIGPROF
            assert (files_shown(collection.built), store.current(collection.built)) == (5, before)
            assert len(ledger_records.received(ledger.read(collection.received))) == 5
        assert run(*places)[0] == 0
    assert files_shown(collection.built) == 10
    assert tables(store.current(collection.built)) == from_nothing(collection)
    assert not [*collection.built.glob("*.building*")]


def run(collection: Collection, capsys) -> tuple[int, str]:
    status = main(command(collection))
    return status, capsys.readouterr().err


def test_a_full_disk_changes_nothing_and_a_load_works_once_there_is_room(collection, capsys):
    with small_disk(collection.built, "size=8m"):
        add(collection, 1)
        assert run(collection, capsys)[0] == 0
        filler = collection.built / ".filler"
        for n in (2, 3, 4):  # full to the last byte, then nearly, then less so
            add(collection, n)
            free = os.statvfs(collection.built)
            filler.write_bytes(bytes(free.f_bavail * free.f_frsize - {2: 0, 3: 100_000, 4: 400_000}[n]))
            status, said = run(collection, capsys)
            assert (status, len(said.splitlines())) == (2, 1)
            assert said.startswith("Nothing was built. ") and "No space left on device" in said
            assert files_shown(collection.built) == 1
            assert len(ledger_records.received(ledger.read(collection.received))) == 1
            filler.unlink()
        assert run(collection, capsys)[0] == 0
        assert files_shown(collection.built) == 4


def test_a_limit_on_file_size_is_reported_like_a_full_disk(collection):
    """Stands in for a full disk where none can be mounted: the system refuses to write beyond a size."""
    resource = pytest.importorskip("resource", reason="NOT TESTED HERE: this system has no limits on size")
    add(collection, 1)
    load(collection.received, collection.built, collection.layouts)
    add(collection, 2)
    done = subprocess.run(
        [sys.executable, "-m", "loaders", *command(collection)],
        cwd=ROOT, capture_output=True, text=True, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000)),
    )  # fmt: skip
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1), done.stderr
    assert done.stderr.startswith("Nothing was built. ")
    assert files_shown(collection.built) == 1


@pytest.mark.parametrize("which", ["built", "received"])
def test_a_folder_without_write_permission_is_reported_in_one_sentence(collection, capsys, which):
    """`built` holds the databases, `received` the ledger."""
    folder: Path = getattr(collection, which)
    files = [*folder.rglob("*")] if folder.exists() else []
    assert files == []
    folder.rmdir() if folder.exists() else None
    with small_disk(folder, "size=32m"):
        add(collection, 1)
        assert run(collection, capsys)[0] == 0
        add(collection, 2)
        subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
        status, said = run(collection, capsys)
        assert (status, len(said.splitlines())) == (2, 1)
        assert said.startswith(f"Nothing was built. {folder}")
        assert said.endswith("(Read-only file system). Make room there or give the right to write.\n")
        assert files_shown(collection.built) == 1
        assert len(ledger_records.received(ledger.read(collection.received))) == 1
        subprocess.run(["mount", "-o", "remount,rw", str(folder)], check=True)
        assert run(collection, capsys)[0] == 0
        assert files_shown(collection.built) == 2


def test_a_second_load_waits_and_says_what_for(collection, capsys):
    add(collection, 1)
    collection.built.mkdir()
    lock = FileLock(collection.built / LOCK)
    lock.acquire()
    (collection.built / HOLDER).write_text("process 4711", encoding="utf-8")
    done = []
    waiting = threading.Thread(target=lambda: done.append(main(command(collection))))
    waiting.start()
    said = wait_until(lambda: capsys.readouterr().err)
    assert said == f"Another load is under way in {collection.built} (process 4711). Waiting for it.\n"
    assert waiting.is_alive() and not (collection.built / "CURRENT").exists()
    lock.release()
    waiting.join(PATIENCE)
    assert done == [0] and capsys.readouterr().err == ""
    assert files_shown(collection.built) == 1


def test_a_load_that_waits_too_long_says_who_holds_the_folder(tmp_path):
    lock = FileLock(tmp_path / LOCK)
    lock.acquire()
    with (
        pytest.raises(
            NotReadable, match=r"Another load still holds .* \(a process that has just begun\)\. End it, then"
        ),
        alone_in(tmp_path, waits=0.1),
    ):
        pass
    lock.release()


def test_two_loads_started_together_both_end_well(collection):
    for n in (1, 2, 3):
        add(collection, n)
    loads = [
        subprocess.Popen([sys.executable, "-m", "loaders", *command(collection)], cwd=ROOT, stdout=subprocess.DEVNULL)
        for _ in range(2)
    ]
    assert [one.wait(PATIENCE) for one in loads] == [0, 0]
    assert files_shown(collection.built) == 3
    assert [*ledger.chain_faults(ledger.read(collection.received))] == []


def test_readers_see_the_old_position_then_the_new_one_and_never_half(collection):
    """Readers query without a pause, as a dashboard does on each run, during eight loads."""
    add(collection, 1)
    load(collection.received, collection.built, collection.layouts)
    seen: list[int] = []
    failed: list[BaseException] = []
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            try:
                db = store.connect(store.current(collection.built))
                found = rows(
                    db,
                    """
                    SELECT (SELECT count(*) FROM file_received), times_moved, (SELECT count(*) FROM deadline), due_on
                    FROM position_on(DATE '2026-12-31')
                    """,
                )
                n = found[0][0]
                assert found == [(n, n - 1, n, FIRST + timedelta(days=200 + n))]
                seen.append(n)
            except BaseException as error:
                failed.append(error)
                return

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for n in range(2, 10):
        add(collection, n)
        load(collection.received, collection.built, collection.layouts)
        wait_until(lambda n=n: n in seen[-20:] or failed)
        assert n in seen
    stop.set()
    for reader in readers:
        reader.join()
    assert failed == []
    assert set(seen) == set(range(1, 10))


def test_an_open_dashboard_shows_the_new_position_at_the_very_next_look(collection, page):
    """There is no restart and no waiting: the first run after the swap shows it."""
    add(collection, 1)
    load(collection.received, collection.built, collection.layouts)
    with start_dashboard(collection.built) as address:
        here = f"{address}/actions?ref=A1&sender=transport&as_of=2026-06-30"
        open_page(page, here)
        assert page.get_by_text("21 July 2026", exact=True).count()
        add(collection, 2)
        load(collection.received, collection.built, collection.layouts)
        open_page(page, here)
        assert page.get_by_text("Due date moved from 21 July 2026 to 22 July 2026").count() == 1


def test_a_load_by_an_older_program_does_not_replace_a_newer_database(collection, capsys, monkeypatch):
    add(collection, 1)
    with monkeypatch.context() as newer:
        for place in ("loaders.load.insert", "tracker.store"):
            newer.setattr(f"{place}.SCHEMA_VERSION", store.SCHEMA_VERSION + 1)
        assert run(collection, capsys)[0] == 0
    before = store.current(collection.built)
    status, said = run(collection, capsys)
    assert (status, said) == (
        2,
        f"Nothing was built. The database {before.name} is of version {store.SCHEMA_VERSION + 1}, newer than this "
        f"program's {store.SCHEMA_VERSION}. Use the newer program, or choose another folder with TRACKER_BUILT.\n",
    )
    assert store.current(collection.built) == before
