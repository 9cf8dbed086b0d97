"""Prepares what is the same for all visitors, when the server starts and again for each new database."""

import gc
import inspect
import logging
from importlib import import_module
from pathlib import Path
from threading import Lock, Thread

from pages.parts.here import NAME
from pages.parts.today import london_day
from pages.server.first_sight import first_sight
from tracker import any_day, day_tables, store

# What Streamlit and the first pages load only once somebody looks: a third of the first visitor's wait.
LATE = (
    "numpy", "PIL.Image", "pages.parts.texts", "pages.parts.chart_block", "pages.parts.change_tables",
    "tracker.word_forms",
)  # fmt: skip
LOG = logging.getLogger(__name__)
_ready: list[Path] = []  # at most one: the database last made ready
_under_way = Lock()


def make_ready() -> None:
    """Starts a thread that makes a new database ready; until it is done visitors are answered more slowly.

    If it fails, the next visitor starts it again.
    """
    try:
        path = store.current()
    except store.NoDatabase:
        return
    if path not in _ready and _under_way.acquire(blocking=False):
        Thread(target=_make_ready, args=(path,), name="readiness", daemon=True).start()


def _make_ready(path: Path) -> None:
    try:
        for module in LATE:
            import_module(module)
        import_module("tracker.charts.canvas").make_ready()  # not at the top: Altair would hold up the start
        db = store.connect_current()
        any_day.prepare(db)
        day_tables.prepare(db, london_day())
        first_sight({}, NAME)
        inspect.stack()  # Streamlit calls this for its first page, and finding the modules takes a sixth of a second
        _leave_to_itself()
        _ready[:] = [path]
    except (store.NoDatabase, store.DatabaseError) as error:
        LOG.warning("The database could not be made ready: %s", error)  # the page tells a visitor what can be done
    finally:
        _under_way.release()


def _leave_to_itself() -> None:
    """Makes Python's garbage collector skip every object that exists now.

    Modules and answers stay, and looking through them all would hold up a visitor for a tenth of a second each time.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
