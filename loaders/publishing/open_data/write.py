"""Writes the open data of a database: CSV, Excel, JSON and Parquet, with what describes them."""

from pathlib import Path

from loaders.publishing.open_data import formats, metadata
from loaders.publishing.open_data.metadata import Edition
from loaders.publishing.open_data.tables import OpenTable, tables
from loaders.publishing.open_data.workbook import workbook_bytes
from tracker import exports, store
from tracker.open_data import PACKAGE
from tracker.questions import choices, returns
from tracker.site import Publisher

TITLE = "Recommendations, actions and what became of them"


def write(database: Path, into: Path, publisher: Publisher) -> list[Path]:
    """Writes every file of the open data of one database into a new folder and gives their places.

    The position is that of the last day on which a file became known. The same database gives the same bytes.
    Raises NoDatabase.
    """
    db = store.connect(database)
    as_of = choices.last_known(db)
    if as_of is None:
        raise store.NoDatabase(f"The database {database.name} holds no file, so there is nothing to give away.")
    head, notes = returns.ledger_head(db, as_of), tuple(choices.notes(db, as_of))
    edition = Edition(publisher, as_of, head, choices.is_illustrative(db), notes)
    files = _files(tables(db, as_of), edition)
    into.mkdir(parents=True)
    for name, content in files.items():
        (into / name).write_bytes(content)
    return [into / name for name in files]


def _files(found: list[OpenTable], edition: Edition) -> dict[str, bytes]:
    """Every file by its name; the package comes last, since it holds the fingerprints of the others."""
    about = edition.says()
    note = exports.first_line(TITLE, edition.as_of, edition.is_illustrative, edition.head)
    files = {_name("open-data", "xlsx", edition): workbook_bytes(found, about, note)}
    holds: dict[str, str] = {}
    for table in found:
        made = _files_of(table, about, edition)
        files |= made
        holds |= dict.fromkeys(made, table.name)
    files[metadata.DICTIONARY] = metadata.dictionary(found)
    files[metadata.README] = metadata.readme(found, edition, _name(found[0].name, "csv", edition))
    return files | {PACKAGE: metadata.package(found, files, holds, edition)}


def _files_of(table: OpenTable, about: dict[str, str], edition: Edition) -> dict[str, bytes]:
    csv = _name(table.name, "csv", edition)
    return {
        csv: formats.csv_bytes(table, edition.mark),
        f"{csv}-metadata.json": metadata.csvw(table, csv, edition),
        _name(table.name, "json", edition): formats.json_bytes(table, about),
        _name(table.name, "parquet", edition): formats.parquet_bytes(table, about),
    }


def _name(what: str, ending: str, edition: Edition) -> str:
    return exports.file_name(what.replace("_", "-"), edition.as_of, edition.is_illustrative, ending)
