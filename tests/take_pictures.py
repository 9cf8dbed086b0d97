"""Takes the pictures in the docs from the real product: make pictures."""

import tempfile
from pathlib import Path

from browser import ROOT, open_page, start_browser, start_dashboard

from loaders.load.load import load
from loaders.received.places import EXAMPLE

PICTURES = {"overview.png": "/?as_of=2026-10-31"}


def main() -> None:
    """Loads the example and writes each picture to docs/."""
    with tempfile.TemporaryDirectory() as folder:
        load(EXAMPLE, Path(folder))
        with start_dashboard(Path(folder)) as address, start_browser() as browser:
            page = browser.new_page(viewport={"width": 1180, "height": 2050})
            for name, query in PICTURES.items():
                open_page(page, address + query).screenshot(path=ROOT / "docs" / name)


if __name__ == "__main__":
    main()
