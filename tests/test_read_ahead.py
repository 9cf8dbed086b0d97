"""The next file is read while the program works on the one before, and each answer belongs to the right file."""

from __future__ import annotations  # see conftest.py for the reason

from threading import Event

import pytest
from drawing import write_workbook
from waiting import PATIENCE

from loaders.reader import read_ahead
from loaders.reader.read_file import read_workbook
from tracker.findings import NotReadable

PLAN = "Ref | Action\nA1 | Mend"


@pytest.fixture
def files(tmp_path):
    """Four workbooks, each with a word of its own."""
    words = ["Mend", "Paint", "Sweep", "Light"]
    return [write_workbook(tmp_path / f"{word}.xlsx", {"Plan": PLAN.replace("Mend", word)}) for word in words]


def test_each_file_is_read_as_it_is_read_alone(files):
    with read_ahead.read_ahead(files) as read:
        assert [read(path) for path in files] == [read_workbook(path) for path in files]


def test_the_next_file_is_read_before_anybody_asks_for_it(files, monkeypatch):
    really, is_second_read = read_ahead.answer_of, Event()

    def watched(path):
        answer = really(path)
        if path == files[1]:
            is_second_read.set()
        return answer

    monkeypatch.setattr(read_ahead, "answer_of", watched)
    with read_ahead.read_ahead(files) as read:
        read(files[0])
        assert is_second_read.wait(PATIENCE)


def test_a_file_that_nobody_asks_for_takes_no_place(files):
    with read_ahead.read_ahead(files) as read:
        assert read(files[2]) == read_workbook(files[2])
        assert read(files[3]) == read_workbook(files[3])


def test_one_that_was_not_announced_is_read_too(files, tmp_path):
    other = write_workbook(tmp_path / "other.xlsx", {"Plan": PLAN})
    with read_ahead.read_ahead(files[:1]) as read:
        assert read(other) == read_workbook(other)


def test_what_cannot_be_read_is_reported_when_it_is_asked_for(files, tmp_path):
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 no workbook")
    gone = tmp_path / "gone.xlsx"
    with read_ahead.read_ahead([files[0], broken, gone, files[1]]) as read:
        read(files[0])
        for path in (broken, gone):
            with pytest.raises(NotReadable) as ours:
                read_workbook(path)
            with pytest.raises(NotReadable) as theirs:
                read(path)
            assert str(theirs.value) == str(ours.value)
        assert read(files[1]) == read_workbook(files[1])


def test_no_more_is_read_ahead_than_may_lie_in_memory(files, monkeypatch):
    read_so_far = []
    really = read_ahead.answer_of
    monkeypatch.setattr(read_ahead, "answer_of", lambda path: read_so_far.append(path) or really(path))
    monkeypatch.setattr(read_ahead, "AHEAD", 1)
    with read_ahead.read_ahead(files) as read:
        read(files[0])
    assert set(read_so_far) <= set(files[:2])
