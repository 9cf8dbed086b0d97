"""If the disk is full at any write, everything stays, one sentence says so, and with room the work continues."""

from __future__ import annotations  # see conftest.py for the reason

import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from drawing import write_workbook
from publications import DECISION, PLAN, to_publish
from small_disk import small_disk

import loaders.commands.publish as publish_command
from loaders.__main__ import main
from loaders.publishing import publish, verify_publication
from loaders.publishing.release import release_log
from loaders.publishing.release.texts import Key
from loaders.received import ledger, ledger_records
from loaders.received.actor import Actor
from loaders.received.file_faults import file_faults
from tracker import store

PAGE = 4_096  # bytes that the disk gains at each step
RETURN = "Ref | Rec | Action | Due | Done | Status | Evidence | Reason\nA1 | 1 | Mend | d:{} | | In progress | |"


def with_ever_more_room(disk: Path, step: int, work: Callable[[], bool]) -> int:
    """Tries the work with no room, then with one step more each time; returns how often it failed."""
    filler = disk / ".filler"
    for failed in range(200):
        free = os.statvfs(disk)
        filler.write_bytes(bytes(max(0, free.f_bavail * free.f_frsize - failed * step)))
        done = work()
        filler.unlink()
        if done:
            return failed
    raise AssertionError("there was never enough room")


def in_one_sentence(words: list[str], begins: str, capsys: pytest.CaptureFixture[str]) -> bool:
    """Whether the command succeeded; asserts that a failure says in one line that there is no room."""
    status = main(words)
    said = capsys.readouterr().err
    if status:
        assert status == 2 and said.startswith(begins) and len(said.splitlines()) == 1, said
        assert "No space left on device" in said and "Errno" not in said, said
    return status == 0


def test_a_receipt_is_whole_or_absent_at_whatever_write_the_disk_is_full(collection, tmp_path, capsys):
    files = [write_workbook(tmp_path / f"plan {n}.xlsx", {"Plan": RETURN.format(f"2026-07-0{n}")}) for n in (1, 2)]
    received = collection.received
    received.rmdir()
    with small_disk(received, "size=1m"):
        words = ["receive", "--sender", "transport", "--received", str(received), "--layouts", str(collection.layouts)]
        assert main([*words, "--on", "2026-01-01", str(files[0])]) == 0

        def tried() -> bool:
            done = in_one_sentence([*words, "--on", "2026-01-02", str(files[1])], "Nothing was recorded.", capsys)
            records = ledger.read(received)
            on_record = ledger_records.received(records)
            assert [*ledger.chain_faults(records), *file_faults(received, on_record)] == []
            whole = {path.read_bytes() for path in (received / "transport").glob("[!.]*")}
            assert whole <= {file.read_bytes() for file in files}
            return done or _was_received(words, files[1], capsys)

        assert with_ever_more_room(received, PAGE, tried) > 1
        main(["load", str(received), "--built", str(collection.built), "--layouts", str(collection.layouts)])
        assert len(ledger_records.received(ledger.read(received))) == 2


def _was_received(words: list[str], file: Path, capsys: pytest.CaptureFixture[str]) -> bool:
    """Whether the file is in its place without its record; the next load then records it."""
    main([*words, "--on", "2026-01-03", str(file)])
    return "was already received as" in capsys.readouterr().err


def test_a_load_keeps_the_position_at_whatever_write_the_disk_is_full(collection, capsys):
    built = collection.built
    with small_disk(built, "size=8m"):
        words = ["load", str(collection.received), "--built", str(built), "--layouts", str(collection.layouts)]
        collection.plan("2026-01-01", RETURN.format("2026-07-01"))
        assert main(words) == 0
        capsys.readouterr()
        before = store.current(built)
        collection.plan("2026-01-02", RETURN.format("2026-07-02"))

        def tried() -> bool:
            done = in_one_sentence(words, "Nothing was built.", capsys)
            assert (store.current(built) == before) is not done and store.is_whole(store.current(built))
            assert len(ledger_records.received(ledger.read(collection.received))) == 1 + done
            return done

        assert with_ever_more_room(built, 40 * PAGE, tried) > 1


@pytest.mark.slow
def test_a_release_is_whole_or_absent_at_whatever_write_the_disk_is_full(tmp_path):
    folder, by = tmp_path / "received", Actor("Head of scrutiny")
    with small_disk(folder, "size=1m"):
        release_log.add(folder, [Key("action_version.action", "transport", "Mend")], True, by, "2026-01-05")
        long = [Key("action_version.action", "transport", f"{n} {'x' * 900}") for n in range(12)]

        def tried() -> bool:
            before = release_log.read(folder)
            try:
                release_log.add(folder, long, True, by, "2026-01-06")
            except OSError as error:
                assert error.strerror == "No space left on device"
                after = release_log.read(folder)  # raises unless its own chain is whole
                assert after[: len(before)] == before
                assert [*ledger.chain_faults(ledger.read(folder))] == []
                return False
            return True

        assert with_ever_more_room(folder, PAGE, tried) > 1
        assert release_log.read(folder)[-1].text == long[-1].text


def test_a_publication_stays_as_it_was_at_whatever_write_the_disk_is_full(collection, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(publish_command, "publish", partial(publish.publish, with_browser=False))
    collection.plan("2026-01-05", PLAN)
    collection.load()
    (collection.received / "publication.toml").write_text(DECISION, encoding="utf-8")
    disk = tmp_path / "disk"
    out = disk / "public"
    words = to_publish(collection, out)
    with small_disk(disk, "size=64m"):
        assert main(words) == 0
        capsys.readouterr()
        before = {path: path.read_bytes() for path in files_in(out)}

        def tried() -> bool:
            done = in_one_sentence(words, "Nothing was published.", capsys)
            assert done or {path: path.read_bytes() for path in before} == before
            assert [*verify_publication.publication_faults(out)] == []
            return done

        used = sum(map(len, before.values()))
        assert with_ever_more_room(disk, used, tried) > 1


def files_in(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())
