"""An officer explains unknown words, names and references on screen, and each answer becomes a line in a layout."""

from __future__ import annotations  # see conftest.py for the reason

import re
from contextlib import closing
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from screen import open_page, words
from staff_copy import fill, post
from visitor import look
from waiting import wait_until

from loaders.mapping.layout_files import BODIES, LAYOUTS, layouts_for
from loaders.mapping.read_layout import read_layout
from loaders.propose.builder.amend import LayoutLine, with_line
from loaders.propose.builder.open_words import SAME_ACTION, looks_renumbered, open_words
from loaders.received import ledger
from pages.staff.load import work as load_work
from pages.staff.words_to_explain.forms import SAVE
from tracker import store
from tracker.findings import NotReadable
from tracker.questions import choices, problems

EXAMPLE = LAYOUTS / "merrowshire"
SCREEN = "staff/83_words_to_explain.py"
ONE_TABLE = '# How it is read.\nfills = "action"\nsheet = "Plan"  # the only one\n\n[columns]\naction = "Action"\n'
TWO_TABLES = """
agency = "Department of Transport"
dates = "day first"

[[sheets]]
fills = "recommendation"
sheet = "Register"
[sheets.columns]
recommendation = "Words"
agency = "Body"
recommendation_ref = "No"

[[sheets]]
fills = "action"
sheet = ["Plan", "Done"]  # closed ones are moved
[sheets.columns]
action = "Action"
reported_status = "State"
[sheets.reported_status]
"Open" = "in progress"  # as the key says
"""


def layout(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "transport.toml"
    path.write_text(text, encoding="utf-8")
    return path


# One more line in a layout


@pytest.mark.parametrize("word", ["Nearly there", 'A "quoted" one', "two\nlines", "Größe = 3", "[agencies]", "#1", ""])
@pytest.mark.parametrize("text", [ONE_TABLE, ONE_TABLE + '[agencies]\n"A" = "B"\n'])
def test_a_line_is_added_and_everything_else_stays(tmp_path, text, word):
    path = layout(tmp_path, text)
    after = with_line(path, LayoutLine(0, "agencies", word, "Harbour Board"))
    assert all(line in after.splitlines() for line in text.splitlines())
    assert read_layout(layout(tmp_path, after)).sheets[0].agencies[word] == "Harbour Board"


def test_a_line_goes_to_the_sheet_that_has_the_word(tmp_path):
    path = layout(tmp_path, TWO_TABLES)
    after = read_layout(
        layout(tmp_path, with_line(path, LayoutLine(1, "reported_status", "Shut", "reported complete")))
    )
    assert after.sheets[1].reported_status == {"Open": "in progress", "Shut": "reported complete"}
    assert after.sheets[0].reported_status == {}


def test_line_ends_and_comments_stay(tmp_path):
    path = tmp_path / "transport.toml"
    text = ONE_TABLE.replace("[columns]", 'confirmed = [\n    "Harbour Board",  # asked twice\n]\n[columns]')
    path.write_bytes(text.replace("\n", "\r\n").encode())
    after = with_line(path, LayoutLine(0, "agencies", "HB", "Harbour Board"))
    assert "# asked twice\r\n" in after and "# the only one\r\n" in after


def test_references_are_joined_above_all_sheets(tmp_path):
    after = with_line(layout(tmp_path, TWO_TABLES), LayoutLine(None, "renumbered", "A2", "A1"))
    assert read_layout(layout(tmp_path, after)).renumbered == {"A2": "A1"}


def test_a_word_that_is_explained_stays_as_it_is(tmp_path):
    with pytest.raises(NotReadable, match="“Open” stands in"):
        with_line(layout(tmp_path, TWO_TABLES), LayoutLine(1, "reported_status", "Open", "paused"))


def test_sheets_in_one_line_are_changed_correctly_or_not_at_all(tmp_path):
    path = layout(tmp_path, 'sheets = [{fills = "action", sheet = "Plan", columns = {action = "Action"}}]\n')
    try:
        text = with_line(path, LayoutLine(0, "agencies", "A", "B"))
    except NotReadable as error:
        assert "by hand" in str(error)
    else:
        assert read_layout(layout(tmp_path, text)).sheets[0].agencies == {"A": "B"}


@pytest.mark.parametrize("path", sorted({*EXAMPLE.glob("*.toml")} - {EXAMPLE / BODIES}), ids=lambda path: path.name)
def test_every_layout_of_the_example_takes_a_line(path):
    for number, entry in enumerate(read_layout(path).sheets):
        table = {"action": "reported_status", "recommendation": "response"}.get(entry.fills, str(entry.fills))
        meaning = {"reported_status": "paused", "response": "noted", "verification": "verified", "resolution": "asked"}
        if table in meaning:
            assert "One more word" in with_line(path, LayoutLine(number, table, "One more word", meaning[table]))


# What waits


def test_the_words_of_the_example_wait_with_their_answers(merrowshire):
    groups = problems.group_problems(problems.rows(merrowshire.db, merrowshire.as_of))
    words = {word.word: word for word in open_words(groups, ["Merrowshire Police"], EXAMPLE)}
    assert {*words} == {
        "Nearly there",
        "Agreed subject to funding",
        "Partly confirmed",
        "Purple",
        "Merrowshire Fire Brigade",
    }
    status, name = words["Nearly there"], words["Merrowshire Fire Brigade"]
    assert (status.layout.name, status.column, status.cells) == ("youth-justice.toml", "reported_status", "F11")
    assert "in progress" in status.answers and "status unreadable" not in status.answers
    assert [*name.answers] == ["Merrowshire Police"]
    assert len({word.key for word in words.values()}) == 5


def test_references_that_look_like_earlier_ones_wait(merrowshire):
    found = [*looks_renumbered(merrowshire.db, merrowshire.as_of, EXAMPLE)]
    assert [(one.sender, one.was, one.word, [*one.answers]) for one in found] == [
        ("police", "MP/4.2", "MP/4.3", [SAME_ACTION])
    ]


# What the page says of all of them


@pytest.fixture
def staff(collection, monkeypatch):
    """A plan with an unexplained word, shown to staff."""
    headings = "Ref | Rec | Action | Due | Done | Status | Evidence | Reason"
    collection.plan("2026-01-31", f"{headings}\nA1 | 1 | Mend | | | Soon | |")
    collection.load()
    monkeypatch.setenv("TRACKER_BUILT", str(collection.built))
    monkeypatch.setattr(load_work, "LAYOUTS", collection.layouts)
    return collection


def test_a_word_waits_until_it_is_explained(staff):
    assert "1 word waits for an answer." in words(open_page(SCREEN, as_of=""))
    path = staff.layouts / "transport.toml"
    path.write_text(with_line(path, LayoutLine(0, "reported_status", "Soon", "not started")), encoding="utf-8")
    staff.load()
    assert "Every word, name and reference in the last files is explained." in words(open_page(SCREEN, as_of=""))


def test_the_page_does_not_say_that_all_is_explained_while_the_example_is_shown(staff, monkeypatch):
    monkeypatch.setattr(load_work, "is_example_in_place_of_own", lambda: True)
    text = words(open_page(SCREEN, as_of=""))
    assert "nothing of yours to explain" in text and "is explained" not in text
    assert "to explain on screen" not in words(open_page("staff/90_problems.py", as_of=""))


def test_words_that_cannot_be_answered_here_are_still_listed(staff):
    (staff.layouts / "transport.toml").unlink()
    text = words(open_page(SCREEN, as_of=""))
    assert "1 word cannot be explained here" in text and "is explained" not in text


# On screen


def of(copy, word: str):
    """The current question about a word."""
    with closing(store.open_file(store.current(copy.built))) as db:
        groups = problems.group_problems(problems.rows(db, choices.last_known(db)))
        return next((one for one in open_words(groups, [], layouts_for(copy.received)) if one.word == word), None)


def shown(site: str, address: str, words: str) -> str:
    """Waits until the page has these words, since a background job computes what an answer alters."""
    pages = []

    def says() -> bool:
        pages.append(look(site, **address))
        return words in pages[-1]

    wait_until(says)
    return pages[-1]


def address(mark: str, means: str) -> dict[str, str]:
    return {"query": urlencode({"word": mark, "means": means}), "page": "words-to-explain"}


def fields_of(page: str) -> dict[str, str]:
    """The hidden fields of the form that saves."""
    form = page[page.index(f'action="{SAVE}"') :]
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form[: form.index("</form>")]))


