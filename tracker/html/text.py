"""Values and words within a line, as HTML.

Markup is markupsafe's type for text that already is HTML; everything else is escaped on its way in.
"""

from collections.abc import Iterable
from datetime import date

from markupsafe import Markup, escape

from tracker.compiled_words import sentence
from tracker.text_difference import CAME, SAME, WENT, differences
from tracker.words import day

Cell = str | int | float | date | Markup | None


def as_html(value: Cell) -> Markup:
    """Anything as HTML: dates and numbers in our style, text character for character."""
    if isinstance(value, Markup):
        return value
    if value is None or value == "":
        return Markup("")
    if isinstance(value, date):
        return Markup('<span class="an-whole">{}</span>').format(day(value))
    if isinstance(value, int) or (isinstance(value, float) and value.is_integer()):
        return escape(f"{int(value):,}")
    return Markup("<bdi>{}</bdi>").format(str(value))  # its own direction cannot reverse its neighbours


def ours(value: Cell) -> Markup:
    """One of our sentences as HTML, reworded while compiled records are shown."""
    return as_html(sentence(value) if type(value) is str else value)


def hidden(text: str) -> Markup:
    """Words for screen readers only."""
    return Markup('<span class="an-hidden">{}</span>').format(text)


def whole(text: Cell) -> Markup:
    """Text that is never broken over two lines."""
    return Markup('<span class="an-whole">{}</span>').format(as_html(text))


def under(first: Cell, second: Cell) -> Markup:
    """Two lines in one cell, the second quieter."""
    return Markup('{}<span class="an-under">{}</span>').format(as_html(first), as_html(second))


def stack(items: Iterable[Cell]) -> Markup:
    """Several items in one cell, one below the other."""
    return Markup("").join(Markup('<span class="an-stacked">{}</span>').format(as_html(item)) for item in items)


def comma_list(items: Iterable[Cell]) -> Markup:
    """Several items in one line, each kept whole with its comma if it fits: NBC-04, NBC-05, NBC-09."""
    every = [as_html(item) for item in items]
    spans = [Markup('<span class="an-item">{},</span>').format(item) for item in every[:-1]]
    last = [Markup('<span class="an-item">{}</span>').format(item) for item in every[-1:]]
    return Markup(" ").join([*spans, *last])


def word_changes(before: str, after: str) -> Markup:
    """A text with removed and added words marked, in words as well as by look."""
    marks = {
        SAME: Markup("{}"),
        WENT: Markup('<del><span class="an-hidden">removed: </span>{}</del>'),
        CAME: Markup('<ins><span class="an-hidden">added: </span>{}</ins>'),
    }
    runs = Markup("").join(marks[kind].format(words) for kind, words in differences(before, after))
    return Markup('<bdi class="an-words">{}</bdi>').format(runs)
