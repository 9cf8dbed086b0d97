"""How much processor time does a load of two small files take? python -m benchmarks.small_load"""

import resource
import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from shutil import copy

from loaders.load.load import load
from loaders.mapping.layout_files import LAYOUTS
from loaders.received.places import DATA
from tracker import store

EXAMPLE = DATA / "examples" / "merrowshire" / "received"
SENDERS = ("police", "committee")  # of each the first file
LATER = 5  # loads after the first of a process


def main() -> None:
    """Prints the first load of this process, and the least of some later ones, each into a new folder."""
    first, *later = islice(_loads(), 1 + LATER)
    print(f"first load {first:.2f} CPU seconds, a later one {min(later):.2f}")


def _loads() -> Iterator[float]:
    while True:
        with tempfile.TemporaryDirectory() as folder:
            received = Path(folder) / "received"
            for sender in SENDERS:
                (received / sender).mkdir(parents=True)
                copy(min((EXAMPLE / sender).glob("*.xlsx")), received / sender)
            began = _cpu_seconds()
            store.connect(load(received, Path(folder) / "built", LAYOUTS / "merrowshire").path)
            yield _cpu_seconds() - began


def _cpu_seconds() -> float:
    used = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


if __name__ == "__main__":
    main()
