"""The page Release has a box beside each waiting text, nothing is ticked beforehand, and decisions count."""

from __future__ import annotations  # see conftest.py for the reason

import re
import shutil
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from screen import html_of, open_page, words

from loaders.publishing.release import release_log, waiting_texts
from loaders.publishing.release.texts import Key, Text
from loaders.received.places import DATA, EXAMPLE
from pages.parts import page_files
from pages.staff.release import lists as release_lists
from pages.staff.release import routes as release_routes
from tracker.build_records import received_for

PAGE = "staff/95_release.py"
WAITS = "Renamed by order of the fire authority."
MARK = waiting_texts.text_id(Key("succession.why", "", WAITS))
PRIVATE = "Agencies asked for a second trial."  # decided on in the example
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')
BOX = re.compile(r'<input id="an-(\w+)" type="checkbox"([^>]*)>')


@pytest.fixture
def received(merrowshire, tmp_path, monkeypatch) -> Path:
    """A copy of the invented example, since the page writes beside the files."""
    folder, built = tmp_path / "received", tmp_path / "built"
    shutil.copytree(EXAMPLE, folder)
    shutil.copytree(merrowshire.built, built)
    monkeypatch.setenv("TRACKER_BUILT", str(built))
    monkeypatch.setattr("pages.staff.release.work.received_for", lambda built: folder)
    return folder


def latest(**query):
    at = open_page(PAGE, as_of="", **query)
    assert not at.exception
    return at


def boxes(at) -> dict[str, bool]:
    """Whether each box is ticked, by its mark."""
    return {mark: "checked" in rest for mark, rest in BOX.findall(html_of(at))}


def decide(at, by="Head of scrutiny", why="The board agreed."):
    """Fills in and sends the form; returns the page."""
    assert 'action="/release-decide" method="post"' in html_of(at)
    where = release_routes.decide({**dict(HIDDEN.findall(html_of(at))), "by": by, "why": why})
    page, _, query = where.partition("?")
    assert page == "/release"
    return latest(**dict(parse_qsl(query)))


def test_each_text_that_waits_has_a_box_of_its_own_with_the_text_as_its_label(received):
    at = latest()
    assert MARK in boxes(at) and not any(boxes(at).values())
    assert f'<label class="an-words" for="an-{MARK}"><bdi>{WAITS}</bdi></label>' in html_of(at)
    assert f'aria-describedby="an-{MARK}-notes"' in html_of(
        at
    ) and f'<p class="an-note" id="an-{MARK}-notes">' in html_of(at)


def test_nothing_is_ticked_beforehand_and_a_decision_is_only_asked_for_after_a_tick(received):
    at = latest()
    assert not at.radio and not at.multiselect and not at.checkbox and "an-why" not in html_of(at)
    assert [button for button in ("Release the ticked texts", "Keep the ticked texts private") if button in words(at)]


@pytest.mark.parametrize("asked", ["release", "private"])
@pytest.mark.parametrize("ticked", ["", "0" * 8])
def test_with_nothing_ticked_nothing_happens_and_the_page_says_so(received, asked, ticked):
    before = release_log.read(received)
    at = latest(asked=asked, ticked=ticked)
    assert "Nothing was recorded: no text that stands here is ticked." in words(at)
    assert "/release-decide" not in html_of(at) and release_log.read(received) == before


def test_a_decision_is_recorded_with_post_and_reason_and_counts(received):
    at = latest(asked="release", ticked=MARK)
    assert "Release: 1 text" in words(at) and boxes(at)[MARK]
    at = decide(at)
    assert "1 text released by Head of scrutiny (typed, not signed in) on" in words(at)
    assert MARK not in boxes(at) and "asked" not in at.query_params and "ticked" not in at.query_params
    last = release_log.read(received)[-1]
    assert (last.text, last.is_public, last.by, last.why) == (WAITS, True, "Head of scrutiny", "The board agreed.")
    at = latest(list="decided")
    assert MARK in boxes(at) and "Reason: The board agreed." in words(at)
    decide(latest(list="decided", asked="private", ticked=MARK))
    assert release_log.read(received)[-1].is_public is False
    assert MARK not in boxes(latest())  # decided, so it no longer waits


@pytest.mark.parametrize(("by", "why"), [("", "It was printed."), ("Clerk", " "), (" ", "")])
def test_without_a_post_or_a_reason_nothing_is_recorded(received, by, why):
    before = release_log.read(received)
    at = decide(latest(asked="release", ticked=MARK), by, why)
    assert "Nothing was recorded. Say " in words(at)
    assert release_log.read(received) == before


