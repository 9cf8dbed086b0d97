"""Every chart agrees with its rows, nothing in it overlaps, and every mark opens exactly the rows that it counts."""

import html
import re
from collections import Counter
from datetime import date, timedelta
from importlib import import_module
from itertools import combinations, pairwise
from math import pi, sqrt
from pkgutil import iter_modules
from types import ModuleType
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import altair as alt
import pytest

from tracker import periods, questions
from tracker.charts import axes, pictures
from tracker.charts.canvas import CHARACTER, MIDDLE, NARROW, WIDE, Canvas, picture
from tracker.measure import Measure
from tracker.questions import (
    actions,
    burn_up,
    days_late,
    deadline_history,
    due_ahead,
    evidence,
    freshness,
    hidden_overdue,
)
from tracker.terms import State

QUESTIONS = [import_module(f"{questions.__name__}.{one.name}") for one in iter_modules(questions.__path__)]
CHARTS = [question for question in QUESTIONS if hasattr(question, "chart")]  # a question that can be drawn has a chart
FILTERS = ({}, {"agency": "Saltby Borough Council"})
WIDTHS = (WIDE, MIDDLE, NARROW)
DATES = (date(2025, 9, 30), date(2026, 3, 31), date(2026, 10, 31), date(2027, 6, 30))
POLICE = "Merrowshire Police"


def name_of(question: ModuleType) -> str:
    return question.__name__.rpartition(".")[2]


every_chart = pytest.mark.parametrize("question", CHARTS, ids=name_of)


def asked(question, example, as_of: date, **filters: str) -> tuple:
    return question.rows(example.db, as_of, **filters)


def position(example, as_of: date) -> list:
    return list(actions.rows(example.db, as_of))


def behind(example, url: str) -> int:
    """The number of actions on the page that an address opens."""
    query = {name: words[0] for name, words in parse_qs(urlsplit(url).query).items()}
    as_of = date.fromisoformat(query.pop("as_of"))
    by = {"measure": Measure(query.pop("counted")) if "counted" in query else None, "state": query.pop("state", None)}
    by |= {name: periods.span(query.pop(name)) for name in ("due", "first_due") if name in query}
    if "ref" in query:
        rows = position(example, as_of)
        ref, sender = query.pop("ref"), query.pop("sender")
        return sum((row.action_ref, row.sender) == (ref, sender) for row in rows)
    return len(actions.rows(example.db, as_of, **by, **query))


def lists_records(rows: tuple, made: str) -> bool:
    """Whether each row of a table is one record, which a link opens."""
    return made.count("<a href=") >= len(rows)


def is_running_total(rows: tuple) -> bool:
    """Whether each row is about a day of its own, which no list of actions on one day can show."""
    return hasattr(rows[0], "on_day")


# What marks and numbers open


@every_chart
@pytest.mark.parametrize("as_of", DATES)
def test_every_number_of_a_table_opens_as_many_actions(merrowshire, question, as_of):
    rows = asked(question, merrowshire, as_of)
    made = question.table(rows, {"as_of": as_of}) if rows else ""
    links = re.findall(r'<a href="(/actions[^"]*)">([\d,]+)</a>', made)
    assert links or not rows or lists_records(rows, made) or is_running_total(rows)
    for url, number in links:
        assert behind(merrowshire, html.unescape(url)) == int(number.replace(",", "")), url


@every_chart
@pytest.mark.parametrize("as_of", DATES)
def test_every_mark_opens_as_many_actions_as_its_name_says(merrowshire, question, as_of):
    rows = asked(question, merrowshire, as_of)
    if not rows or (hasattr(question, "too_few") and question.too_few(rows)):
        return
    drawn = question.chart(rows, as_of, {"as_of": as_of})
    marks = drawn.marks["boxes"] + drawn.marks["points"]
    assert marks and all(mark["url"] for mark in marks)
    for mark in marks:
        url, numbers = mark["url"], re.findall(r"(?<![\d/.-])\d+(?![\d/.-])", mark["name"].rpartition(": ")[2])
        if url.startswith("/actions"):
            assert behind(merrowshire, url) == (1 if "ref=" in url else int(numbers[0])), mark


