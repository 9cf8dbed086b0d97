"""The PDF paper passes an independent checker, its tags and words can be read back, and no text acts as code."""

import re
from collections import Counter
from dataclasses import replace

import hostile_words
import page as checker
import pypdfium2
import pytest
import typst
from papers import ORIGIN, hostile_paper, meeting_of, paper_of, words_of
from pdf_tags import tags

from tracker.printable import MISSING, breakable, printable
from tracker.reports.committee import committee_paper
from tracker.reports.documents.pdf import pdf_file
from tracker.reports.paper import Heading, Picture, Table

UNLIMITED = checker.SafetyLimits.unlimited()  # otherwise tables of more than 1,024 rows are refused
EVERY = " / ".join([*hostile_words.TEXTS, *hostile_words.FORMATS])


@pytest.fixture(scope="module")
def paper(merrowshire):
    return paper_of(merrowshire)


@pytest.fixture(scope="module")
def written(paper):
    return pdf_file(paper)


def failures(written: bytes) -> list[str]:
    report = checker.validate_pdf_bytes(written, profile="ua1", limits=UNLIMITED)
    assert report.rules.total > 50
    return [f"{failure.rule_id}: {failure.message}" for failure in report.failures]


def letters(words: str) -> str:
    """The words without the characters that a line break removes or adds."""
    return re.sub("[\\s\u200b\u00ad\ufffe-]+", "", words)


def letters_in(written: bytes, foot: str) -> str:
    """The text of all pages, without their feet."""
    with pypdfium2.PdfDocument(written) as pages:
        found = [letters(pages[n].get_textpage().get_text_range()) for n in range(len(pages))]
        ends = [letters(f"{foot} Page {n + 1} of {len(pages)}") for n in range(len(pages))]
    assert all(words.endswith(end) for words, end in zip(found, ends, strict=True))
    return "".join(words.removesuffix(end) for words, end in zip(found, ends, strict=True))


@pytest.mark.parametrize("example", ["merrowshire", "public_record"])
def test_an_independent_checker_finds_nothing(example, request):
    assert failures(pdf_file(paper_of(request.getfixturevalue(example), since="2025-12-31"))) == []


def test_the_checker_finds_a_paper_without_tags():
    plain = typst.compile({"main.typ": b'#set document(title: "x")\n= x'}, format="pdf", pdf_tags=False)
    assert failures(plain)


def test_the_tags_are_those_of_the_paper(paper, written):
    with pypdfium2.PdfDocument(written) as document:
        found = [*tags(document)]
        outline = [(entry.level, entry.get_title()) for entry in document.get_toc()]
        about = document.get_metadata_dict()
    kinds = Counter(tag.kind for tag in found)
    tables = [block for block in paper.all_blocks if isinstance(block, Table)]
    assert kinds["H1"] == 1 and kinds["H2"] == sum(isinstance(block, Heading) for block in paper.all_blocks)
    assert kinds["Caption"] == len(tables)
    assert kinds["THead"] >= len(tables) and kinds["TH"] >= sum(len(table.headings) for table in tables)
    told = [printable(block.words) for block in paper.all_blocks if isinstance(block, Picture)]
    assert [tag.alt for tag in found if tag.kind == "Figure"] == told
    assert outline[0] == (0, paper.title) and outline[1] == (1, "You asked on 22 September 2026")
    assert (about["Title"], about["Author"]) == (paper.title, paper.author)
    assert about["CreationDate"] == "D:20261031000000Z"
    assert b"/Lang (en-GB)" in written or b"/Lang(en-GB)" in written


def test_every_word_of_the_paper_is_in_the_file(paper, written):
    found = letters_in(written, paper.foot)
    assert [words for words in words_of(paper) if letters(printable(words)) not in found] == []


def test_the_first_part_fills_exactly_two_pages(written):
    with pypdfium2.PdfDocument(written) as pages:
        first = [pages[n].get_textpage().get_text_range().splitlines()[0] for n in range(3)]
    assert first == [
        "Scrutiny committee: progress on recommendations",
        "How far each agency is",
        "Appendix: every agency",
    ]


def test_the_headings_of_a_table_are_repeated_on_each_page(written):
    with pypdfium2.PdfDocument(written) as pages:
        first = [pages[n].get_textpage().get_text_range().splitlines()[0] for n in range(3, 5)]
    assert all(line.startswith("Reference Under Action") for line in first)


def test_links_lead_to_the_record_on_the_day_of_the_position(written):
    addresses = set(re.findall(rb"/URI ?\((https://[^)]*)\)", written))
    assert f"{ORIGIN}/actions?as_of=2026-10-31&ref=NBC-07&sender=northmere".encode() in addresses
    assert all(address.startswith(ORIGIN.encode()) for address in addresses) and len(addresses) > 70


def test_the_same_position_gives_the_same_bytes(merrowshire, written):
    assert pdf_file(paper_of(merrowshire)) == written


@pytest.mark.parametrize("text", [*hostile_words.TEXTS, *hostile_words.FORMATS])
def test_hostile_words_are_plain_text(text):
    paper = hostile_paper(text, foot="Foot")
    written = pdf_file(paper)
    assert failures(written) == []
    assert b"/URI" not in written
    found = letters_in(written, paper.foot)
    for words in text.splitlines():
        if words.isascii() and words.isprintable():
            assert not letters(words) or found.count(letters(words)) >= 20


def test_all_hostile_words_together_still_make_a_paper():
    assert failures(pdf_file(hostile_paper(EVERY, foot="Foot"))) == []


def test_every_letter_of_welsh_and_every_sign_we_use_is_printed():
    words = "Â Ê Î Ô Û Ŵ Ŷ â ê î ô û ŵ ŷ á é í ó ú ẃ ý à è ì ò ù ẁ ỳ ä ë ï ö ü ẅ ÿ ≤ ≥ → ← ✓ × − – — … “ ” ‘ ’ £ € ½ □"
    found = letters_in(pdf_file(hostile_paper(words, foot="Foot")), "Foot")
    assert letters(words) in found


def test_a_character_that_no_font_has_is_shown_as_a_box():
    found = letters_in(pdf_file(hostile_paper("before 日本 😀 after \x07", foot="Foot")), "Foot")
    assert f"before{MISSING * 3}after{MISSING}" in found


def test_a_name_that_no_font_has_does_not_break_a_drawing(paper):
    chart = {
        "data": {"values": [{"name": "日本 <b> & \x07 \u202e"}]},
        "mark": "text",
        "encoding": {"text": {"field": "name", "type": "nominal"}},
    }
    assert failures(pdf_file(replace(paper, appendix=[Picture(chart, "日本")]))) == []


def test_a_long_word_may_break_without_losing_a_letter():
    assert breakable("ab" * 5, 4) == "abab\u200babab\u200bab"
    assert breakable("one two", 4) == "one two"


@pytest.mark.parametrize("since", ["2026-10-31", "2025-06-01"])
def test_a_paper_can_have_no_changes_or_a_year_of_changes(merrowshire, since):
    paper = paper_of(merrowshire, since)
    found = letters_in(pdf_file(paper), paper.foot)
    assert [words for words in words_of(paper) if letters(printable(words)) not in found] == []


def test_a_paper_can_be_about_an_agency_that_sent_nothing(merrowshire):
    paper = committee_paper(meeting_of(merrowshire, agency="Merrowshire Fire and Rescue Service"))
    written = pdf_file(paper)
    assert failures(written) == []
    said = "MerrowshireFireandRescueService:noplanreceivedsincetheregisterof11May2026."
    assert said in letters_in(written, paper.foot)