def test_a_decided_text_no_longer_waits_and_can_be_decided_anew(received):
    assert PRIVATE not in words(latest())
    at = latest(list="decided")
    assert PRIVATE in words(at) and "Clerk to the Merrowshire Scrutiny Committee (typed, not signed in)" in words(at)
    assert "No reason recorded" in words(at) and len(boxes(at)) == 2


def test_opening_an_address_records_nothing(received):
    before = release_log.read(received)
    at = latest(asked="release", ticked=MARK)
    at.run()
    assert release_log.read(received) == before


def test_a_past_position_has_no_boxes(received):
    at = open_page(PAGE, as_of="2026-10-31", asked="release", ticked=MARK)
    assert "go to the latest position first" in words(at) and not boxes(at) and "/release-decide" not in html_of(at)
    assert WAITS in words(at)


def test_altered_releases_are_reported_in_a_sentence(received):
    (received / release_log.RELEASES).write_bytes(b"{}\n")
    assert "No text can be released now." in words(latest())


def test_where_no_text_waits_the_page_says_so(received, monkeypatch):
    monkeypatch.setattr("pages.staff.release.work.read_texts", lambda db: [])
    text = words(latest())
    assert "No text waits for a decision." in text and "Release the ticked texts" not in text
    assert "No decision on a single text has been made yet." in words(latest(list="decided"))


def hidden(count: int) -> list[Text]:
    return [
        Text(
            "action_version.action",
            f"[Mend](x) lamp *{n}*.",
            "",
            "northmere",
            f"N-{n}",
            seen_in=(),
            hidden=("row filtered out",),
        )
        for n in range(count)
    ]


def test_many_are_paged_and_a_group_of_hidden_texts_has_one_box(received, monkeypatch):
    monkeypatch.setattr("pages.staff.release.work.read_texts", lambda db: hidden(70))
    first, third, whole = latest(), latest(part="3"), latest(part="all")
    assert "70 texts wait for a decision." in words(first) and "1 to 25 here" in words(first)
    assert len(boxes(first)) == 26 and len(boxes(third)) == 20 and not boxes(whole)
    assert "All 70 texts of northmere" in words(first) and "In the sheet: row filtered out" in words(first)
    assert "[Mend](x) lamp *69*." in words(whole) and "To tick texts, show 25 on a page" in words(whole)
    (group,) = waiting_texts.groups(hidden(70))
    assert group.id in boxes(first)
    at = decide(latest(asked="release", ticked=group.id))
    assert "70 texts released by" in words(at)
    assert len(release_log.read(received)) > 70


def test_ticks_do_not_carry_over_to_another_page_of_the_list(received, monkeypatch):
    monkeypatch.setattr("pages.staff.release.work.read_texts", lambda db: hidden(70))
    at = latest(asked="release", ticked=waiting_texts.text_id(hidden(1)[0].key))
    assert [link for link in re.findall(r'href="([^"]*part=[^"]*)"', html_of(at)) if "ticked" in link] == []


def test_apparent_personal_data_comes_first_and_says_what_it_looks_like(received, monkeypatch):
    monkeypatch.setattr(
        "pages.staff.release.work.read_texts",
        lambda db: [Text("action_version.reason", "Ring 0161 496 0123.", "", "northmere", "N-1"), *hidden(1)],
    )
    assert "Looks like: Telephone number" in words(latest())
    assert [line.kind for line in release_lists.read_lists(received, hidden(1)).waiting] == [release_lists.NOT_RELEASED]


def test_an_example_is_released_beside_its_own_files():
    assert received_for(Path("data/built/public-record")) == DATA / "examples" / "public-record" / "received"


def test_pages_for_staff_are_left_out_where_their_packages_are_missing(tmp_path, monkeypatch, caplog):
    assert "95_release.py" in [file.name for file in page_files.screens()]
    (tmp_path / "needed.txt").write_text("# made\nstreamlit==1.0\nno-such-package==1.0\n", encoding="utf-8")
    monkeypatch.setattr(page_files, "NEEDED", tmp_path / "needed.txt")
    assert page_files.screens() == page_files.public_screens()
    assert "no-such-package not installed" in caplog.text and "requirements/run.txt" in caplog.text
