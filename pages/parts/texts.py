"""Pages of words: each is a Markdown file in which figures and settings are filled in."""

from pathlib import Path

from pages.parts.here import Here, here_if_any
from pages.parts.pieces import PIECES
from pages.parts.show import show, title
from tracker.html import blocks
from tracker.html.articles import article, heading


def text_page(file: Path) -> None:
    """Shows the page of one text, even if there is no database."""
    at = here_if_any()
    text = file.read_text(encoding="utf-8")
    title(heading(text))
    show(article(text, lambda name: PIECES[name](at), lambda page: _address(at, page)))


def _address(at: Here | None, page: str) -> str:
    """The address of a page that a text links to, "" if the visitor does not have that page."""
    return (at.address(page) if page in at.pages else "") if at else blocks.address(page)
