"""Progress by agency: the squares, the picture, the table and the words all come from the same rows."""

import re
from collections.abc import Sequence
from datetime import date

import pytest

from tracker.charts.sentence import Sentence
from tracker.measure import Measure
from tracker.questions import progress
from tracker.questions.actions import Action
from tracker.terms import State
from tracker.theme import LOOKS

AS_OF = date(2026, 10, 31)
VERIFIED, REPORTED, OPEN, OVERDUE, NO_DATE = list(State)[:5]

MEASURES = {VERIFIED: [Measure.VERIFIED], REPORTED: [Measure.REPORTED_COMPLETE]}


def said(rows: Sequence[Action]) -> Sentence:
    return progress.sentence(rows, AS_OF, is_illustrative=True)


def action(agency: str, ref: str, state: State, late_by_first: bool = False, wording: str = "Publish it") -> Action:
    """An action where every field that the chart does not use is None."""
    return Action(*[None] * len(Action._fields))._replace(
        agency=agency,
        action_ref=ref,
        sender=agency.split()[0].lower(),
        action=wording,
        state=state,
        is_open=state in (OPEN, OVERDUE, NO_DATE),
        is_overdue=state == OVERDUE,
        due_on=None if state == NO_DATE else date(2026, 3, 31),
        first_due_on=None if state == NO_DATE else date(2026, 3, 31),
        judged_on=AS_OF,
        is_overdue_by_first_date=late_by_first,
        is_contradicted=False,
        measures=[Measure.ACCEPTED, *MEASURES.get(state, [])],
    )


@pytest.fixture
def plan() -> tuple[Action, ...]:
    return (
        action("Saltby Council", "S-1", VERIFIED),
        action("Saltby Council", "S-2", REPORTED),
        action("Saltby Council", "S-3", OPEN, late_by_first=True),  # its date moved: late by the first one only
        action("Merrowshire Police", "P-10", OVERDUE, late_by_first=True),
        action("Merrowshire Police", "P-2", OVERDUE, late_by_first=True),
        action("Merrowshire Police", "P-1", NO_DATE),
        action("Youth Service", "Y-1", VERIFIED),
        action("Youth Service", "Y-2", VERIFIED),
    )


def test_most_overdue_first_then_the_larger_plan(plan):
    assert [agency.name for agency in progress.agencies(plan)] == [
        "Merrowshire Police",
        "Saltby Council",
        "Youth Service",
    ]
    assert "Most overdue actions first, then most actions." in said(plan).subtitle


def test_actions_go_by_state_then_reference_as_people_count(plan):
    police = progress.agencies(plan)[0]
    assert [a.action_ref for a in police.actions] == ["P-2", "P-10", "P-1"]


def test_overdue_is_shown_beside_overdue_by_first_dates(plan):
    notes = {agency.name: agency.notes for agency in progress.agencies(plan)}
    assert notes["Saltby Council"] == ["3 actions, 1 verified", "0 overdue, 1 by first dates"]
    assert notes["Merrowshire Police"] == ["3 actions, 0 verified", "2 overdue, 2 by first dates"]


def test_the_sentence_never_adds_claims_to_checks(plan):
    words = said(plan)
    assert words.title == "3 of 8 accepted actions verified complete; 1 more reported complete, not verified"
    assert "counted apart" not in words.subtitle
    assert words.alt.startswith(f"{words.title}. Merrowshire Police: 3 actions, 0 verified")
    assert words.alt.endswith(words.source)


def test_the_heading_counts_what_the_headline_counts_and_says_what_is_counted_apart(plan):
    noted = action("Saltby Council", "S-9", VERIFIED)._replace(measures=())
    words = said((*plan, noted))
    assert words.title.startswith("3 of 8 accepted actions verified complete;")
    assert "Each square is one action; 1 of them is counted apart." in words.subtitle


def test_words_for_a_screen_reader_stay_short(plan):
    many = [action(f"Agency {n}", f"A-{n}", OPEN) for n in range(16)]
    assert "And 4 more, in the table." in said(many).alt


def test_every_square_is_a_link_with_a_name_and_keeps_the_filters(plan):
    html = progress.block(plan, {"as_of": "2026-10-31"})
    links = re.findall(
        r'<a class="an-square an-([a-z-]+)" href="([^"]+)" title="([^"]+)">'
        r'<span class="an-hidden">(.+?)</span>',
        html,
    )
    assert len(links) == len(plan)
    assert links[0] == (
        "overdue",
        "/actions?ref=P-2&amp;sender=merrowshire&amp;as_of=2026-10-31",
        "P-2, Overdue. Due 31 March 2026. Publish it",
        "P-2, Overdue",
    )
    assert links[2][2] == "P-1, Open, no date set. Publish it"
    assert 'href="/agencies?as_of=2026-10-31&amp;agency=Merrowshire%20Police"' in html


def test_the_key_shows_only_states_that_occur_with_their_counts(plan):
    key = re.search(r'<ul class="an-key".+?</ul>', progress.block(plan, {})).group()
    assert re.findall(r"</span>([^<]+)</span> <span>(\d+)", key) == [
        ("Verified complete", "3"), ("Reported complete, not verified", "1"), ("Open", "1"), ("Overdue", "2"),
        ("Open, no date set", "1"),
    ]  # fmt: skip


def test_squares_can_be_skipped(plan):
    html = progress.block(plan, {})
    assert '<a class="an-skip" href="#after-progress">Skip 8 squares</a>' in html
    assert html.endswith('<span id="after-progress"></span></div>')


def test_wordings_and_names_are_shown_as_typed():
    html = progress.block([action("A <b> & C", "<script>", OPEN, wording='"><img src=x>')], {})
    assert "<script" not in html and "<img" not in html and "<b>" not in html
    assert "A &lt;b&gt; &amp; C" in html


def test_the_table_has_the_same_counts(plan):
    html = progress.table(plan, {})
    police = re.search(r"<tr role=\"row\"><th scope=\"row\".+?Merrowshire Police.+?</tr>", html).group()
    assert re.findall(r'data-label="([^"]+)" class="an-number"><div>(?:<a[^>]*>)?(\d+)', police) == [
        ("Actions", "3"), ("Verified complete", "0"), ("Reported complete, not verified", "0"), ("Open", "0"),
        ("Overdue", "2"), ("Open, no date set", "1"), ("Overdue by first dates", "2"),
    ]  # fmt: skip


# The drawing


def test_the_drawing_shows_each_action_in_its_look(plan):
    drawn = [mark for mark in progress.chart(plan, AS_OF, {}).marks["points"] if "ref=" in mark["url"]]
    assert sorted(mark["name"] for mark in drawn) == sorted(f"{a.action_ref}, {a.state}" for a in plan)
    for mark in drawn:
        look = LOOKS[State(mark["name"].partition(", ")[2])]
        assert (mark["fill"], mark["line"]) == (look.fill, look.line)


def test_squares_lead_to_their_actions_and_keep_the_filters(plan):
    drawn = progress.chart(plan, AS_OF, {"as_of": "2026-10-31"}).marks["points"]
    assert "/actions?ref=P-2&sender=merrowshire&as_of=2026-10-31" in {mark["url"] for mark in drawn}
