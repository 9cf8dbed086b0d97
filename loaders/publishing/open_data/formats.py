"""One table of the open data: as CSV that is safe to open, and as JSON and Parquet, exact to the last character."""

import csv
import io
import json
from datetime import date
from typing import Any

import pyarrow.parquet as pq

from loaders.publishing.open_data.tables import OpenTable
from tracker.exports import safe_text


def csv_bytes(table: OpenTable, mark: str) -> bytes:
    """CSV by RFC 4180 in UTF-8: 2026-03-31, true, nothing for null. A `mark` has a line of its own above the headings.

    Text that a spreadsheet program would take for a formula gets an apostrophe in front, and every cell is in quotes:
    otherwise a program that separates by semicolons would split a text.
    """
    into = io.StringIO()
    writer = csv.writer(into, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    if mark:
        writer.writerow([mark])
    writer.writerow(column.name for column in table.columns)
    writer.writerows([_csv_cell(value) for value in row] for row in table.flat_rows())
    return into.getvalue().encode()


def _csv_cell(value: Any) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    return safe_text(value) if isinstance(value, str) else value


def json_bytes(table: OpenTable, about: dict[str, Any]) -> bytes:
    """A JSON object with `about` and `rows`, one row per line as an object; lists stay lists, dates are 2026-03-31."""
    names = [column.name for column in table.columns]
    rows = ",\n".join(_json(dict(zip(names, row, strict=True))) for row in table.plain_rows())
    return f'{{"about": {_json(about)},\n"rows": [\n{rows}\n]}}\n'.encode()


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, default=date.isoformat)


def parquet_bytes(table: OpenTable, about: dict[str, Any]) -> bytes:
    """A Parquet file with typed columns; its own metadata holds `about` under that name."""
    into = io.BytesIO()
    pq.write_table(table.rows.replace_schema_metadata({"about": _json(about)}), into, compression="zstd")
    return into.getvalue()
