"""What another layout would alter in the files on record: every kind of change to a stored row is counted."""

from __future__ import annotations  # see conftest.py for the reason

from datetime import date
from html import unescape

import pytest
from drawing import LAYOUT, Collection
from markupsafe import Markup

from loaders.load.past_changes import past_changes
from loaders.mapping.key_types import FILE_KEYS
from pages.staff.past_change_tables import KEYS, past_blocks

PLAN = """
Ref | Rec | Action | Due | Done | Status | Evidence | Reason
A1 | 1 | Mend | d:2026-03-01 | | In progress | Minutes | Frost
A2 | 1 | Paint | d:2026-03-01 | | In progress | Minutes | Frost
"""


@pytest.mark.parametrize(
    ("old", "new", "what", "was", "becomes"),
    [
        ('review = "Harbour Review"', 'review = "Quay Review"', "review", "Harbour Review", "Quay Review"),
        ('evidence = "Evidence"', 'owner = "Evidence"', "owner", "", "Minutes"),
        ('evidence = "Evidence"', 'owner = "Evidence"', "evidence", "Minutes", ""),
        ('reason = "Reason"\n', "", "reason", "Frost", ""),
    ],
)
def test_a_row_is_counted_if_anything_in_it_changes_even_if_its_state_and_day_stay(
    collection: Collection, old, new, what, was, becomes
):
    assert old in LAYOUT
    collection.plan("2026-01-31", PLAN)
    collection.load()
    content = LAYOUT.replace(old, new)
    found = past_changes(
        "transport.toml", content, "transport", date(2026, 2, 1), collection.received, collection.built,
        collection.layouts,
    )  # fmt: skip
    assert [(one.row, one.others.get(what)) for one in found.rows] == [(2, (was, becomes)), (3, (was, becomes))]
    assert all(one.state_before == one.state_after and one.day_before == one.day_after for one in found.rows)


def test_a_layout_that_reads_the_same_alters_no_row(collection: Collection):
    collection.plan("2026-01-31", PLAN)
    collection.load()
    content = LAYOUT + "# a remark\n"
    found = past_changes(
        "transport.toml", content, "transport", date(2026, 2, 1), collection.received, collection.built,
        collection.layouts,
    )  # fmt: skip
    assert found.rows == ()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("", "reports_every = 90", "The agreed interval between returns: none now, 90 days by this layout"),
        ("reports_every = 30", "reports_every = 90", "The agreed interval between returns: 30 days now, 90 days by "),
        ("reports_every = 30", "", "The agreed interval between returns: 30 days now, none by this layout"),
        ('note = "A"', 'note = "B"', "The note to every reader: A now, B by this layout"),
        ("", 'holds = "open actions"', "What each return holds: none now, open actions by this layout"),
        ("", "compiled = true", "Compiled from published sources: no now, yes by this layout"),
    ],
)
def test_other_settings_of_a_layout_are_named_where_they_would_change(collection: Collection, old, new, said):
    collection.layout("transport", _with(old))
    collection.plan("2026-01-31", PLAN)
    collection.load()
    found = past_changes(
        "transport.toml", _with(new), "transport", date(2026, 2, 1), collection.received, collection.built,
        collection.layouts,
    )  # fmt: skip
    page = unescape(Markup("").join(past_blocks(found)).striptags())
    assert said in page and found.rows == ()


def test_every_key_of_a_whole_layout_has_words_of_its_own():
    assert {*KEYS} == {*FILE_KEYS}


def _with(line: str) -> str:
    """The layout with one more key above its tables."""
    return f"{line}\n{LAYOUT}"
