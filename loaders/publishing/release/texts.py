"""The texts of the public columns as the database of the files received holds them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from loaders.publishing import allow_list
from tracker.columns import in_sql
from tracker.columns.entries import COLUMNS

SQL = Path(__file__).parent / "texts.sql"


@dataclass(frozen=True)
class Text:
    """A text of a public column, and the review, the sender and the reference that it belongs to."""

    column: str
    text: str
    review: str
    sender: str
    ref: str

    @property
    def is_name(self) -> bool:
        """Whether rows are joined by it, so that it cannot be withheld."""
        return self.column in name_columns()


def name_columns() -> frozenset[str]:
    """The columns of names and references, as table.column."""
    tables = allow_list.tables().items()
    return frozenset(f"{table}.{column.name}" for table, columns in tables for column in columns if column.is_name)


def releasable_columns() -> frozenset[str]:
    """The columns whose texts may be released, as table.column."""
    return frozenset(re.findall(r"SELECT '(\w+\.\w+)'", _statement()))


def read_texts(db: duckdb.DuckDBPyConnection) -> list[Text]:
    """Every text of a public column; a text that stands in several places comes once for each."""
    return [Text(*row) for row in db.execute(_statement()).fetchall()]


def _statement() -> str:
    """The statement that gives every text, with one line for each column of a sheet that may be public."""
    return SQL.read_text(encoding="utf-8").replace("-- {columns}", "\n    ".join(_lines()))


def _lines() -> Iterator[str]:
    for kind, columns in COLUMNS.items():
        for column in columns.values():
            if column.public and column.is_text:
                text = f"unnest({column.column})" if column.holds is list else in_sql.text(column, f"of_{kind}")
                where = " WHERE is_compiled" if column.compiled_only else ""
                place = f"{kind}_version.{column.column}"
                yield f"UNION ALL SELECT '{place}', {text}, review, sender, ref FROM of_{kind}{where}"
