"""Leaves out Streamlit's dialog about an unknown address: the page says itself what it shows instead."""

from streamlit.commands import navigation
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext


def leave_out_dialog() -> None:
    """Makes Streamlit send no “Page not found”, which covers the sentence of pages/frame.py with words not ours."""
    navigation.send_page_not_found = _send_nothing


def _send_nothing(ctx: ScriptRunContext) -> None:
    pass
