"""How to cite a page: in words and with a link that keeps its figures, the date written out in both."""

from pages.parts.here import Here, origin
from pages.parts.show import show
from tracker.html import blocks
from tracker.words import day

KEEPS = (
    "This link keeps its figures, whatever is received or recorded later. If we ever count them in another way, the "
    "page says so."
)


def cite(what: str, at: Here, page: str, **query: object) -> None:
    """Shows the text to copy for one page; `query` is what its address says besides the filters."""
    invented = "Illustrative data. " if at.is_illustrative else ""
    link = origin() + at.lasting_address(page, **query)
    words = f"{invented}{what}. {at.tracker}, position as at {day(at.as_of)}. {link}"
    show(blocks.section("Cite this page"), blocks.lead("", KEEPS), blocks.to_copy(words))
