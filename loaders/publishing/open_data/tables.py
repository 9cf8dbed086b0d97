"""The tables of the open data, read from a database, with every column named, typed and explained."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from tracker.download_table import DownloadTable
from tracker.questions.dictionary import meanings
from tracker.questions.downloads import TABLES, values
from tracker.store import Connection

TEXT, DATE, WHOLE_NUMBER, YES_OR_NO, TEXTS = "text", "date", "whole number", "true or false", "list of texts"
SEPARATORS = (";", "|", "\t", "\x1f")


@dataclass(frozen=True)
class OpenColumn:
    """One column; `separator` goes between the texts of a list when one cell must hold them, "" if it is no list."""

    name: str
    means: str
    kind: str
    separator: str


@dataclass(frozen=True)
class OpenTable:
    """One table: `rows` are in the order of its key, with empty texts as null."""

    name: str
    about: DownloadTable
    columns: tuple[OpenColumn, ...]
    rows: pa.Table

    def plain_rows(self) -> Iterator[tuple[Any, ...]]:
        """Every row as plain values: text, date, whole number, true or false, list of texts, or None."""
        for batch in self.rows.to_batches(max_chunksize=10_000):
            yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)

    def flat_rows(self) -> Iterator[tuple[Any, ...]]:
        """Every row as plain values, with each list joined into one text, None if it is empty."""
        for row in self.plain_rows():
            yield tuple(
                column.separator.join(value) or None if column.separator else value
                for column, value in zip(self.columns, row, strict=True)
            )


def tables(db: Connection, as_of: date) -> list[OpenTable]:
    """Every table of the open data, at the position as of a date."""
    return [_table(db, name, as_of) for name in TABLES]


def _table(db: Connection, name: str, as_of: date) -> OpenTable:
    sql = (
        f"SELECT * FROM ({TABLES[name].sql}) ORDER BY ALL"  # the key comes first, so that the order is always the same
    )
    rows = _no_empty_texts(db.cursor().sql(sql, params=values(name, as_of)).to_arrow_table())
    columns = tuple(
        OpenColumn(column, means, _kind(rows.schema.field(column).type), _separator(rows[column]))
        for column, means in meanings(db, name, rows.column_names)
    )
    return OpenTable(name, TABLES[name], columns, rows)


def _no_empty_texts(rows: pa.Table) -> pa.Table:
    """Makes every empty text null, for every format, since a cell of a CSV file cannot tell the two apart."""
    for at, field in enumerate(rows.schema):
        if pa.types.is_string(field.type):
            is_empty = pc.equal(rows[field.name], "")
            rows = rows.set_column(at, field.name, pc.if_else(is_empty, pa.scalar(None, pa.string()), rows[at]))
    return rows


def _kind(type_: pa.DataType) -> str:
    if pa.types.is_list(type_):
        return TEXTS
    if pa.types.is_date(type_):
        return DATE
    if pa.types.is_boolean(type_):
        return YES_OR_NO
    return WHOLE_NUMBER if pa.types.is_integer(type_) else TEXT


def _separator(column: pa.ChunkedArray) -> str:
    """The first of SEPARATORS that occurs in no text of the lists; "" for a column that holds no lists."""
    if not pa.types.is_list(column.type):
        return ""
    texts = set(pc.list_flatten(column).to_pylist())
    return next(separator for separator in SEPARATORS if not any(separator in text for text in texts))
