"""Pieces of a page as HTML: text is shown exactly as typed unless one of these blocks made it.

Markup is markupsafe's "already HTML" text; everything else is escaped on its way in.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from numbers import Integral
from urllib.parse import quote as percent
from urllib.parse import urlencode, urlsplit

from markupsafe import Markup, escape

from tracker.terms import State
from tracker.theme import LOOKS
from tracker.wording import CAME, SAME, WENT, differences
from tracker.words import day

Cell = str | int | float | date | Markup | None


# Addresses


def address(page: str, **query: object) -> str:
    """Where a page of ours is, with its filters: "/actions?ref=NBC-04&sender=northmere"."""
    kept = {name: str(value) for name, value in query.items() if value not in (None, "")}
    return f"/{page}?{urlencode(kept, quote_via=percent)}" if kept else f"/{page}"


def is_safe(href: str) -> bool:
    """Our own pages and https only: no tabs and backslashes, which browsers drop or turn into slashes."""
    if not href or re.search(r"[\s\\\x00-\x1f\x7f]", href):
        return False
    if href[0] in "/?#":
        return not href.startswith("//")
    try:
        parts = urlsplit(href)
        return parts.scheme == "https" and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return False


def whole(text: Cell) -> Markup:
    """Something that is never broken over two lines."""
    return Markup('<span class="an-whole">{}</span>').format(shown(text))


def contact(where: str) -> Markup:
    """A mail address or a page to write to, as a link."""
    is_mail = re.fullmatch(r"[^\s@<>\"]+@[^\s@<>\"]+", where)
    return Markup('<a href="mailto:{0}">{0}</a>').format(where) if is_mail else link(where, where)


def telephone(number: str) -> Markup:
    """A number that a telephone can call."""
    digits = re.sub(r"[^0-9+]", "", number)
    return Markup('<a class="an-whole" href="tel:{}">{}</a>').format(digits, number)


def link(text: Cell, href: str) -> Markup:
    """A link, or the text alone where the address is not ours and not https."""
    return Markup('<a href="{}">{}</a>').format(href, shown(text)) if is_safe(href) else shown(text)


# Text


def shown(value: Cell) -> Markup:
    """Anything as HTML: dates and numbers in our manner, text character for character."""
    if isinstance(value, Markup):
        return value
    if value is None or value != value:  # pandas' blanks are not equal to themselves
        return Markup("")
    if isinstance(value, date):
        return Markup('<span class="an-whole">{}</span>').format(day(value))
    if isinstance(value, Integral) or (isinstance(value, float) and value.is_integer()):
        return escape(f"{int(value):,}")  # a count that stood beside a blank comes out of pandas as 3.0
    return Markup("<bdi>{}</bdi>").format(str(value))  # its own direction cannot turn its neighbours round


def hidden(text: str) -> Markup:
    """Words for screen readers only."""
    return Markup('<span class="an-hidden">{}</span>').format(text)


def under(first: Cell, second: Cell) -> Markup:
    """Two lines in one cell, the second one quieter."""
    return Markup('{}<span class="an-under">{}</span>').format(shown(first), shown(second))


def listed(items: Iterable[Cell]) -> Markup:
    """Several in one line, each kept whole where it fits: NBC-04, NBC-05, NBC-09."""
    return Markup(", ").join(Markup('<span class="an-item">{}</span>').format(shown(item)) for item in items)


def title(text: str) -> Markup:
    """The one heading of a page, exactly as it is: Streamlit's own would read marks and links into it."""
    return Markup('<h1 class="an-h1"><bdi>{}</bdi></h1>').format(text)


def section(text: str, anchor: str = "") -> Markup:
    """The heading of a part of a page; a link may lead to its `anchor`."""
    place = Markup(' id="{}"').format(anchor) if anchor else ""
    return Markup('<h2 class="an-h2"{}><bdi>{}</bdi></h2>').format(place, text)


def message(text: str, more: Markup | None = None) -> Markup:
    """Something that screen readers announce: what was found, or what an address got wrong."""
    end = Markup(" {}").format(more) if more else ""
    return Markup('<div class="an-banner an-message" role="status"><p><bdi>{}</bdi>{}</p></div>').format(text, end)


def trail(*steps: Cell) -> Markup:
    """The way to this page from the list it stands in."""
    return Markup('<p class="an-note">{}</p>').format(Markup(" › ").join(map(shown, steps)))


def quote(text: str, source: Cell = None) -> Markup:
    """Somebody's exact words, spaces and line breaks included."""
    below = Markup('<p class="an-source">{}</p>').format(shown(source)) if source else ""
    return Markup('<blockquote class="an-quote"><p class="an-words"><bdi>{}</bdi></p>{}</blockquote>').format(
        text, below
    )


def reworded(was: str, became: str) -> Markup:
    """A text with the words that went and came marked, said as well as shown."""
    marks = {
        SAME: Markup("{}"),
        WENT: Markup('<del><span class="an-hidden">taken out: </span>{}</del>'),
        CAME: Markup('<ins><span class="an-hidden">put in: </span>{}</ins>'),
    }
    runs = Markup("").join(marks[kind].format(words) for kind, words in differences(was, became))
    return Markup('<bdi class="an-words">{}</bdi>').format(runs)


def lead(text: Cell, note: Cell = None) -> Markup:
    """The sentence a page opens with, and a quiet line below it."""
    below = Markup('<p class="an-note">{}</p>').format(shown(note)) if note else ""
    return Markup('<p class="an-lead">{}</p>{}').format(shown(text), below)


