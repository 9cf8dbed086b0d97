"""Data: the position as files to take away, what their columns mean, and every file that it was made from."""

from pages.parts.here import here
from pages.parts.show import section, show, title
from pages.public.data_parts import download, files_received, ledger, on_one_day, opening
from pages.public.open_data_parts import open_data
from tracker.questions import downloads, returns

now = here()
at = on_one_day(now)
title("Data")
show(*opening(at, now.as_of))
section("Downloads")
for name in downloads.TABLES:
    download(name, at)
if exact := [*open_data()]:
    section("Open data")
    show(*exact)
section("Files received")
show(ledger(returns.ledger_head(at.db, at.as_of)))
show(*files_received(at))
