"""The settings in `.streamlit/secrets.toml` for the provider with which people sign in."""

import tomllib
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from streamlit import config
from streamlit.auth_util import get_redirect_uri, get_secrets_auth_section

from tracker.site import NotUsable

CALLBACK, LOGIN, LOGOUT = "/oauth2callback", "/auth/login", "/auth/logout"
NEEDED = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
SHORTEST_SECRET = 32  # characters


@cache
def is_configured() -> bool:
    """Whether people sign in here. Raises NotUsable if [auth] is set and cannot be used."""
    _refuse_unreadable()
    if config.get_option("server.trustedUserHeaders"):
        raise NotUsable("server.trustedUserHeaders lets a visitor say who he is. Remove it from config.toml.")
    section = get_secrets_auth_section()
    if not section:
        return False
    if missing := [name for name in NEEDED if not section.get(name)]:
        raise NotUsable(f"[auth] in secrets.toml has no {missing[0]}. Add it as docs/sign-in.md shows.")
    if len(section["cookie_secret"]) < SHORTEST_SECRET:
        raise NotUsable(f"cookie_secret in secrets.toml is shorter than {SHORTEST_SECRET} characters. Make a new one.")
    if urlsplit(get_redirect_uri(section) or "").path != CALLBACK:
        raise NotUsable(f"redirect_uri in secrets.toml does not end in {CALLBACK} right after the name of the host.")
    return True


def _refuse_unreadable() -> None:
    """Raises NotUsable for unreadable secrets: Streamlit treats them as none, so nobody would have to sign in."""
    for path in map(Path, config.get_option("secrets.files")):
        try:
            tomllib.loads(path.read_text(encoding="utf-8") if path.is_file() else "")
        except (OSError, ValueError) as error:
            raise NotUsable(f"{path.name} cannot be read: {error}. Correct it, or remove it.") from error


@cache
def origin() -> str:
    """The origin at which people reach this instance, such as https://tracker.example.org."""
    place = urlsplit(get_redirect_uri(get_secrets_auth_section()) or "")
    return f"{place.scheme}://{place.netloc}"


@cache
def client_id() -> str:
    """The provider's name for this instance."""
    return str(get_secrets_auth_section()["client_id"])
