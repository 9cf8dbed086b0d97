"""Measures how tall each page of the large invented sets is: PYTHONPATH=. python tests/measure_large.py [set] …"""

import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote, urlencode

from browser import every_address, open_page, start_browser, start_dashboard
from make_large import AS_OF, SETS, make
from playwright.sync_api import Page

from pages.parts import page_files

WHOLE = "/actions?part=all"  # the list in full, for searching in the browser: may be of any height
# Charts are drawn after the page: wait for every one that is shown.
DRAWN = """() => [...document.querySelectorAll('[data-testid=stVegaLiteChart]')]
    .every(chart => !chart.checkVisibility() || chart.querySelector('svg.marks'))"""


def main(names: Sequence[str]) -> None:
    """Prints a line for each page of each set, opened one after the other."""
    with tempfile.TemporaryDirectory() as folder, start_browser() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.set_default_timeout(300_000)
        for name in names or SETS:
            make(name, Path(folder) / name)
            with start_dashboard(Path(folder) / name / "built") as site:
                for address in [*addresses(name), WHOLE]:
                    began = time.monotonic()
                    tall = height(page, site, address)
                    print(f"{name:15} {address[:60]:60} {tall:>8,} px {time.monotonic() - began:6.1f} s", flush=True)


def addresses(name: str) -> list[str]:
    """The addresses of a set's pages, staff's included but no text pages, and of one choice on pages that take one."""
    texts = {page_files.address(file) for file in page_files.texts()}
    one = next(SETS[name]())
    chosen = (
        ("agencies", {"agency": one.agency}), ("recommendations", {"ref": "1", "review": one.review}),
        ("actions", {"ref": one.ref, "sender": one.sender}), ("search", {"q": "invented"}),
        ("overdue-and-moved", {"agency": one.agency}), ("evidence", {"list": "waiting"}),
    )  # fmt: skip
    return [
        *(page for page in every_address() if page[1:] not in texts),
        *(f"/{page}?{urlencode(query, quote_via=quote)}" for page, query in chosen),
    ]


def height(page: Page, site: str, address: str) -> int:
    """The height of a page in pixels, from top to foot, on the day AS_OF, once it no longer changes."""
    open_page(page, f"{site}{address}{'&' if '?' in address else '?'}as_of={AS_OF}")
    page.wait_for_function(DRAWN)
    tall = -1
    while tall != (tall := page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")):
        page.wait_for_timeout(100)
    return tall


if __name__ == "__main__":
    main(sys.argv[1:])
