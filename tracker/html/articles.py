"""Turns our texts, written in Markdown, into blocks; what is filled in from data never passes through Markdown."""

import re
from collections.abc import Callable

from markdown_it import MarkdownIt
from markupsafe import Markup

from tracker.html.text import Cell, as_html

MARKDOWN = MarkdownIt("commonmark", {"html": False})
PLACE = re.compile(r"<p>\{\{ (\w+) \}\}</p>|\{\{ (\w+) \}\}")  # if alone in its paragraph, a block replaces it
CLASSES = {"h2": "an-h2", "h3": "an-h3"}


def heading(text: str) -> str:
    """The title of a text: its first line, after "# "."""
    return text.partition("\n")[0].removeprefix("# ")


def article(text: str, fill: Callable[[str], Cell], address: Callable[[str], str]) -> Markup:
    """A text below its title. `fill` returns what replaces {{ name }}, `address` the address of one of our pages.

    Where that is "" the words of the link stay, without the link.
    """
    tokens = MARKDOWN.parse(text.partition("\n")[2])
    is_plain = False
    for token in [inner for outer in tokens for inner in (outer, *(outer.children or []))]:
        if token.type == "heading_open":
            token.attrSet("class", CLASSES[token.tag])
        if token.type == "link_open" and (href := str(token.attrGet("href"))).startswith("/"):
            token.attrSet("href", address(href.removeprefix("/")))
            is_plain = not token.attrGet("href")
        if token.type in ("link_open", "link_close"):
            token.hidden = is_plain
            is_plain = is_plain and token.type == "link_open"
    html = MARKDOWN.renderer.render(tokens, MARKDOWN.options, {})
    filled = PLACE.sub(lambda place: str(as_html(fill(place[1] or place[2]))), html)
    return Markup('<div class="an-text">{}</div>').format(Markup(filled))
