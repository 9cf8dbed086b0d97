"""How long does a second reader wait while others flood the site? python -m benchmarks.flood full"""

import multiprocessing
import statistics
import tempfile
import threading
import time
from itertools import count
from math import ceil
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection

from benchmarks.pages import AS_OF
from benchmarks.server import ask, rerun, serving, visit
from benchmarks.table import table, targets
from loaders.load.load import load
from loaders.received.places import DATA
from tracker.site import DEFAULT

CONNECTIONS = 40
LOOKS, PAUSE = 40, 2  # the second reader's looks, and the seconds of reading between two of them
APART = 0.5  # seconds between two new connections from one address, as nginx lets them through
PAGES = ("", "overdue-and-moved", "agencies", "recommendations", "evidence", "actions")
FLOODS = ("nobody else", "one page again and again", "days that nobody asked for", "without waiting for answers")
WITHOUT_QUEUE = "[limits]\nanswers_at_once = 10000\nanswers_waiting = 10000\n"
SHORT = 300  # bytes; the message that ends an answer is shorter


def main() -> None:
    """Prints how long the second reader waits, alone and in each kind of flood, with the queue and without.

    A flood has as many connections as nginx lets one address have, begun as fast as nginx lets them begin. Each asks
    again as soon as it is answered. Measuring starts once they were answered twice on average: in its first round a
    flood cannot be told from new readers.
    """
    rows, wanted = [], []
    with tempfile.TemporaryDirectory() as folder:
        built = load(DATA / "examples" / "merrowshire" / "received", Path(folder) / "built").path.parent
        for queue, limits in {"with the queue": "", "without it": WITHOUT_QUEUE}.items():
            settings = Path(folder) / "site.toml"
            settings.write_text(DEFAULT.read_text(encoding="utf-8") + limits, encoding="utf-8")
            for flood in FLOODS:
                with serving(["dashboard.py"], TRACKER_BUILT=str(built), TRACKER_SITE=str(settings)) as (site, _):
                    waits = _second_reader(site, flood)
                rows.append([queue, flood, *(f"{1_000 * wait:.0f}" for wait in waits)])
                if not limits:
                    wanted.append((f"95 in 100, ms: {flood}", 500, 1_000 * waits[1]))
    print(f"Milliseconds that a second reader waits for a page: {LOOKS} looks with {PAUSE} seconds between, beside")
    print(f"{CONNECTIONS} connections of one address.\n")
    print(table(["", "flood", "median", "95 in 100 within", "slowest"], rows), end="\n\n")
    print(targets(wanted))


def _second_reader(site: str, flood: str) -> tuple[float, float, float]:
    """The median, the 95th of 100 and the longest wait, in seconds, of a reader who looks at one page after another."""
    with visit(site) as first:
        for page in PAGES:
            ask(first, rerun(f"as_of={AS_OF}", page), 60)
    asked = multiprocessing.Value("i", 0)
    flooding = multiprocessing.Process(target=_flood, args=(site, flood, asked), daemon=True)
    if flood != FLOODS[0]:
        flooding.start()
        time.sleep(CONNECTIONS * APART)
        while asked.value < 2 * CONNECTIONS:
            time.sleep(1)
    waits = []
    with visit(site) as reader:
        for n in range(LOOKS):
            started = time.perf_counter()
            ask(reader, rerun(f"as_of={AS_OF}", PAGES[n % len(PAGES)]), 120)
            waits.append(time.perf_counter() - started)
            time.sleep(PAUSE)
    if flooding.pid:
        flooding.kill()
    waits.sort()
    within = waits[ceil(len(waits) * 0.95) - 1]
    return statistics.median(waits), within, waits[-1]


def _flood(site: str, flood: str, asked: "Synchronized[int]") -> None:
    """Starts the flooders from one address; they have their own process, so as not to slow down the reader's side."""
    numbers = count()
    flooders = [threading.Thread(target=_flooder, args=(site, flood, numbers, asked)) for _ in range(CONNECTIONS)]
    for flooder in flooders:
        flooder.start()
        time.sleep(APART)


def _flooder(site: str, flood: str, numbers: "count[int]", asked: "Synchronized[int]") -> None:
    """Asks without end; a flooder that is cut off returns after 20 s, since nginx lets in two of its 40 a second."""
    while True:
        try:
            with visit(site) as connection:
                while True:
                    _ask_again(connection, flood, next(numbers))
                    with asked.get_lock():
                        asked.value += 1
        except (ConnectionClosed, TimeoutError, OSError):
            time.sleep(20)


def _ask_again(connection: ClientConnection, flood: str, number: int) -> None:
    day = f"2026-{1 + number // 28 % 12:02}-{1 + number % 28:02}" if flood == FLOODS[2] else AS_OF
    connection.send(rerun(f"as_of={day}", PAGES[number % len(PAGES)] if flood == FLOODS[2] else ""))
    if flood == FLOODS[3]:
        time.sleep(0.05)
        return
    while True:
        data = connection.recv(120)
        if len(data) < SHORT and ForwardMsg.FromString(bytes(data)).WhichOneof("type") == "script_finished":
            return


if __name__ == "__main__":
    main()
