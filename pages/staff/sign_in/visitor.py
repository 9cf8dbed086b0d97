"""Who looks at the page that is being drawn."""

import streamlit as st

from pages.staff.sign_in import settings
from pages.staff.sign_in.person import Person, person_of


def visitor() -> Person | None:
    """Who it is, as of now; None where nobody signs in here, and for whoever has no role."""
    return person_of(st.user.to_dict()) if settings.is_configured() else None