def test_an_answer_is_shown_then_saved_and_the_files_are_read_again(copy, site):
    asked, before = of(copy, "Nearly there"), copy.head
    assert "words wait for an answer" in look(site, page="words-to-explain")
    page = shown(site, address(asked.key, "in progress"), f'action="{SAVE}"')
    assert "on record would be read again by this layout" in page and copy.head == before
    fields = fields_of(page)
    status, where = fill(site, SAVE, **fields)
    assert status == 303 and "Say which post answers." in look(site, urlsplit(where).query, "words-to-explain")
    assert copy.head == before
    status, where = fill(site, SAVE, **fields, by="Data officer")
    assert (status, urlsplit(where).path) == (303, "/words-to-explain")
    assert "is explained in youth-justice.toml" in look(site, urlsplit(where).query, "words-to-explain")
    wait_until(lambda: of(copy, "Nearly there") is None)
    last = ledger.read(copy.received)[-1]
    assert (last.kind, last.by, last.file) == ("changed", "Data officer", "layouts/youth-justice.toml")
    with closing(store.open_file(store.current(copy.built))) as db:
        sql = "SELECT DISTINCT reported_status FROM action_version WHERE words['reported_status'] = 'Nearly there'"
        assert db.execute(sql).fetchall() == [("in progress",)]
    assert fill(site, SAVE, **fields, by="Data officer")[0] == 303  # the second of two clicks
    assert ledger.read(copy.received)[-1] == last


def test_an_answer_tried_before_another_was_saved_is_tried_again(copy, site):
    asked = of(copy, "Purple") or of(copy, "Partly confirmed")
    means = next(iter(asked.answers))
    fields = fields_of(shown(site, address(asked.key, means), f'action="{SAVE}"'))
    before = copy.head
    status, where = fill(site, SAVE, **(fields | {"ledger": "0" * 64}), by="Data officer")
    assert status == 303 and "Look at what the answer alters now." in look(
        site, urlsplit(where).query, "words-to-explain"
    )
    assert copy.head == before


@pytest.mark.parametrize("fields", [{}, {"word": "0" * 16}, {"word": "\udcff", "means": "x"}, {"means": "verified"}])
def test_an_answer_without_a_question_is_reported_and_nothing_is_saved(copy, site, fields):
    before = copy.head
    body = urlencode({**fields, "by": "Data officer"}, errors="surrogateescape").encode()
    status, where = post(site, SAVE, body)
    assert status == 303 and "does not wait for an answer" in look(site, urlsplit(where).query, "words-to-explain")
    assert copy.head == before
