"""What does each question cost, when nobody has asked it before? python -m benchmarks.questions"""

import inspect
import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from statistics import median
from tempfile import TemporaryDirectory

import tracker.questions
from benchmarks.table import table
from loaders.load.load import load
from loaders.received.places import DATA
from tracker import any_day, cache, store

AS_OF = date(2026, 10, 31)
TIMES = 15
FILTERS = ["db", "as_of", "review", "agency"]


def main() -> None:
    """Prints the CPU milliseconds of each question to the invented example, and their sum."""
    with TemporaryDirectory() as folder:
        db = store.connect(load(DATA / "examples" / "merrowshire" / "received", Path(folder)).path)
        any_day.prepare(db)
        asked = [(name, len(rows(db, AS_OF)), cpu(partial(rows, db, AS_OF))) for name, rows in questions()]
    print(table(["question", "rows", "CPU ms"], [(name, rows, f"{ms:.1f}") for name, rows, ms in asked]))
    print(f"\nAll together: {sum(ms for *_, ms in asked):.0f} CPU ms.")


def questions() -> Iterator[tuple[str, Callable[..., tuple[tuple[object, ...], ...]]]]:
    """Every question that a page's filters narrow down: its name and its function."""
    for module in iter_modules(tracker.questions.__path__):
        rows = getattr(import_module(f"tracker.questions.{module.name}"), "rows", None)
        if rows and list(inspect.signature(rows).parameters)[:4] == FILTERS:
            yield module.name, rows


def cpu(work: Callable[[], object]) -> float:
    """The median CPU milliseconds of a piece of work with nothing in the cache."""
    times = []
    for _ in range(TIMES):
        cache.forget()
        begun = time.process_time()
        work()
        times.append(1_000 * (time.process_time() - begun))
    return median(times)


if __name__ == "__main__":
    main()
