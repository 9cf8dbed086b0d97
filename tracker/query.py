"""Returns the rows of a statement, typed: asked of the database once, and shared by everybody who looks."""

from typing import Any, NamedTuple, TypeVar

import msgspec

from tracker import day_tables
from tracker.cache import cached
from tracker.store import Connection

Row = TypeVar("Row", bound=tuple[Any, ...])
Value = TypeVar("Value")


class Result(NamedTuple):
    """Rows as plain values under the names of their columns, for code that takes any table."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


def uncached_rows(db: Connection, sql: str, row: type[Row], /, **values: object) -> tuple[Row, ...]:
    """The rows of a statement, each made a `row`: a NamedTuple whose fields are the columns, in order.

    `values` are bound to the statement's $names; neither they nor the answer are kept. Raises TypeError if the columns
    are not the fields, and msgspec.ValidationError if a value is not of its field's type: an unexpected null, a word of
    no scale.
    """
    answer, fields = _ask(db, sql, values), getattr(row, "_fields", ())
    if answer.columns != fields:
        raise TypeError(f"{row.__module__}.{row.__name__} has the fields {fields}, its SQL gives {answer.columns}")
    return _convert(answer.rows, row)


@cached
def rows(db: Connection, sql: str, row: type[Row], /, **values: object) -> tuple[Row, ...]:
    """The rows of a statement, typed as by `uncached_rows`, and kept; `values` are never words that somebody typed."""
    return uncached_rows(db, sql, row, **values)


def column(db: Connection, sql: str, type_: type[Value], /, **values: object) -> tuple[Value, ...]:
    """The values of a statement with one column. Raises msgspec.ValidationError if one is not of the type."""
    return _convert([value for (value,) in result(db, sql, **values).rows], type_)


def uncached_result(db: Connection, sql: str, /, **values: object) -> Result:
    """The rows of a statement, whatever its columns are, not kept: `values` may be words that somebody typed."""
    return _ask(db, sql, values)


@cached
def result(db: Connection, sql: str, /, **values: object) -> Result:
    """The rows of a statement, whatever its columns are; `values` are bound to its $names."""
    return _ask(db, sql, values)


def _ask(db: Connection, sql: str, values: dict[str, object]) -> Result:
    cursor = day_tables.cursor(db, values).execute(sql, values)
    return Result(tuple(name for name, *_ in cursor.description), tuple(cursor.fetchall()))


def _convert(values: object, type_: type[Value]) -> tuple[Value, ...]:
    try:
        return msgspec.convert(values, type=tuple[type_, ...])  # type: ignore[valid-type]  # known when it runs
    except msgspec.ValidationError as error:
        error.add_note(f"Each of these must be a {type_.__module__}.{type_.__qualname__}; places are counted from 0.")
        raise
