"""Our own pages of words: what they fill in never passes through Markdown, and what they say agrees with the code."""

import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from pages.parts.here import Here
from pages.parts.pieces import PIECES, measures
from tracker import definitions
from tracker.html.articles import article, heading
from tracker.html.blocks import address, is_safe
from tracker.measure import Measure
from tracker.questions import actions
from tracker.words import times

ROOT = Path(__file__).parent.parent
TEXTS = sorted((ROOT / "pages" / "public" / "about").glob("*.md"))
HOSTILE = "**a** [b](javascript:x) <script>1</script> {{ contact }} $5m$"


def filled(path: Path, at: Here | None) -> str:
    return str(article(path.read_text(encoding="utf-8"), lambda name: PIECES[name](at), with_filters))


def with_filters(page: str) -> str:
    return address(page, q=1)


def shown(example) -> Here:
    return Here(example.db, example.as_of, is_latest=False, is_illustrative=True, pages=frozenset())


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_a_text_has_a_title_and_headings_in_order(path):
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# ") and heading(text).lower().replace(" ", "_") == path.stem.partition("_")[2]
    levels = [len(marks) for marks in re.findall(r"^(#+) ", text, flags=re.MULTILINE)]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert levels.count(1) == 1


def test_every_piece_is_asked_for_and_every_one_asked_for_is_there():
    texts = " ".join(path.read_text(encoding="utf-8") for path in TEXTS)
    assert set(re.findall(r"\{\{ (\w+) \}\}", texts)) == set(PIECES)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
@pytest.mark.parametrize("has_database", [True, False])
def test_a_text_is_whole_with_a_database_and_without(merrowshire, path, has_database):
    html = filled(path, shown(merrowshire) if has_database else None)
    assert "{{" not in html and "}}" not in html
    links = re.findall(r'href="([^"]+)"', html)
    assert [link for link in links if not is_safe(link) and not link.startswith(("mailto:", "tel:"))] == []
    ours = {path.stem.partition("_")[2].replace("_", "-") for path in TEXTS} | {"actions", "data", "what-changed"}
    assert {link.partition("?")[0].strip("/") for link in links if link.startswith("/")} <= ours


def test_links_of_a_text_keep_what_the_address_holds():
    assert '<a href="/privacy?q=1">here</a>' in article("# T\n\n[here](/privacy)", str, with_filters)


def test_a_link_to_a_page_that_is_not_there_leaves_its_words_and_every_other_link():
    text = "# T\n\n[a](/gone), [b](/privacy) and [c](https://example.org)\n\n- [d](/gone)"
    html = article(text, str, lambda page: "" if page == "gone" else f"/{page}")
    assert "<p>a, " in html and "<li>d</li>" in html and html.count("<a ") == html.count("</a>") == 2
    assert '<a href="/privacy">b</a>' in html and '<a href="https://example.org">c</a>' in html


@pytest.mark.parametrize("place", ["{{ it }}", "before {{ it }} after"])
def test_what_is_filled_in_never_passes_through_markdown(place):
    html = article(f"# T\n\n{place}", lambda name: HOSTILE, address)
    escaped = "**a** [b](javascript:x) &lt;script&gt;1&lt;/script&gt; {{ contact }} $5m$"
    assert f"<bdi>{escaped}</bdi>" in html


def test_html_in_a_text_is_shown_as_text():
    assert "&lt;b&gt;" in article("# T\n\n<b>x</b>", str, address)
    assert "<a" not in article("# T\n\n[x](javascript:y)", str, address)


def test_the_measures_on_the_page_are_those_of_the_database(merrowshire):
    at = shown(merrowshire)
    html = measures(at)
    for measure in Measure:
        count = len(actions.rows(at.db, at.as_of, measure=measure))
        assert f"counted={str(measure).replace(' ', '%20').replace(',', '%2C')}" in html
        assert re.search(rf">{count:,} of [\d,]+( \(\d+%\))?<", html), measure


@pytest.mark.parametrize("example", ["merrowshire", "public_record"])
def test_what_counts_in_a_figure_counts_in_what_it_is_out_of(request, example):
    example = request.getfixturevalue(example)
    for as_of in (example.as_of, date(2026, 1, 15)):
        counted = [action.measures for action in actions.rows(example.db, as_of)]
        for part in Measure:
            assert [row for row in counted if part in row and part.out_of not in (None, *row)] == [], part


VOCABULARY = {
    "Response": definitions.RESPONSE,
    "Reported status": definitions.REPORTED_STATUS,
    "Verification": definitions.VERIFICATION,
    "Timeliness": definitions.TIMELINESS,
    "Role": definitions.ROLE,
    "State": definitions.STATE,
    "Roll-up": definitions.ROLL_UP,
    "Measure": {measure: measure.means for measure in Measure},
    "Precision": definitions.PRECISION,
}


def test_no_word_is_defined_twice():
    text = (ROOT / "docs" / "vocabulary.md").read_text(encoding="utf-8")
    words = re.findall(r"^- \*\*(.+?)\*\*", text, re.MULTILINE)
    assert words and sorted(words) == sorted({*words})


@pytest.mark.parametrize("scale", VOCABULARY)
def test_the_pages_and_the_docs_explain_a_word_alike(scale):
    text = (ROOT / "docs" / "vocabulary.md").read_text(encoding="utf-8")
    section = text.split(f"\n## {scale}\n")[1].split("\n## ")[0]
    explained = re.findall(r"^\| (?!word \||---)(.+?) \| (.+) \|$", section, flags=re.MULTILINE)
    assert explained == [(str(word), means) for word, means in VOCABULARY[scale].items()]


def test_the_example_is_an_action_with_the_figures_it_counts_in(merrowshire):
    at = shown(merrowshire)
    moved = actions.rows(at.db, at.as_of, measure=Measure.MOVED)[0]
    html = str(PIECES["example"](at))
    assert f"ref={moved.action_ref}" in html and f"Moved {times(moved.times_moved)}" in html
    assert re.findall(r"counted=[^\"]+\">(?:<bdi>)?([^<]+)", html) == list(moved.measures)
