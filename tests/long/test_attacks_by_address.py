"""No words in an address harm the public instance, whether a page or a file for programs is asked for."""

from __future__ import annotations  # see conftest.py for the reason

import re
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote, urlsplit

import pytest
from markupsafe import escape
from visitor import PAGES, PARAMETERS, look, request

from loaders.publishing.proofs.browser import for_programs
from pages.parts.paper import in_style
from tracker.charts.chart_question import chart_questions
from tracker.feeds.request import NAMES
from tracker.questions import actions, downloads


@pytest.fixture(scope="module")
def site(public_server) -> str:
    return public_server[0]


# Pages

UNKNOWN = "nobodyknowsthisword"
HOSTILE = [
    "' OR 1=1 --",
    "'; DROP TABLE action; --",
    '" UNION SELECT * FROM duckdb_settings() --',
    "$as_of); ATTACH '/tmp/stolen.duckdb' AS stolen; --",
    "{{ 7 * 7 }} ${7*7} %s {0} $review",
    "<script>window.ran = 1</script><img src=x onerror=alert(1)>",
    "[a](javascript:alert(1)) ![b](https://elsewhere.example/p.png) :material/home: $x$",
    "../../../../etc/passwd",
    "\u202e\u200b\ufeff\u0000\u0008\r\nSet-Cookie: a=b",
    "\U0001f600" * 20,
]


def shown_for(site: str, page: str, word: str, parameters: list[str]) -> str:
    """A page that was requested with a word, with that word replaced wherever the page repeats it."""
    shown = look(site, "&".join(f"{parameter}={quote(word, safe='')}" for parameter in parameters), page)
    assert "an-footer" in shown and "did not load" not in shown, (page, word)
    # The foot of a printed sheet writes each character of an address as a number.
    for written in (word, str(escape(word)), quote(word, safe=""), quote(word), in_style(quote(word, safe=""))):
        shown = shown.replace(written, "WORD")
    return re.sub(r"\b[0-9a-f]{32}\b", "number of a button", shown)


@pytest.mark.parametrize("page", PAGES)
def test_a_hostile_word_in_an_address_is_treated_as_any_unknown_word(site, page):
    # A search reads its text word by word, and a committee may have any name.
    parameters = [
        name for name in PARAMETERS if (page, name) not in (("search", "q"), ("committee-report", "committee"))
    ]
    for asked in (parameters[::3], parameters[1::3], parameters[2::3]):  # all together would exceed the longest address
        harmless = shown_for(site, page, UNKNOWN, asked)
        assert [word for word in HOSTILE if shown_for(site, page, word, asked) != harmless] == []


@pytest.mark.parametrize("page", ["actions", "recommendations", "what-changed"])
def test_a_hostile_word_in_any_one_part_of_an_address_is_treated_as_any_unknown_word(site, page):
    for name in PARAMETERS:
        harmless = shown_for(site, page, UNKNOWN, [name])
        assert shown_for(site, page, " ".join(HOSTILE), [name]) == harmless, name


@pytest.mark.parametrize("word", HOSTILE)
def test_the_name_of_a_committee_is_shown_as_text(site, word):
    shown = look(site, f"committee={quote(word)}", "committee-report")
    assert "progress on recommendations" in shown and "did not load" not in shown
    assert (
        "<script>window" not in shown
        and "<img src=x" not in shown
        and "javascript:" not in shown.replace(str(escape(word)), "")
    )


@pytest.mark.parametrize("word", HOSTILE)
def test_a_search_for_hostile_words_is_answered_in_words(site, word):
    shown = look(site, f"q={quote(word)}", "search")
    assert "No record contains" in shown or "There is no word there" in shown
    assert "<script" not in shown and "<img" not in shown


# Addresses for programs

FOR_PROGRAMS = ["/calendar.ics", "/changes.atom", "/actions.json", "/recommendations.json"]


@pytest.mark.parametrize("path", FOR_PROGRAMS)
def test_a_hostile_word_in_an_address_for_programs_is_answered_with_one_sentence(site, path):
    for word in [*HOSTILE, "9999-12-31", "0001-01-01", "-1", "2026-02-30", "x" * 3_000]:
        for name in NAMES:
            status, headers, body = request(site, f"{path}?{name}={quote(word, safe='')}")
            assert (status, headers["content-type"]) == (404, "text/plain; charset=utf-8"), (name, word)
            assert headers["x-content-type-options"] == "nosniff" and "set-cookie" not in headers
            assert not re.search(r"Traceback|Error|\.py\b", body.decode().replace(word, ""))


@pytest.mark.parametrize("path", FOR_PROGRAMS)
def test_odd_requests_for_programs_are_answered_too(site, path):
    whole = f"{path}?ref=S03&sender=saltby" if path == "/actions.json" else f"{path}?review=Larkfield%20Review&ref=2"
    status, _, body = request(site, whole)
    assert status == 200 and body
    for odd in ("&", "&&&=&=x", "&unknown=1", "&as_of=", "&agency=&agency="):
        assert request(site, whole + odd)[::2] == (200, body), odd
    for tag in ('"', "*", '""', "W/", "x" * 5_000, '"a", ' * 1_000):
        assert request(site, whole, If_None_Match=tag)[0] == (304 if tag == "*" else 200), tag
    for elsewhere in (f"{path}/", f"/x{path}", f"{path}/../app/static", f"{path}%00", f"/{path}"):
        assert b"BEGIN:VCALENDAR" not in request(site, elsewhere)[2]


def test_many_programs_at_once_are_answered_or_asked_to_retry_and_do_not_block_visitors(site):
    asked = [f"{path}?as_of=2026-10-{n:02}" for path in FOR_PROGRAMS[:2] for n in range(1, 27)]
    with ThreadPoolExecutor(60) as many:
        answers = [many.submit(request, site, path) for path in asked * 2]
        assert "an-footer" in look(site)
        found = [answer.result() for answer in answers]
    assert {status for status, *_ in found} <= {200, 503} and any(status == 200 for status, *_ in found)
    assert all("retry-after" in headers for status, headers, _ in found if status == 503)
    assert request(site, "/calendar.ics")[0] == 200


def test_addresses_for_programs_contain_only_released_texts(site, merrowshire):
    owners = {row.owner for row in actions.rows(merrowshire.db, merrowshire.as_of) if row.owner}
    texts = b"".join(request(site, path)[2] for path in (*FOR_PROGRAMS[:2], "/actions.json?ref=S03&sender=saltby"))
    assert b"Illustrative data" in texts and not [owner for owner in owners if owner.encode() in texts]


def test_the_proof_before_a_publication_fetches_every_address_for_programs(site, published_merrowshire):
    looked_at = for_programs(published_merrowshire)
    tables = {f"/tables/{name}.csv" for name in downloads.TABLES}
    charts = {f"/charts/{name}.{kind}" for name in chart_questions() for kind in ("csv", "svg")}
    assert {urlsplit(path).path for path in looked_at} == {*FOR_PROGRAMS} | tables | charts
    assert {request(site, path)[0] for path in looked_at} == {200}
