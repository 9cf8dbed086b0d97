"""The files of a position: what the pages offer is there, and holds what the page shows, for whoever asks."""

from __future__ import annotations  # see conftest.py for the reason

import csv
import io
import re
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from urllib.parse import quote, unquote

import hostile_words
import openpyxl
import pytest
from drawing import records
from visitor import look, request

from pages.server.position_routes import LINE, MOST_WAITING
from tracker.charts.chart_question import chart_questions
from tracker.questions import downloads

ON = "2026-10-31"
POLICE = "agency=Merrowshire%20Police"
BEGINS = {"csv": b"\xef\xbb\xbf", "xlsx": b"PK", "png": b"\x89PNG", "svg": b"<svg"}
OFFERED = re.compile(r'href="(/(?:tables|charts)/[^"]+)"')


def offered(site: str, page: str, query: str = f"as_of={ON}") -> list[str]:
    return [unescape(href) for href in OFFERED.findall(look(site, query, page))]


def fetched(site: str, path: str) -> bytes:
    status, _, body = request(site, path)
    assert status == 200, (path, body)
    return body


def lines(content: bytes) -> list[list[str]]:
    return [*csv.reader(io.StringIO(content.decode("utf-8-sig")))]


def test_every_file_that_a_page_offers_is_there_under_a_name_that_says_what_it_is(merrowshire_site):
    pages = ("", "overdue-and-moved", "evidence", "data")
    links = {link for page in pages for link in offered(merrowshire_site, page)}
    names = {link.partition("?")[0] for link in links}
    assert {f"/tables/{name}.{kind}" for name in downloads.TABLES for kind in ("csv", "xlsx")} <= names
    assert {f"/charts/{name}.{kind}" for name in chart_questions() for kind in BEGINS} <= names
    assert "/tables/all-tables.xlsx" in names
    for link in links:
        status, headers, body = request(merrowshire_site, link)
        stem, _, kind = link.partition("?")[0].rpartition("/")[2].rpartition(".")
        assert status == 200 and body.startswith(BEGINS[kind]), link
        own_name = f"illustrative-{stem.replace('_', '-')}-{ON}.{kind}"
        assert headers["content-disposition"] == f"attachment; filename*=UTF-8''{own_name}"
        assert headers["x-content-type-options"] == "nosniff" and "set-cookie" not in headers


def test_a_file_holds_the_position_of_its_page(merrowshire_site, merrowshire):
    [link] = [one for one in offered(merrowshire_site, "data", f"as_of={ON}&{POLICE}") if "/actions.csv" in one]
    note, columns, *rows = lines(fetched(merrowshire_site, link))
    stored = records(downloads.rows(merrowshire.db, "actions", ON, agency="Merrowshire Police"))
    assert "of Merrowshire Police. Position as at 31 October 2026" in note[0]
    assert [row[columns.index("action_ref")] for row in rows] == [row["action_ref"] for row in stored]
    assert 0 < len(rows) < len(lines(fetched(merrowshire_site, f"/tables/actions.csv?as_of={ON}"))) - 2


def test_a_link_names_its_day_so_that_a_page_left_open_gives_the_file_of_its_own_day(merrowshire_site):
    for page in ("overdue-and-moved", "data"):
        links = offered(merrowshire_site, page, "")
        assert links and all(re.search(r"as_of=\d{4}-\d\d-\d\d", link) for link in links), page


def test_a_chart_s_rows_are_those_of_its_table_and_its_picture_says_the_same(merrowshire_site):
    rows = lines(fetched(merrowshire_site, f"/charts/evidence.csv?as_of={ON}"))
    book = openpyxl.load_workbook(io.BytesIO(fetched(merrowshire_site, f"/charts/evidence.xlsx?as_of={ON}")))
    in_book = [[str(cell) for cell in row] for row in book.active.iter_rows(values_only=True)]
    assert rows[2:] and [row[0] for row in rows[2:]] == [row[0] for row in in_book][-len(rows[2:]) :]
    assert "6 of 17 actions reported complete" in rows[0][0]
    assert b"6 of 17 actions reported complete" in fetched(merrowshire_site, f"/charts/evidence.svg?as_of={ON}")


def test_a_compiled_record_has_its_own_words_in_its_pictures(public_record_site):
    links = [link for link in offered(public_record_site, "", "") if link.startswith("/charts/progress.svg")]
    picture = fetched(public_record_site, links[0]).decode()
    assert "accepted items verified complete" in picture and "actions" not in picture


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("/tables/actions.csv?agency=Nobody", "We do not have an agency called “Nobody”."),
        ("/tables/actions.csv?review=None", "We do not have a review called “None”."),
        ("/tables/actions.csv?as_of=31/10/2026x", "“31/10/2026x” is not a date such as 2026-03-31."),
        ("/tables/actions.csv?as_of=9999-01-01", "We can show any day from"),
        ("/tables/actions.csv?record=0", "The ledger has no record “0”."),
        ("/tables/actions.csv?record=many", "The ledger has no record “many”."),
        ("/tables/actions.json", "There is no such file at this position."),
        ("/tables/nothing.csv", "There is no such file at this position."),
        ("/tables/all-tables.csv", "There is no such file at this position."),
        ("/tables/evidence.svg", "There is no such file at this position."),
        ("/charts/actions.csv", "There is no such file at this position."),
        ("/charts/evidence.pdf", "There is no such file at this position."),
        ("/charts/evidence", "There is no such file at this position."),
        (f"/charts/evidence.csv?as_of=2025-01-01&{POLICE}", "We can show any day from"),
    ],
)
def test_what_is_not_there_is_answered_with_one_sentence(merrowshire_site, path, sentence):
    status, headers, body = request(merrowshire_site, path)
    assert (status, headers["content-type"]) == (404, "text/plain; charset=utf-8")
    assert body.decode().startswith(sentence)


@pytest.mark.parametrize("path", ["/tables/actions.csv", "/charts/evidence.svg"])
def test_hostile_words_find_nothing(merrowshire_site, path):
    for word in [*hostile_words.TEXTS, "../../site", "x" * 3_000]:
        for name in ("review", "agency", "as_of", "record"):
            status, _, body = request(merrowshire_site, f"{path}?{name}={quote(word, safe='')}")
            assert status == 404 and not re.search(r"Traceback|Error|\.py\b", body.decode().replace(word, "")), word
        other = path.replace(path.rpartition("/")[2].partition(".")[0], quote(word, safe=""))
        status, headers, _ = request(merrowshire_site, other)
        assert "content-disposition" not in headers, unquote(other)
        assert status == 404 or "/" in word, unquote(other)  # with a slash it is the address of a page


def test_many_who_ask_at_once_are_answered_or_asked_to_retry_and_keep_no_page_waiting(merrowshire_site):
    asked = [f"/tables/all-tables.xlsx?as_of=2026-10-{n:02}" for n in range(1, 31)] * 2
    with ThreadPoolExecutor(len(asked)) as many:
        answers = [many.submit(request, merrowshire_site, path) for path in asked]
        assert "an-footer" in look(merrowshire_site)
        found = [answer.result() for answer in answers]
    assert {status for status, *_ in found} == {200, 503} and len(asked) > MOST_WAITING
    assert all("retry-after" in headers for status, headers, _ in found if status == 503)
    assert fetched(merrowshire_site, f"/tables/actions.csv?as_of={ON}") and LINE.waiting == 0
