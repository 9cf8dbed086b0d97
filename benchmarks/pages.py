"""What does a page cost the server, warm and for many visitors, beside peers? python -m benchmarks.pages [full]"""

import shutil
import sqlite3
import statistics
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from websockets.sync.client import ClientConnection

from benchmarks.server import ask, cpu_of, free_port, memory, rerun, running, serving, visit, warm
from benchmarks.table import table, targets
from loaders.load.load import load
from loaders.received.places import DATA
from tracker import query, store

ROOT = Path(__file__).parent.parent
AS_OF = "2026-10-31"
LATEST = ""  # the day that visitors see who choose none
FEW, MANY = (20,), (50, 200)  # visitors
PAGES = (
    "", "what-changed", "overdue-and-moved", "agencies", "recommendations", "evidence", "actions",
    "search?q=supervision", "data", "how-we-count",
)  # fmt: skip
ROUNDS = 3
READY = 15  # seconds in which a server prepares what is the same for every visitor
PLAIN = '''
import altair as alt, duckdb, streamlit as st
db = duckdb.connect({path!r}, read_only=True)
rows = db.sql("""
    SELECT v.*, k.known_from, k.first_due_on, k.times_moved, k.days_moved FROM action_known k
    JOIN action_version v USING (version_id) WHERE known_from <= DATE '{as_of}' AND DATE '{as_of}' < known_to
""").df()
st.title("Where it stands")
for status in rows.reported_status.unique():
    st.metric(status, int((rows.reported_status == status).sum()))
counts = db.sql("SELECT agency, reported_status, count(*) AS n FROM rows GROUP BY ALL").df()
st.altair_chart(alt.Chart(counts).mark_bar().encode(x="n:Q", y="agency:N", color="reported_status:N"))
late = db.sql("SELECT agency, count(*) AS n FROM rows WHERE due_on < DATE '{as_of}' GROUP BY ALL").df()
st.altair_chart(alt.Chart(late).mark_bar().encode(x="n:Q", y="agency:N"))
st.dataframe(rows[["action_ref" if "action_ref" in rows else "action_id", "agency", "action", "due_on"]])
st.dataframe(db.sql("SELECT agency, max(due_on) AS last FROM rows GROUP BY ALL").df())
'''


def main(*arguments: str) -> None:
    """Prints the CPU milliseconds of a run of each page, then how long many visitors wait."""
    with tempfile.TemporaryDirectory() as folder:
        built = load(DATA / "examples" / "merrowshire" / "received", Path(folder) / "built").path.parent
        costs = each_page(built)
        rows = [(page.partition("?")[0] or "overview", *_ms(first, warm)) for page, (first, warm) in costs.items()]
        print("CPU milliseconds of one run of a page on the server.\n")
        print(table(["page", "first visitor", "everybody after"], rows), end="\n\n")
        print(
            table(["beside", "CPU ms"], [(name, *_ms(cost)) for name, cost in peers(Path(folder), built)]), end="\n\n"
        )
        waits = [many(built, visitors) for visitors in (MANY if "full" in arguments else FEW)]
    print("Waiting time of visitors who open the overview and look again every ten seconds or so, beside the server.\n")
    print(table(["visitors", "median, ms", "95 in 100 within", "errors", "MiB of a visitor"], waits), end="\n\n")
    print(targets(_targets(costs, waits)))


def _ms(*seconds: float) -> tuple[str, ...]:
    return tuple(f"{1_000 * one:.0f}" for one in seconds)


def _targets(costs: dict[str, tuple[float, float]], waits: list[tuple[str, ...]]) -> Iterator[tuple[str, float, float]]:
    yield "the slowest page, warm, ms", 20, 1_000 * max(warm for _, warm in costs.values())
    yield "the slowest page, first visitor, ms", 300, 1_000 * max(first for first, _ in costs.values())
    for visitors, _, within, _, each in waits:
        yield f"95 in 100 of {visitors} visitors, ms", 250, float(within)
        yield f"memory of one of {visitors} visitors, MiB", 0.3, float(each)


