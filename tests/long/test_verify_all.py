"""`verify` finds every single edit of a ledger, a file or a name, and names the first that is wrong."""

from __future__ import annotations  # see conftest.py for the reason

import argparse
import os
import random
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from drawing import Collection
from test_ledger import DAYS, PLAN
from trials import trials

from loaders.commands import verify as command
from loaders.load.load import load
from loaders.received import ledger, ledger_records
from loaders.received.file_faults import file_faults
from tracker.findings import NotReadable

EDITS = trials(1_000)
Edit = Callable[[Collection, random.Random], str]  # makes the edit, and returns how the first sentence must begin


@pytest.fixture(scope="module")
def recorded(tmp_path_factory) -> Collection:
    """Four recorded returns with their layouts, and a database built from them."""
    collection = Collection(tmp_path_factory.mktemp("edited"))
    for n, day in enumerate(DAYS):
        collection.plan(day, PLAN.format(f"d:2026-0{n + 5}-01"))
    collection.load()
    return collection


@contextmanager
def put_back(collection: Collection) -> Iterator[None]:
    """Restores every file afterwards."""
    kept = {path: path.read_bytes() for path in collection.received.rglob("*") if path.is_file()}
    yield
    for path in [*collection.received.rglob("*")]:
        if path.is_symlink() or (path.is_file() and path not in kept):
            path.unlink()
    for path, content in kept.items():
        if not path.is_file() or path.read_bytes() != content:
            path.write_bytes(content)


def verified(collection: Collection, capsys) -> tuple[int, list[str]]:
    """The status and output of `verify`, called directly, since looking up the command takes longer than its run."""
    capsys.readouterr()
    parser = argparse.ArgumentParser()
    command.arguments(parser)
    folders = ["--built", str(collection.built), "--layouts", str(collection.layouts)]
    status = command.run(parser.parse_args([str(collection.received), *folders]))
    return status, capsys.readouterr().out.splitlines()


def lines(collection: Collection) -> list[bytes]:
    return (collection.received / ledger.LEDGER).read_bytes().splitlines(keepends=True)


def write(collection: Collection, found: list[bytes]) -> None:
    (collection.received / ledger.LEDGER).write_bytes(b"".join(found))


def named(number: int) -> str:
    return f"(Record|.*ledger.jsonl, line) {number}[ ,]"


def byte_of_the_ledger(collection: Collection, chance: random.Random) -> str:
    found = b"".join(lines(collection))
    at, other = chance.randrange(len(found)), chance.randrange(256)
    kind = chance.choice(("altered", "inserted", "removed"))
    if kind == "altered" and other == found[at]:
        other = (other + 1) % 256
    new = b"" if kind == "removed" else bytes([other])
    write(collection, [found[:at], new, found[at + (kind != "inserted") :]])
    is_end = at == len(found) - 1 and kind != "inserted"
    return "The last line of ledger.jsonl was cut off" if is_end else named(found[:at].count(b"\n") + 1)


def line_swapped(collection: Collection, chance: random.Random) -> str:
    found = lines(collection)
    first, second = sorted(chance.sample(range(len(found)), 2))
    found[first], found[second] = found[second], found[first]
    write(collection, found)
    return named(first + 1)


def line_doubled(collection: Collection, chance: random.Random) -> str:
    found = lines(collection)
    at = chance.randrange(len(found))
    place = chance.randint(at + 1, len(found))
    write(collection, [*found[:place], found[at], *found[place:]])
    return named(place + 1)


def line_removed(collection: Collection, chance: random.Random) -> str:
    found = lines(collection)
    at = chance.randrange(len(found))
    write(collection, [*found[:at], *found[at + 1 :]])
    return named(at + 1) if at < len(found) - 1 else ".* not on record|The database"


def byte_of_a_file(collection: Collection, chance: random.Random) -> str:
    path = a_file(collection, chance)
    content = bytearray(path.read_bytes())
    at = chance.randrange(len(content))
    content[at] = (content[at] + chance.randint(1, 255)) % 256
    path.write_bytes(content)
    return f"transport/{path.name} .* was altered"


def file_renamed(collection: Collection, chance: random.Random) -> str:
    path = a_file(collection, chance)
    path.rename(path.with_name(f"2026-05-{chance.randint(1, 31):02}.xlsx"))
    return f"transport/{path.name} .* is missing"


def file_removed(collection: Collection, chance: random.Random) -> str:
    path = a_file(collection, chance)
    path.unlink()
    return f"transport/{path.name} .* is missing"


def a_file(collection: Collection, chance: random.Random) -> Path:
    return chance.choice(sorted((collection.received / "transport").iterdir()))


KINDS: list[Edit] = [
    byte_of_the_ledger, line_swapped, line_doubled, line_removed, byte_of_a_file, file_renamed, file_removed,
]  # fmt: skip


