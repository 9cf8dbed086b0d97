"""The foot of every page: the texts about this site, the pages that a phone folds away, and who answers for it."""

from collections.abc import Collection

import streamlit as st
from markupsafe import Markup

from pages.parts.here import Here
from pages.parts.pieces import leave, licence, published_by
from pages.parts.show import show
from tracker import blocks


def foot(at: Here | None, listed: list[st.Page], texts: Collection[str]) -> None:
    """Shows it; every link keeps the filters. `texts` are the addresses of the pages of words."""
    address = at.address if at else blocks.address
    links = {page.title: address(page.url_path) for page in listed}
    about = {page.title: links[page.title] for page in listed if page.url_path in texts}
    others = {name: href for name, href in links.items() if name not in about}
    by = Markup("Published by {}. {}").format(published_by(at), licence(at))
    promise = "Answerable tracks promises and what was checked, not outcomes."
    show(blocks.footer({"About this site": about, "All pages": others}, promise, by, leave(at)))
