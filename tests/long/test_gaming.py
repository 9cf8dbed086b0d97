"""Moved dates, dropped rows, blank dates and renamed states: none of them makes a headline better."""

import tempfile
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from drawing import rows
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from plain_position import History, Report
from random_histories import HISTORIES, RETURNS, built
from stored_histories import MERROWSHIRE_DATES
from trials import trials

from tracker.measure import Measure
from tracker.questions import actions, agencies, measures

AS_OF = RETURNS[-1] + timedelta(days=45)
FEW = settings(max_examples=trials(5))
DENOMINATORS = {Measure.ACCEPTED, Measure.COUNTED_APART, Measure.EVER_DATED}
Stands = dict[str, tuple[set[str], int]]  # by reference: the measures that count it, and its days late


def honest(history: History) -> History:
    """The story, except that its last return repeats what the one before said of the action."""
    told = deepcopy(history)
    told.returns[-1] = (told.returns[-1][0], deepcopy(told.returns[-2][1]))
    return told


def altered(history: History, alter: Callable[[Report], Report | None]) -> History:
    """The honest story, except for one row of the last return."""
    told = honest(history)
    on, said = told.returns[-1]
    told.returns[-1] = (on, alter(said))
    return told


def both(histories: list[History], alter: Callable[[Report], Report | None]) -> Iterator[tuple[set, int, set, int]]:
    """The state of each action of the return before, in the honest story and with its last row altered."""
    held = [history for history in histories if history.returns[-2][1]]
    assume(held)
    was, now = stands([honest(one) for one in held]), stands([altered(one, alter) for one in held])
    assert set(was) == set(now)
    return ((*was[ref], *now[ref]) for ref in was)


def stands(histories: list[History]) -> Stands:
    with tempfile.TemporaryDirectory() as folder:
        db = built(histories, Path(folder))
        sql = "SELECT action_ref, measures, days_late FROM position_for($as_of, NULL, NULL) WHERE action_ref <> 'ZZ'"
        return {ref: (set(measures), late) for ref, measures, late in rows(db, sql, as_of=AS_OF)}


@FEW
@given(histories=HISTORIES, days=st.integers(1, 2_000))
def test_moving_a_deadline_improves_nothing_that_counts(histories, days):
    def later(said: Report) -> Report:
        # Where no date was ever promised, setting one is not a move.
        return replace(said, due_on=said.due_on + timedelta(days=days)) if said.due_on else said

    for was, was_late, now, now_late in both(histories, later):
        assert was & DENOMINATORS == now & DENOMINATORS
        for better in (Measure.VERIFIED, Measure.EVIDENCE_HELD, Measure.COMPLETE):
            assert better in was or better not in now
        assert Measure.OVERDUE_BY_FIRST_DATE in now or Measure.OVERDUE_BY_FIRST_DATE not in was
        assert now_late >= was_late


@FEW
@given(histories=HISTORIES)
def test_dropping_a_row_changes_no_figure_except_the_missing_ones(histories):
    for was, was_late, now, now_late in both(histories, lambda said: None):
        # A missing row cannot have the same words as before.
        assert now - {Measure.UNCHANGED} == was - {Measure.UNCHANGED} | {Measure.MISSING}
        assert now_late == was_late


@FEW
@given(histories=HISTORIES)
def test_blanking_a_date_lowers_no_denominator_and_hides_nothing(histories):
    for was, was_late, now, now_late in both(histories, lambda said: replace(said, due_on=None, original_due_on=None)):
        kept = {*DENOMINATORS, Measure.OPEN, Measure.OVERDUE_BY_FIRST_DATE}
        assert was & kept == now & kept
        assert (Measure.NO_DATE in now) == (Measure.OPEN in now)
        assert now_late == was_late


@FEW
@given(histories=HISTORIES, status=st.sampled_from(["status unreadable", "not reported", "superseded", "will not do"]))
def test_renaming_a_status_lowers_no_denominator(histories, status):
    for was, _, now, _ in both(histories, lambda said: replace(said, status=status)):
        assert was & DENOMINATORS == now & DENOMINATORS
        assert Measure.VERIFIED in was or Measure.VERIFIED not in now
        assert Measure.COMPLETE in was or Measure.COMPLETE not in now


@pytest.mark.parametrize("as_of", MERROWSHIRE_DATES[::3], ids=str)
def test_the_agencies_add_up_to_the_whole_with_shared_actions_counted_once(merrowshire, as_of):
    whole = measures.counts(merrowshire.db, as_of)
    listed = agencies.rows(merrowshire.db, as_of)
    parts = [measures.counts(merrowshire.db, as_of, agency=agency) for agency in [row.agency for row in listed]]
    assert {measure: sum(part[measure] for part in parts) for measure in Measure} == whole
    every = actions.rows(merrowshire.db, as_of)
    assert sum(row.actions for row in listed) == len(every) == len({action.action_id for action in every})
    assert any(action.supporting_agencies for action in every) or as_of < date(2025, 9, 1)
