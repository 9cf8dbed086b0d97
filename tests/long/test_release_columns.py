"""A decision on whole columns is recorded on the page Release, covers just those texts, and can be ended there."""

from __future__ import annotations  # see conftest.py for the reason

import re
import shutil
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import parse_qsl

import msgspec
import pytest
from screen import html_of, open_page, words

from loaders.publishing.release import decision_file
from loaders.publishing.release.decisions import NAMES, Decision, Ended, public_keys, read_decisions
from loaders.publishing.release.texts import WITH_MARKS, Text
from loaders.publishing.release.waiting_columns import WaitingColumn, decisions_on, waiting_columns
from loaders.received import ledger
from loaders.received.actor import Actor
from loaders.received.ledger_records import SettingsChanged
from loaders.received.places import EXAMPLE
from pages.parts.today import london_day
from pages.staff.release import routes as release_routes
from pages.staff.release import work as release_work
from tracker.findings import NotReadable

PAGE = "staff/95_release.py"
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')
BOX = re.compile(r'<input id="an-([0-9a-f]{8})" type="checkbox" name="ticked"([^>]*)>')
BODY = "Chair of the scrutiny committee"
FILLED = {
    "committee": BODY,
    "day": "2026-01-05",
    "why": "Printed in the papers.",
    "by": "Clerk",
}
ACTIONS = ("police", "action_version.action")


@pytest.fixture
def received(merrowshire, tmp_path, monkeypatch) -> Path:
    """A copy of the invented example without its decisions, since the page writes beside the files."""
    folder, built = tmp_path / "received", tmp_path / "built"
    shutil.copytree(EXAMPLE, folder)
    shutil.copytree(merrowshire.built, built)
    (folder / "publication.toml").unlink()
    monkeypatch.setenv("TRACKER_BUILT", str(built))
    monkeypatch.setattr("pages.staff.release.work.received_for", lambda built: folder)
    return folder


def latest(**query):
    at = open_page(PAGE, as_of="", **{"list": "columns", **query})
    assert not at.exception
    return at


def column(sender: str, name: str) -> WaitingColumn:
    return next(one for one in release_work.columns() if (one.sender, one.column) == (sender, name))


def sent(at, do=release_routes.decide_on_columns, action="/release-columns", **typed):
    """Fills in and sends the form; returns the page."""
    assert f'action="{action}" method="post"' in html_of(at)
    form = html_of(at).partition(f'action="{action}"')[2].partition("</form>")[0]
    page, _, query = do({**dict(HIDDEN.findall(form)), **FILLED, **typed}).partition("?")
    assert page == "/release"
    return latest(**dict(parse_qsl(query)))


def asked(*columns: WaitingColumn):
    return latest(asked="columns", ticked=[one.id for one in columns])


def test_each_column_of_each_sender_has_a_box_and_none_is_ticked(received):
    boxes = BOX.findall(html_of(latest()))
    assert [name for name, _ in boxes] == [one.id for one in release_work.columns()] and len(boxes) > 20
    assert not [rest for _, rest in boxes if "checked" in rest]
    assert "Decide on whole columns" in words(open_page(PAGE, as_of=""))


def test_a_decision_releases_just_the_texts_of_its_columns_and_says_who_recorded_it(received):
    one, other = column(*ACTIONS), column("police", NAMES)
    texts = release_work._texts()
    at = asked(one, other)
    assert "A decision on 2 columns" in words(at) and all(text.text in words(at) for text in one.covered()[:5])
    at = sent(at)
    assert "The decision on 2 columns by Chair of the scrutiny committee is on record." in words(at)
    [decision] = read_decisions(received)
    assert (decision.by, decision.on, decision.why) == (BODY, date(2026, 1, 5), FILLED["why"])
    assert {*decision.columns} == {NAMES, "action_version.action"} and decision.sender == "police"
    public = public_keys(texts, [decision], [])
    assert public == {text.key for text in [*one.covered(), *other.covered()]}
    assert public == {
        text.key
        for text in texts
        if text.sender == "police" and text.seen_in and (text.is_name or text.column == ACTIONS[1])
    }
    last = ledger.read(received)[-1]
    assert isinstance(last, SettingsChanged) and (last.file, last.by) == ("publication.toml", "Clerk")
    assert one.id not in [name for name, _ in BOX.findall(html_of(at))]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"committee": " "}, "Say which committee or post decided."),
        ({"committee": "Margaret Hollins"}, "Name a committee or a post, never a person."),
        ({"why": "Margaret Hollins asked for it"}, "Name a committee or a post, never a person."),
        ({"why": ""}, "Say what the reason for the decision is."),
        ({"by": ""}, "Say which post records the decision."),
        ({"day": "2026-02-30"}, "Say on which day it was decided."),
        ({"day": str(london_day() + timedelta(days=2))}, "has not come yet"),
        ({"marks": "0" * 8}, "None of the ticked columns waits any more."),
    ],
)
def test_a_form_that_leaves_something_out_records_nothing(received, typed, said):
    before = ledger.read(received)
    at = sent(asked(column(*ACTIONS)), **typed)
    assert "Nothing was recorded." in words(at) and said in words(at)
    assert read_decisions(received) == () and ledger.read(received) == before


