"""How much processor time does a load of two small files take? python -m benchmarks.small_load"""

import tempfile
from collections.abc import Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from shutil import copy

from benchmarks.processor import used
from benchmarks.table import table
from loaders.load.load import load
from loaders.mapping.layout_files import LAYOUTS
from loaders.received.places import DATA
from tracker import store

EXAMPLE = DATA / "examples" / "merrowshire" / "received"
SENDERS = ("police", "committee")  # the first file of each
LATER = 5  # loads after the first one of a process


def main() -> None:
    """Prints what the first load of this process takes, and the least of some later ones, each into a new folder."""
    first, *later = islice(_loads(), 1 + LATER)
    print("CPU seconds for one plan and one register, until the database can be asked.\n")
    print(table(["first load of a process", "a later one"], [(f"{first:.2f}", f"{min(later):.2f}")]))


def _loads() -> Iterator[float]:
    while True:
        with tempfile.TemporaryDirectory() as folder:
            received = Path(folder) / "received"
            for sender in SENDERS:
                (received / sender).mkdir(parents=True)
                copy(min((EXAMPLE / sender).glob("*.xlsx")), received / sender)
            yield used(partial(_load, received, Path(folder) / "built")).cpu


def _load(received: Path, built: Path) -> None:
    store.connect(load(received, built, LAYOUTS / "merrowshire").path)


if __name__ == "__main__":
    main()
