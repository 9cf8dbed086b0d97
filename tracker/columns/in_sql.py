"""The columns that a sheet may fill, as SQL: their tables, their comments, and the rows that a load inserts."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from tracker.columns.entries import COLUMNS, Column
from tracker.terms import Kind

TEXT = "VARCHAR"
TYPES = {date: "DATE", list: "VARCHAR[]"}  # everything else is text
PRECISION = "_precision"
A_WORD = "a word of the vocabulary"


class DatabaseColumn(NamedTuple):
    """A column of <kind>_version; `of` is its column of the sheet as read, `public` why it is public, "" if not."""

    name: str
    type: str
    means: str
    is_nullable: bool
    of: str
    public: str
    is_name: bool


def database_columns(kind: Kind) -> Iterator[DatabaseColumn]:
    """Yields every column that a sheet fills in the table of its kind, in the order of its file."""
    for name, column in COLUMNS[kind].items():
        if column.only_as_written:
            continue
        is_nullable = column.holds is date and not column.required
        type_ = TYPES.get(column.holds, TEXT)
        yield DatabaseColumn(column.column, type_, column.means, is_nullable, name, column.public, column.is_name)
        if column.precision:
            public = A_WORD if column.public else ""
            yield DatabaseColumn(
                f"{column.column}{PRECISION}", TEXT, column.precision, False, name + PRECISION, public, False
            )


def definitions(kind: Kind) -> str:
    """The definitions of a kind's columns, for the CREATE TABLE of its table."""
    return ",\n    ".join(
        f"{one.name} {one.type}{'' if one.is_nullable else ' NOT NULL'}" for one in database_columns(kind)
    )


def comments(kind: Kind) -> str:
    """SQL statements that say in the database what each column of a kind means."""
    return "".join(
        f"COMMENT ON COLUMN {kind}_version.{one.name} IS '{escape_quotes(one.means)}';\n"
        for one in database_columns(kind)
    )


def values(kind: Kind) -> str:
    """The SELECT list that turns rows as read and checked into rows of their kind's table."""
    return ", ".join(f"CAST({one.of} AS {one.type}) AS {one.name}" for one in database_columns(kind))


def published_struct(kind: Kind, row: str, is_compiled: str) -> str:
    """What may be published of a `row` of its kind's table, as one SQL struct; `is_compiled` is SQL as well."""
    named = [f"{one.name}: {row}.{one.name}" for one in database_columns(kind) if one.public]
    for column in COLUMNS[kind].values():
        if column.public and column.only_as_written:
            words = text(column, row)
            named.append(f"{column.name}: " + (f"if({is_compiled}, {words}, '')" if column.compiled_only else words))
    return f"{{{', '.join(named)}}}"


def texts(kind: Kind, row: str, **known: str) -> str:
    """An SQL map from our name to the text of every column that holds one text, for a `row` of its kind's table.

    `known` gives the expression for each text that comes from elsewhere than the row.
    """
    text_columns = [one for one in COLUMNS[kind].values() if one.holds is str]
    named = ", ".join(f"'{one.name}': {known.get(one.name) or text(one, row)}" for one in text_columns)
    return f"MAP {{{named}}}"


def text(column: Column, row: str) -> str:
    """The SQL of a column's text in a `row` of its kind's table; "" if nothing is written."""
    return f"coalesce({row}.words['{column.name}'], '')" if column.only_as_written else f"{row}.{column.column}"


def escape_quotes(text: str) -> str:
    """A text escaped for use between quotes in SQL."""
    return text.replace("'", "''")