def test_a_form_sent_twice_records_one_decision(received):
    at = asked(column(*ACTIONS))
    sent(at)
    assert "None of the ticked columns waits any more." in words(sent(at))
    decision = read_decisions(received)[0]
    with pytest.raises(NotReadable, match="is on record already"):  # two officers at the same moment
        decision_file.add(received, [decision], Actor("Clerk"))
    assert read_decisions(received) == (decision,)


def test_an_ended_decision_covers_nothing_and_stays_on_record(received):
    one = column(*ACTIONS)
    sent(asked(one))
    [decision] = read_decisions(received)
    link = re.search(r'href="/release\?([^"]*asked=end[^"]*)"', html_of(latest()))
    at = latest(**dict(parse_qsl(link[1].replace("&amp;", "&"))))
    assert f"{len({text.key for text in one.covered()})} texts may be public by this decision alone." in words(at), (
        words(at)[:3000]
    )
    at = sent(at, release_routes.end, "/release-end", why="Recorded by mistake.")
    assert "has ended" in words(at) and "1 decision ended" in words(at) and "Recorded by mistake." in words(at)
    ended = Ended("Clerk", london_day(), "Recorded by mistake.")
    assert read_decisions(received) == (msgspec.structs.replace(decision, ended=ended),)
    assert column(*ACTIONS) == one
    again = release_routes.end({"decision": decision_file.decision_id(decision), **FILLED})
    assert "Nothing was recorded. That decision no longer counts." in words(
        latest(**dict(parse_qsl(again.partition("?")[2])))
    )


def test_after_a_decision_is_recorded_back_says_where_it_stands_and_never_that_nothing_was_recorded(received):
    query = {"asked": "columns", "ticked": column(*ACTIONS).id}
    sent(latest(**query))
    said = words(latest(**query))
    assert "Nothing was recorded" not in said
    assert "None of the ticked columns waits any more. See the decisions on record below." in said
    assert "Nothing was recorded: no column is ticked." in words(latest(asked="columns"))


def test_after_a_decision_is_ended_back_says_so_and_never_that_nothing_was_recorded(received):
    sent(asked(column(*ACTIONS)))
    query = {"asked": "end", "ticked": decision_file.decision_id(read_decisions(received)[0])}
    sent(latest(**query), release_routes.end, "/release-end")
    said = words(latest(**query))
    assert "Nothing was recorded" not in said
    assert "That decision no longer counts. See the decisions on record below." in said
    assert "1 decision ended" in said


def test_a_past_position_has_neither_boxes_nor_links_to_end_a_decision(received):
    shutil.copyfile(EXAMPLE / "publication.toml", received / "publication.toml")
    at = open_page(PAGE, as_of="2026-10-31", list="columns", asked="columns", ticked=column("", "succession.why").id)
    assert "go to the latest position first" in words(at) and "End this decision" not in html_of(at)
    assert not BOX.findall(html_of(at)) and "/release-columns" not in html_of(at)


def text(name: str, seen_in: tuple[str, ...] = (WITH_MARKS,), column: str = ACTIONS[1], sender: str = "police") -> Text:
    return Text(column, name, "", sender, "", seen_in=seen_in, hidden=() if seen_in else ("hidden row",))


PLAN = [
    text("Light the quay."),
    text("Mark the edge.", (".csv",)),
    text("Sound the horn.", ()),
    text("Call 01632 960961."),
]
KEYS = {one.key for one in PLAN}


