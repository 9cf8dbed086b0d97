"""Data: the position as files to download, what their columns mean, and every file that it was made from."""

from collections.abc import Iterator
from datetime import date

from markupsafe import Markup

from pages.parts.here import Here, here
from pages.parts.position_files import all_tables_link
from pages.parts.show import show
from pages.public.data_parts import download, files_received, ledger, on_one_day, opening
from pages.public.open_data_parts import open_data
from pages.public.program_parts import for_programs
from tracker.html import blocks
from tracker.questions import downloads, returns


def pieces(at: Here, today: date) -> Iterator[Markup]:
    """Everything on the page."""
    yield blocks.title("Data")
    yield from opening(at, today)
    yield blocks.section("Downloads")
    yield all_tables_link(at)
    for table in downloads.TABLES:
        yield from download(table, at)
    if exact := [*open_data()]:
        yield from (blocks.section("Open data"), *exact)
    yield blocks.section("Calendar, feed and records")
    yield from for_programs(at)
    yield blocks.section("Files received")
    yield ledger(returns.ledger_head(at.db, at.as_of))
    yield from files_received(at)


now = here()
show(*pieces(on_one_day(now), now.as_of))
