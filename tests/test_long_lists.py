"""A list on a page for staff that is not shown whole says how many items there are, and links to all of them."""

from __future__ import annotations  # see conftest.py for the reason

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from drawing import LAYOUT
from markupsafe import Markup
from screen import html_of
from streamlit.testing.v1 import AppTest
from waiting import PATIENCE

from loaders.load.past_changes import FileRead, PastChanges, RowChange
from loaders.received.actor import Actor
from loaders.received.receive import receive
from loaders.received.waiting_files import sha256
from pages.parts.paging import Part
from pages.staff import past_change_tables
from pages.staff.problems import tables as problem_tables
from pages.staff.publish import tables as publish_tables
from pages.staff.withdraw import effects as withdraw_effects
from tracker.measure import Measure
from tracker.questions.changes import Difference
from tracker.questions.problems import ReportedProblem, group_problems
from tracker.terms import Change, Precision, Severity, State, WhoActs

PLAN = "Ref | Rec | Action | Due | Done | Status | Evidence | Reason\nA1 | 1 | Mend | | | In progress | |"
N, DAY = 237, date(2026, 12, 1)
EACH = [f"Row-{n:03}" for n in range(N)]


def of_past() -> Markup:
    rows = tuple(RowChange("a.xlsx", "Plan", 1, ref, "open", "open", DAY, DAY, {}) for ref in EACH)
    counts = dict.fromkeys(Measure, 0)
    return Markup("").join(past_change_tables.past_blocks(PastChanges((), (), rows, counts, counts)))


def test_a_file_that_another_layout_could_not_read_is_pointed_out():
    counts = dict.fromkeys(Measure, 0)
    files = (FileRead("police/2026-03-31.xlsx", 12, 0, 0, 0), FileRead("police/2026-06-30.xlsx", 12, 0, 12, 0))
    shown = Markup("").join(past_change_tables.past_blocks(PastChanges(files, (), (), counts, counts)))
    assert "1 file that can be read now could not be read by this layout" in shown


def of_changes() -> Markup:
    def difference(ref: str) -> Difference:
        exact, state = Precision.DAY, next(iter(State))
        ends = (state, DAY, "", "", exact, exact, "", None, None)
        return Difference(next(iter(Change)), "transport", ref, "Mend", None, "Review", "Transport", *ends)

    return Markup("").join(withdraw_effects._kinds([*map(difference, EACH)]))


def of_standings() -> Markup:
    def pair(ref: str) -> tuple[withdraw_effects.ActionPosition, withdraw_effects.ActionPosition]:
        one = withdraw_effects.ActionPosition("transport", ref, "Transport", "Mend", "open", DAY, DAY, False)
        return one, one._replace(state="complete")

    return Markup("").join(withdraw_effects._otherwise([*map(pair, EACH)], is_erased=False))


def of_texts() -> Markup:
    return Markup("").join(publish_tables._texts("Words that become public", {"action": EACH}))


def of_cells() -> Markup:
    def problem(cell: str) -> ReportedProblem:
        what = ("Soon", "No date.", "Write a date.", Severity.WARNING, WhoActs.SENDER, "a_rule")
        fields = ("Transport", "a.xlsx", DAY, "Plan", 1, cell, "A1", *what)
        return ReportedProblem(*fields)

    groups = group_problems([*map(problem, EACH)])
    ((_, table),) = problem_tables.problem_tables(groups, Part(0, 1, 1, None), {})
    return table


LISTS: dict[str, Callable[[], Markup]] = {
    "past": of_past, "changes": of_changes, "standings": of_standings, "texts": of_texts, "cells": of_cells,
}  # fmt: skip


def shown(name: str, **query: str) -> str:
    def page(name):
        from test_long_lists import LISTS

        from pages.parts.show import show

        show(LISTS[name]())

    at = AppTest.from_function(page, default_timeout=PATIENCE, args=(name,))
    at.query_params.update(query)
    return html_of(at.run())


def named(html: str) -> set[str]:
    return set(re.findall(r"Row-\d+", html))


@pytest.mark.parametrize("name", LISTS)
def test_a_list_says_how_many_there_are_and_all_of_them_can_be_reached(name):
    html = shown(name)
    assert str(N) in html or f"{N - 8} more" in html
    if named(html) != {*EACH}:
        (words,) = set(re.findall(r'<a [^>]*href="\?part=all"[^>]*>(.*?)</a>', html))
        assert f"Show all {N}" in words
        assert named(shown(name, part="all")) == {*EACH}


def test_every_receipt_of_a_sender_can_be_reached(collection, monkeypatch, tmp_path):
    def page():
        from pages.staff.your_return.parts import _receipts

        _receipts("transport")

    def receipts(**query: str) -> str:
        at = AppTest.from_function(page, default_timeout=PATIENCE)
        at.query_params.update(query)
        return html_of(at.run())

    collection.plan("2026-01-01", PLAN, sender="harbour")
    collection.layout("harbour", LAYOUT)
    collection.load()
    monkeypatch.setenv("TRACKER_BUILT", str(collection.built))
    contents = [f"Ref\n{n}\n".encode() for n in range(37)]
    for n, content in enumerate(contents):
        (tmp_path / "plan.csv").write_bytes(content)
        receive(tmp_path / "plan.csv", "transport", DAY - timedelta(days=40 - n), collection.received, Actor(""))
    html = receipts()
    assert "37 files of yours on record, the last 10 here" in html and "Show all 37" in html
    assert html.count("SHA-256") == 10 and sha256(contents[-1]) in html
    html = receipts(part="all")
    assert html.count("SHA-256") == 37 and all(sha256(content) in html for content in contents)
