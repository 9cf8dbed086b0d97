"""The open-data files that the Data page offers and that a program fetches from a real server."""

from __future__ import annotations  # see conftest.py for the reason

import hashlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from browser import goes_sideways, open_page, save_picture, start_dashboard, violations
from visitor import request

from loaders.publishing import papers
from loaders.publishing.open_data import write
from tracker import store
from tracker.questions import downloads
from tracker.site import DEFAULT, Publisher, read

PUBLISHER = Publisher(
    "Merrow Office", "office@example.org", "Creative Commons Attribution 4.0", "https://example.org/by"
)


@pytest.fixture(scope="module")
def published(merrowshire, tmp_path_factory) -> Path:
    """A folder with the invented database and its open data beside it."""
    folder = tmp_path_factory.mktemp("published") / "built"
    shutil.copytree(merrowshire.built, folder)
    write.write(store.current(folder), folder / "open-data", PUBLISHER)
    papers.write(store.current(folder), folder / "papers", read(DEFAULT))
    return folder


@pytest.fixture(scope="module")
def site(published) -> Iterator[str]:
    with start_dashboard(published) as address:
        yield address


def test_a_program_fetches_every_file_and_finds_its_fingerprint(site, published):
    status, headers, content = request(site, "/open-data/datapackage.json")
    assert (status, headers["content-type"]) == (200, "application/json")
    package = json.loads(content)
    assert len(package["resources"]) == len([*(published / "open-data").iterdir()]) - 2  # itself, and all in one
    for one in package["resources"]:
        status, headers, content = request(site, f"/open-data/{one['path']}")
        assert status == 200
        assert headers["content-type"].partition(";")[0] == one["mediatype"]
        assert headers["content-disposition"] == f'attachment; filename="{one["path"]}"'
        assert headers["x-content-type-options"] == "nosniff"
        assert (len(content), f"sha256:{hashlib.sha256(content).hexdigest()}") == (one["bytes"], one["hash"])


@pytest.mark.parametrize(
    "path",
    [
        "/open-data/CURRENT", "/open-data/../CURRENT", "/open-data/%2e%2e/CURRENT", "/open-data/..%2fCURRENT",
        "/open-data/..%5cCURRENT", "/open-data//etc/passwd", "/open-data/%2fetc%2fpasswd", "/open-data/nothing.csv",
        "/open-data/datapackage.json%00.csv", "/papers/CURRENT", "/papers/../CURRENT", "/papers/%2e%2e%2fCURRENT",
        "/papers/nothing.pdf", "/papers/..%2fopen-data%2fdatapackage.json",
    ],
)  # fmt: skip
def test_nothing_else_can_be_fetched(site, published, path):
    status, _, content = request(site, path)
    pointer = (published / "CURRENT").read_bytes().strip()
    assert status in (400, 404) or b"<noscript>" in content  # the first page of the dashboard
    assert pointer not in content and b"root:" not in content and b'"resources"' not in content


def test_the_papers_are_fetched_as_the_page_lists_them(site, published, window):
    open_page(window, f"{site}/committee-report")
    links = [link.get_attribute("href") for link in window.locator("a[href^='/papers/']").all()]
    files = {path.name: path for path in (published / "papers").iterdir()}
    assert {link.removeprefix("/papers/") for link in links} == set(files)
    assert [link.rpartition(".")[2] for link in links] == ["docx", "pdf", "xlsx", "html"]
    for link in links:
        status, headers, content = request(site, link)
        assert status == 200 and content == files[link.removeprefix("/papers/")].read_bytes()
        assert headers["content-disposition"].startswith("attachment;")


def test_a_listed_file_that_leads_elsewhere_is_not_sent(published, tmp_path):
    """Only the last part of a name in the package counts, without folders."""
    copied = tmp_path / "built"
    shutil.copytree(published, copied)
    package = copied / "open-data" / "datapackage.json"
    said = json.loads(package.read_text(encoding="utf-8"))
    said["resources"][0]["path"] = "../CURRENT"
    package.write_text(json.dumps(said), encoding="utf-8")
    with start_dashboard(copied) as address:
        assert request(address, "/open-data/..%2fCURRENT")[0] in (400, 404)
        assert request(address, "/open-data/CURRENT")[0] == 404


def test_the_page_offers_nothing_where_there_are_no_files(page, merrowshire_site):
    assert request(merrowshire_site, "/open-data/datapackage.json")[0] == 404
    open_page(page, f"{merrowshire_site}/data")
    assert page.get_by_role("heading", name="Open data").count() == 0


@pytest.mark.parametrize("width", [1280, 320])
def test_the_page_lists_them_with_size_and_fingerprint(page, site, published, width):
    page.set_viewport_size({"width": width, "height": 900})
    open_page(page, f"{site}/data")
    section = page.get_by_role("table", name="Each table on its own")
    assert section.get_by_role("row").count() == len(downloads.TABLES) + 1
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Parquet of actions").click()
    rows = duckdb.sql(f"FROM read_parquet('{waiting.value.path()}')").fetchall()
    assert len(rows) == 76
    page.get_by_text("Size and fingerprint of every file").click()
    listed = page.get_by_role("table", name="Every file", exact=True).inner_text()
    for path in (published / "open-data").iterdir():
        assert path.name in listed
        assert hashlib.sha256(path.read_bytes()).hexdigest() in listed
    assert "https://example.org/by" in page.locator(".an-summary").first.inner_text()
    assert violations(page) == []
    assert goes_sideways(page) == []
    save_picture(page, "open-data")
