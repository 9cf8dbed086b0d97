"""Headline numbers in a row."""

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from tracker.html.blocks import Cell, hidden, link, shown


@dataclass(frozen=True)
class Card:
    """One headline number; `href` opens exactly the rows it counts."""

    title: str
    value: int | str
    of: str = ""
    note: Cell = ""
    kind: str = ""  # "verified", "overdue" or "moved": what the number's colour means
    href: str = ""


def cards(items: Iterable[Card]) -> Markup:
    """Headline numbers in a row, each a link to its rows."""
    return Markup('<ul class="an-cards">{}</ul>').format(Markup("").join(map(_card, items)))


def _card(item: Card) -> Markup:
    figure = Markup('<span class="an-value an-{}">{}</span>').format(item.kind or "plain", shown(item.value))
    of = Markup(' <span class="an-of">{}</span>').format(item.of) if item.of else ""
    named = Markup("{}{}{}").format(hidden(f"{item.title}: "), figure, of)
    note = Markup('<p class="an-note">{}</p>').format(shown(item.note)) if item.note else ""
    return Markup('<li class="an-card"><p class="an-title">{}</p><p class="an-figure">{}</p>{}</li>').format(
        item.title, link(named, item.href), note
    )
