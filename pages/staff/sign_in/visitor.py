"""Tells who is looking at the page being drawn."""

import streamlit as st

from pages.staff.sign_in import settings
from pages.staff.sign_in.person import Person, person_of


def visitor() -> Person | None:
    """The person looking, as of now; None if nobody signs in here or the visitor has no role."""
    return person_of(st.user.to_dict()) if settings.is_configured() else None
