"""The search box, and what a search found."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from tracker.html.render import render
from tracker.html.text import Cell


@dataclass(frozen=True)
class Result:
    """One record that a search found: its name, its marks, and each place with the found words marked."""

    name: str
    href: str
    marks: Sequence[Cell]
    where: Sequence[tuple[str, Markup]]


def search_box(action: str, words: str = "", filters: Mapping[str, object] | None = None) -> Markup:
    """A box whose words go into the address of the page at `action`, beside the filters already there."""
    given = [(name, str(value)) for name, value in (filters or {}).items() if value not in (None, "")]
    return render("search_box", action=action, words=words, filters=given)


def results(items: Iterable[Result]) -> Markup:
    """The records that a search found, each a link to its page."""
    return render("results", results=items)
