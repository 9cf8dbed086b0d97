"""Progress by agency: the squares, the picture, the table and the words all come from the same rows."""

import re
from datetime import date

import pandas as pd
import pytest

from tracker import charts
from tracker.questions import progress
from tracker.terms import State
from tracker.theme import LOOKS

SOURCE = charts.source_line(date(2026, 10, 31), is_illustrative=True)
COLUMNS = ["agency", "action_ref", "sender", "action", "state", "due_on", "is_overdue_by_first_date"]
VERIFIED, REPORTED, OPEN, OVERDUE, NO_DATE = list(State)[:5]


def rows(*drawn: tuple) -> pd.DataFrame:
    return pd.DataFrame(drawn, columns=COLUMNS)


def action(agency: str, ref: str, state: State, late_by_first: bool = False, wording: str = "Publish it") -> tuple:
    due = None if state == NO_DATE else date(2026, 3, 31)
    return agency, ref, agency.split()[0].lower(), wording, state.value, due, late_by_first


@pytest.fixture
def plan() -> pd.DataFrame:
    return rows(
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
    assert "most overdue actions come first, then those with the most actions" in progress.sentence(plan).subtitle


def test_actions_go_by_state_then_reference_as_people_count(plan):
    police = progress.agencies(plan)[0]
    assert [a.action_ref for a in police.actions] == ["P-2", "P-10", "P-1"]


def test_overdue_stands_beside_its_twin(plan):
    notes = {agency.name: agency.notes for agency in progress.agencies(plan)}
    assert notes["Saltby Council"] == ["3 actions, 1 verified", "0 overdue, 1 by first dates"]
    assert notes["Merrowshire Police"] == ["3 actions, 0 verified", "2 overdue, 2 by first dates"]


def test_the_sentence_never_adds_claims_to_checks(plan):
    said = progress.sentence(plan)
    assert said.title == "3 of 8 actions verified complete; 1 more reported complete, not verified"
    assert said.alt.startswith(f"One square for each action, by agency. {said.title}. Merrowshire Police: 3 actions")


def test_words_for_a_screen_reader_stay_short(plan):
    many = rows(*(action(f"Agency {n}", f"A-{n}", OPEN) for n in range(12)))
    assert progress.sentence(many).alt.endswith("And 4 more agencies.")


def test_every_square_is_a_link_with_a_name_and_keeps_the_filters(plan):
    html = progress.block(plan, SOURCE, as_of="2026-10-31")
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
    key = re.search(r'<ul class="an-key".+?</ul>', progress.block(plan, SOURCE)).group()
    assert re.findall(r"</span>([^<]+)</span> <span>(\d+)", key) == [
        ("Verified complete", "3"), ("Reported complete, not verified", "1"), ("Open", "1"), ("Overdue", "2"),
        ("Open, no date set", "1"),
    ]  # fmt: skip


def test_squares_can_be_skipped(plan):
    html = progress.block(plan, SOURCE)
    assert '<a class="an-skip" href="#after-progress">Skip 8 squares</a>' in html
    assert html.endswith(f'<p class="an-source" id="after-progress">{SOURCE}</p></figure>')


def test_wordings_and_names_are_shown_as_typed():
    html = progress.block(rows(action("A <b> & C", "<script>", OPEN, wording='"><img src=x>')), SOURCE)
    assert "<script" not in html and "<img" not in html and "<b>" not in html
    assert "A &lt;b&gt; &amp; C" in html


def test_an_action_without_an_agency_is_still_drawn(plan):
    plan.loc[0, "agency"] = None
    assert sum(len(agency.actions) for agency in progress.agencies(plan)) == len(plan)
    assert "Agency not named" in progress.block(plan, SOURCE)


def test_the_table_holds_the_same_counts(plan):
    html = progress.table(plan)
    police = re.search(r"<tr role=\"row\"><th scope=\"row\".+?Merrowshire Police.+?</tr>", html).group()
    assert re.findall(r'data-label="([^"]+)" class="an-number"><div>(\d+)', police) == [
        ("Actions", "3"), ("Verified complete", "0"), ("Reported complete, not verified", "0"), ("Open", "0"),
        ("Overdue", "2"), ("Open, no date set", "1"), ("Overdue by first dates", "2"),
    ]  # fmt: skip


# The picture


def marks(spec: dict) -> list[dict]:
    return spec["datasets"]["squares"]


def texts(spec: dict) -> list[dict]:
    return [row for name, rows in spec["datasets"].items() if name.startswith("texts") for row in rows]


def test_the_picture_draws_each_action_in_its_look(plan):
    drawn = [mark for mark in marks(progress.chart(plan, SOURCE)) if ", " in mark["name"] and "-" in mark["name"]]
    assert sorted(mark["name"] for mark in drawn) == sorted(f"{a.action_ref}, {a.state}" for a in plan.itertuples())
    for mark in drawn:
        look = LOOKS[State(mark["state"])]
        assert (mark["fill"], mark["line"], mark["glyph"], mark["dash"]) == (
            look.fill, look.line, look.glyph, [*look.dash],
        )  # fmt: skip


def test_the_picture_says_its_sentence_and_its_source(plan):
    spec, said = progress.chart(plan, SOURCE), progress.sentence(plan)
    assert " ".join(spec["title"]["text"]) == said.title
    assert " ".join(spec["title"]["subtitle"]) == said.subtitle
    last = max(texts(spec), key=lambda text: text["y"])
    assert last["text"].endswith("31 October 2026, from the files received by then.")
    assert "description" not in spec  # Streamlit's own alt text would be doubled


def test_only_a_chart_on_a_page_has_links(plan):
    assert not any("url" in mark for mark in marks(progress.chart(plan, SOURCE)))
    linked = progress.chart(plan, SOURCE, {"as_of": "2026-10-31"})
    assert linked["layer"][0]["encoding"]["href"]["field"] == "url"
    assert "/actions?ref=P-2&sender=merrowshire&as_of=2026-10-31" in {mark.get("url") for mark in marks(linked)}


def every_state_many_times() -> pd.DataFrame:
    long = "The Greater Merrowshire and Northmere Combined Children’s Safeguarding Partnership Board"
    agencies = (long, "Saltby Council", "Police")
    return rows(*(action(a, f"{a[:2]}-{n}", list(State)[n % 7]) for a in agencies for n in range(1, 63)))


def test_no_square_lies_on_another_or_outside():
    spec = progress.chart(every_state_many_times(), SOURCE)
    places = [(mark["x"], mark["y"]) for mark in marks(spec)]
    assert len(set(places)) == len(places) == 3 * 62 + 7
    half = charts.SIDE / 2 + 1
    assert all(x - half >= -3 and x + half <= charts.WIDTH and y + half <= spec["height"] for x, y in places)


def test_no_label_lies_on_another_or_on_a_square():
    spec = progress.chart(every_state_many_times(), SOURCE)
    boxes = [box(text) for text in texts(spec)]
    half = charts.SIDE / 2
    squares = [(m["x"] - half, m["y"] - half, m["x"] + half, m["y"] + half) for m in marks(spec)]
    for n, one in enumerate(boxes):
        assert not any(overlap(one, other) for other in boxes[n + 1 :] + squares), texts(spec)[n]["text"]


def box(text: dict) -> tuple[float, float, float, float]:
    wide, high = len(text["text"]) * text["size"] * charts.CHARACTER, text["size"] * 1.1
    return text["x"], text["y"] - high / 2, text["x"] + wide, text["y"] + high / 2


def overlap(a: tuple, b: tuple) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def test_nothing_recorded_is_said(plan):
    none = plan.iloc[:0]
    assert progress.chart(none, SOURCE)["title"]["text"] == ["No actions are recorded"]
    assert "No actions are recorded" in progress.block(none, SOURCE)


def test_real_data_is_not_called_illustrative():
    assert charts.source_line(date(2026, 10, 31), is_illustrative=False).startswith("Position as at 31 October 2026")
    assert SOURCE.startswith("Illustrative data")
