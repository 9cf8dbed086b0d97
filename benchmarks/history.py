"""What does the history of many returns cost to build and to ask, as it grows? python -m benchmarks.history [full]"""

import json
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd

from benchmarks.history_files import ACTIONS, RETURNS, make
from benchmarks.processor import used
from benchmarks.table import growth, number, table, targets
from loaders.load.load import load
from tracker import any_day, cache, day_tables, store
from tracker.measure import Measure
from tracker.questions import action, actions, agencies, changes, measures, search

ROOT = Path(__file__).parent.parent
SMALL, LARGE = (2, 12), (12, 50, 100)  # agencies: 24,000 and 144,000 action-versions, and 1.2 million at most
ON_TOP = "one more return, of that return alone and a copy"
READY = "to gather it by spans of days, once for each database, CPU seconds"
COUNT = "late by the current date: ours"
MEMORY = "to build, MiB of memory"
A_PAGE = 25  # rows of a list on a page
PAGE_OF_LIST = "overdue actions, a page of the list"
SEARCH, SEARCH_AGAIN = "a search for two words", "a search once another was made of that day"
SEARCH_LATEST = "a search of the latest day, which is kept as tables"
AS_OF, SINCE = date(2025, 5, 31), date(2025, 4, 30)


def main(*arguments: str) -> None:
    """Prints what each size costs and how the costs grow; each has its own process, so that its memory is known."""
    if arguments[:1] == ("one",):
        json.dump(measure(int(arguments[1])), sys.stdout)
        return
    measured = [_in_a_process(count) for count in (LARGE if "full" in arguments else SMALL)]
    sizes = [one["action-versions"] for one in measured]
    rows = []
    for name in measured[0]:
        costs = [one[name] for one in measured]
        grows = "" if name == "action-versions" else f"{growth(sizes, costs):.2f}"
        rows.append([name, *map(number, costs), grows])
    print(
        f"Monthly returns of {RETURNS} months by agencies with {ACTIONS} actions each. CPU ms unless it says otherwise;"
    )
    print("in the last column the power of the size by which the cost grew from the first size to the last.\n")
    print(table(["", *["" for _ in sizes], "power"], rows), end="\n\n")
    print(targets(_targets(measured)))


def _in_a_process(count: int) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.history", "one", str(count)]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE)
    return dict(json.loads(done.stdout))


def _targets(measured: list[dict[str, float]]) -> Iterator[tuple[str, float, float]]:
    for one in measured:
        size = f"{one['action-versions']:,.0f} versions"
        yield f"one more return on top, of that alone and a copy: {size}", 1.3, one[ON_TOP]
        yield f"the overview's numbers, ms: {size}", 20, one["the overview's numbers"]
        yield f"overdue actions, listed, ms: {size}", 50, one["overdue actions, listed"]
        yield f"{PAGE_OF_LIST}, ms: {size}", 50, one[PAGE_OF_LIST]
        yield f"each agency, ms: {size}", 50, one["each agency"]
        yield f"what changed in a month, ms: {size}", 50, one["what changed in a month"]
        for name in (SEARCH, SEARCH_LATEST, SEARCH_AGAIN):
            yield f"{name}, ms: {size}", 100, one[name]
        yield f"one count, of SQLite's time: {size}", 1, one[COUNT] / one["SQLite, indexed"]
        yield f"one count, of pandas' time: {size}", 1 / 3, one[COUNT] / one["pandas, in memory"]
        yield f"memory to build, MiB: {size}", 2_048, one[MEMORY]
    yield "power of the time to build", 1, growth(*_series(measured, "to build, CPU seconds"))


def _series(measured: list[dict[str, float]], name: str) -> tuple[list[float], list[float]]:
    return [one["action-versions"] for one in measured], [one[name] for one in measured]


def measure(count: int) -> dict[str, float]:
    """What the returns of `count` agencies cost: to build from nothing, to add one more return, and to ask."""
    with tempfile.TemporaryDirectory() as folder:
        at = Path(folder)
        make(at, count)
        return {
            "action-versions": count * RETURNS * ACTIONS,
            **build_from_nothing(at),
            **add_one_return(at),
            **ask_questions(at),
        }


def _load(at: Path) -> store.Path:
    return load(at / "received", at / "built", at / "layouts").path


