"""How soon does a visitor see a number, and what does it cost? python -m benchmarks.first_visit"""

import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmarks.pages import AS_OF
from benchmarks.server import serving
from benchmarks.table import table, targets
from loaders.load.load import load
from loaders.received.places import DATA

SLOW = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 750e3 / 8}
WATCH = """
    window.moved = 0
    const add = one => { if (!one.hadRecentInput) moved += one.value }
    new PerformanceObserver(list => list.getEntries().forEach(add)).observe({type: 'layout-shift', buffered: true})
    const look = () => {
        if (document.querySelector(".an-card .an-value")) window.seen = performance.now()
        else requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
"""


def main() -> None:
    """Prints a first and a second visit to the overview, on a phone with a slow network."""
    rows: list[tuple[str, ...]] = []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        built = load(DATA / "examples" / "merrowshire" / "received", Path(folder) / "built").path.parent
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        with serving(["dashboard.py"], TRACKER_BUILT=str(built)) as (site, _):
            rows += visits(browser, site, "of the first browser after a start")
            rows += visits(browser, site, "of another browser")
    print(
        "The overview on a telephone of 390 pixels, in Chromium with a processor four times slower and 1.6 Mbit/s with"
    )
    print("150 ms.\n")
    print(table(["visit", "first number, seconds", "layout shift", "KB", "requests"], rows), end="\n\n")
    seconds, size = max(float(row[1]) for row in rows), max(float(row[3]) for row in rows)
    print(targets([("the slowest first number, seconds", 2.5, seconds), ("the largest visit, KB", 1_000, size)]))


def visits(browser: Browser, site: str, whose: str) -> Iterator[tuple[str, ...]]:
    """A row for the first and one for the second visit with the same cache."""
    with browser.new_context(viewport={"width": 390, "height": 844}) as context:
        page = context.new_page()
        page.add_init_script(WATCH)
        tools = context.new_cdp_session(page)
        tools.send("Network.enable")
        tools.send("Network.emulateNetworkConditions", SLOW)
        tools.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        sizes: list[float] = []
        tools.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
        for which in ("first", "second"):
            sizes.clear()
            page.goto(f"{site}/?as_of={AS_OF}", wait_until="commit")
            page.wait_for_selector("#root .an-footer", state="attached", timeout=120_000)
            time.sleep(5)  # waits for what is drawn after the foot
            seen, moved = page.evaluate("[seen / 1000, moved]")
            numbers = (f"{seen:.1f}", f"{moved:.3f}", f"{sum(sizes) / 1000:.0f}", str(len(sizes)))
            yield (f"{which} visit {whose}", *numbers)


if __name__ == "__main__":
    main()
