"""Every number in the committee's paper is the one that the pages show, and its buttons give that very paper."""

from __future__ import annotations  # see conftest.py for the reason

import re

import pytest
from browser import open_page as open_in_browser
from papers import joined, meeting_of, words_of
from screen import open_page, words

from tracker.measure import Measure
from tracker.reports.committee import LONGEST, MOST_CHANGES, committee_paper
from tracker.reports.files import formats
from tracker.reports.paper import Heading, Paper, Paragraph, ParagraphKind, Picture, Table
from tracker.words import plural

SINCE = {"merrowshire": "2026-09-12", "public_record": "2026-03-01"}


@pytest.fixture(params=SINCE)
def case(request, monkeypatch):
    """An example with its paper and the date to compare with; pages show this example."""
    example = request.getfixturevalue(request.param)
    monkeypatch.setenv("TRACKER_BUILT", str(example.built))
    since = SINCE[request.param]
    meeting = meeting_of(example, since)
    return meeting, committee_paper(meeting), {"as_of": str(example.as_of), "since": since}


def under(paper: Paper, heading: str):
    """The text below the heading that begins like this, down to the next one."""
    blocks = iter(paper.all_blocks)
    next(block for block in blocks if isinstance(block, Heading) and block.text.startswith(heading))
    for block in blocks:
        if isinstance(block, Heading):
            return
        yield block


def number(text: str) -> int:
    return int(re.match(r"([\d,]+)", text)[1].replace(",", ""))


def test_the_first_sentence_is_the_one_on_the_overview(case):
    _, paper, asked = case
    lead = next(block for block in paper.blocks if isinstance(block, Paragraph) and block.role == ParagraphKind.LEAD)
    assert joined(lead.line) in words(open_page("public/10_overview.py", as_of=asked["as_of"]))


def test_the_section_what_changed_counts_the_records_of_the_page(case):
    meeting, paper, asked = case
    page = words(open_page("public/20_what_changed.py", **asked, part="all"))
    items, *more = list(under(paper, "What changed since"))
    told = len(items.items) + (number(joined(more[0].line)) if more else 0)
    assert len(items.items) <= MOST_CHANGES and f" {plural(told, 'record')} that changed" in page
    (table,) = under(paper, "Appendix: everything that changed")
    assert len(table.rows) == number(table.caption) == len(meeting.changes)


def test_the_longest_overdue_are_those_of_the_page_and_the_rest_is_counted(case):
    meeting, paper, asked = case
    late = meeting.count[Measure.OVERDUE]
    (block, *_) = under(paper, "Longest")
    assert isinstance(block, Table) and len(block.rows) == min(late, LONGEST)
    if late > LONGEST:
        assert f"{late - LONGEST:,} more" in block.caption
    page = words(open_page("public/30_overdue_and_moved.py", as_of=asked["as_of"], part="all"))
    places = [page.find(f" {joined(row[0])} ") for row in block.rows]
    assert -1 not in places


def test_the_drawings_say_in_words_what_the_pages_say(case):
    _, paper, asked = case
    far, clocks = (block.words for block in paper.blocks if isinstance(block, Picture))
    assert far.partition(". ")[0] in words(open_page("public/10_overview.py", as_of=asked["as_of"]))
    assert clocks.partition(". ")[0] in words(open_page("public/30_overdue_and_moved.py", as_of=asked["as_of"]))


def test_the_agencies_of_the_appendix_are_those_of_the_page(case):
    meeting, paper, asked = case
    (table,) = under(paper, "Appendix: every agency")
    page = words(open_page("public/40_agencies.py", as_of=asked["as_of"], part="all"))
    places = [page.find(f" {joined(row[0])} {joined(row[1])} ") for row in table.rows]
    assert -1 not in places and places == sorted(places)
    column = [joined(row[1]) for row in table.rows]
    assert sum(int(cell) for cell in column if cell != "Not known") == len(meeting.actions)
    for measure, heading in ((Measure.OVERDUE, 5), (Measure.OVERDUE_BY_FIRST_DATE, 6)):
        counted = [run.value for row in table.rows for run in row[heading] if run.value is not None]
        assert sum(counted) == meeting.count[measure]


def test_the_appendix_holds_every_action_and_every_file(case):
    meeting, paper, asked = case
    (table,) = under(paper, "Appendix: every action")
    assert len(table.rows) == number(table.caption) == len(meeting.actions)
    (files, _) = under(paper, "Appendix: files received")
    data = words(open_page("public/70_data.py", as_of=asked["as_of"]))
    assert f"{len(files.rows)} files" in data and number(files.caption) == len(files.rows)


def test_the_buttons_give_the_paper_of_the_page(merrowshire, merrowshire_site, window):
    day = merrowshire.as_of
    asked = f"as_of={day}&since=2026-09-12&committee=Scrutiny+panel"
    open_in_browser(window, f"{merrowshire_site}/committee-report?{asked}")
    chosen = {"review": "Larkfield Review", "committee": "Scrutiny panel", "meets_on": day}  # there is one review only
    paper = committee_paper(meeting_of(merrowshire, origin=merrowshire_site, **chosen))
    assert next(iter(words_of(paper))).startswith("Scrutiny panel")
    for one in formats():
        with window.expect_download() as download:
            window.get_by_role("button", name=one.words, exact=True).click()
        assert download.value.suggested_filename == f"illustrative-committee-report-{day}.{one.ending}"
        assert download.value.path().read_bytes() == one.write(paper, None)
