"""Writes the open data of a database: CSV, Excel, JSON and Parquet, with what describes them and how to check them."""

import io
import zipfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from loaders.publishing.open_data import formats, metadata
from loaders.publishing.open_data.chain import ledger_json
from loaders.publishing.open_data.metadata import PublicationInfo
from loaders.publishing.open_data.tables import OpenTable, tables
from loaders.publishing.open_data.workbook import workbook_bytes
from loaders.publishing.publication import LedgerChange
from tracker import exports, store
from tracker.open_data import PACKAGE
from tracker.questions import choices, returns
from tracker.site import Publisher

TITLE = "Recommendations, actions and what became of them"
LEDGER = "ledger.json"
CHECK = Path(__file__).parent / "check.py"  # published unchanged


def write(database: Path, into: Path, publisher: Publisher, changes: Sequence[LedgerChange] = ()) -> list[Path]:
    """Writes every file of a database's open data into a new folder and returns their paths.

    `changes` are the ledger records that are not of received files. The position is that of the last day on which a
    file became known. The same database gives the same bytes. Raises NoDatabase if it holds no file.
    """
    with closing(store.open_file(database)) as db:
        files = _files_of_database(db, database.name, publisher, changes)
    into.mkdir(parents=True)
    for name, content in files.items():
        (into / name).write_bytes(content)
    return [into / name for name in files]


def _files_of_database(
    db: store.Connection, name: str, publisher: Publisher, changes: Sequence[LedgerChange]
) -> dict[str, bytes]:
    as_of = choices.last_known(db)
    if as_of is None:
        raise store.NoDatabase(f"The database {name} holds no file, so there is nothing to give away.")
    made_from, notes = returns.made_from(db, as_of), tuple(choices.notes(db, as_of))
    info = PublicationInfo(publisher, as_of, made_from, choices.is_illustrative(db), notes)
    return _files(tables(db, as_of), info, ledger_json(db, changes, info.facts()))


def _files(open_tables: list[OpenTable], info: PublicationInfo, ledger: bytes) -> dict[str, bytes]:
    """The content of every file by its name; last come the package, with their fingerprints, and the archive of all."""
    about = info.facts()
    note = exports.first_line(TITLE, info.as_of, info.is_illustrative, info.made_from)
    files = {_name("open-data", "xlsx", info): workbook_bytes(open_tables, about, note)}
    table_of: dict[str, str] = {}
    for table in open_tables:
        of_table = _files_of(table, about, info)
        files |= of_table
        table_of |= dict.fromkeys(of_table, table.name)
    files[metadata.DICTIONARY] = metadata.dictionary(open_tables)
    files[metadata.README] = metadata.readme(open_tables, info, _name(open_tables[0].name, "csv", info))
    files |= {LEDGER: ledger, CHECK.name: CHECK.read_bytes()}
    archive = _name("open-data", "zip", info)
    files[PACKAGE] = metadata.package(open_tables, files, table_of, info, archive)
    return files | {archive: _archive(files, Path(archive).stem)}


def _archive(files: dict[str, bytes], folder: str) -> bytes:
    """A ZIP file with all files in one folder; the same files always give the same bytes."""
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(f"{folder}/{name}"), content, zipfile.ZIP_DEFLATED)
    return into.getvalue()


def _files_of(table: OpenTable, about: dict[str, str], info: PublicationInfo) -> dict[str, bytes]:
    csv = _name(table.name, "csv", info)
    return {
        csv: formats.csv_bytes(table, info.invented_label),
        f"{csv}-metadata.json": metadata.csvw(table, csv, info),
        _name(table.name, "json", info): formats.json_bytes(table, about),
        _name(table.name, "parquet", info): formats.parquet_bytes(table, about),
    }


def _name(what: str, ending: str, info: PublicationInfo) -> str:
    return exports.file_name(what.replace("_", "-"), info.as_of, info.is_illustrative, ending)
