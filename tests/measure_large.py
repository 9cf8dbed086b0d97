"""How tall is each page of the large invented sets, and when has it settled? python tests/measure_large.py [set] …"""

import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from browser import open_page, start_browser, start_dashboard
from make_large import AS_OF, SETS, make
from playwright.sync_api import Page

PAGES = (
    "", "what-changed", "overdue-and-moved", "agencies", "agencies?agency={agency}", "recommendations",
    "recommendations?ref=1&review={review}", "evidence", "actions", "actions?part=all", "search?q=invented", "data",
    "problems", "release",
)  # fmt: skip


def main(names: Sequence[str]) -> None:
    """Prints a line for each page of each set, seen by one visitor after the other."""
    with tempfile.TemporaryDirectory() as folder, start_browser() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.set_default_timeout(300_000)
        for name in names or SETS:
            make(name, Path(folder) / name)
            with start_dashboard(Path(folder) / name / "built") as site:
                for address in addresses(name):
                    print(f"{name:15} {address.partition('{')[0][:60]:60} {height(page, site + address)}", flush=True)


def addresses(name: str) -> list[str]:
    """Where each page of a set is, on the day that its tests look at."""
    one = next(SETS[name]())
    filled = [address.format(agency=one.agency, review=one.review).replace(" ", "%20") for address in PAGES]
    return [f"/{address}{'&' if '?' in address else '?'}as_of={AS_OF}" for address in filled]


def height(page: Page, address: str) -> str:
    """Pixels from top to foot, and seconds until the page has settled."""
    began, tall = time.monotonic(), -1
    open_page(page, address)
    while tall != (tall := page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")):
        page.wait_for_timeout(250)
    return f"{tall:>8,} px {time.monotonic() - began:6.1f} s"


if __name__ == "__main__":
    main(sys.argv[1:])
