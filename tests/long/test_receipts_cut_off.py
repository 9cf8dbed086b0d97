"""A receipt killed at any instant leaves the file whole or absent, and the ledger whole."""

import os
import random
import signal
from datetime import date, timedelta
from pathlib import Path

import pytest
from drawing import Collection, write_workbook
from forked import forked
from trials import trials

from loaders.received import ledger, ledger_records
from loaders.received.file_faults import file_faults
from loaders.received.receive import receive
from tracker.findings import NotReadable

SEED, KILLS = 20261130, trials(10)
FIRST = date(2026, 1, 1)
PLAN = "Ref | Rec | Action | Due | Done | Status | Evidence | Reason\nA1 | 1 | Mend {} | | | In progress | |"


def sent(folder: Path, n: int) -> Path:
    """The n-th file, as it was sent."""
    return write_workbook(folder / f"plan {n}.xlsx", {"Plan": PLAN.format(n)})


def day_of(n: int) -> date:
    """The day on which the n-th file arrived."""
    return FIRST + timedelta(days=n)


def stored(received: Path) -> list[bytes]:
    """The files in the sender's folder that are named like a return; half a file has another name."""
    return [path.read_bytes() for path in sorted((received / "transport").glob("[!.]*"))]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="NOT TESTED HERE: this system cannot start a process by fork")
def test_after_a_kill_at_any_instant_a_file_is_received_whole_or_not_at_all(collection: Collection, tmp_path: Path):
    chance, killed, whole = random.Random(SEED), 0, 0.0
    files: list[Path] = []
    with forked("receive") as run:
        for n in range(40 * KILLS):  # a fast machine is often done before the signal comes
            files.append(sent(tmp_path / "sent", n))
            kill_after = chance.uniform(0, whole) if n % 4 else None
            status, used = run(files[n], Path(str(day_of(n))), collection.received, kill_after=kill_after)
            assert status == 0 or (status == -signal.SIGPROF and n % 4)
            killed, whole = (killed + 1, whole) if status else (killed, used)
            assert set(stored(collection.received)) <= {path.read_bytes() for path in files}
            records = ledger.read(collection.received)
            on_record = ledger_records.received(records)
            faults = [*ledger.chain_faults(records), *file_faults(collection.received, on_record)]
            assert faults == [] and len(on_record) <= len(stored(collection.received))
            if killed == KILLS:
                break
    assert killed == KILLS
    for n, file in enumerate(files):  # again, as somebody who saw no receipt would
        try:
            receive(file, "transport", day_of(n), collection.received)
        except NotReadable as refused:
            assert "was already received as" in str(refused)
    assert len(stored(collection.received)) == len(files)
    collection.load()
    assert len(ledger_records.received(ledger.read(collection.received))) == len(files)
