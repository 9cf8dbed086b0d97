"""How tall is each page of the large invented sets? PYTHONPATH=. python tests/measure_large.py [set] …"""

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

WHOLE = "/actions?part=all"  # for a search in it: a page of its own, however tall
# Drawings come after the page: those that are shown have to be there.
DRAWN = """() => [...document.querySelectorAll('[data-testid=stVegaLiteChart]')]
    .every(chart => !chart.checkVisibility() || chart.querySelector('svg.marks'))"""


def main(names: Sequence[str]) -> None:
    """Prints a line for each page of each set, seen by one visitor after the other."""
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
    """Every page of a set, staff's too, and one of each that an address chooses; not the pages of words."""
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
    """Pixels from top to foot of a page of a set, once it has settled on the day that its tests look at."""
    open_page(page, f"{site}{address}{'&' if '?' in address else '?'}as_of={AS_OF}")
    page.wait_for_function(DRAWN)
    tall = -1
    while tall != (tall := page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")):
        page.wait_for_timeout(100)
    return tall


if __name__ == "__main__":
    main(sys.argv[1:])
