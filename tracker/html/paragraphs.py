"""Headings and paragraphs: what a page says outside its tables and lists."""

import re
from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

from tracker.compiled_words import sentence, word
from tracker.html.text import Cell, as_html, ours


def title(text: str) -> Markup:
    """The one heading of a page, exactly as written: Streamlit's own would read markup and links into it."""
    return Markup('<h1 class="an-h1"><bdi>{}</bdi></h1>').format(word(text))


def section(text: str, anchor: str = "") -> Markup:
    """The heading of a part of a page; a link may lead to its `anchor`."""
    place = Markup(' id="{}"').format(anchor) if anchor else ""
    return Markup('<h2 class="an-h2"{}><bdi>{}</bdi></h2>').format(place, word(text))


def lead(text: Cell, note: Cell = None) -> Markup:
    """The sentence that opens a page, and a quiet line below it."""
    below = quiet(ours(note)) if note else ""
    return Markup('<p class="an-lead">{}</p>{}').format(ours(text), below)


def with_bold_numbers(text: str) -> Markup:
    """One of our sentences with each number in bold."""
    parts = re.split(r"(\d+(?:,\d{3})*)", sentence(text))
    return Markup("").join(
        Markup("<strong>{}</strong>").format(part) if n % 2 else escape(part) for n, part in enumerate(parts)
    )


def quiet(*lines: Cell) -> Markup:
    """Page-wide lines for what need not be read first."""
    return Markup("").join(Markup('<p class="an-note an-line">{}</p>').format(as_html(line)) for line in lines)


def in_line(lead: str, items: Iterable[Cell]) -> Markup:
    """The subject of a line, then several items."""
    return Markup("{} {}.").format(lead, Markup(" · ").join(map(as_html, items)))


def button_link(text: str, href: str) -> Markup:
    """The main way on from a page: a link that looks like a button."""
    return Markup('<p class="an-buttons"><a class="an-button" href="{}">{}</a></p>').format(href, text)


def file_links(links: Iterable[Markup]) -> Markup:
    """Links to files, side by side, that look like buttons."""
    return Markup('<p class="an-buttons an-files">{}</p>').format(Markup(" ").join(links))


def trail(*steps: Cell) -> Markup:
    """The way to this page from the list that it belongs to."""
    return Markup('<p class="an-note">{}</p>').format(Markup(" › ").join(map(as_html, steps)))


def quote(text: str, source: Cell = None) -> Markup:
    """Somebody's exact words, spaces and line breaks included."""
    below = Markup('<p class="an-source">{}</p>').format(as_html(source)) if source else ""
    words = Markup('<p class="an-words"><bdi>{}</bdi></p>').format(text)
    return Markup('<blockquote class="an-quote">{}{}</blockquote>').format(words, below)


def to_copy(text: str) -> Markup:
    """A text to take away, with a button that copies it; without JavaScript it can be selected by hand."""
    return Markup('<div class="an-copy"><p>{}</p><button type="button">Copy to clipboard</button></div>').format(text)


def finding(title: str, note: str) -> Markup:
    """What a chart found, and how to read it; no heading, since the section has one."""
    return Markup('<p class="an-title">{}</p><p class="an-note">{}</p>').format(sentence(title), sentence(note))


def source(text: str) -> Markup:
    """The last line of a chart."""
    return Markup('<p class="an-source">{}</p>').format(text)


def message(text: str, more: Markup | None = None) -> Markup:
    """What was found, or what was wrong in an address; the line for screen readers repeats it."""
    end = Markup(" {}").format(more) if more else ""
    return Markup('<div class="an-banner an-message"><p><bdi>{}</bdi>{}</p></div>').format(text, end)


def banner(text: Cell, title: str = "", kind: str = "note", more: Markup | None = None) -> Markup:
    """A line that everybody should see; `kind` is "note", "illustrative" or "past" (which stays in sight)."""
    strong = Markup("<strong>{}</strong> ").format(title) if title else ""
    end = Markup(" {}").format(more) if more else ""
    return Markup('<div class="an-banner an-{}" role="note"><p>{}{}{}</p></div>').format(
        kind, strong, as_html(text), end
    )


def together(pieces: Sequence[Markup]) -> Markup:
    """Pieces one below the other, as far apart as the parts of a page."""
    if len(pieces) == 1:
        return pieces[0]
    every = Markup("").join(Markup("<div>{}</div>").format(piece) for piece in pieces)
    return Markup('<div class="an-pieces">{}</div>').format(every)


def details(summary: str, *pieces: Markup) -> Markup:
    """Pieces that open on request, under a summary."""
    inside = Markup("").join(pieces)
    return Markup('<details class="an-fold"><summary>{}</summary>{}</details>').format(summary, inside)


def folded_section(text: str, note: str, piece: Markup, is_open: bool) -> Markup:
    """A part of a page that opens on request, or is open already; `note` says what is in it."""
    return Markup(
        '<details class="an-fold an-part"{}><summary><h2 class="an-h2"><bdi>{}</bdi></h2> '
        '<span class="an-note">{}</span></summary>{}</details>'
    ).format(Markup(" open") if is_open else "", word(text), sentence(note), piece)
