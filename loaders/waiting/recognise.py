"""Whose file it may be: the sender that its form was made for, or the senders whose layouts read records from it."""

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
    """A sender whose layout finds all its headings in a file, how many they are, and how many records it reads.

    Of a form that was made here it is the sender alone that it was made for, with its columns and rows.
    """

    sender: str
    agency: str
    records: int
    headings: int
    is_form: bool = False


def fits(file: Path, on: date, layouts: Path, requests: Requests) -> list[Fit]:
    """The senders whose layout of a day reads records from a file, those with the most headings first.

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
        except NotReadable:  # one of its sheets or headings is not there
            continue
        records = sum(len(table.rows.records) for table in tables)
        yield Fit(sender, layout.agency, records, sum(len(table.columns.places) for table in tables))


def difference(file: Path, sender: str, on: date, layouts: Path) -> str:
    """What in a file is not as the layout of a sender says, in words for people; "" where it is as it says.

    Raises NotReadable where nobody can read the file, or where there is nothing in it to read.
    """
    try:
        tables_of(read_workbook(file), layout_for(sender, on, layouts))
    except NotAsLaidOut as error:
        return error.found
    return ""


def recognised(found: Sequence[Fit]) -> str:
    """The sender, where only one fits; "" otherwise, since agencies may use one template."""
    return found[0].sender if len(found) == 1 else ""
