"""How to cite a page: in words and with a link that keeps its figures, the date written out in both."""

import streamlit as st

from pages.parts.here import Here, origin
from pages.parts.show import section, show
from tracker.html import blocks
from tracker.words import day


def cite(what: str, at: Here, page: str, **query: object) -> None:
    """Shows the text to copy for one page; `query` is what its address says beside the filters."""
    section("Cite this page")
    show(blocks.lead("", "This link keeps its figures: it shows the position as it was known on that day."))
    invented = "Illustrative data. " if at.is_illustrative else ""
    link = origin() + at.lasting_address(page, **query)
    st.code(f"{invented}{what}. {at.tracker}, position as at {day(at.as_of)}. {link}", language=None, wrap_lines=True)
