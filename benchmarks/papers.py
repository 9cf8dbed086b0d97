"""What a paper of many actions costs: python -m benchmarks.papers <folder of a database> <day> <day before>."""

import resource
import sys
import time
from datetime import date
from pathlib import Path

from tracker import store
from tracker.reports.committee import committee_paper
from tracker.reports.files import formats
from tracker.reports.meeting import Meeting


def main(built: str, as_of: str, since: str) -> None:
    db = store.connect(store.current(Path(built)))
    begun = time.process_time()
    meeting = Meeting(db, date.fromisoformat(as_of), date.fromisoformat(since), origin="https://tracker.example")
    paper = committee_paper(meeting)
    used = time.process_time() - begun
    print(f"{len(meeting.actions):,} actions, {len(meeting.changes):,} changes: {used:.1f} CPU s")
    for one in formats():
        begun = time.process_time()
        size = len(one.write(paper, None)) // 1024
        used = time.process_time() - begun
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{one.words}: {used:.1f} CPU s, {size:,} KB, most memory so far {most:,} MB")


if __name__ == "__main__":
    main(*sys.argv[1:])
