"""Data: the position as files to download, what their columns mean, and every file that it was made from."""

from collections.abc import Iterator
from datetime import date
from functools import partial

from pages.parts.here import Here, here
from pages.parts.show import Piece, show_each
from pages.parts.table_files import excel_button
from pages.public.data_parts import download, files_received, ledger, on_one_day, opening, tables
from pages.public.open_data_parts import open_data
from pages.public.program_parts import for_programs
from tracker.html import blocks
from tracker.questions import returns

ALL_TABLES = "Download all tables in one workbook (Excel)"


def pieces(at: Here, today: date) -> Iterator[Piece]:
    """Everything on the page."""
    yield blocks.title("Data")
    yield from opening(at, today)
    yield blocks.section("Downloads")
    every, whose = tables(at), f"{at.tracker}, all tables of {at.agency or 'all agencies'}"
    yield partial(excel_button, "all-tables", whose, every, ALL_TABLES, at)
    for table in every:
        yield from download(table, at)
    if exact := [*open_data()]:
        yield from (blocks.section("Open data"), *exact)
    yield blocks.section("Calendar, feed and records")
    yield from for_programs(at)
    yield blocks.section("Files received")
    yield ledger(returns.ledger_head(at.db, at.as_of))
    yield from files_received(at)


now = here()
show_each(pieces(on_one_day(now), now.as_of))
