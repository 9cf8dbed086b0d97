"""The search box, and what a search found."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from tracker.html.blocks import Cell, link, shown


@dataclass(frozen=True)
class Result:
    """One record that a search found: its name, its marks, and each place with the words marked in it."""

    name: str
    href: str
    marks: Sequence[Cell]
    where: Sequence[tuple[str, Markup]]


def search_box(action: str, words: str = "", kept: Mapping[str, object] | None = None) -> Markup:
    """A box whose words go into the address of the page at `action`, beside what the address keeps already."""
    hidden_ones = Markup("").join(
        Markup('<input type="hidden" name="{}" value="{}">').format(name, str(value))
        for name, value in (kept or {}).items()
        if value not in (None, "")
    )
    return Markup(
        '<form class="an-search" role="search" action="{}" method="get"><label for="an-words">Search</label>'
        '<div><input id="an-words" type="search" name="q" value="{}" maxlength="200" autocomplete="off">'
        '<button type="submit">Search</button></div>{}</form>'
    ).format(action, words, hidden_ones)


def results(items: Iterable[Result]) -> Markup:
    """What a search found, each a link to its page."""
    return Markup('<ol class="an-results">{}</ol>').format(Markup("").join(map(_result, items)))


def _result(item: Result) -> Markup:
    marks = Markup("").join(Markup("<span>{}</span>").format(shown(mark)) for mark in item.marks if mark)
    where = Markup("").join(
        Markup('<p class="an-note">{}: {}</p>').format(place, shown(text)) for place, text in item.where
    )
    return Markup('<li><p class="an-name">{}</p><p class="an-marks">{}</p>{}</li>').format(
        link(item.name, item.href), marks, where
    )
