"""What does a database of seven million action-versions cost to build? python -m benchmarks.large_build full"""

import sys
import tempfile
from pathlib import Path

from benchmarks.history import MEMORY, build_from_nothing
from benchmarks.history_files import ACTIONS, RETURNS, make
from benchmarks.table import number, table, targets

AGENCIES = 583


def main(*_: str) -> None:
    """Prints the processor time, the memory and the room on disk; takes about half an hour."""
    with tempfile.TemporaryDirectory() as folder:
        make(Path(folder), AGENCIES)
        costs = build_from_nothing(Path(folder))
    print(f"Monthly returns of {RETURNS} months by {AGENCIES} agencies with {ACTIONS} actions each.\n")
    size = RETURNS * AGENCIES * ACTIONS
    rows = [["action-versions", number(size)], *([name, number(cost)] for name, cost in costs.items())]
    print(table(["", ""], rows), end="\n\n")
    print(targets([("memory to build, MiB", 4_096, costs[MEMORY])]))


if __name__ == "__main__":
    main(*sys.argv[1:])