def build_from_nothing(at: Path) -> dict[str, float]:
    """What it costs to build a database from all returns."""
    cost = used(lambda: _load(at))
    return {
        "to build, CPU seconds": cost.cpu,
        MEMORY: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024,
        "on disk, MiB": store.current(at / "built").stat().st_size / 2**20,
    }


def add_one_return(at: Path) -> dict[str, float]:
    """What one more return costs, as a multiple of loading it alone and copying the database."""
    alone = at / "alone"
    shutil.copytree(at / "next" / "agency-001", alone / "received" / "agency-001")
    shutil.copytree(at / "layouts", alone / "layouts")
    by_itself = used(lambda: _load(alone)).cpu
    copied = used(lambda: shutil.copyfile(store.current(at / "built"), at / "copy.duckdb")).cpu
    shutil.copytree(at / "next" / "agency-001", at / "received" / "agency-001", dirs_exist_ok=True)
    return {ON_TOP: used(lambda: _load(at)).cpu / (by_itself + copied)}


def ask_questions(at: Path) -> dict[str, float]:
    """What each question costs on a warm database, and one of them in SQLite and pandas with the same rows."""
    db = store.connect(store.current(at / "built"))
    ready = used(lambda: any_day.prepare(db)).cpu
    (example,) = action.rows(db, AS_OF, "A7", "agency-001")
    ours: dict[str, Callable[[], object]] = {
        "the overview's numbers": lambda: measures.counts(db, AS_OF),
        "overdue actions, listed": lambda: actions.rows(db, AS_OF, measure=Measure.OVERDUE),
        PAGE_OF_LIST: lambda: (
            actions.count(db, AS_OF, measure=Measure.OVERDUE),
            actions.rows(db, AS_OF, measure=Measure.OVERDUE, stop=A_PAGE),
        ),
        "each agency": lambda: agencies.rows(db, AS_OF),
        "what changed in a month": lambda: changes.rows(db, SINCE, AS_OF),
        SEARCH: lambda: _search(db),
        "one agency's numbers": lambda: measures.counts(db, AS_OF, agency="Agency 001"),
        "one action's changes": lambda: action.changes(db, AS_OF, example.action_id),
    }
    costs = {name: 1_000 * _warm(ask) for name, ask in ours.items()}
    costs[SEARCH_AGAIN] = 1_000 * _warm(lambda: _search(db), is_first=False)
    peers = _peers(store.current(at / "built"), db)
    day_tables.prepare(db, AS_OF)
    return {READY: ready, **costs, SEARCH_LATEST: 1_000 * _warm(lambda: _search(db)), **peers}


def _search(db: duckdb.DuckDBPyConnection) -> None:
    """Asks everything that the first page of a search asks."""
    wanted = search.search_terms(db, AS_OF, "partners 77")
    search.matching_places(search.rows(db, AS_OF, wanted)[:A_PAGE], wanted)


def _peers(path: Path, db: duckdb.DuckDBPyConnection) -> dict[str, float]:
    """The CPU milliseconds that three engines need to count the open actions that are late by their current date."""
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
            COUNT: lambda: _ours(db),
            "SQLite, indexed": lambda: _sqlite(lite),
            "pandas, in memory": lambda: _pandas(frame),
        }
        answers = {name: ask() for name, ask in engines.items()}
        assert len(set(answers.values())) == 1, answers
        return {name: 1_000 * _warm(ask, 5) for name, ask in engines.items()}


def _ours(db: duckdb.DuckDBPyConnection) -> int:
    asked = {"as_of": AS_OF}
    sql = "SELECT count(*) FROM state_on($as_of) WHERE is_overdue"
    return day_tables.cursor(db, asked).execute(sql, asked).fetchone()[0]


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


def _warm(ask: Callable[[], object], times: int = 10, is_first: bool = True) -> float:
    """The CPU seconds of one call on a warm database, the best of three; `is_first` empties the cache each time."""
    ask()
    rounds = []
    for _ in range(3):
        started = time.process_time()
        for _ in range(times):
            if is_first:
                cache.forget()
            ask()
        rounds.append((time.process_time() - started) / times)
    return min(rounds)


if __name__ == "__main__":
    main(*sys.argv[1:])
