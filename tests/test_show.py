"""Blocks that follow each other reach the page as one element, in the order in which they were given."""

import pytest
from streamlit.testing.v1 import AppTest
from waiting import PATIENCE

from pages.parts.show import show


def shown() -> list[str]:
    """What a page sends that shows two blocks, something that is no HTML, an empty block and one more block."""

    def page():
        import streamlit as st
        from markupsafe import Markup

        from pages.parts.show import show

        show(
            Markup("<p>a</p>"), Markup("<p>b</p>"), lambda: st.text("between") and None, Markup(""), Markup("<p>c</p>")
        )

    at = AppTest.from_function(page, default_timeout=PATIENCE).run()
    return [element.proto.body for element in at.main.children.values()]


def test_blocks_that_follow_each_other_are_one_element():
    assert shown() == ['<div class="an-pieces"><div><p>a</p></div><div><p>b</p></div></div>', "between", "<p>c</p>"]


def test_text_that_nothing_has_escaped_is_refused():
    with pytest.raises(TypeError, match="not str"):
        show("<b>")
