"""Texts of ours, written in Markdown, as blocks; what is filled in from data never passes through Markdown."""

import re
from collections.abc import Callable

from markdown_it import MarkdownIt
from markupsafe import Markup

from tracker.html.text import Cell, shown

MARKDOWN = MarkdownIt("commonmark", {"html": False})
PLACE = re.compile(r"<p>\{\{ (\w+) \}\}</p>|\{\{ (\w+) \}\}")  # alone in its paragraph, a block takes its place
CLASSES = {"h2": "an-h2", "h3": "an-h3"}


def heading(text: str) -> str:
    """The title of a text: its first line, behind "# "."""
    return text.partition("\n")[0].removeprefix("# ")


def article(text: str, fill: Callable[[str], Cell], address: Callable[[str], str]) -> Markup:
    """A text below its title. `fill` gives what stands at {{ name }}, `address` the address of a page of ours."""
    tokens = MARKDOWN.parse(text.partition("\n")[2])
    for token in [inner for outer in tokens for inner in (outer, *(outer.children or []))]:
        if token.type == "heading_open":
            token.attrSet("class", CLASSES[token.tag])
        if token.type == "link_open" and str(token.attrGet("href")).startswith("/"):
            token.attrSet("href", address(str(token.attrGet("href")).removeprefix("/")))
    html = MARKDOWN.renderer.render(tokens, MARKDOWN.options, {})
    filled = PLACE.sub(lambda place: str(shown(fill(place[1] or place[2]))), html)
    return Markup('<div class="an-text">{}</div>').format(Markup(filled))
