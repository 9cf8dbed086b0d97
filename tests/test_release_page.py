"""The staff's page Release: what waits stands on it, and an officer's word is recorded and counts."""

from __future__ import annotations  # for the reason told in conftest.py

import shutil
from pathlib import Path

import pytest
from screen import open_page, words

from loaders.publishing.release import release_log, waiting_texts
from loaders.publishing.release.texts import Key
from loaders.received.places import DATA, EXAMPLE, folder_of

PAGE = "staff/95_release.py"
WAITS = "Agencies asked for a second trial."
MARK = waiting_texts.mark(Key("action_version.reason", "safeguarding-partnership", WAITS))


@pytest.fixture
def received(merrowshire, tmp_path, monkeypatch) -> Path:
    """A copy of the invented example, since the page writes beside the files."""
    folder, built = tmp_path / "received", tmp_path / "built"
    shutil.copytree(EXAMPLE, folder)
    shutil.copytree(merrowshire.built, built)
    monkeypatch.setenv("TRACKER_BUILT", str(built))
    monkeypatch.setattr("pages.staff.releasing.folder_of", lambda built: folder)
    return folder


def latest():
    return open_page(PAGE, as_of="")


def test_what_is_not_released_stands_on_the_page_and_in_no_label(received):
    at = latest()
    assert not at.exception
    assert WAITS in words(at) and MARK in words(at)
    assert MARK in at.multiselect[0].options
    assert not any(WAITS in option for option in at.multiselect[0].options)


def test_an_officers_word_is_recorded_and_counts(received):
    at = latest()
    at.multiselect[0].select(MARK)
    at.text_input[0].input("Head of scrutiny")
    at.button[0].click()
    at.run()
    assert "1 text released by Head of scrutiny (typed, not signed in) on" in words(at)
    last = release_log.read(received)[-1]
    assert (last.text, last.is_public, last.by) == (WAITS, True, "Head of scrutiny")
    at = latest()
    at.multiselect[0].select(MARK)
    at.radio[0].set_value("They may not be public")
    at.text_input[0].input("Head of scrutiny")
    at.button[0].click()
    at.run()
    assert release_log.read(received)[-1].is_public is False


def test_without_a_post_nothing_is_recorded(received):
    before = release_log.read(received)
    at = latest()
    at.multiselect[0].select(MARK)
    at.button[0].click()
    at.run()
    assert "Nothing was recorded." in words(at) and release_log.read(received) == before


def test_a_past_position_has_no_form(received):
    at = open_page(PAGE, as_of="2026-10-31")
    assert "go to the latest position first" in words(at) and not at.multiselect


def test_an_example_is_released_beside_its_own_files():
    assert folder_of(Path("data/built/public-record")) == DATA / "examples" / "public-record" / "received"
