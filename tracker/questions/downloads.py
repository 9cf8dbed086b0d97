"""What can be downloaded: the tables of the open data and of the Data page, each selected by named columns."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

import duckdb

from tracker import compiled_words, query
from tracker import downloads as folder
from tracker.columns import in_sql
from tracker.columns.entries import COLUMNS, Column
from tracker.download_table import ACTION, DownloadTable

ROWS = {"responses": "r", "verifications": "v"}  # the alias that their SQL gives a row as the sheet filled it


def _tables() -> dict[str, DownloadTable]:
    """Every table by name, in display order."""
    modules = {one.name: import_module(f"{folder.__name__}.{one.name}") for one in iter_modules(folder.__path__)}
    tables = {name: _with_columns(name, module) for name, module in modules.items()}
    return dict(sorted(tables.items(), key=lambda one: one[1].order))


def _with_columns(name: str, module: ModuleType) -> DownloadTable:
    """A file's table, with every column that tracker/columns/ assigns to it and its own SQL does not name."""
    table: DownloadTable = module.TABLE
    given = [column for kind in COLUMNS.values() for column in kind.values() if column.open_data == name]
    others = [column for column in given if not re.search(rf"\b{column.column}\b", table.sql)]
    selected = " ".join(f"{_text(name, column)} AS {column.name}," for column in others)
    sql = re.sub(
        r"\{(\w+)\}", lambda match: compiled_words.in_sql(match[1]), table.sql.replace("-- {columns}", selected)
    )
    return replace(table, sql=sql, says=module.__doc__ or "")


def _text(name: str, column: Column) -> str:
    return f"texts['{column.name}']" if name == "actions" else in_sql.text(column, ROWS[name])


TABLES = _tables()


def rows(
    db: duckdb.DuckDBPyConnection, name: str, as_of: date, review: str | None = None, agency: str | None = None
) -> query.Result:
    """The rows of one of TABLES, in the order people read them."""
    return query.result(db, TABLES[name].sql, **values(name, as_of, review, agency))


def rows_of_actions(db: duckdb.DuckDBPyConnection, as_of: date, wanted: Iterable[tuple[str, str]]) -> query.Result:
    """The rows of the actions table for the actions in `wanted`, each a sender and a reference, in that order."""
    found = rows(db, "actions", as_of)
    sender, ref = map(found.columns.index, ACTION)
    by_name = {(row[sender], row[ref]): row for row in found.rows}
    return query.Result(found.columns, tuple(by_name[one] for one in wanted))


def values(name: str, as_of: date, review: str | None = None, agency: str | None = None) -> dict[str, Any]:
    """The SQL parameters of one of TABLES: the as-of date and filters that it uses."""
    filters = {"as_of": as_of, "review": review, "agency": agency}
    return {filter_: value for filter_, value in filters.items() if f"${filter_}" in TABLES[name].sql}
