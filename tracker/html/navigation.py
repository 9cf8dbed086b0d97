"""What leads from page to page: the menu on a small screen and the foot of every page."""

from collections.abc import Mapping

from markupsafe import Markup

from tracker.html.render import render
from tracker.html.text import Cell


def menu(links: Mapping[str, str], label: str) -> Markup:
    """The navigation on a small screen: a word that opens the list of pages."""
    return render("menu", links=links, label=label)


def links(links: Mapping[str, str], label: str) -> Markup:
    """A list of links under its name."""
    return render("links", links=links, label=label)


def footer(run: int, lists: Markup, *lines: Cell) -> Markup:
    """The foot of every page, last in a `run`: lists of links, then a few lines."""
    return render("footer", run=run, lists=lists, lines=lines)
