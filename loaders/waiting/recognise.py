"""Whose file it may be: the senders whose layouts read records from it."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from loaders.mapping.layout import Layout
from loaders.mapping.layout_files import layout_for, senders
from loaders.mapping.sheets import tables_of
from loaders.reader.read_file import Workbook, read_workbook
from tracker.findings import NotReadable


class Fit(NamedTuple):
    """A sender whose layout reads `records` rows of a file: of the `named` headings it names, `found` are there."""

    sender: str
    agency: str
    records: int
    found: int
    named: int

    @property
    def is_whole(self) -> bool:
        """Whether every heading that the layout names is in the file."""
        return self.found == self.named


def fits(file: Path, on: date, layouts: Path) -> list[Fit]:
    """The senders whose layout of a day reads records from a file, those with the most headings found first.

    Raises NotReadable where nobody can read the file.
    """
    found = _each(read_workbook(file), on, layouts)
    return sorted(found, key=lambda fit: (not fit.is_whole, -fit.found / fit.named, -fit.found, fit.sender))


def _each(workbook: Workbook, on: date, layouts: Path) -> Iterator[Fit]:
    for sender in senders(layouts):
        try:
            fit = _fit(sender, workbook, layout_for(sender, on, layouts))
        except NotReadable:  # its sheet or its headings are not there
            continue
        if fit.found * 2 >= fit.named:  # “Ref” and “Status” alone stand in half of all plans
            yield fit


def _fit(sender: str, workbook: Workbook, layout: Layout) -> Fit:
    tables = tables_of(workbook, layout)
    return Fit(
        sender,
        layout.agency,
        records=sum(len(table.rows.records) for table in tables),
        found=sum(len(table.columns.places) for table in tables),
        named=sum(len(entry.columns) * len(entry.sheet) for entry in layout.sheets),
    )


def recognised(found: Sequence[Fit]) -> str:
    """The one sender whose headings are all there, or the only one that fits at all; "" where several may be meant."""
    whole = [fit for fit in found if fit.is_whole] or found
    return whole[0].sender if len(whole) == 1 else ""
