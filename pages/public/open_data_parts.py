"""The open-data files on the Data page: what each holds, where to fetch it, how large it is and its fingerprint."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from markupsafe import Markup

from tracker.html import blocks
from tracker.open_data import ADDRESS, OpenDataFile, files, package
from tracker.words import capital, day, readable_name

FORMATS, METADATA = ("CSV", "JSON", "Parquet"), "Metadata"
ABOUT_ALL = {
    ".zip": "All files in one, with the script that checks them",
    ".xlsx": "Excel: all tables in one workbook",
    "data-dictionary.csv": "Data dictionary: what each column of each table means",
    "README.md": "Read me: what is counted, keys and formats",
    "ledger.json": "Ledger: the record of each file received and of each change, chained",
    "check.py": "Check: a script that checks all of this, and a file that you were given",
    "datapackage.json": "Data package: describes every file for programs, with its SHA-256",
}
FORMATS_SAY = (
    "JSON and Parquet are exact: they hold text as it was written. The workbook and the CSV files are safe to "
    "open in a spreadsheet program: in the CSV, text that it would take for a formula has an apostrophe in front of "
    "it. The metadata beside each CSV file describes it (CSV on the Web). The files can be fetched without a browser, "
    "and the same records always give the same bytes."
)


def open_data() -> Iterator[Markup]:
    """What the files beside the database hold and where they are; nothing if there are none."""
    by_name, description = files(), package()
    if not by_name:
        return
    as_of = date.fromisoformat(description["as_of"])
    lead = f"Everything as at {day(as_of)}, the day of the last file received, for all agencies and reviews."
    yield blocks.lead(lead, FORMATS_SAY)
    how = "What is left out of it, and how to check it or a file that you were given"
    yield blocks.trail(blocks.link(how, blocks.address("corrections")))
    yield blocks.summary_list(_facts(description))
    yield blocks.bullets(_link(name, file, _about(name)) for name, file in by_name.items() if not file.table)
    tables = [resource for resource in description["resources"] if resource["type"] == "table"]
    titles = {table["name"]: table["title"] for table in tables}
    rows = [_row(table, title, by_name) for table, title in titles.items()]
    yield blocks.table("Each table on its own", ("Table", "Holds", *FORMATS, "Described by"), rows)
    sizes = [(name, file.size_bytes, _fingerprint(file)) for name, file in by_name.items()]
    table = blocks.table("Every file", ("File", "Bytes", "Fingerprint (SHA-256)"), sizes, ("Bytes",), True)
    yield blocks.details("Size and fingerprint of every file", table)


def _facts(description: dict[str, Any]) -> dict[str, str]:
    licences = [
        ", ".join(filter(None, (licence.get("title"), licence.get("path")))) for licence in description["licenses"]
    ]
    return {"Licence": licences[0] if licences else "None is named: ask the publisher before you use this data."}


def _row(table: str, title: str, by_name: dict[str, OpenDataFile]) -> tuple[blocks.Cell, ...]:
    by_format = {_format(name): (name, file) for name, file in by_name.items() if file.table == table}
    links = (_link(*by_format[format_], format_, table) for format_ in (*FORMATS, METADATA))
    return (capital(readable_name(table)), title, *links)


def _link(name: str, file: OpenDataFile, text: str, table: str = "") -> Markup:
    """A link with the size of its file; screen readers also announce which table it holds."""
    whose = blocks.hidden(f" of {table.replace('_', ' ')}") if table else ""
    words = Markup("{}{}, {:,} KB").format(text, whose, max(1, file.size_bytes // 1000))
    return blocks.link(blocks.whole(words) if table else words, f"{ADDRESS}/{name}")


def _format(name: str) -> str:
    if name.endswith("-metadata.json"):
        return METADATA
    return next(format_ for format_ in FORMATS if name.endswith(format_.lower()))


def _about(name: str) -> str:
    return next(words for ending, words in ABOUT_ALL.items() if name.endswith(ending))


def _fingerprint(file: OpenDataFile) -> Markup:
    return Markup('<code class="an-print">{}</code>').format(file.sha256)
