"""Opens every page of a public folder in a real browser, fetches what programs fetch, and searches all that is sent."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode, urlsplit

from loaders.publishing.proofs.canaries import PRIVATE, PUBLIC
from loaders.publishing.publication import BUILT
from tracker import store
from tracker.charts.chart_question import chart_questions
from tracker.questions import downloads

if TYPE_CHECKING:  # the package is imported only when a page is opened: not every computer has it
    from playwright.sync_api import Browser, BrowserContext

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
DRAWN = '[data-testid="stApp"][data-test-script-state="notRunning"]'
PATIENCE = 600.0  # seconds; only what hangs takes so long, so that a busy machine does not stop an honest publication
OK, NOT_THERE = 200, 404
TRIES = 5
REMEDY = (
    "Install requirements/publish.txt and a Chromium (apt install chromium, or python -m playwright install chromium)."
)


class NotOpened(RuntimeError):
    """A page could not be opened in a browser; the message says why and what to do."""


@contextmanager
def chromium() -> Iterator["Browser"]:
    """Starts this computer's browser, or else the one that Playwright installed. Raises NotOpened."""
    try:
        from playwright.sync_api import Error, sync_playwright
    except ModuleNotFoundError as error:
        raise NotOpened(f"No page can be opened: the package {error.name} is not installed. {REMEDY}") from error
    own = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    with sync_playwright() as playwright:
        try:
            started = playwright.chromium.launch(executable_path=own, args=FLAGS, timeout=PATIENCE * 1_000)
        except Error as error:
            raise NotOpened(f"No page can be opened: no browser starts here. {REMEDY}") from error
        yield started
        started.close()


def leaks(folder: Path, browser: "Browser") -> Iterator[str]:
    """Yields a fault for each place that was sent a private mark, and one if no public mark was sent. Raises NotOpened.

    An address that holds the public mark gets it back whatever the database holds, so it proves nothing.
    """
    with _running(folder) as site, browser.new_context() as visitor:
        visitor.set_default_timeout(PATIENCE * 1_000)
        sent = [one for address in addresses(folder) for one in _content_sent(visitor, site + address)]
        sent += [_fetched(visitor, site + address) for address in for_programs(folder)]
    yield from sorted({f"{place} was sent private text" for place, content in sent if PRIVATE.encode() in content})
    if not any(PUBLIC.encode() in content for place, content in sent if PUBLIC not in place):
        yield "the public marks were not sent either, so nothing was really looked at"


def _content_sent(visitor: "BrowserContext", address: str) -> list[tuple[str, bytes]]:
    """Everything that a page is sent until it is drawn; if it fails once it is tried again. Raises NotOpened."""
    from playwright.sync_api import Error

    with suppress(Error):  # a busy computer, a connection that broke
        return _sent_to_window(visitor, address)
    try:
        return _sent_to_window(visitor, address)
    except Error as error:
        raise NotOpened(
            f"The page {urlsplit(address).path} was not drawn, nor at a second try ({error.message.splitlines()[0]}). "
            "Publish again when the computer has less to do. If it stays so, report it."
        ) from error


def _fetched(visitor: "BrowserContext", address: str) -> tuple[str, bytes]:
    """A plain address, and what it sends to a program. Raises NotOpened."""
    answers = (visitor.request.get(address, timeout=PATIENCE * 1_000) for _ in range(TRIES))
    for answer in answers:  # a busy computer asks the program to come again
        if answer.status in (OK, NOT_THERE):
            return address, answer.body()
    raise NotOpened(
        f"The address {urlsplit(address).path} was not answered in {TRIES} tries. If it stays so, report it."
    )


def _sent_to_window(visitor: "BrowserContext", address: str) -> list[tuple[str, bytes]]:
    """Everything that a new window of the visitor is sent until the page is drawn, each with where it came from."""
    with visitor.new_page() as page:
        answers, frames = [], []
        page.on("response", lambda answer: answers.append(answer))
        page.on("websocket", lambda one: one.on("framereceived", lambda frame: frames.append((address, _bytes(frame)))))
        page.goto(address)
        page.wait_for_selector(".an-footer")
        page.wait_for_selector(DRAWN)
        return [*frames, *((answer.url, answer.body()) for answer in answers if answer.status == OK)]


def addresses(folder: Path) -> list[str]:
    """The address of every page, and of one action, one recommendation, one agency and a search."""
    files = sorted([*folder.glob("pages/public/[0-9]*.py"), *folder.glob("pages/public/about/[0-9]*.md")])
    names = [file.stem.partition("_")[2].replace("_", "-") for file in files]
    as_of, action, recommendation, agency = _records(folder)
    asked: list[tuple[str, dict[str, str]]] = [("actions", action), ("recommendations", recommendation)]
    asked += [("agencies", agency), ("search", {"q": PUBLIC})]
    every: list[tuple[str, dict[str, str]]] = [*((name, {}) for name in names), *asked]
    return [_address(name, {**query, "as_of": as_of}) for name, query in every]


def for_programs(folder: Path) -> list[str]:
    """The addresses that programs fetch: for everything, for one body, one action and one recommendation.

    Of the files of a position only those whose bytes hold their text as it is; the others are made of the same rows.
    """
    _, action, recommendation, agency = _records(folder)
    about: list[dict[str, str]] = [{}, agency, action, recommendation]
    asked = [(name, query) for name in ("calendar.ics", "changes.atom") for query in about]
    asked += [("actions.json", action), ("recommendations.json", recommendation)]
    asked += [(f"tables/{name}.csv", {}) for name in downloads.TABLES]
    asked += [(f"charts/{name}.{kind}", {}) for name in chart_questions() for kind in ("csv", "svg")]
    return [_address(name, query) for name, query in asked]


def _address(name: str, query: dict[str, str]) -> str:
    return f"/{name}?{urlencode(query, quote_via=quote)}"


def _records(folder: Path) -> tuple[str, dict[str, str], dict[str, str], dict[str, str]]:
    """The last day of a publication, and the queries in addresses of one action, one recommendation and one agency."""
    with store.read_only(store.current(folder / BUILT)) as db:
        [(as_of,)] = db.execute("SELECT max(known_on) FROM file_received").fetchall()
        [(action,)] = db.execute("SELECT min((sender, action_ref)) FROM action").fetchall()
        asked_first = "SELECT min((review, recommendation_ref)) FROM recommendation_version"
        [(recommendation,)] = db.execute(asked_first).fetchall()
        [(agency,)] = db.execute("SELECT coalesce(min(agency), '') FROM action_version").fetchall()
    sender, ref = action or ("", "")
    review, number = recommendation or ("", "")
    return str(as_of), {"ref": ref, "sender": sender}, {"review": review, "ref": number}, {"agency": agency}


def _bytes(frame: str | bytes) -> bytes:
    return frame.encode() if isinstance(frame, str) else frame


@contextmanager
def _running(folder: Path) -> Iterator[str]:
    """Starts the public instance in a folder, yields its address, and stops it afterwards."""
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        port = chosen.getsockname()[1]
    env = {name: value for name, value in os.environ.items() if not name.startswith("TRACKER_")}
    server = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "streamlit",
            "run",
            "dashboard.py",
            "--server.address=127.0.0.1",
            f"--server.port={port}",
        ],
        cwd=folder,
        env=env | {"PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(f"http://127.0.0.1:{port}", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(PATIENCE)


def _wait_for(site: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{site}/_stcore/health", timeout=PATIENCE):
                return
        except OSError:
            time.sleep(0.2)
    raise NotOpened("No page can be opened: the public instance did not start. Install its requirements/public.txt.")
