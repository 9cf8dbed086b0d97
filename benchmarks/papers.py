"""What does the committee paper of many actions cost in each format? PYTHONPATH=tests python -m benchmarks.papers"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from make_large import AS_OF, SETS, make

from benchmarks.table import table, targets
from tracker import store
from tracker.reports.committee import committee_paper
from tracker.reports.files import formats
from tracker.reports.meeting import Meeting

ROOT = Path(__file__).parent.parent
SINCE = date(2026, 3, 31)


def main(*arguments: str) -> None:
    """Prints what the paper of each large set of invented actions costs; each format has a process of its own."""
    if arguments:
        built, name = arguments
        json.dump(measure(Path(built), name), sys.stdout)
        return
    with tempfile.TemporaryDirectory() as folder:
        rows = list(_rows(Path(folder)))
    print("With every action and change in the appendix; CPU seconds, and the most memory of the whole process.\n")
    print(table(["actions", "changes", "format", "CPU seconds", "KB", "MB of memory"], rows), end="\n\n")
    word = max((row for row in rows if "Word" in str(row[2])), key=lambda row: float(row[3]))
    print(targets([("Word, CPU seconds", 10, float(word[3])), ("Word, MB of memory", 500, float(word[5]))]))


def _rows(folder: Path) -> Iterator[list[object]]:
    for name in SETS:
        make(name, folder / name)
        for one in formats():
            command = [sys.executable, "-m", "benchmarks.papers", str(folder / name / "built"), one.words]
            yield json.loads(subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout)


def measure(built: Path, name: str) -> list[object]:
    """One row of the table: what the paper costs in the format with this name."""
    (one,) = (one for one in formats() if one.words == name)
    db, begun = store.connect(store.current(built)), time.process_time()
    meeting = Meeting(db, AS_OF, SINCE, origin="https://tracker.example")
    size = len(one.write(committee_paper(meeting), None)) // 1_024
    used, most = time.process_time() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1_024
    return [len(meeting.actions), len(meeting.changes), name, f"{used:.1f}", size, most]


if __name__ == "__main__":
    main(*sys.argv[1:])
