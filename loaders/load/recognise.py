"""Who may have sent a file: the sender that its form was made for, or the senders whose layouts read records in it."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from loaders.mapping.layout_files import layout_for, senders
from loaders.mapping.sheets import tables_of
from loaders.reader.read_file import Workbook, read_workbook
from loaders.received.request_log import Requests
from loaders.request.recognise import form_on_record
from tracker.findings import NotAsLaidOut, NotReadable


class Fit(NamedTuple):
    """A sender whose layout finds all its headings in a file, with the number of headings and of records read.

    For a form that was made here, only the sender that it was made for fits, with the form's columns and rows.
    """

    sender: str
    agency: str
    records: int
    headings: int
    is_form: bool = False


def fits(file: Path, on: date, layouts: Path, requests: Requests) -> list[Fit]:
    """The senders whose layout for a day reads records from a file, those with the most headings first.

    `requests` are the forms on record. Raises NotReadable where nobody can read the file.
    """
    workbook = read_workbook(file)
    if form := form_on_record(workbook, requests):
        return [Fit(form.sender, form.agency, len(form.rows), len(form.columns), is_form=True)]
    return sorted(_each(workbook, on, layouts), key=lambda fit: (-fit.headings, fit.sender))


def _each(workbook: Workbook, on: date, layouts: Path) -> Iterator[Fit]:
    for sender in senders(layouts):
        try:
            layout = layout_for(sender, on, layouts)
            tables = tables_of(workbook, layout)
        except NotReadable:  # one of the layout's sheets or headings is missing
            continue
        records = sum(len(table.rows.records) for table in tables)
        yield Fit(sender, layout.agency, records, sum(len(table.columns.places) for table in tables))


def difference(file: Path, sender: str, on: date, layouts: Path) -> str:
    """How a file differs from its sender's layout, in words for people; "" if it does not.

    Raises NotReadable if the file cannot be read, or holds nothing to read.
    """
    try:
        tables_of(read_workbook(file), layout_for(sender, on, layouts))
    except NotAsLaidOut as error:
        return error.found
    return ""


def only_sender(candidates: Sequence[Fit]) -> str:
    """The sender where only one fits; "" otherwise, since several agencies may use one template."""
    return candidates[0].sender if len(candidates) == 1 else ""
