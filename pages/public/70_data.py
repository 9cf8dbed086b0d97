"""Data: the position as files to download, what their columns mean, and every file that it was made from."""

from pages.parts.here import here
from pages.parts.show import section, show, title
from pages.parts.table_files import excel_button
from pages.public.data_parts import download, files_received, ledger, on_one_day, opening, tables
from pages.public.open_data_parts import open_data
from pages.public.program_parts import for_programs
from tracker.questions import returns

ALL_TABLES = "Download all tables in one workbook (Excel)"

now = here()
at = on_one_day(now)
title("Data")
show(*opening(at, now.as_of))
section("Downloads")
every = tables(at)
excel_button("all-tables", f"{at.tracker}, all tables of {at.agency or 'all agencies'}", every, ALL_TABLES, at)
for table in every:
    download(table, at)
if exact := [*open_data()]:
    section("Open data")
    show(*exact)
section("Calendar, feed and records")
show(*for_programs(at))
section("Files received")
show(ledger(returns.ledger_head(at.db, at.as_of)))
show(*files_received(at))
