"""What is the same for all visitors, made ready as the server starts and again for each new database."""

import gc
import inspect
import logging
from importlib import import_module
from pathlib import Path
from threading import Thread

from pages.parts.here import NAME
from pages.parts.today import london_day
from pages.server.first_sight import first_sight
from tracker import any_day, day_tables, store

# What Streamlit and the first pages load only once somebody looks: a third of what the first visitor waited for.
LATE = (
    "numpy", "PIL.Image", "pages.parts.texts", "pages.parts.chart_block", "pages.parts.change_tables",
    "tracker.word_forms",
)  # fmt: skip
LOG = logging.getLogger(__name__)
_ready: list[Path] = []  # the database that was made ready last


def make_ready() -> None:
    """Begins to make a database ready that was not there before; until then visitors are answered more slowly."""
    try:
        path = store.current()
    except store.NoDatabase:
        return
    if path not in _ready:
        _ready[:] = [path]
        Thread(target=_make_ready, name="readiness", daemon=True).start()


def _make_ready() -> None:
    try:
        for module in LATE:
            import_module(module)
        import_module("tracker.charts.canvas").make_ready()  # loaded here: Altair would hold up the start
        db = store.shown()
        any_day.keep(db)
        day_tables.keep(db, london_day())
        first_sight({}, NAME)
        inspect.stack()  # Streamlit asks this of its first page, and to find the modules takes a sixth of a second
        _leave_to_itself()
    except (store.NoDatabase, store.DatabaseError) as error:
        LOG.warning("The database could not be made ready: %s", error)  # a visitor is told what can be done


def _leave_to_itself() -> None:
    """Has Python's collector pass over what is there now.

    Modules and answers stay, and to look through all of them holds up some visitor for a tenth of a second each time.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