def test_each_of_a_thousand_single_edits_is_found_and_the_first_fault_named(recorded, capsys):
    assert verified(recorded, capsys)[0] == 0
    missed = []
    for seed in range(EDITS):
        chance = random.Random(seed)
        edit = KINDS[seed % len(KINDS)]
        with put_back(recorded):
            said_first = edit(recorded, chance)
            status, said = verified(recorded, capsys)
        if status != 1 or not said or not re.match(said_first, said[0]):
            missed.append((seed, edit.__name__, said_first, said[:1]))
    assert missed == []
    assert verified(recorded, capsys)[0] == 0


def test_a_ledger_that_is_not_utf_8_is_named_by_its_line(recorded, capsys):
    with put_back(recorded):
        found = lines(recorded)
        write(recorded, [*found[:2], found[2].replace(b"transport", b"transp\xf6rt", 1), *found[3:]])
        status, said = verified(recorded, capsys)
    place = recorded.received / ledger.LEDGER
    assert (status, said) == (1, [f"{place}, line 3, is no record of a file. Put the ledger back from a copy."])


def test_a_fault_before_an_unreadable_line_is_reported_first(recorded, capsys):
    with put_back(recorded):
        found = lines(recorded)
        write(recorded, [found[1], found[0], *found[2:5], b"{\n", *found[6:]])
        (recorded.received / "transport" / f"{DAYS[2]}.xlsx").unlink()
        status, said = verified(recorded, capsys)
    assert status == 1 and said[0].startswith("Record 1 of the ledger")
    assert "line 6, is no record of a file." in "\n".join(said) and f"{DAYS[2]}.xlsx (record 3) is missing." in said[-1]


def test_a_file_replaced_by_a_link_to_the_same_bytes_is_named(recorded, capsys, tmp_path):
    with put_back(recorded):
        path = recorded.received / "transport" / f"{DAYS[1]}.xlsx"
        shutil.copyfile(path, tmp_path / "same.xlsx")
        path.unlink()
        path.symlink_to(tmp_path / "same.xlsx")
        status, said = verified(recorded, capsys)
    name = f"transport/{DAYS[1]}.xlsx (record 2)"
    assert (status, said) == (1, [f"{name} is a link. Put it back as it was received."])


def test_a_ledger_or_a_folder_behind_a_link_is_named(recorded, capsys, tmp_path):
    for name in ("transport", ledger.LEDGER):
        place = recorded.received / name
        place.rename(tmp_path / name)
        place.symlink_to(tmp_path / name)
    status, said = verified(recorded, capsys)
    for name in ("transport", ledger.LEDGER):
        (recorded.received / name).unlink()
        (tmp_path / name).rename(recorded.received / name)
    assert status == 1 and said[0] == "ledger.jsonl is a link. Put the file itself there."
    behind = [line for line in said if line.endswith("lies behind a link. Put the folder itself there.")]
    assert len(behind) == len(DAYS)
    assert verified(recorded, capsys)[0] == 0


def as_nobody(work: Callable[[], list[str]], folder: Path) -> list[str]:
    """The result of `work` within a folder, in a process without any rights of its own."""
    reading, writing = os.pipe()
    number = os.fork()
    if number == 0:
        os.chdir(folder)  # the folders above it may belong to one user alone
        os.setuid(65_534)
        os.write(writing, "\n".join(work()).encode())
        os._exit(0)
    os.close(writing)
    os.waitpid(number, 0)
    with os.fdopen(reading, encoding="utf-8") as said:
        return said.read().splitlines()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="NOT TESTED HERE: only root can give up its rights.")
def test_a_file_without_read_permission_is_named_and_the_others_are_verified(recorded):
    records = ledger_records.received(ledger.read(recorded.received))
    path = recorded.received / "transport" / f"{DAYS[1]}.xlsx"
    path.chmod(0)
    try:
        said = as_nobody(lambda: [*file_faults(Path(), records)], recorded.received)
    finally:
        path.chmod(0o644)
    name = f"transport/{DAYS[1]}.xlsx (record 2)"
    assert said == [f"{name} cannot be opened (Permission denied). Give the right to read it."]


def test_a_removed_ledger_is_named_and_no_load_begins_another(recorded, capsys):
    said = (
        f"{recorded.received} has no ledger.jsonl any more, and builds.jsonl says that loads recorded one. Put it back "
        "from a copy."
    )
    with put_back(recorded):
        (recorded.received / ledger.LEDGER).unlink()
        assert verified(recorded, capsys) == (1, [said])
        with pytest.raises(NotReadable, match=r"has no ledger\.jsonl any more"):
            load(recorded.received, recorded.built, recorded.layouts)
        assert not (recorded.received / ledger.LEDGER).exists()


def test_the_next_load_names_an_altered_file_whose_time_was_reset(collection):
    collection.plan(DAYS[0], PLAN.format("d:2026-05-01"))
    collection.load()
    path = collection.received / "transport" / f"{DAYS[0]}.xlsx"
    before = path.stat()
    path.write_bytes(path.read_bytes()[:-1] + b"\x01")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    (said,) = load(collection.received, collection.built, collection.layouts).not_as_received
    assert f"transport/{DAYS[0]}.xlsx (record 1) was altered after it was received." in said
