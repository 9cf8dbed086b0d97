"""Blocks of a page show every cell as typed, and everything is where a reader looks for it."""

from datetime import date
from html.parser import HTMLParser

import pytest
from jinja2 import UndefinedError
from markupsafe import Markup

from tracker.folding import Term, snippet
from tracker.html import blocks
from tracker.html.cards import Card, cards
from tracker.html.navigation import footer, links, menu
from tracker.html.render import FOLDER, render
from tracker.html.search import Result, results, search_box
from tracker.html.squares import Square, Strip, squares
from tracker.terms import Precision, State
from tracker.words import date_as_given, plural

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</td></table><h1>Big</h1>",
    "&lt;b&gt; &amp; &nbsp;",
    "costs $5m and $6m",
    "*x* _y_ `z` ~~w~~",
    ":smile: :material/home: :red[text]",
    "[a link](https://example.org) ![picture](https://example.org/a.png)",
    "{} {0} {text!r} %s %(a)s",
    "\u202esdrawkcab\u202c \u200fright to left\u200f",
    "first line\nsecond  line\n\n- fourth",
    "=HYPERLINK(A1)",
    "e\u0301 ﬁ 𝒜 👩🏽‍⚖️",
]


class Reading(HTMLParser):
    """A piece of HTML as a browser would read it: tags in order, attributes, and text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(str(html))
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data):
        self.text += data


def every_place(text: str) -> dict[str, Markup]:
    strip = Strip(text, text, [Square(State.OPEN, text, blocks.address("action", ref=text), text)], "/agencies")
    return {
        "shown": blocks.as_html(text),
        "under": blocks.under(text, text),
        "listed": blocks.comma_list([text]),
        "quote": blocks.quote(text, text),
        "lead": blocks.lead(text, text),
        "hidden": blocks.hidden(text),
        "link": blocks.link(text, "/action"),
        "banner": blocks.banner(text, text),
        "cards": cards([Card(text, text, text, text, "", "/action")]),
        "table": blocks.table(text, [text, "Two"], [[text, text]], numeric=[text]),
        "summary": blocks.summary_list({text: text}),
        "notes": blocks.notes([text]),
        "section": blocks.section(text, text),
        "trail": blocks.trail(text, text),
        "menu": menu({text: "/"}, text),
        "footer": footer(1, links({text: "/"}, text), text),
        "details": blocks.details(text, blocks.bullets([text])),
        "folded section": blocks.folded_section(text, text, blocks.bullets([text]), is_open=False),
        "message": blocks.message(text),
        "title": blocks.title(text),
        "telephone": blocks.telephone(text),
        "results": results([Result(text, "/action", [text], [(text, snippet(text, [Term(text)]))])]),
        "squares": squares([strip], text),
        "finding": blocks.finding(text, text),
        "source": blocks.source(text),
    }


@pytest.mark.parametrize("place", every_place(""))
@pytest.mark.parametrize("text", HOSTILE)
def test_text_keeps_its_characters_and_makes_no_tags(place, text):
    read, harmless = Reading(every_place(text)[place]), Reading(every_place("harmless")[place])
    assert text in read.text
    assert read.tags == harmless.tags
    assert [name for name, _ in read.attributes] == [name for name, _ in harmless.attributes]


@pytest.mark.parametrize("text", HOSTILE)
def test_the_search_box_keeps_the_typed_words_and_the_filters(text):
    read = Reading(search_box("/search", text, {"agency": text, "as_of": None}))
    assert read.tags == ["form", "label", "div", "input", "button", "input"]
    assert [value for name, value in read.attributes if name == "value"] == [text, text]
    assert [value for name, value in read.attributes if name == "name"] == ["q", "agency"]


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.html")), ids=lambda path: path.stem)
def test_a_template_escapes_everything_and_has_no_text_that_joining_its_lines_would_run_together(path):
    template = path.read_text(encoding="utf-8")
    assert "safe" not in template.replace("is_safe", "") and "autoescape" not in template
    lines = [line.strip() for line in template.splitlines()]
    assert [line for line in lines if not (line[0] in "<{" and line[-1] in ">}")] == []


def test_a_template_that_asks_for_what_nobody_gave_is_an_error():
    with pytest.raises(UndefinedError, match="'items' is undefined"):
        render("list", look="an-notes")


def test_text_has_its_own_direction():
    assert blocks.as_html("\u202eabc") == "<bdi>\u202eabc</bdi>"


def test_only_blocks_produce_html():
    made = blocks.tag(State.OVERDUE)
    assert blocks.as_html(made) is made
    assert "&lt;b&gt;" in blocks.under("<b>", made) and made in blocks.under("<b>", made)


@pytest.mark.parametrize(
    ("value", "html"),
    [
        (date(2026, 10, 31), '<span class="an-whole">31 October 2026</span>'),
        (1204, "1,204"),
        (0, "0"),
        (3.0, "3"),
        (2.5, "<bdi>2.5</bdi>"),
        (None, ""),
        ("", ""),
    ],
)
def test_values_in_our_manner(value, html):
    assert blocks.as_html(value) == html


@pytest.mark.parametrize(
    "href",
    ["/action?ref=1", "/", "?as_of=2026-10-31", "#source", "https://www.gov.uk/a?b=c", "https://example.org"],
)
def test_links_of_our_own_and_https_lead_somewhere(href):
    assert Reading(blocks.link("here", href)).attributes == [("href", href)]


@pytest.mark.parametrize(
    "href",
    [
        "",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html,x",
        "http://example.org",
        "//example.org",
        "/\\example.org",
        "/\t/example.org",
        "\\\\example.org",
        "https:example.org",
        "https://",
        "https://www.gov.uk@example.org",
        "https://[",
        "file:///etc/passwd",
        "mailto:someone@example.org",
        "action",
        "/a b",
        "/a\u2028b",
    ],
)
def test_any_other_address_shows_the_text_alone(href):
    assert blocks.link("here", href) == "<bdi>here</bdi>"


def test_an_address_carries_its_filters_and_drops_empty_ones():
    address = blocks.address("action", ref="A&B 1/2", sender="x", as_of=date(2026, 10, 31), agency="", review=None)
    assert address == "/action?ref=A%26B%201%2F2&sender=x&as_of=2026-10-31"
    assert blocks.address("agencies") == "/agencies"
    assert blocks.is_safe(address)


@pytest.mark.parametrize("state", State)
def test_a_tag_says_the_state_in_words_behind_its_mark(state):
    read = Reading(blocks.tag(state))
    assert read.text == state.value
    assert ("aria-hidden", "true") in read.attributes
    assert blocks.tag(state.value) == blocks.tag(state)


@pytest.mark.parametrize(
    ("times", "words"),
    [
        (0, ""),
        (1, "Moved once"),
        (2, "Moved twice"),
        (3, "Moved 3 times"),
        (12, "Moved 12 times"),
    ],
)
def test_how_often_a_date_moved(times, words):
    assert Reading(blocks.moved_tag(times)).text == words


def test_a_card_is_a_link_whose_name_says_what_it_counts():
    html = cards([Card("Overdue", 1515, "of 3,200 dated", "27 by first dates.", "overdue", "/deadlines?state=Overdue")])
    assert html == (
        '<ul class="an-cards"><li class="an-card"><p class="an-title">Overdue</p><p class="an-figure">'
        '<a href="/deadlines?state=Overdue"><span class="an-hidden">Overdue: </span>'
        '<span class="an-value an-overdue">1,515</span> <span class="an-of">of 3,200 dated</span></a></p>'
        '<p class="an-note"><bdi>27 by first dates.</bdi></p></li></ul>'
    )


def test_a_card_without_rows_is_not_a_link():
    assert "<a" not in cards([Card("Overdue", 0)])


def test_a_table_says_what_its_cells_are_even_when_laid_out_as_a_list():
    html = blocks.table("Late actions", ["Reference", "Days"], [["NBC-04", 12]], numeric=["Days"])
    assert html == (
        '<div class="an-wide" role="region" aria-label="Late actions" tabindex="0">'
        '<table class="an-table" role="table"><caption>Late actions</caption>'
        '<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">Reference</th>'
        '<th scope="col" role="columnheader" class="an-number">Days</th></tr></thead>'
        '<tbody role="rowgroup"><tr role="row">'
        '<th scope="row" role="rowheader" data-label="Reference"><div><bdi>NBC-04</bdi></div></th>'
        '<td role="cell" data-label="Days" class="an-number"><div>12</div></td></tr></tbody></table></div>'
    )


def test_a_row_too_long_or_too_short_is_refused():
    with pytest.raises(ValueError, match="shorter"):
        blocks.table("Late", ["Reference", "Days"], [["NBC-04"]])


def test_a_hidden_caption_is_still_there():
    assert '<caption class="an-hidden">Late</caption>' in blocks.table("Late", ["One"], [], is_caption_hidden=True)


def test_names_and_values():
    assert blocks.summary_list([("Due now", date(2026, 3, 31)), ("Agency", "Northmere")]) == (
        '<dl class="an-summary">'
        '<div><dt>Due now</dt><dd><span class="an-whole">31 March 2026</span></dd></div>'
        "<div><dt>Agency</dt><dd><bdi>Northmere</bdi></dd></div></dl>"
    )


def test_a_banner_has_its_title_text_and_way_back():
    way_back = blocks.link("Go to the latest position", "/")
    assert blocks.banner("As known on 30 June 2026.", "Past position.", "past", way_back) == (
        '<div class="an-banner an-past" role="note"><p><strong>Past position.</strong> '
        '<bdi>As known on 30 June 2026.</bdi> <a href="/"><bdi>Go to the latest position</bdi></a></p></div>'
    )


def test_the_foot_leads_on():
    html = footer(1, links({"Find support": "/support", "Odd": "javascript:alert(1)"}, "About"), "Published by us.")
    assert html == (
        '<div class="an-footer" data-run="1"><nav aria-label="About"><ul>'
        '<li><a href="/support"><bdi>Find support</bdi></a></li>'
        '<li><bdi>Odd</bdi></li></ul></nav><p class="an-note"><bdi>Published by us.</bdi></p></div>'
    )


@pytest.mark.parametrize(
    ("on", "precision", "words", "said"),
    [
        (date(2026, 10, 31), Precision.DAY, "31/10/26", "31 October 2026"),
        (date(2026, 3, 31), Precision.MONTH, "March 2026", "March 2026 (counted as 31 March 2026)"),
        (date(2026, 3, 31), Precision.QUARTER, "Q4 2025/26", "Q4 2025/26 (counted as 31 March 2026)"),
        (date(2026, 3, 31), Precision.MONTH, None, "31 March 2026 (the last day of the month given)"),
        (None, Precision.NO_DATE, "TBC", "No date (“TBC”)"),
        (None, Precision.NO_DATE, "", "No date"),
        (None, Precision.UNREADABLE, None, "A date that could not be read"),
        (None, Precision.UNREADABLE, "31/02/26", "“31/02/26” (could not be read as a date)"),
    ],
)
def test_a_date_keeps_the_words_it_was_given_in(on, precision, words, said):
    assert date_as_given(on, precision, words) == said


def test_counts_and_their_nouns():
    assert plural(1, "action") == "1 action"
    assert plural(0, "action") == "0 actions"
    assert plural(1204, "agency", "agencies") == "1,204 agencies"


def test_numbers_are_bold_and_their_neighbours_are_not():
    shown = blocks.with_bold_numbers("Of all 1,204, 15 are overdue; 5% of <b>.")
    bold = "Of all <strong>1,204</strong>, <strong>15</strong> are overdue; <strong>5</strong>% of &lt;b&gt;."
    assert str(shown) == bold


def test_many_squares_beside_others_are_a_bar_and_alone_they_are_squares():
    many = Strip("Saltby", "61 actions", [Square(State.OVERDUE, f"S-{n}", f"/actions?ref=S-{n}") for n in range(61)])
    few = Strip("Police", "1 action", [Square(State.OPEN, "P-1", "/actions?ref=P-1")], "/agencies?agency=Police")
    together = str(squares([many, few], "after"))
    assert together.count('<a class="an-square') == 1 and "Skip 1 square<" in together
    assert 'aria-label="Overdue 61"' in together and "flex-grow: 61" in together
    assert str(squares([many], "after")).count('<a class="an-square') == 61


def test_of_many_strips_the_first_are_drawn_and_every_square_is_counted():
    strips = [Strip(f"Body {n}", "", [Square(State.OPEN, f"B-{n}")], "/agencies") for n in range(43)]
    shown = str(squares(strips, "after"))
    assert shown.count('<li class="an-strip">') == 5 and "38 more agencies in the table." in shown
    assert "Open</span> <span>43</span>" in shown.replace("\n", "")
