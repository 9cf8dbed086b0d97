"""The pages that a visitor may open, as Streamlit's navigation takes them."""

from collections.abc import Callable
from copy import copy
from functools import cache, partial
from pathlib import Path

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages.parts import page_files
from pages.parts.texts import text_page
from pages.parts.visitor_access import pages_for_visitor

# Pages reached from other pages only: the menu at the top has no room for every page.
BY_LINK = {
    *("actions", "edit-questions", "layout", "resolutions", "search", "what-to-put-right", "withdraw"),
    "words-to-explain",
}


def pages() -> list[st.Page]:
    """The screens that the visitor may see, in the order of their numbers, followed by the text pages."""
    files = _files()
    screens = [_page(file, is_first=file is files[0]) for file in files]
    return [
        copy(page) for page in [*screens, *map(_page, texts().values())]
    ]  # a run notes on a page that it was called


def texts() -> dict[str, Path]:
    """The text pages that the visitor may see, by address."""
    return {page_files.address(file): file for file in pages_for_visitor(page_files.texts())}


def is_in_place_of_another(shown: st.Page) -> bool:
    """Whether the first page is shown because the address names no page that the visitor may see."""
    run = get_script_run_ctx()
    asked = run.pages_manager.intended_page_name if run else None
    return bool(asked) and not shown.url_path and asked != page_files.address(_files()[0])


def _files() -> list[Path]:
    return pages_for_visitor(page_files.screens())


@cache
def _page(file: Path, is_first: bool = False) -> st.Page:
    """A page, made once: Streamlit looks each time for its file, which took a tenth of every run."""
    address = page_files.address(file)
    is_screen = file.suffix == ".py"
    source: Path | Callable[[], None] = file if is_screen else partial(text_page, file)
    return st.Page(
        source,
        title=address.replace("-", " ").capitalize(),
        url_path=address,
        default=is_first,
        visibility="visible" if is_screen and address not in BY_LINK else "hidden",
    )
