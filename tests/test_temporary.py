"""Temporary folders of a killed program are removed when the next is made; those of a running program stay."""

from __future__ import annotations  # see conftest.py for the reason

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from loaders.load.separate_copy import separate_copy

DAY = 86_400.0  # seconds
AT_WORK = """
import sys, time
from pathlib import Path
from loaders.load.separate_copy import separate_copy
with separate_copy(Path(sys.argv[1]), Path(sys.argv[1]), None) as (received, _):
    print(received, flush=True)
    time.sleep(600)
"""


@pytest.fixture
def temp(tmp_path, monkeypatch) -> Path:
    """The folder where temporary folders are made, by this program and by those that it starts."""
    folder = tmp_path / "temp"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return folder


@pytest.fixture
def received(tmp_path) -> Path:
    folder = tmp_path / "received" / "transport"
    folder.mkdir(parents=True)
    (folder / "2026-03-31.csv").write_text("Ref\n1\n", encoding="utf-8")
    return folder.parent


@contextmanager
def at_work(received: Path) -> Iterator[tuple[subprocess.Popen[str], Path]]:
    """Yields another program that is working on a copy of the files received, and where that copy is."""
    with subprocess.Popen([sys.executable, "-c", AT_WORK, str(received)], stdout=subprocess.PIPE, text=True) as other:
        try:
            yield other, Path(other.stdout.readline().strip())
        finally:
            other.kill()


def look(received: Path) -> None:
    with separate_copy(received, received, None) as (copied, _):
        assert (copied / "transport" / "2026-03-31.csv").is_file()


def test_what_a_killed_program_left_goes_and_what_one_that_runs_has_stays(temp, received):
    with at_work(received) as (killed, left), at_work(received) as (_, in_use):
        look(received)
        assert left.is_dir() and in_use.is_dir()
        killed.kill()
        killed.wait()
        assert left.is_dir()
        look(received)
        assert not left.exists() and (in_use / "transport" / "2026-03-31.csv").is_file()
    look(received)
    assert [*temp.iterdir()] == []


def test_of_others_nothing_goes_and_of_ours_only_what_has_no_owner_for_a_week(temp, received):
    for name in ("tracker-extract-3", "answerable", "answerable-old", "answerable-young", "others"):
        (temp / name).mkdir()
    (temp / "answerable-file").write_text("", encoding="utf-8")
    (temp / "answerable-link").symlink_to(temp / "others", target_is_directory=True)
    for path in temp.iterdir():
        days = 1 if path.name == "answerable-young" else 8
        os.utime(path, (time.time() - days * DAY,) * 2, follow_symlinks=False)
    before = {path.name for path in temp.iterdir()}
    look(received)
    assert before - {path.name for path in temp.iterdir()} == {"answerable-old"}


def test_a_folder_that_somebody_else_filled_stays_whatever_its_name(temp, received):
    """For example a week-old checkout of this program in the temporary folder, which may contain an `owner`."""
    for name, files in {"answerable-checkout": ["README.md"], "answerable-notes": ["owner", "notes.txt"]}.items():
        (temp / name).mkdir()
        for file in files:
            (temp / name / file).write_text("Kept", encoding="utf-8")
        os.utime(temp / name, (time.time() - 8 * DAY,) * 2)
    (temp / "answerable-half" / "files").mkdir(parents=True)
    (temp / "answerable-half" / "files" / "plan.csv").write_text("Kept", encoding="utf-8")
    os.utime(temp / "answerable-half", (time.time() - 8 * DAY,) * 2)
    look(received)
    assert sorted(path.name for path in temp.rglob("*") if path.is_file()) == [
        "README.md", "notes.txt", "owner", "plan.csv",
    ]  # fmt: skip


def test_many_at_once_in_one_program_take_nothing_from_each_other(temp, received):
    with ThreadPoolExecutor(8) as many:
        assert len([*many.map(lambda _: look(received), range(80))]) == 80
    assert [*temp.iterdir()] == []
