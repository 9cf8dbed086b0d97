"""Calendars, feeds and records for other people's programs, and the plain addresses that serve them."""

from __future__ import annotations  # see conftest.py for the reason

import json
from datetime import UTC, date, datetime
from pathlib import Path

import feedparser
import hostile_words
import pytest
from drawing import records
from ical.calendar_stream import IcsCalendarStream
from lxml import etree
from visitor import request

from tracker import site
from tracker.download_table import ACTION
from tracker.exports import INVENTED_LABEL
from tracker.feeds.calendar import calendar
from tracker.feeds.changes_feed import MOST, changes_feed, entries
from tracker.feeds.record import action_record, recommendation_record
from tracker.feeds.request import NotThere, read_request
from tracker.measure import Measure
from tracker.printable import printable
from tracker.questions import actions, changes, downloads
from tracker.terms import Change

TODAY = date(2026, 11, 30)
SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).parents[1] / "atom.rng"))
DAYS = ("2026-03-31", "2026-10-26")
HERE = "https://tracker.example.org"
PLAN = "A1 | 1 | Mend the railing | Head of Works | | {due} | | {status} | | {evidence}"


def asked(example, **words):
    return read_request(example.db, words, TODAY)


def events(content: bytes):
    return IcsCalendarStream.calendar_from_ics(content.decode()).events


def feed(content: bytes):
    """Checks a feed against RFC 4287 and parses it as a feed reader does."""
    SCHEMA.assertValid(etree.fromstring(content))
    read = feedparser.parse(content)
    assert not read.bozo and read.version == "atom10"
    return read


@pytest.fixture
def address(monkeypatch, tmp_path):
    """Settings that say where this site is."""
    settings = tmp_path / "site.toml"
    settings.write_text(f'{site.DEFAULT.read_text(encoding="utf-8")}\n[web]\naddress = "{HERE}"\n', encoding="utf-8")
    monkeypatch.setenv("TRACKER_SITE", str(settings))
    site.site.cache_clear()
    yield HERE
    monkeypatch.undo()
    site.site.cache_clear()


# Calendars


def test_a_calendar_has_every_open_dated_action_on_its_day_and_no_other(merrowshire):
    at = asked(merrowshire)
    dated = actions.rows(at.db, at.as_of, measure=Measure.OPEN_WITH_DATE)
    found = events(calendar(at))
    assert len(found) == len(dated) > 20 and len({event.uid for event in found}) == len(dated)
    assert sorted((event.dtstart, event.description.split("\n")[1]) for event in found) == sorted(
        (row.due_on, row.action) for row in dated
    )
    assert all(event.summary.startswith("Illustrative data: ") and type(event.dtstart) is date for event in found)


def test_an_event_says_both_dates_and_how_vague_they_are(merrowshire):
    (event,) = events(calendar(asked(merrowshire, ref="YJ-01", sender="youth-justice")))
    assert "Due now: end of March 2026 (counted as 31 March 2026)\nFirst promised: 31 March 2026" in event.description
    (moved,) = events(calendar(asked(merrowshire, ref="S03", sender="saltby")))
    assert moved.description.endswith(
        "Due now: 31 July 2026\nFirst promised: 30 September 2025\nDeadline moved 1 time, by 304 days"
    )


def test_an_event_keeps_its_name_while_its_date_moves_and_leaves_when_it_is_done(plans):
    db = plans(
        {
            "2026-01-31": PLAN.format(due="31/3/2026", status="In progress", evidence=""),
            "2026-02-28": PLAN.format(due="30/6/2026", status="In progress", evidence=""),
            "2026-03-31": PLAN.format(due="30/6/2026", status="Complete", evidence="Photographs"),
        }
    )
    first, second, third = (
        events(calendar(read_request(db, {"as_of": on}, TODAY))) for on in ("2026-01-31", "2026-02-28", "2026-03-31")
    )
    assert (first[0].dtstart, second[0].dtstart, third) == (date(2026, 3, 31), date(2026, 6, 30), [])
    assert first[0].uid == second[0].uid and (first[0].sequence, second[0].sequence) == (0, 1)
    assert first[0].dtstamp == datetime(2026, 1, 31, tzinfo=UTC) < second[0].dtstamp


def test_a_compiled_calendar_has_its_own_words(public_record):
    found = events(calendar(asked(public_record)))
    assert found and all(", " in event.summary and "Due" not in event.summary for event in found)
    assert all("Stated date now: " in event.description and "promised" not in event.description for event in found)


# Feeds


