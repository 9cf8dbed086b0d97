"""The open-data files on the Data page: what each holds, where to fetch it, how large it is and its fingerprint."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from markupsafe import Markup

from tracker.html import blocks
from tracker.open_data import ADDRESS, File, files, package
from tracker.words import capital, day

FORMATS, METADATA = ("CSV", "JSON", "Parquet"), "Metadata"
ABOUT_ALL = {
    ".xlsx": "Excel: all tables in one workbook",
    "data-dictionary.csv": "Data dictionary: what each column of each table means",
    "README.md": "Read me: what is counted, keys and formats",
    "datapackage.json": "Data package: describes every file for programs, with its SHA-256",
}
EXACT = (
    "These files are exact: text stands in them as it was written, with nothing in front of it. Open the workbook in a "
    "spreadsheet program; the CSV files here are for other programs, and the metadata beside each describes it (CSV on "
    "the Web). They can be fetched without a browser, and the same records always give the same bytes."
)


def open_data() -> Iterator[Markup]:
    """Everything there is to say of the files beside the database; nothing where there are none."""
    found, said = files(), package()
    if not found:
        return
    as_of = date.fromisoformat(said["as_of"])
    yield blocks.lead(f"Everything as at {day(as_of)}, for all agencies and reviews.", EXACT)
    yield blocks.summary_list(_facts(said))
    yield blocks.bullets(_link(name, file, _about(name)) for name, file in found.items() if not file.table)
    titles = {one["name"]: one["title"] for one in said["resources"] if one["type"] == "table"}
    rows = [_row(table, title, found) for table, title in titles.items()]
    yield blocks.table("Each table on its own", ("Table", "Holds", *FORMATS, "Described by"), rows)
    prints = [(name, file.size_bytes, _print_of(file)) for name, file in found.items()]
    listed = blocks.table("Every file", ("File", "Bytes", "Fingerprint (SHA-256)"), prints, ("Bytes",), True)
    yield blocks.fold("Size and fingerprint of every file", listed)


def _facts(said: dict[str, Any]) -> dict[str, str]:
    licences = [", ".join(filter(None, (one.get("title"), one.get("path")))) for one in said["licenses"]]
    return {"Licence": licences[0] if licences else "None is named: ask the publisher before you use this data."}


def _row(table: str, title: str, found: dict[str, File]) -> tuple[blocks.Cell, ...]:
    held = {_format(name): (name, file) for name, file in found.items() if file.table == table}
    links = (_link(*held[format_], format_, table) for format_ in (*FORMATS, METADATA))
    return (capital(table.replace("_", " ")), title, *links)


def _link(name: str, file: File, text: str, table: str = "") -> Markup:
    """What a file is, and its size; what it is of is told to screen readers."""
    whose = blocks.hidden(f" of {table.replace('_', ' ')}") if table else ""
    said = Markup("{}{}, {:,} KB").format(text, whose, max(1, file.size_bytes // 1000))
    return blocks.link(blocks.whole(said) if table else said, f"{ADDRESS}/{name}")


def _format(name: str) -> str:
    if name.endswith("-metadata.json"):
        return METADATA
    return next(one for one in FORMATS if name.endswith(one.lower()))


def _about(name: str) -> str:
    return next(said for ending, said in ABOUT_ALL.items() if name.endswith(ending))


def _print_of(file: File) -> Markup:
    return Markup('<code class="an-print">{}</code>').format(file.sha256)
