"""The proof of hidden places holds, and fails where a decision covers what nobody sees or nothing comes out at all."""

from __future__ import annotations  # see conftest.py for the reason

import pytest

from loaders.publishing.proofs.hidden_places import WITHOUT_MARKS, hidden_marks
from loaders.publishing.proofs.hidden_plants import PLANTS
from loaders.publishing.proofs.word_plants import WORD_PLANTS
from loaders.publishing.release.decisions import Decision

pytestmark = pytest.mark.slow  # each test loads and publishes several files


def test_no_mark_of_a_hidden_place_comes_out(tmp_path):
    assert [*hidden_marks(tmp_path / "trial")] == []


def test_a_decision_that_covers_what_nobody_sees_is_found_by_every_mark(tmp_path, monkeypatch):
    monkeypatch.setattr(Decision, "covers", lambda self, text: True)
    said = [f"the mark came out: {name}" for name in (*PLANTS, *WORD_PLANTS, *WITHOUT_MARKS)]
    assert [*hidden_marks(tmp_path / "trial")] == said


def test_a_search_that_does_not_find_the_mark_in_sight_is_no_proof(tmp_path, monkeypatch):
    monkeypatch.setattr(Decision, "covers", lambda self, text: False)
    assert [*hidden_marks(tmp_path / "trial")] == ["the mark in sight did not come out either"]