def test_a_feed_has_the_changes_of_the_page(merrowshire):
    at = asked(merrowshire, agency="Merrowshire Police")
    rows = changes.rows(at.db, date(2025, 10, 26), at.as_of, agency="Merrowshire Police")
    read = feed(changes_feed(at))
    told = entries(at)
    assert len(read.entries) == len(told) > 10
    of_files = [row for row in rows if row.received_on and row.change != Change.OWNER_CHANGED]
    assert sorted(row for one in told for row in one.changes if row.received_on) == sorted(of_files)
    days = [entry.updated for entry in read.entries]
    assert days == sorted(days, reverse=True) and read.feed.updated == days[0]
    assert len({entry.id for entry in read.entries}) == len(told)
    assert read.feed.title == "Illustrative data: changes of Merrowshire Police"
    assert all(entry.title.startswith("Illustrative data: ") for entry in read.entries)


def test_an_action_is_late_from_the_day_after_its_date_or_from_the_file_that_set_it(plans):
    db = plans(
        {
            "2026-01-31": PLAN.format(due="10/2/2026", status="In progress", evidence=""),
            "2026-03-31": PLAN.format(due="10/3/2026", status="In progress", evidence=""),
        }
    )
    told = [(str(one.on), [row.change for row in one.changes]) for one in entries(read_request(db, {}, TODAY))]
    assert told == [
        ("2026-03-31", [Change.BECAME_OVERDUE, Change.MOVED_LATER]),
        ("2026-02-11", [Change.BECAME_OVERDUE_BY_FIRST_DATE]),
        ("2026-01-31", [Change.FIRST_RECORDED]),
    ]


def test_a_feed_of_everything_has_the_latest_entries_and_says_so(merrowshire):
    at = asked(merrowshire)
    read = feed(changes_feed(at))
    assert len(read.entries) == MOST < len(entries(at))
    assert f"These are the latest {MOST} of {len(entries(at))} entries of a year." in read.feed.subtitle


def test_the_feed_of_a_record_has_all_its_changes(merrowshire):
    at = asked(merrowshire, ref="S03", sender="saltby")
    shown = downloads.rows(at.db, "changes", at.as_of)
    own = {(row["received_on"], row["change"]) for row in records(shown) if row["action_ref"] == "S03"}
    assert own == {(one.on, row.change) for one in entries(at) for row in one.changes if row.received_on}
    assert feed(changes_feed(at)).feed.title == "Illustrative data: changes of S03, Saltby Borough Council"
    under = entries(asked(merrowshire, review="Larkfield Review", ref="2"))
    assert {*entries(at)} < {*under}


def test_entries_stay_the_same_while_others_come(merrowshire):
    before, after = (feed(changes_feed(asked(merrowshire, ref="S03", sender="saltby", as_of=on))) for on in DAYS)
    ids = [entry.id for entry in after.entries]
    assert len(before.entries) < len(ids) and {entry.id for entry in before.entries} <= set(ids)
    assert before.feed.id == after.feed.id


# Records


def test_a_record_has_its_rows_of_every_table(merrowshire):
    at = asked(merrowshire, ref="S03", sender="saltby")
    found = json.loads(action_record(at))
    tables = [name for name, table in downloads.TABLES.items() if {*ACTION} <= {*table.key}]
    assert [name for name in found if name in downloads.TABLES] == tables
    for name in tables:
        every = records(downloads.rows(at.db, name, at.as_of))
        own = [row for row in every if (row["sender"], row["action_ref"]) == ("saltby", "S03")]
        assert found[name] == json.loads(json.dumps(own, default=str)), name
    assert (found["is_illustrative"], found["as_of"]) == (True, "2026-10-26") and found["about"].startswith("Illustr")
    assert found["page"] == "/actions?ref=S03&sender=saltby&as_of=2026-10-26"


def test_a_recommendation_is_a_record_too(merrowshire):
    found = json.loads(recommendation_record(asked(merrowshire, review="Larkfield Review", ref="6.10")))
    assert [row["recommendation_ref"] for row in found["recommendations"]] == ["6.10"] and found["responses"]


# All of them


def test_the_same_position_gives_the_same_bytes_without_any_owner(merrowshire):
    one, other = (asked(merrowshire, ref="S03", sender="saltby") for _ in range(2))
    (row,) = [row for row in actions.rows(one.db, one.as_of) if (row.sender, row.action_ref) == ("saltby", "S03")]
    for make in (calendar, changes_feed, action_record):
        assert make(one) == make(other)
        assert row.owner and row.owner.encode() not in make(one)


