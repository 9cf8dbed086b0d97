"""What leads from page to page: the menu of a small screen and the foot of every page."""

from collections.abc import Mapping

from markupsafe import Markup

from tracker.html.blocks import Cell, link, shown


def menu(links: Mapping[str, str], label: str) -> Markup:
    """The navigation of a small screen: a word that opens the list of pages."""
    return Markup('<details class="an-menu"><summary>{}</summary>{}</details>').format(label, _links(label, links))


def footer(lists: Mapping[str, Mapping[str, str]], *lines: Cell) -> Markup:
    """The foot of every page: each list of links under its name, then a few lines."""
    navs = Markup("").join(_links(label, links) for label, links in lists.items())
    below = Markup("").join(Markup('<p class="an-note">{}</p>').format(shown(line)) for line in lines if line)
    return Markup('<div class="an-footer">{}{}</div>').format(navs, below)


def _links(label: str, links: Mapping[str, str]) -> Markup:
    items = Markup("").join(Markup("<li>{}</li>").format(link(text, href)) for text, href in links.items())
    return Markup('<nav aria-label="{}"><ul>{}</ul></nav>').format(label, items)
