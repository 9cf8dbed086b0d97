"""Lets people sign in: a local provider, a dashboard that asks it, and visitors with and without a browser."""

from __future__ import annotations  # see conftest.py for the reason

import json
import re
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import httpx
from browser import answers, free_port, start_dashboard
from playwright.sync_api import Page
from streamlit.proto.BackMsg_pb2 import BackMsg
from waiting import PATIENCE, wait_until
from websockets.sync.client import ClientConnection, connect

OFFICER, READER, NOBODY, LEAVER, MANY = "officer-1", "reader-1", "stranger-1", "leaver-1", "many-groups-1"
POLICE, HEALTH, CHECKER = "police-1", "health-1", "board-1"
PEOPLE = {
    OFFICER: {"roles": ["Answerable.Officer"], "oid": "oid-of-officer"},
    READER: {"roles": ["Answerable.Reader"]},
    NOBODY: {"roles": ["Another.Program"], "_claim_names": {"groups": "src1"}},
    LEAVER: {},
    POLICE: {"roles": ["Answerable.Police"]},
    HEALTH: {},
    CHECKER: {},
    MANY: {"roles": ["Answerable.Reader"], "groups": [secrets.token_hex(18) for _ in range(150)]},
}
SECRETS = """
[auth]
redirect_uri = "http://127.0.0.1:{{port}}/oauth2callback"
cookie_secret = "a-secret-of-more-than-thirty-two-characters"
client_id = "answerable"
client_secret = "invented"
server_metadata_url = "{provider}/.well-known/openid-configuration"
"""
STAFF = """
hours = {hours}

[[staff]]
claim = "Answerable.Officer"
role = "officer"
post = "Data officer"

[[staff]]
claim = "Answerable.Reader"
role = "reader"
post = "Member of the committee"

[[staff]]
claim = "Answerable.Police"
role = "agency"
post = "Returns clerk"
sender = "police"

[[staff]]
account = "health-1"
role = "agency"
post = "Planning lead"
sender = "health-board"

[[staff]]
account = "board-1"
role = "checker"
post = "Secretary to the board"
sender = "assurance-board"

[[staff]]
account = "leaver-1"
role = "{leaver}"
post = "Assistant to the data officer"
{sender}
"""


class Office(NamedTuple):
    """The address of a dashboard where people sign in, and the folder of its settings."""

    site: str
    settings: Path

    def give_roles(self, leaver: str = "officer", hours: float = 10, sender: str = "") -> None:
        """Writes who has which role; this takes effect at once."""
        of_sender = f'sender = "{sender}"' if sender else ""
        text = STAFF.format(leaver=leaver, hours=hours, sender=of_sender)
        if leaver == "none":
            text = text.partition('[[staff]]\naccount = "leaver-1"')[0]
        (self.settings / "staff.toml").write_text(text, encoding="utf-8")


@contextmanager
def start_provider() -> Iterator[str]:
    """Yields the address of a provider that knows the PEOPLE, run as a process of its own like any real provider."""
    port = free_port()
    people = [part for sub, claims in PEOPLE.items() for part in ("--user-claims", json.dumps({"sub": sub, **claims}))]
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), *people]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as provider:
        try:
            wait_until(lambda: answers(f"http://127.0.0.1:{port}/.well-known/openid-configuration"))
            yield f"http://127.0.0.1:{port}"
        finally:
            provider.terminate()


@contextmanager
def start_office(built: Path, settings: Path, provider: str, port: int = 0) -> Iterator[Office]:
    """Yields a dashboard where people sign in with a provider."""
    settings.mkdir(parents=True, exist_ok=True)
    (settings / "secrets.toml").write_text(SECRETS.format(provider=provider), encoding="utf-8")
    Office("", settings).give_roles()
    named = {"STREAMLIT_SECRETS_FILES": str(settings / "secrets.toml"), "TRACKER_STAFF": str(settings / "staff.toml")}
    with start_dashboard(built, port=port, **named) as site:
        yield Office(site, settings)


def browser_without_windows(site: str) -> httpx.Client:
    """A client that keeps cookies, follows no redirect by itself and keeps no connection open."""
    limits = httpx.Limits(max_keepalive_connections=0)
    return httpx.Client(
        base_url=site, timeout=PATIENCE, trust_env=False, headers={"Accept": "text/html"}, limits=limits
    )


class SignedIn:
    """Somebody signed in without a browser, with their cookies, requests and connections."""

    def __init__(self, site: str, sub: str, to: str = "/"):
        self.site = site
        self.client = browser_without_windows(site)
        asked = self.client.get("/sign-in", params={"to": to}, follow_redirects=True)
        came = self.client.post(str(asked.url), data={"sub": sub})
        self.landed = self.client.get(came.headers["location"])

    @property
    def cookies(self) -> dict[str, str]:
        return dict(self.client.cookies)

    def get(self, path: str, **headers: str) -> httpx.Response:
        return self.client.get(path, headers=headers)

    def sign_out(self) -> httpx.Response:
        """Signs out as a link on the site's own pages does."""
        return self.client.get("/auth/logout", headers={"Sec-Fetch-Site": "same-origin"})

    def post(self, path: str, **fields: str) -> httpx.Response:
        return self.client.post(path, data=fields, headers={"Origin": self.site})

    def visit(self, session: str = "", origin: str | None = "own", token: str | None = None) -> ClientConnection:
        """An open connection with the cookies, as a browser makes it; a given `session` is resumed."""
        self.client.get("/_stcore/health")
        cookies = self.cookies
        token = cookies["_streamlit_xsrf"] if token is None else token
        return connect(
            self.site.replace("http", "ws", 1) + "/_stcore/stream",
            subprotocols=["streamlit", token, *([session] if session else [])],
            origin=self.site if origin == "own" else origin,
            additional_headers={"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())},
            max_size=None,
            open_timeout=PATIENCE,
        )


def press(page: Page, sub: str) -> None:
    """Chooses a person on the provider's page."""
    page.get_by_role("button", name=sub, exact=True).click()


def fragments(html: str) -> list[str]:
    """The ids of the fragments in what a server sent."""
    return re.findall(r"fragment_id: \"(\w+)\"", html)


def rerun_of(page: str = "", query: str = "", fragment: str = "", page_hash: str = "", **widgets: str) -> bytes:
    """The message that asks for a page, with what a hostile visitor may add."""
    message = BackMsg()
    message.rerun_script.page_name, message.rerun_script.query_string = page, query
    message.rerun_script.fragment_id, message.rerun_script.page_script_hash = fragment, page_hash
    for widget, value in widgets.items():
        message.rerun_script.widget_states.widgets.add(id=widget, string_value=value)
    return message.SerializeToString()
