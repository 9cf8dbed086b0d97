"""The proof of hidden places succeeds, and fails where a decision covers hidden text or where nothing is published."""

from __future__ import annotations  # see conftest.py for the reason

import pytest

from loaders.publishing.proofs.hidden_places import WITHOUT_MARKS, hidden_marks
from loaders.publishing.proofs.hidden_plants import PLANTS
from loaders.publishing.proofs.word_plants import WORD_PLANTS
from loaders.publishing.release.decisions import Decision

pytestmark = pytest.mark.slow  # each test loads and publishes several files


def test_no_mark_in_a_hidden_place_is_published(tmp_path):
    assert [*hidden_marks(tmp_path / "trial")] == []


def test_every_mark_shows_a_decision_that_covers_hidden_text(tmp_path, monkeypatch):
    monkeypatch.setattr(Decision, "covers", lambda self, text: True)
    said = [f"the mark came out: {name}" for name in (*PLANTS, *WORD_PLANTS, *WITHOUT_MARKS)]
    assert [*hidden_marks(tmp_path / "trial")] == said


def test_a_search_that_misses_the_visible_mark_is_not_a_proof(tmp_path, monkeypatch):
    monkeypatch.setattr(Decision, "covers", lambda self, text: False)
    assert [*hidden_marks(tmp_path / "trial")] == ["the mark in sight did not come out either"]