def each_page(built: Path) -> dict[str, tuple[float, float]]:
    """The CPU seconds of each page's first run and of a warm one."""
    seconds = {}
    with serving(["dashboard.py"], TRACKER_BUILT=str(built)) as (site, process):
        time.sleep(READY)
        for page in PAGES:
            name, _, query = page.partition("?")
            message = rerun(f"as_of={LATEST}&{query}", name)
            with visit(site) as connection:
                look = partial(ask, connection, message)
                seconds[page] = cpu_of(process, look), warm(process, look)
    return seconds


def peers(folder: Path, built: Path) -> Iterator[tuple[str, float]]:
    """The CPU seconds of the overview's rows on a plain Streamlit page, and in Datasette if it is installed."""
    (folder / "plain.py").write_text(PLAIN.format(path=str(store.current(built)), as_of=AS_OF), encoding="utf-8")
    with serving([str(folder / "plain.py")], at=folder) as (site, process), visit(site) as connection:
        ask(connection, rerun("", ""))
        yield "a plain page with the same rows and two charts", warm(process, lambda: ask(connection, rerun("", "")))
    if program := shutil.which("datasette"):
        yield "Datasette's page of the same rows with two facets", datasette(program, folder, built)


def datasette(program: str, folder: Path, built: Path) -> float:
    """The CPU seconds of Datasette's page of the actions with two facets."""
    sql = "SELECT action_ref, agency, action, state, due_on::TEXT, first_due_on::TEXT FROM position_on($as_of::DATE)"
    rows = query.result(store.connect(store.current(built)), sql, as_of=AS_OF).rows
    with sqlite3.connect(folder / "actions.db") as lite:
        lite.execute("CREATE TABLE actions (action_ref, agency, action, state, due_on, first_due_on)")
        lite.executemany("INSERT INTO actions VALUES (?, ?, ?, ?, ?, ?)", rows)
    port = free_port()
    command = [program, str(folder / "actions.db"), "--port", str(port), "--host", "127.0.0.1"]
    with running(command, f"http://127.0.0.1:{port}/-/versions.json", {}) as process:
        address = f"http://127.0.0.1:{port}/actions/actions?_facet=agency&_facet=state"
        urllib.request.urlopen(address).read()
        return warm(process, lambda: urllib.request.urlopen(address).read())


def many(built: Path, visitors: int) -> tuple[str, ...]:
    """How long visitors wait who open the overview all at once and then look again, with errors and memory."""
    with serving(["dashboard.py"], TRACKER_BUILT=str(built)) as (site, process), ExitStack() as connected:
        time.sleep(READY)  # or the memory that the preparation lets go of would be counted as the visitors'
        with visit(site) as connection:
            ask(connection, rerun(f"as_of={LATEST}", ""))
        before = memory(process)
        waits, errors = looks([connected.enter_context(visit(site)) for _ in range(visitors)])
        each = (memory(process) - before) / visitors
    return str(visitors), *middle_and_slow(waits), str(len(errors)), f"{each / 2**20:.2f}"


def looks(connections: Sequence[ClientConnection]) -> tuple[list[float], list[Exception]]:
    """How many seconds each visitor waited at each look, and what went wrong.

    All come at the same moment. That first look is not counted, and the others begin once everybody has been answered.
    """
    waits: list[float] = []
    errors: list[Exception] = []
    for each in (_look, partial(_read, waits)):
        threads = [threading.Thread(target=_try, args=(errors, partial(each, one))) for one in connections]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return waits, errors


def middle_and_slow(waits: Sequence[float]) -> tuple[str, str]:
    """The milliseconds within which half of all looks were answered, and 95 in 100."""
    ordered = sorted(waits)
    middle, slow = _ms(statistics.median(ordered), ordered[int(len(ordered) * 0.95)])
    return middle, slow


def _try(errors: list[Exception], do: Callable[[], None]) -> None:
    try:
        do()
    except Exception as error:  # counted, whatever it was
        errors.append(error)


def _look(connection: ClientConnection) -> None:
    ask(connection, rerun(f"as_of={LATEST}", ""), 120)


def _read(waits: list[float], connection: ClientConnection) -> None:
    """Looks every ten seconds or so, as people reading do."""
    for n in range(ROUNDS):
        time.sleep(5 + (hash((id(connection), n)) % 1_000) / 100)
        started = time.perf_counter()
        _look(connection)
        waits.append(time.perf_counter() - started)


if __name__ == "__main__":
    main(*sys.argv[1:])
