"""What a visitor sees when a page cannot be shown: what happened, that nothing is lost, and what to do."""

from markupsafe import Markup

from pages.parts.here import here_if_any, same_page
from pages.parts.show import show, title
from tracker.html import blocks


def did_not_load(error: Exception | None = None) -> bool:
    """Shows what happened and two ways on. True tells Streamlit, which logs the error, to add no message of its own."""
    at = here_if_any()
    again = blocks.link("Try again", same_page())
    data = blocks.link("use the data downloads", at.address("data") if at else "/data")
    sentence = "This page did not load. Nothing has been lost."
    show(blocks.message(sentence, Markup("{}, or {}.").format(again, data)))
    return True


def busy() -> None:
    """Shows that too many answers wait already."""
    sentence = "Too many people are looking at this site just now. Please try again in a minute."
    show(blocks.message(sentence, blocks.link("Try again", same_page())))


def nothing_yet(why: str) -> None:
    """Shows that there is no database yet, and why."""
    title("There is nothing to show yet")
    show(blocks.lead(why))
