"""Turns our texts, written in Markdown, into blocks; what is filled in from data never passes through Markdown."""

import re
from collections.abc import Callable
from functools import lru_cache

from markdown_it import MarkdownIt
from markupsafe import Markup, escape

from tracker.html.text import Cell, as_html

MARKDOWN = MarkdownIt("commonmark", {"html": False})
PLACE = re.compile(r"<p>\{\{ (\w+) \}\}</p>|\{\{ (\w+) \}\}")  # if alone in its paragraph, a block replaces it
OUR_LINK = re.compile(r'<a href="/(?P<page>[^"]*)">(?P<words>.*?)</a>', re.DOTALL)
MOST_TEXTS = 64
CLASSES = {"h2": "an-h2", "h3": "an-h3"}


def heading(text: str) -> str:
    """The title of a text: its first line, after "# "."""
    return text.partition("\n")[0].removeprefix("# ")


def article(text: str, fill: Callable[[str], Cell], address: Callable[[str], str]) -> Markup:
    """A text below its title. `fill` returns what replaces {{ name }}, `address` the address of one of our pages.

    Where that is "" the words of the link stay, without the link.
    """

    def linked(link: re.Match[str]) -> str:
        href = address(link["page"])
        return f'<a href="{escape(href)}">{link["words"]}</a>' if href else link["words"]

    html = OUR_LINK.sub(linked, _html(text.partition("\n")[2]))
    filled = PLACE.sub(lambda place: str(as_html(fill(place[1] or place[2]))), html)
    return Markup('<div class="an-text">{}</div>').format(Markup(filled))


@lru_cache(MOST_TEXTS)
def _html(text: str) -> str:
    """A text as HTML before anything is filled in: the same for everybody, and half of what its page costs."""
    tokens = MARKDOWN.parse(text)
    for token in tokens:
        if token.type == "heading_open":
            token.attrSet("class", CLASSES[token.tag])
    return MARKDOWN.renderer.render(tokens, MARKDOWN.options, {})
