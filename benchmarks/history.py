"""What does the history of 6,000 returns cost to build and to ask? python -m benchmarks.history [agencies, from 8]"""

import csv
import random
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pandas as pd

from loaders.load.load import load
from tracker import cache, store
from tracker.measure import Measure
from tracker.questions import action, actions, agencies, changes, measures

ROOT = Path(__file__).parent.parent
RETURNS, ACTIONS = 60, 200  # monthly returns of each agency, actions in each
FIRST = date(2020, 6, 1)
AS_OF, SINCE = date(2025, 5, 31), date(2025, 4, 30)
HEADINGS = "Ref Rec Action Owner Due Done Status Evidence Update".split()
LAYOUT = """
agency = "Agency {n:03}"
fills = "action"
review = "Benchmark Review"
illustrative = true
sheet = "CSV"
header_row = 1
dates = "day first"
reports_every = 45
[columns]
action_ref = "Ref"
recommendation_ref = "Rec"
action = "Action"
owner = "Owner"
due_on = "Due"
completed_on = "Done"
reported_status = "Status"
evidence = "Evidence"
progress_note = "Update"
[reported_status]
"Not started" = "not started"
"In progress" = "in progress"
"Complete" = "reported complete"
"""


def main() -> None:
    """Writes the files, builds the database from nothing and with one more file, then asks it."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    with tempfile.TemporaryDirectory() as folder:
        at = Path(folder)
        make(at, count)
        build_from_nothing(at, count)
        add_one_return(at)
        ask_questions(at)


def make(at: Path, count: int) -> None:
    """Writes CSV files of plans whose actions move, start, finish and are commented on as in real ones."""
    chance = random.Random(1)
    (at / "layouts").mkdir()
    for n in range(count):
        sender = f"agency-{n:03}"
        (at / "layouts" / f"{sender}.toml").write_text(LAYOUT.format(n=n), encoding="utf-8")
        (at / "received" / sender).mkdir(parents=True)
        rows = [_action(i, chance) for i in range(ACTIONS)]
        for month in range(RETURNS):
            on = FIRST + timedelta(days=30 * month + n % 28)
            for row in rows:
                _change(row, chance.random(), on)
            _write(at / "received" / sender / f"{on}.csv", rows)


def _action(i: int, chance: random.Random) -> list:
    due = date(2021, 1, 1) + timedelta(days=chance.randrange(1_800))
    words = f"Agree and publish step {i} of the plan with all partners"
    return [f"A{i}", str(i % 50), words, f"Head of Service {i % 7}", due, "", "Not started", "", ""]


def _change(row: list, drawn: float, on: date) -> None:
    if drawn < 0.03:
        row[4] += timedelta(days=60)
    elif drawn < 0.08 and row[6] == "Not started":
        row[6] = "In progress"
    elif drawn < 0.10 and row[6] == "In progress":
        row[5:8] = [on, "Complete", f"Minutes of {on:%B %Y}"]
    elif drawn < 0.25:
        row[8] = f"Update given to the board in {on:%B %Y}"


def _write(path: Path, rows: list[list]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        for row in rows:
            writer.writerow([f"{cell:%d/%m/%Y}" if isinstance(cell, date) else cell for cell in row])


def _load(at: Path) -> store.Path:
    return load(at / "received", at / "built", at / "layouts").path


def build_from_nothing(at: Path, count: int) -> None:
    """Prints what all returns cost, and one of them."""
    seconds, path = _cpu(lambda: _load(at))
    files = count * RETURNS
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024
    each, size = 1_000 * seconds / files, path.stat().st_size / 2**20
    print(f"{files:,} returns, {files * ACTIONS:,} action-versions, from nothing: {seconds:,.0f} CPU s ({each:.0f} ms")
    print(f"a return), {size:.0f} MiB on disk, {most:,.0f} MiB of memory")


def add_one_return(at: Path) -> None:
    """Prints what one return costs on top of all others, against that return alone and a copy of the database."""
    last = max((at / "received" / "agency-007").glob("*.csv"))
    more = last.with_name(f"{date.fromisoformat(last.stem) + timedelta(days=30)}.csv")
    alone = at / "alone"
    (alone / "received" / "agency-007").mkdir(parents=True)
    shutil.copy(last, alone / "received" / "agency-007" / more.name)
    shutil.copytree(at / "layouts", alone / "layouts")
    as_command = _command(alone)
    shutil.rmtree(alone / "built")
    in_process, _ = _cpu(lambda: _load(alone))
    copied, _ = _cpu(lambda: shutil.copyfile(store.current(at / "built"), at / "copy.duckdb"))
    shutil.copy(last, more)
    on_top, _ = _cpu(lambda: _load(at))
    shutil.copy(last, last.with_name(f"{date.fromisoformat(more.stem) + timedelta(days=30)}.csv"))
    command_on_top = _command(at)
    print(f"one more, within a program: {on_top:.2f} CPU s; alone {in_process:.2f} and a copy {copied:.2f}:", end=" ")
    print(f"{on_top / (in_process + copied):.1f} x")
    print(
        f"one more, as a command:     {command_on_top:.2f} CPU s; alone {as_command:.2f} and a copy {copied:.2f}:",
        end=" ",
    )
    print(f"{command_on_top / (as_command + copied):.1f} x")


def _command(at: Path) -> float:
    """CPU seconds of python -m loaders load, with the process that reads the files."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    words = ["load", at / "received", "--built", at / "built", "--layouts", at / "layouts"]
    subprocess.run([sys.executable, "-m", "loaders", *map(str, words)], cwd=ROOT, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def ask_questions(at: Path) -> None:
    """Prints what each question costs a warm database, and one of them in SQLite and pandas with the same rows."""
    db = store.connect(store.current(at / "built"))
    (example,) = action.rows(db, AS_OF, "A7", "agency-007")
    ours: dict[str, Callable[[], object]] = {
        "the overview's numbers": lambda: measures.counts(db, AS_OF),
        "overdue actions, listed": lambda: actions.rows(db, AS_OF, measure=Measure.OVERDUE),
        "each agency": lambda: agencies.rows(db, AS_OF),
        "what changed in a month": lambda: changes.rows(db, SINCE, AS_OF),
        "one agency's numbers": lambda: measures.counts(db, AS_OF, agency="Agency 007"),
        "one action's changes": lambda: action.changes(db, AS_OF, example.action_id),
    }
    for name, ask in ours.items():
        print(f"{name:<28} {1_000 * _warm(ask):7.1f} CPU ms")
    _peers(store.current(at / "built"), db)


def _peers(path: Path, db: duckdb.DuckDBPyConnection) -> None:
    """Prints what three engines need to count the open actions that are late by their current date."""
    frame = db.cursor().execute(
        """
        SELECT action_id, file_id, known_on, due_on, reported_status
        FROM row_received JOIN file_received USING (file_id) JOIN action_version USING (version_id)
        """
    ).df()  # fmt: skip
    with closing(sqlite3.connect(":memory:")) as lite:
        frame.assign(known_on=frame.known_on.astype(str), due_on=frame.due_on.astype(str)).to_sql(
            "returned", lite, index=False
        )
        lite.execute("CREATE INDEX returned_by ON returned (action_id, known_on)")
        engines = {
            "ours, from what was known": lambda: _ours(db),
            "SQLite, indexed": lambda: _sqlite(lite),
            "pandas, in memory": lambda: _pandas(frame),
        }
        answers = {name: ask() for name, ask in engines.items()}
        assert len(set(answers.values())) == 1, answers
        seconds = {name: _warm(ask, 5) for name, ask in engines.items()}
    for name, cost in seconds.items():
        print(f"late by the current date: {name:<26} {1_000 * cost:8.1f} CPU ms", end="")
        print(f" {cost / seconds['ours, from what was known']:6.1f} x")


def _ours(db: duckdb.DuckDBPyConnection) -> int:
    sql = "SELECT count(*) FROM position_on($as_of) WHERE is_overdue"
    return db.cursor().execute(sql, {"as_of": AS_OF}).fetchone()[0]


def _sqlite(lite: sqlite3.Connection) -> int:
    sql = """
        SELECT count(*)
        FROM returned
        JOIN (SELECT action_id, max(known_on) AS known_on FROM returned WHERE known_on <= ? GROUP BY action_id)
            USING (action_id, known_on)
        WHERE reported_status <> 'reported complete' AND due_on < ?
        """
    return lite.execute(sql, (str(AS_OF), str(AS_OF))).fetchone()[0]


def _pandas(frame: pd.DataFrame) -> int:
    known = frame[frame.known_on <= pd.Timestamp(AS_OF)]
    last = known.loc[known.groupby("action_id").known_on.idxmax()]
    return int(((last.reported_status != "reported complete") & (last.due_on < pd.Timestamp(AS_OF))).sum())


def _cpu(do: Callable[[], object]) -> tuple[float, object]:
    """CPU seconds of a call, in this process and those it waits for, and what the call gave."""
    started, children = time.process_time(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    result = do()
    return time.process_time() - started + resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - children, result


def _warm(ask: Callable[[], object], times: int = 10) -> float:
    """CPU seconds of one call of a warm database with empty caches; the best of three rounds."""
    ask()
    rounds = []
    for _ in range(3):
        started = time.process_time()
        for _ in range(times):
            cache.forget()
            ask()
        rounds.append((time.process_time() - started) / times)
    return min(rounds)


if __name__ == "__main__":
    main()
