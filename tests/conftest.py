"""The shared fixtures: an empty collection, a drawn workbook, and the two examples as databases and on screen."""

# Annotations stay text: pytest keeps fixtures until the interpreter ends, and through a live annotation they would
# keep the DuckDB module, which then prints "leaked instances" at exit.
from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from inspect import signature
from pathlib import Path
from subprocess import Popen
from typing import TYPE_CHECKING, NamedTuple

import annotated_plan
import duckdb
import official_template
import openpyxl
import pytest
import returns
from browser import start_browser, start_dashboard, start_public_instance
from drawing import Collection, write_workbook
from hypothesis import HealthCheck, Phase, settings
from longest_first import LongestFirst
from once import once
from openpyxl.workbook import Workbook
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect
from staff_copy import StaffCopy, staff_copy
from waiting import PATIENCE

from loaders.load.annotate.annotate import annotate
from loaders.load.load import load
from loaders.publishing import publish
from loaders.received.places import DATA
from tracker import store

if TYPE_CHECKING:
    from signing_in import Office, SignedIn

expect.set_options(timeout=PATIENCE * 1_000)  # an assertion about a page waits for it
# Invented cases are limited by number, never by wall time. A hosted machine does not look for smaller failing cases.
TRIED = [Phase.explicit, Phase.reuse, Phase.generate] if os.environ.get("CI") else [*Phase]
settings.register_profile("bounded", deadline=None, suppress_health_check=[HealthCheck.too_slow], phases=TRIED)
settings.load_profile("bounded")
# Tests write to a disk in memory where the system has one: `load` and `publish` wait for the disk on purpose, which
# would add minutes to a whole run.
IN_MEMORY = Path("/dev/shm")
if IN_MEMORY.is_dir() and shutil.disk_usage(IN_MEMORY).free > 4 * 2**30:
    os.environ.setdefault("TMPDIR", str(IN_MEMORY))
    tempfile.tempdir = os.environ["TMPDIR"]
FAST_FIXTURES = {"workbook", "_let_go_of_databases"}


def pytest_configure(config: pytest.Config) -> None:
    """Runs the test files in the order of their last durations, the longest first."""
    config.pluginmanager.register(LongestFirst(config))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks tests with one of our fixtures as slow, since most load, publish or serve. `make check` leaves them out."""
    for item in items:
        ours = (globals().keys() | vars(item.module).keys()) - FAST_FIXTURES
        asks_by_name = "request" in signature(item.function).parameters
        if asks_by_name or ours & set(item.fixturenames):
            item.add_marker("slow")


@pytest.fixture
def collection(tmp_path: Path) -> Collection:
    """An empty collection: draw a plan, a register or a log into it, then load it."""
    return Collection(tmp_path)


@pytest.fixture
def on_page(collection: Collection, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Returns `read`, which gives the words of a page of the loaded collection: by default, the page of its actions."""
    from screen import open_page, words  # a test without a page does not wait for Streamlit

    def read(as_of: str, page: str = "60_actions", **query: str) -> str:
        monkeypatch.setenv("TRACKER_BUILT", str(collection.built))
        at = open_page(f"public/{page}.py", as_of=as_of, **query)
        assert not at.exception
        return words(at)

    return read


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Path]:
    """Returns a function that writes one workbook from drawn tables and gives its path."""
    return lambda **sheets: write_workbook(tmp_path / "drawn.xlsx", sheets)


@pytest.fixture
def plans(collection: Collection) -> Callable[..., duckdb.DuckDBPyConnection]:
    """Returns a function that draws the transport department's returns by date, loads them and gives the database."""
    collection.layout("transport", returns.FULL)

    def drawn(plan: dict[str, str], register: dict[str, str] | None = None, log: dict[str, str] | None = None):
        for on, table in plan.items():
            collection.plan(on, returns.HEADINGS + table)
        for on, response in (register or {}).items():
            collection.register(on, returns.REGISTER + response)
        for on, checks in (log or {}).items():
            collection.log(on, returns.LOG + checks)
        return collection.load()

    return drawn


@pytest.fixture
def hand_back(collection: Collection, tmp_path: Path) -> Callable[..., Workbook]:
    """Returns a function that draws a plan, applies `change`, annotates it and opens the copy; sets its `result`."""

    def draw_and_hand_back(
        change: Callable[[Workbook], object] = lambda book: None, plan: str = annotated_plan.PLAN, **options: bool
    ) -> Workbook:
        file = annotated_plan.receive_plan(collection, change, plan)
        result = annotate(file, tmp_path / "back.xlsx", collection.layouts, force=True, **options)
        draw_and_hand_back.result = result
        return openpyxl.load_workbook(result.path, rich_text=True)

    return draw_and_hand_back