# What they count, compared with a slow count


@pytest.mark.parametrize("as_of", DATES)
def test_hidden_overdue_counts_what_a_person_would(merrowshire, as_of):
    found = {row.agency: (row.overdue, row.overdue_by_first_date) for row in asked(hidden_overdue, merrowshire, as_of)}
    for agency, counts in found.items():
        mine = [one for one in position(merrowshire, as_of) if one.agency == agency and one.is_open]
        late = [one for one in mine if one.due_on and one.due_on < as_of]
        assert counts == (len(late), sum(bool(one.first_due_on and one.first_due_on < as_of) for one in mine))


@pytest.mark.parametrize("as_of", DATES)
def test_days_late_are_days_past_the_first_date(merrowshire, as_of):
    expected = {
        (one.sender, one.action_ref): (as_of - one.first_due_on).days
        for one in position(merrowshire, as_of)
        if one.is_open and one.first_due_on and one.first_due_on < as_of
    }
    rows = asked(days_late, merrowshire, as_of)
    assert {(row.sender, row.action_ref): row.days_late for row in rows} == expected
    for row in rows:
        assert row.band == (row.days_late > 30) + (row.days_late > 90) + (row.days_late > 180)
        of_agency = sorted(one.days_late for one in rows if one.agency == row.agency)
        middle = (of_agency[(len(of_agency) - 1) // 2] + of_agency[len(of_agency) // 2]) / 2
        assert row.median_days == (middle if len(of_agency) >= 5 else None)


@pytest.mark.parametrize("as_of", DATES)
def test_due_ahead_counts_every_open_action_with_a_date_once(merrowshire, as_of):
    mine = [one for one in position(merrowshire, as_of) if one.is_open]
    rows = {row.period: row for row in asked(due_ahead, merrowshire, as_of)}
    for period, row in rows.items():
        first, last = periods.span(period)
        assert row.due_now == sum(bool(one.due_on and first <= one.due_on <= last) for one in mine)
        assert row.first_promised == sum(bool(one.first_due_on and first <= one.first_due_on <= last) for one in mine)
    assert sum(row.due_now for row in rows.values()) == sum(bool(one.due_on) for one in mine)
    assert sum(row.first_promised for row in rows.values()) == sum(bool(one.first_due_on) for one in mine)
    assert sum(row.overdue for row in rows.values()) == sum(one.is_overdue for one in mine)


@pytest.mark.parametrize("as_of", DATES)
def test_burn_up_ends_on_the_measures_of_the_day(merrowshire, as_of):
    accepted = [one for one in position(merrowshire, as_of) if Measure.ACCEPTED in one.measures]
    rows = asked(burn_up, merrowshire, as_of)
    now = next((row for row in rows if row.on_day == as_of), None)
    if not accepted:
        assert rows == ()
        return
    assert now.by_first_date == sum(bool(one.first_due_on and one.first_due_on <= as_of) for one in accepted)
    assert now.by_current_date == sum(bool(one.due_on and one.due_on <= as_of) for one in accepted)
    due = [one for one in accepted if one.first_due_on and one.first_due_on <= as_of]
    assert now.verified == sum(one.is_verified for one in due)
    assert now.complete - now.verified == sum(one.is_complete and not one.is_verified for one in due)
    assert now.complete + now.early == sum(one.is_complete for one in accepted)
    for before, after in pairwise(rows):
        assert before.on_day < after.on_day and before.by_first_date <= after.by_first_date
        assert after.complete is None or before.verified <= after.verified <= after.complete


@pytest.mark.parametrize("as_of", DATES)
def test_evidence_is_in_three_parts_that_are_never_added_to_each_other(merrowshire, as_of):
    complete = [one for one in position(merrowshire, as_of) if one.is_complete]
    rows = asked(evidence, merrowshire, as_of)
    assert sum(row.verified for row in rows) == sum(one.is_verified for one in complete)
    assert sum(row.none for row in rows) == sum(not one.is_verified and not one.evidence for one in complete)
    assert sum(row.held for row in rows) == sum(not one.is_verified and bool(one.evidence) for one in complete)
    assert all(row.complete == row.verified + row.held + row.none for row in rows)


@pytest.mark.parametrize("as_of", DATES)
def test_deadline_history_has_every_date_of_every_open_action_that_moved(merrowshire, as_of):
    rows = asked(deadline_history, merrowshire, as_of)
    moved = [one for one in position(merrowshire, as_of) if one.is_open and one.times_moved and one.due_on]
    assert {(row.sender, row.action_ref) for row in rows} == {(one.sender, one.action_ref) for one in moved}
    for row in rows:
        assert (row.dates[0], row.dates[-1]) == (str(row.first_due_on), str(row.due_on))
        assert len(row.dates) > row.times_moved


@pytest.mark.parametrize("as_of", DATES)
def test_freshness_is_days_since_the_last_file_that_was_a_return(merrowshire, as_of):
    received = merrowshire.db.cursor().execute(
        "SELECT DISTINCT agency, received_on FROM file_received JOIN row_received USING (file_id) "
        "WHERE kind = 'action' AND known_on <= ? AND reports_every_days IS NOT NULL",
        [as_of],
    ).fetchall()  # fmt: skip
    last = {agency: max(on for whose, on in received if whose == agency) for agency, _ in received}
    rows = [row for row in asked(freshness, merrowshire, as_of) if row.no_plan_since is None]
    assert {row.agency: row.days_since_return for row in rows} == {a: (as_of - on).days for a, on in last.items()}
    assert all(row.is_silent == (row.days_since_return > row.reports_every_days) for row in rows)


TITLES = {
    "progress": "20 of 71 accepted actions verified complete (1 contradicted by the agency’s own report); 17 more "
    "reported complete, not verified",
    "hidden_overdue": "15 actions overdue by the current dates, 26 by the dates first promised",
    "days_late": "17 of 26 open actions past the date first promised are more than 180 days late",
    "deadline_history": "10 of 19 open actions whose dates moved later would otherwise be overdue",
    "due_ahead": "6 of 27 open actions with a date are due in March 2027",
    "burn_up": "65 actions were due by the dates first promised: 19 of these are verified complete, 17 more reported "
    "complete, not verified",
    "evidence": "6 of 17 actions reported complete and not verified have no evidence named; 20 more are verified "
    "(1 contradicted by the agency’s own report)",
    "freshness": "No plan received from 1 of 7 agencies; 1 has not reported within the agreed interval",
}


@every_chart
def test_the_title_of_the_invented_example(merrowshire, question):
    """A new chart fails here until somebody has read its title and copied it into TITLES."""
    rows = asked(question, merrowshire, merrowshire.as_of)
    assert question.sentence(rows, merrowshire.as_of, True).title == TITLES.get(name_of(question))


@every_chart
@pytest.mark.parametrize("filters", FILTERS, ids=str)
def test_title_alt_text_and_last_line_agree(merrowshire, question, filters):
    rows = asked(question, merrowshire, merrowshire.as_of, **filters)
    said = question.sentence(rows, merrowshire.as_of, True)
    assert said.alt.startswith(f"{said.title}. ") and said.alt.endswith(said.source)
    assert said.source.startswith("Illustrative data") and "31 October 2026" in said.source
    assert not question.sentence(rows, merrowshire.as_of, False).source.startswith("Illustrative")


# How they are drawn


def box(text: dict) -> tuple[float, float, float, float]:
    wide, high = len(text["text"]) * text["size"] * CHARACTER, text["size"]
    left = text["x"] - {"left": 0, "center": wide / 2, "right": wide}[text["align"]]
    return left, text["y"] - high / 2, left + wide, text["y"] + high / 2


def overlap(a: tuple, b: tuple) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def no_text_lies_on_another(drawn: Canvas) -> None:
    boxes = [box(text) for text in drawn.marks["texts"]]
    for n, one in enumerate(boxes):
        assert one[0] > -8 and one[2] < drawn.width + 14, drawn.marks["texts"][n]
        over = [drawn.marks["texts"][m]["text"] for m in range(n + 1, len(boxes)) if overlap(one, boxes[m])]
        assert over == [], (drawn.marks["texts"][n]["text"], over)


def reach(mark: dict) -> tuple[float, float, float, float]:
    """The box round a mark as Vega draws it: left, right, top, bottom."""
    half = sqrt(mark["area"] / pi) if mark["shape"] == "circle" else sqrt(mark["area"]) / 2
    half += mark["thick"] / 2
    return mark["x"] - half, mark["y"] - half, mark["x"] + half, mark["y"] + half


def no_mark_touches_another(drawn: Canvas) -> None:
    for one, other in combinations(drawn.marks["points"], 2):
        assert not overlap(reach(one), reach(other)), (one, other)


@every_chart
@pytest.mark.parametrize("as_of", DATES)
def test_no_marks_or_words_overlap_or_lie_outside(merrowshire, question, as_of):
    rows = asked(question, merrowshire, as_of)
    for width in WIDTHS if rows else ():
        drawn = question.chart(rows, as_of, {}, width)
        no_text_lies_on_another(drawn)
        no_mark_touches_another(drawn)


@every_chart
def test_a_chart_of_the_public_record_is_drawn_or_says_that_it_is_empty(public_record, question):
    rows = asked(question, public_record, public_record.as_of)
    if not rows:
        assert question.NONE.endswith(".")
    for width in WIDTHS if rows else ():
        drawn = question.chart(rows, public_record.as_of, {}, width)
        no_text_lies_on_another(drawn)
        no_mark_touches_another(drawn)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("most", [9, 33, 240])
def test_numbers_over_many_months_do_not_run_into_each_other(width, most):
    rows = [
        due_ahead.Period(f"{2025 + n // 12}-{n % 12 + 1:02}", most - n % 2, most - n % 3, (most - n % 3) * (n < 15))
        for n in range(31)
    ]
    drawn = due_ahead.chart(rows, date(2026, 4, 15), {}, width)
    no_text_lies_on_another(drawn)
    assert str(most) in [text["text"] for text in drawn.marks["texts"]]


@pytest.mark.parametrize("question", [one for one in CHARTS if hasattr(one, "too_few")], ids=name_of)
def test_a_chart_of_too_few_marks_says_so(merrowshire, question):
    assert question.too_few(asked(question, merrowshire, merrowshire.as_of)) == ""
    assert re.fullmatch(r"Too few marks for a chart: 0 [a-z ]+\. See the table\.", question.too_few([]))


def test_many_marks_of_one_day_do_not_overlap_and_the_rest_are_counted():
    found = axes.steps_apart([5.0] * 12)
    assert sorted(step for step in found if step is not None) == list(range(-4, 5)) and found.count(None) == 3
    assert axes.steps_apart([0, 10, 20]) == [0, 1, 0]


@every_chart
def test_altair_accepts_the_drawing_with_its_rows(merrowshire, question):
    rows = asked(question, merrowshire, merrowshire.as_of)
    spec = question.chart(rows, merrowshire.as_of, {}).specification()
    assert len(alt.LayerChart.from_dict(spec, validate=True).layer) == len(spec["layer"])
    assert "description" not in spec  # Streamlit's own alt text would be doubled
    assert all(layer["data"]["values"] for layer in spec["layer"])  # an empty layer has no name


@every_chart
def test_a_picture_has_its_title_and_last_line_and_no_link(merrowshire, question):
    rows, as_of = asked(question, merrowshire, merrowshire.as_of), merrowshire.as_of
    said = question.sentence(rows, as_of, True)
    spec = picture(question.chart(rows, as_of, {"as_of": as_of}), said.title, said.subtitle, said.source)
    drawn = ElementTree.fromstring(pictures.svg(spec))
    words = " ".join("".join(text.itertext()) for text in drawn.iter() if text.tag.endswith("}text"))
    for part in (said.title, said.subtitle, said.source):
        assert part in words.replace("\u00a0", " ")
    assert "/actions" not in str(spec)
    image = pictures.png(spec)
    assert image.startswith(b"\x89PNG") and len(image) > 20_000
    wide, high = (int.from_bytes(image[at : at + 4], "big") for at in (16, 20))
    assert wide > 2 * WIDE and high > spec["height"]


def labels(svg: str) -> set[str]:
    """The names of a drawing's marks, as a screen reader reads them out."""
    return {node.get("aria-label", "") for node in ElementTree.fromstring(svg).iter()}


@every_chart
def test_hostile_names_are_drawn_as_plain_characters(merrowshire, question):
    name = '<script>1</script> & "$5"'
    rows = asked(question, merrowshire, merrowshire.as_of)
    if not hasattr(rows[0], "agency"):
        return
    renamed = rows[0].agency
    before = pictures.svg(picture(question.chart(rows, merrowshire.as_of, {}), "", "", ""))
    rows = [row._replace(agency=name) if row.agency == renamed else row for row in rows]
    said = question.sentence(rows, merrowshire.as_of, True)
    made = pictures.svg(picture(question.chart(rows, merrowshire.as_of, {}), said.title, said.subtitle, said.source))
    assert "<script" not in made and "<script" not in question.table(rows, {})
    is_drawn = any(renamed in label for label in labels(before))  # some charts draw no names, or cut off a long one
    assert not is_drawn or any(name in label for label in labels(made))


def test_spans_of_days_are_read_from_addresses_and_put_into_words():
    spans = {"2027-01": (date(2027, 1, 1), date(2027, 1, 31)), "up to 2026-10-31": (date.min, date(2026, 10, 31))}
    spans |= {"from 2028-01-01": (date(2028, 1, 1), date.max)}
    assert {words: periods.span(words) for words in spans} == spans
    assert [periods.when(words) for words in spans] == ["in January 2027", "by 31 October 2026", "from 1 January 2028"]
    for wrong in ("2027-13", "2027", "soon", "up to soon", "from ", ""):
        with pytest.raises(ValueError):
            periods.span(wrong)


@pytest.mark.parametrize("most", [1, 4, 9, 10, 37, 250, 20_000])
def test_an_axis_has_few_and_round_numbers(most):
    found = axes.round_numbers(most, 6)
    assert (
        found[0] == 0 and len(found) <= 6 and found[-1] <= most < found[-1] + max(1, found[1] if len(found) > 1 else 1)
    )


@pytest.mark.parametrize("days", [1, 40, 400, 4_000])
def test_an_axis_has_few_months(days):
    first = date(2025, 6, 15)
    assert len(axes.months(first, first + timedelta(days=days), 5)) <= 5


def test_states_narrow_the_actions(merrowshire):
    counts = Counter(one.state for one in position(merrowshire, merrowshire.as_of))
    assert {
        state: len(actions.rows(merrowshire.db, merrowshire.as_of, state=State(state))) for state in counts
    } == counts


def test_a_control_character_in_a_name_does_not_end_the_process():
    canvas = Canvas()
    canvas.text(10, 10, "bell \x07 null \x00 日本")
    canvas.height = 30
    assert "bell □ null □" in pictures.svg(canvas.specification())
    assert pictures.png(canvas.specification()).startswith(b"\x89PNG")
