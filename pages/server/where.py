"""Prints the address that a browser must open first, where that is not the one which Streamlit prints."""

from streamlit import config
from streamlit.web.server.server_util import get_url

from pages.parts.here import NAME

EVERY_NETWORK = (None, "", "0.0.0.0", "::")


def say_where(path: str) -> None:
    """Prints the address with the path that a browser opens first; nothing where it may open any."""
    if not path:
        return
    address = config.get_option("server.address")
    host = "localhost" if address in EVERY_NETWORK else address
    print(f"\n  {NAME} is at {get_url(host).rstrip('/')}{path}\n", flush=True)