def test_what_nobody_sees_and_what_looks_like_personal_data_still_waits():
    [one] = waiting_columns(PLAN, KEYS, ())
    assert [text.text for text in one.covered()] == ["Light the quay.", "Call 01632 960961."]
    assert [text.text for text in one.released((".csv",))] == ["Light the quay.", "Mark the edge."]


def test_a_format_that_does_not_show_what_is_hidden_is_covered_only_if_the_decision_names_it():
    [one] = waiting_columns(PLAN, KEYS, ())
    other = WaitingColumn(ACTIONS[1], "transport", (text("Paint.", sender="transport"),))
    by = Decision("Chair", date(2026, 1, 5), (), "Printed.", formats=(".csv",))
    first, second = decisions_on([one, other], by)
    assert one.formats == first.formats == (".csv",) and second.formats == ()
    assert first.covers(PLAN[1]) and not msgspec.structs.replace(first, formats=()).covers(PLAN[1])


def test_a_column_of_which_nothing_could_be_covered_is_not_listed():
    assert waiting_columns([PLAN[2]], KEYS, ()) == [] and waiting_columns(PLAN[:1], KEYS, {PLAN[0].key}) == []


def test_a_name_is_listed_for_each_sender_who_writes_it_and_is_covered_where_any_cell_shows_it():
    cells = [
        text("Harbour Trust", (), "action_version.agency", "harbour"),
        text("Harbour Trust", (WITH_MARKS,), "action_version.supporting_agencies", "harbour"),
        text("Harbour Trust", (WITH_MARKS,), "action_version.agency", "transport"),
    ]
    harbour, transport = waiting_columns(cells, {cells[0].key}, ())
    assert (harbour.column, transport.column) == (NAMES, NAMES)
    assert (harbour.count, harbour.covered(), transport.covered()) == (1, [cells[1]], [cells[2]])


def test_names_without_a_sender_keep_their_column_or_names_of_every_sender_would_become_public():
    name = text("LR09", column="succession.name", sender="")
    [one] = waiting_columns([name], {name.key}, ())
    [decision] = decisions_on([one], Decision("Chair", date(2026, 1, 5), (), "Printed."))
    assert decision.covers(name) and not decision.covers(text("P-01", column="action.action_ref"))


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_what_somebody_wrote_into_the_file_stays_as_it_was(tmp_path, newline):
    before = (EXAMPLE / "publication.toml").read_text(encoding="utf-8").replace("\n", newline)
    (tmp_path / "publication.toml").write_bytes(before.encode())
    known = read_decisions(tmp_path)
    new = Decision('The "lamp" committee', date(2026, 1, 5), (NAMES,), "Printed.\n[[decision]]", "police")
    decision_file.add(tmp_path, [new], Actor("Clerk"))
    content = (tmp_path / "publication.toml").read_bytes().decode()
    assert content.startswith(before.rstrip()) and read_decisions(tmp_path) == (*known, new)
    decision_file.end(
        tmp_path, decision_file.decision_id(known[1]), Ended("Clerk", date(2026, 1, 6), "Wrong."), Actor("Clerk")
    )
    lines = (tmp_path / "publication.toml").read_bytes().decode().splitlines()
    assert [line for line in content.splitlines() if line not in lines] == []
    assert [one.ended is None for one in read_decisions(tmp_path)] == [True, False, *[True] * (len(known) - 1)]


def test_a_file_that_cannot_be_added_to_is_left_alone(tmp_path):
    content = 'decision = [{by = "Chair", on = 2026-01-05, columns = ["names"], why = "Printed."}]\n'
    (tmp_path / "publication.toml").write_text(content, encoding="utf-8")
    [known] = read_decisions(tmp_path)
    with pytest.raises(NotReadable, match="Change it by hand"):
        decision_file.add(tmp_path, [msgspec.structs.replace(known, sender="police")], Actor("Clerk"))
    ended = Ended("Clerk", date(2026, 1, 6), "Wrong.")
    with pytest.raises(NotReadable, match="Change it by hand"):
        decision_file.end(tmp_path, decision_file.decision_id(known), ended, Actor("Clerk"))
    assert (tmp_path / "publication.toml").read_text(encoding="utf-8") == content
