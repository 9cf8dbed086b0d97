"""Runs the dashboard as people meet it: a real server on a free port, a real Chromium, and what axe finds wrong."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Browser, Page, sync_playwright
from waiting import PATIENCE, wait_until

ROOT = Path(__file__).parent.parent
PICTURES = os.environ.get("TRACKER_SCREENSHOTS", "")  # the folder for pictures of this run; without it none are taken
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


def chromium() -> str | None:
    """The path of the machine's own Chromium; None if there is none and Playwright must use its own."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next((path for name in names if (path := shutil.which(name))), None)


@contextmanager
def start_browser(keeps_pages_left: bool = False) -> Iterator[Browser]:
    """Yields a running browser: the machine's, else Playwright's. Raises Playwright's error where there is neither.

    With `keeps_pages_left`, Back shows a page as it was left, as in a person's browser: Playwright turns that off.
    """
    without = ["--disable-back-forward-cache"] if keeps_pages_left else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(), args=FLAGS, ignore_default_args=without, timeout=PATIENCE * 1_000
        )
        yield browser
        browser.close()


@contextmanager
def start_dashboard(built: Path, folder: Path = ROOT, port: int = 0, **settings: str) -> Iterator[str]:
    """Yields the address of a dashboard that shows the database in the folder `built`; stops it at the end."""
    with start_server(built, folder, port=port, **settings) as (address, _):
        yield address


@contextmanager
def start_server(
    built: Path, folder: Path = ROOT, log: Path | None = None, port: int = 0, **settings: str
) -> Iterator[tuple[str, subprocess.Popen]]:
    """Yields the address and process of a dashboard run from the program in `folder`, with settings as variables.

    The settings are environment variables. What it prints goes to `log`, if any. Without a `port` it takes a free one.
    """
    port = port or free_port()
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.address", "127.0.0.1"]
    with log.open("w+b") if log else tempfile.TemporaryFile() as said:
        server = subprocess.Popen(
            [*command, "--server.port", str(port)],
            cwd=folder,
            env={**os.environ, "TRACKER_BUILT": str(built), **settings},
            stdout=said,  # a file, since a pipe that nobody reads blocks a server that prints a lot
            stderr=subprocess.STDOUT,
        )
        try:
            wait_until(lambda: server.poll() is not None or answers(f"http://127.0.0.1:{port}/_stcore/health"))
            if server.poll() is not None:
                said.seek(0)
                raise RuntimeError(f"The dashboard did not start. It printed:\n{said.read().decode()}")
            yield f"http://127.0.0.1:{port}", server
        finally:
            server.terminate()
            server.wait(PATIENCE)
        said.seek(0)
        # If a middleware fails at the start, Uvicorn says nothing, and pages work without pages/server/upkeep.py.
        assert b"lifespan" not in said.read(), "The jobs of the server were skipped."


def start_public_instance(
    folder: Path, log: Path | None = None, **settings: str
) -> AbstractContextManager[tuple[str, subprocess.Popen]]:
    """Yields the address and process of the public instance in a folder, run from its own copy of the program."""
    return start_server(folder / "data" / "built", folder, log, **settings)


def free_port() -> int:
    """A free port on this computer."""
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        return chosen.getsockname()[1]


def answers(address: str) -> bool:
    """Whether anything answers at an address."""
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE):
            return True
    except OSError:
        return False


def open_page(page: Page, address: str) -> Page:
    """Opens an address and waits until the page has been drawn."""
    page.goto(address)
    return wait_until_drawn(page)


def wait_until_drawn(page: Page) -> Page:
    """Waits until the script has run for the current address and the foot of the page is there."""
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
    page.wait_for_selector(".an-footer")
    page.wait_for_function("() => document.documentElement.dataset.shown === location.href.split('#')[0]")
    return page


def every_address() -> list[str]:
    """The address of every page, public and staff's, from the names of their files."""
    return [*public_addresses(), *staff_addresses()]


def public_addresses() -> list[str]:
    """The address of every published page, the first page first."""
    names = _names("pages/public/[0-9]*.py", "pages/public/about/[0-9]*.md")
    assert names[0] == "overview"
    return ["/", *(f"/{name}" for name in names[1:])]


def staff_addresses() -> list[str]:
    """The address of every page that only staff see where nobody signs in, without the page for one sender."""
    return [f"/{name}" for name in _names("pages/staff/[89]*.py")]


def _names(*patterns: str) -> list[str]:
    files = [file for pattern in patterns for file in sorted(ROOT.glob(pattern))]
    return [file.stem.partition("_")[2].replace("_", "-") for file in files]


def violations(page: Page) -> list[str]:
    """What axe finds wrong on the page now: for each rule its name, how often, and the first element."""
    if not page.evaluate("!!window.axe"):  # sending its half megabyte again is slow
        page.evaluate(AXE)
    found = page.evaluate("rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES)
    return [f"{one['id']} {len(one['nodes'])} times: {one['nodes'][0]['html'][:200]}" for one in found["violations"]]


def goes_sideways(page: Page) -> list[str]:
    """The elements that reach beyond the right edge, where the page scrolls sideways; none where it does not."""
    return page.evaluate(
        """() => {
            const main = document.querySelector('[data-testid=stMain]'), width = document.documentElement.clientWidth;
            if (main.scrollWidth <= width) return [];
            return [...main.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > width + 1)
                .map(e => e.outerHTML.slice(0, 120));
        }"""
    )


def fits_every_width(page: Page, name: str) -> None:
    """Asserts that axe finds no fault on a page and that it never scrolls sideways, on computers and telephones."""
    for width in (1280, 768, 390, 320):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_function(
            "width => document.querySelector('[data-testid=stMain]').clientWidth <= width", arg=width
        )
        assert goes_sideways(page) == [] and violations(page) == [], (name, width)
        save_picture(page, name)
    page.set_viewport_size({"width": 1280, "height": 900})


def save_picture(page: Page, name: str) -> None:
    """Saves a picture of the whole page, from top to foot, where pictures are asked for."""
    if not PICTURES:
        return
    size = page.viewport_size
    tall = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    page.set_viewport_size({"width": size["width"], "height": min(tall + 80, 8000)})
    Path(PICTURES).mkdir(exist_ok=True)
    page.screenshot(path=f"{PICTURES}/{name}-{size['width']}.jpg", type="jpeg", quality=80)
    page.set_viewport_size(size)
