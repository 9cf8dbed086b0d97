"""Prints the address that a browser must open first, where Streamlit prints a different one."""

from streamlit import config
from streamlit.web.server.server_util import get_url

from pages.parts.here import NAME

EVERY_NETWORK = (None, "", "0.0.0.0", "::")


def say_where(path: str) -> None:
    """Prints the address with the path that a browser must open first; nothing where `path` is ""."""
    if not path:
        return
    address = config.get_option("server.address")
    host = "localhost" if address in EVERY_NETWORK else address
    print(f"\n  {NAME} is at {get_url(host).rstrip('/')}{path}\n", flush=True)
