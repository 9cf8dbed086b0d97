"""Headline numbers in a row."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from markupsafe import Markup

from tracker.compiled_words import word
from tracker.html.render import render
from tracker.html.text import Cell, ours


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
    return render("cards", cards=[replace(card, title=word(card.title), note=ours(card.note)) for card in items])