@pytest.fixture
def template(collection) -> Path:
    """The path of a received plan in an official template."""
    file = annotated_plan.receive_plan(collection, official_template.draw)
    official_template.add_parts(file)
    return file


class Example(NamedTuple):
    """A loaded example: the folders of its files and builds, its database, and the date that its tests look at."""

    received: Path
    built: Path
    db: duckdb.DuckDBPyConnection
    as_of: date


@pytest.fixture(scope="session")
def merrowshire(tmp_path_factory: pytest.TempPathFactory) -> Example:
    """The invented example as a database; read it, never change it."""
    return _example("merrowshire", date(2026, 10, 31), tmp_path_factory)


@pytest.fixture(scope="session")
def public_record(tmp_path_factory: pytest.TempPathFactory) -> Example:
    """The public-record example as a database; read it, never change it."""
    return _example("public-record", date(2026, 3, 31), tmp_path_factory)


def _example(name: str, as_of: date, tmp_path_factory: pytest.TempPathFactory) -> Example:
    received = DATA / "examples" / name / "received"
    built = once(tmp_path_factory, name, lambda folder: load(received, folder))
    return Example(received, built, store.connect(store.current(built)), as_of)


@pytest.fixture(scope="session")
def published_merrowshire(merrowshire: Example, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the invented example's public instance, as it would be copied to another computer."""
    return _published("merrowshire", merrowshire, tmp_path_factory)


@pytest.fixture(scope="session")
def published_public_record(public_record: Example, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the public record's public instance, as it would be copied to another computer."""
    return _published("public-record", public_record, tmp_path_factory)


def _published(name: str, example: Example, tmp_path_factory: pytest.TempPathFactory) -> Path:
    def make(folder: Path) -> None:
        publish.publish(example.received, example.built, folder / "public", with_browser=False)

    return once(tmp_path_factory, f"published-{name}", make) / "public"


@pytest.fixture(scope="session")
def merrowshire_site(merrowshire: Example) -> Iterator[str]:
    """The address of a dashboard that shows the invented example."""
    with start_dashboard(merrowshire.built) as address:
        yield address


@pytest.fixture(scope="session")
def public_record_site(public_record: Example) -> Iterator[str]:
    """The address of a dashboard that shows the public record."""
    with start_dashboard(public_record.built) as address:
        yield address


@pytest.fixture(scope="module")
def public_server(published_merrowshire: Path) -> Iterator[tuple[str, Popen]]:
    """The address and process of a public instance that has answered no request yet; one for each test file."""
    with start_public_instance(published_merrowshire) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real browser; without one the test is skipped with a loud message, or fails under CI."""
    try:
        with start_browser() as started:
            yield started
    except Error as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"NO BROWSER, so what people see was not tested. Install chromium. ({str(error).splitlines()[0]})")


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A visitor's browser context, which fetches Streamlit once for all the tests of a file."""
    with browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB") as opened:
        opened.set_default_timeout(PATIENCE * 1_000)
        yield opened


@pytest.fixture(scope="module")
def window(context: BrowserContext) -> Iterator[Page]:
    """One browser window for all the tests of a file."""
    opened = context.new_page()
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A new browser window for one test."""
    opened = context.new_page()
    yield opened
    opened.close()


@pytest.fixture(autouse=True, scope="session")
def _let_go_of_databases():
    yield
    store.connect.cache_clear()


@pytest.fixture(scope="module")
def copy(merrowshire: Example, tmp_path_factory: pytest.TempPathFactory) -> StaffCopy:
    """A staff copy of the invented example for the tests of one file to change."""
    return staff_copy(merrowshire, tmp_path_factory.mktemp("staff"))


@pytest.fixture(scope="module")
def site(copy: StaffCopy) -> Iterator[str]:
    """The address of a dashboard on the staff copy where nobody signs in."""
    with start_dashboard(copy.built) as address:
        yield address


@pytest.fixture(scope="module")
def office(copy: StaffCopy, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A dashboard on the staff copy where people sign in, with a provider of accounts."""
    from signing_in import start_office, start_provider  # a test without a page does not wait for Streamlit

    with (
        start_provider() as provider,
        start_office(copy.built, tmp_path_factory.mktemp("settings"), provider) as started,
    ):
        yield started


@pytest.fixture(scope="module")
def officer(office: Office) -> SignedIn:
    """An officer who has signed in at the office."""
    from signing_in import OFFICER, SignedIn

    return SignedIn(office.site, OFFICER)