def test_links_are_complete_where_the_site_knows_its_address_and_absent_otherwise(merrowshire, address):
    at = asked(merrowshire, ref="S03", sender="saltby")
    record = f"{address}/actions?ref=S03&sender=saltby"
    read = feed(changes_feed(at))
    assert [link.href for link in read.feed.links] == [f"{address}/changes.atom?ref=S03&sender=saltby", record]
    assert {entry.link for entry in read.entries} == {record}
    assert {str(event.url) for event in events(calendar(at))} == {record}
    assert json.loads(action_record(at))["page"].startswith(record)
    site.site.cache_clear()


def test_without_an_address_nothing_is_linked(merrowshire):
    at = asked(merrowshire, ref="S03", sender="saltby")
    assert "links" not in feed(changes_feed(at)).feed and b"URL" not in calendar(at)


def test_hostile_words_arrive_unchanged(plans):
    """Line ends and control characters in a cell are shown as they are in the papers."""
    texts = [*hostile_words.TEXTS, *hostile_words.FORMATS[:8]]
    lines = [text.replace("\n", " ").replace("\r", " ").replace("|", "/").replace("#", "") for text in texts]
    kept = [
        line for line in lines if line.strip() and not set(line) & set("\x07\x00\x1b\ufffe\uffff\ufdd0\u2028\u2029\x85")
    ]
    table = "\n".join(
        f"B{n} | 1 | {line} | Head of Works | | 31/3/2026 | | In progress | | " for n, line in enumerate(kept)
    )
    db = plans({"2026-01-31": table})
    at = read_request(db, {}, TODAY)
    written = {row.action for row in actions.rows(db, at.as_of)}
    assert len(written) > 40
    shown = {INVENTED_LABEL, *map(printable, written)} - {""}
    assert {event.description.split("\n")[1] for event in events(calendar(at))} - {""} == shown - {INVENTED_LABEL}
    whole = changes_feed(at)
    SCHEMA.assertValid(etree.fromstring(whole))
    told = {p.text for p in etree.fromstring(whole).iter("{http://www.w3.org/1999/xhtml}p")}
    assert told == shown
    for row in actions.rows(db, at.as_of):
        one = read_request(db, {"ref": row.action_ref, "sender": row.sender}, TODAY)
        assert json.loads(action_record(one))["actions"][0]["action"] == row.action


# Addresses that do not exist


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"review": "Nothing"}, "We do not have a review called “Nothing”."),
        ({"agency": "Nobody"}, "We do not have an agency called “Nobody”."),
        ({"ref": "S03", "sender": "nobody"}, "We do not have an action called “S03” of that sender"),
        ({"sender": "saltby"}, "Name the reference of the action beside its sender"),
        ({"ref": "none"}, "We do not have an action called “none”"),
        ({"ref": "99", "review": "Larkfield Review"}, "We do not have a recommendation 99 of that review"),
        ({"as_of": "soon"}, "“soon” is not a date such as 2026-03-31."),
        ({"as_of": "2020-01-01"}, "We can show any day from 16 June 2025"),
        ({"as_of": "2026-12-01"}, "We can show any day from 16 June 2025"),
    ],
)
def test_an_unknown_record_is_answered_with_a_sentence(merrowshire, words, said):
    with pytest.raises(NotThere, match=said.replace("(", "\\(")):
        asked(merrowshire, **words)


def test_a_record_needs_its_whole_name(merrowshire):
    for make in (action_record, recommendation_record):
        with pytest.raises(NotThere, match="Name one"):
            make(asked(merrowshire))


# The plain addresses


def test_programs_fetch_them_and_learn_when_nothing_has_changed(merrowshire_site):
    for path, mime in {
        "/calendar.ics": "text/calendar",
        "/changes.atom?agency=Merrowshire%20Police": "application/atom+xml",
        "/actions.json?ref=S03&sender=saltby": "application/json",
        "/recommendations.json?review=Larkfield%20Review&ref=6.10": "application/json",
    }.items():
        status, headers, body = request(merrowshire_site, path)
        assert (status, headers["content-type"]) == (200, f"{mime}; charset=utf-8")
        assert request(merrowshire_site, path)[2] == body and headers["cache-control"] == "no-cache"
        again, _, nothing = request(merrowshire_site, path, If_None_Match=f'"other", W/{headers["etag"]}')
        assert (again, nothing) == (304, b"")
        assert request(merrowshire_site, path, "HEAD")[::2] == (200, b"")
    status, headers, body = request(merrowshire_site, "/calendar.ics?agency=Nobody")
    assert (status, body.decode()) == (404, "We do not have an agency called “Nobody”.")