def finding(title: str, note: str) -> Markup:
    """What a chart found, and how to read it; no heading, since the section has one."""
    return Markup('<p class="an-title">{}</p><p class="an-note">{}</p>').format(title, note)


def source(text: str) -> Markup:
    """The last line of a chart."""
    return Markup('<p class="an-source">{}</p>').format(text)


# Marks


def square(state: State) -> Markup:
    """The state's mark alone; always beside its words."""
    return Markup('<span class="an-square an-{}" aria-hidden="true"></span>').format(LOOKS[state].slug)


def tag(state: State | str) -> Markup:
    """A state in words behind its mark."""
    return Markup('<span class="an-tag">{}{}</span>').format(square(State(state)), State(state).value)


def moved_tag(times: int, moved: str = "Date moved") -> Markup:
    """How often a deadline moved; nothing when it never did."""
    often = {1: "once", 2: "twice"}.get(times, f"{times:,} times")
    return Markup('<span class="an-tag an-moved">{} {}</span>').format(moved, often) if times else Markup("")


# Blocks


def banner(text: Cell, title: str = "", kind: str = "note", more: Markup | None = None) -> Markup:
    """A line everybody should see: kind "note", "illustrative" or "past" (which stays in sight)."""
    strong = Markup("<strong>{}</strong> ").format(title) if title else ""
    end = Markup(" {}").format(more) if more else ""
    return Markup('<div class="an-banner an-{}" role="note"><p>{}{}{}</p></div>').format(kind, strong, shown(text), end)


def table(
    caption: str,
    headings: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    numeric: Collection[str] = (),
    is_caption_hidden: bool = False,
) -> Markup:
    """A real table; its first column names the row. On a phone each row becomes a short list."""
    head = Markup("").join(_heading(name, name in numeric) for name in headings)
    body = Markup("").join(_row(headings, row, numeric) for row in rows)
    return Markup(
        '<div class="an-wide" role="region" aria-label="{}" tabindex="0">'
        '<table class="an-table" role="table"><caption{}>{}</caption>'
        '<thead role="rowgroup"><tr role="row">{}</tr></thead><tbody role="rowgroup">{}</tbody></table></div>'
    ).format(caption, _when(is_caption_hidden, "an-hidden"), caption, head, body)


def _heading(name: str, is_number: bool) -> Markup:
    return Markup('<th scope="col" role="columnheader"{}>{}</th>').format(_when(is_number, "an-number"), name)


def _row(headings: Sequence[str], row: Sequence[Cell], numeric: Collection[str]) -> Markup:
    # The roles look superfluous, but a table laid out as a list loses its meaning without them.
    first, *rest = zip(headings, row, strict=True)
    start = Markup('<th scope="row" role="rowheader" data-label="{}"><div>{}</div></th>').format(
        first[0], shown(first[1])
    )
    cells = (
        Markup('<td role="cell" data-label="{}"{}><div>{}</div></td>').format(
            name, _when(name in numeric, "an-number"), shown(cell)
        )
        for name, cell in rest
    )
    return Markup('<tr role="row">{}{}</tr>').format(start, Markup("").join(cells))


def _when(is_so: bool, name: str) -> Markup:
    return Markup(' class="{}"').format(name) if is_so else Markup("")


def summary_list(pairs: Mapping[str, Cell] | Iterable[tuple[str, Cell]]) -> Markup:
    """Names and their values, one under the other."""
    items = pairs.items() if isinstance(pairs, Mapping) else pairs
    line = Markup("<div><dt>{}</dt><dd>{}</dd></div>")
    return Markup('<dl class="an-summary">{}</dl>').format(
        Markup("").join(line.format(name, shown(value)) for name, value in items)
    )


def notes(items: Iterable[Cell]) -> Markup:
    """Short remarks, one under the other."""
    lines = Markup("").join(Markup("<li>{}</li>").format(shown(item)) for item in items)
    return Markup('<ul class="an-notes">{}</ul>').format(lines)


def fold(summary: str, *pieces: Markup) -> Markup:
    """Something that opens when it is asked for."""
    inside = Markup("").join(pieces)
    return Markup('<details class="an-fold"><summary>{}</summary>{}</details>').format(summary, inside)


def bullets(items: Iterable[Cell]) -> Markup:
    """A list to read down."""
    lines = Markup("").join(Markup("<li>{}</li>").format(shown(item)) for item in items)
    return Markup('<ul class="an-bullets">{}</ul>').format(lines)


def together(*pieces: Markup) -> Markup:
    """Marks side by side on one line."""
    return Markup('<p class="an-marks">{}</p>').format(Markup("").join(pieces))


def roll_up(words: str) -> Markup:
    """How far a recommendation has got: a state's tag, or plain words where no action is planned."""
    return tag(words) if words in list(State) else Markup('<strong class="an-none">{}</strong>').format(words)


def sources(addresses: str) -> Markup:
    """Published sources as numbered links, since some addresses hold people's names; " | " stands between them."""
    parts = [part.strip() for part in addresses.split("|") if part.strip()]
    named = ["Source"] if len(parts) == 1 else [f"Source {n}" for n in range(1, len(parts) + 1)]
    return Markup(", ").join(link(name, part) for name, part in zip(named, parts, strict=True))
