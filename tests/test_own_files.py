"""The pages for staff speak of own files once there is one, whatever else the ledger contains."""

from pathlib import Path

import pytest

from loaders.received.ledger import LEDGER
from pages.staff.load import work as load_work


@pytest.fixture
def received(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder for own files, beside the folder of the database."""
    monkeypatch.setenv("TRACKER_BUILT", str(tmp_path / "built"))
    monkeypatch.delenv("TRACKER_RECEIVED", raising=False)
    (tmp_path / "received").mkdir()
    return tmp_path / "received"


def test_the_example_is_shown_until_an_own_file_is_kept(received):
    assert load_work.is_example_in_place_of_own()
    (received / LEDGER).write_text("{}\n")  # a layout saved before any file is on record too
    assert load_work.is_example_in_place_of_own() and load_work.received() == received
    (received / "police").mkdir()
    assert load_work.is_example_in_place_of_own()
    (received / "police" / "2026-10-26.xlsx").write_bytes(b"")
    assert not load_work.is_example_in_place_of_own() and load_work.received() == received


def test_a_folder_that_the_setting_names_is_ones_own(received, monkeypatch):
    monkeypatch.setenv("TRACKER_RECEIVED", str(received))
    assert not load_work.is_example_in_place_of_own() and load_work.received() == received
