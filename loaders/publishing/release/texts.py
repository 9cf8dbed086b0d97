"""The texts of the public columns in the database of the files received, and whether anybody saw them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

import duckdb

from loaders.publishing import allow_list
from tracker.columns import in_sql
from tracker.columns.entries import COLUMNS

SQL = Path(__file__).parent / "texts.sql"
WITH_MARKS = ""  # in `seen_in`: any format that says which cells are hidden


class Key(NamedTuple):
    """What a release is for: one text in one column of one sender; for a name or a reference, the text alone.

    Rows are joined by names, so one that is public in one place cannot be withheld in another.
    """

    column: str
    sender: str
    text: str


@dataclass(frozen=True)
class Text:
    """A text of a public column, and the review, the sender and the reference that it belongs to.

    The other fields cover the same words anywhere in that column of that sender: `first_on` is the day on which they
    were first known. `seen_in` lists the formats of files in which nothing says that they are hidden: WITH_MARKS, or
    one such as ".csv", which cannot say so. `hidden` has every reason why they are not seen in other places.
    """

    column: str
    text: str
    review: str
    sender: str
    ref: str
    first_on: date = date.min
    seen_in: tuple[str, ...] = (WITH_MARKS,)
    hidden: tuple[str, ...] = ()

    @property
    def is_name(self) -> bool:
        """Whether rows are joined by it, so that it cannot be withheld."""
        return self.column in name_columns()

    @property
    def key(self) -> Key:
        """The key that a release of this text has."""
        return Key("", "", self.text) if self.is_name else Key(self.column, self.sender, self.text)

    @property
    def place(self) -> str:
        """Where the text is, in words: “action: reason” of LR09 from police."""
        of = f" of {self.ref}" if self.ref else ""
        return f"“{column_words(self.column)}”{of}" + (f" from {self.sender}" if self.sender else "")


def column_words(column: str) -> str:
    """A column in words: “action: reason” for action_version.reason."""
    table, _, name = column.partition(".")
    return f"{table.removesuffix('_version')}: {name}".replace("_", " ")


@cache
def name_columns() -> frozenset[str]:
    """The columns of names and references, as table.column."""
    tables = allow_list.tables().items()
    return frozenset(f"{table}.{column.name}" for table, columns in tables for column in columns if column.is_name)


def releasable_columns() -> frozenset[str]:
    """The columns whose texts may be released, as table.column."""
    return frozenset(re.findall(r"SELECT\s+'(\w+\.\w+)'", _statement()))


def read_texts(db: duckdb.DuckDBPyConnection) -> list[Text]:
    """Every text of a public column; a text in several places comes once for each."""
    return [_text(*row) for row in db.execute(_statement()).fetchall()]


def _text(place: str, text: str, review: str, sender: str, ref: str, on: date, *lists: list[str]) -> Text:
    return Text(place, text, review, sender, ref, on, *map(tuple, lists))


def _statement() -> str:
    """The SQL that selects every text, with one line for each column of a sheet that may be public."""
    return SQL.read_text(encoding="utf-8").replace("-- {columns}", "\n    ".join(_lines()))


def _lines() -> Iterator[str]:
    for kind, columns in COLUMNS.items():
        for column in columns.values():
            if column.public and column.is_text:
                text = f"unnest({column.column})" if column.holds is list else in_sql.text(column, f"of_{kind}")
                where = " WHERE is_compiled" if column.compiled_only else ""
                selected = f"'{kind}_version.{column.column}', {text}, review, sender, ref, known_on, without_marks"
                yield f"UNION ALL SELECT {selected}, hidden['{column.name}'] FROM of_{kind}{where}"
