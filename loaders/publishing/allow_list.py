"""The list of all that the public copy may hold, from loaders/publishing/published.toml and tracker/columns/."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from tracker import file_terms, measure, terms
from tracker.columns import in_sql
from tracker.columns.entries import COLUMNS
from tracker.terms import Kind

LIST = Path(__file__).parent / "published.toml"
LEFT_OUT = "left_out"  # the one entry of the list that is not a table
KINDS = {f"{kind}_version": kind for kind in Kind}  # the tables that sheets fill


@dataclass(frozen=True)
class PublicColumn:
    """One public column.

    `is_name`: rows are joined by it, so it cannot be withheld. `is_fingerprint`: it holds fingerprints that we made,
    so nothing in it needs a release. `words_of` has the columns, as table.column, whose words it holds; the keys are
    kinds of change in a column of changes, and the columns themselves in any other.
    """

    name: str
    type: str
    why: str
    is_name: bool = False
    is_fingerprint: bool = False
    words_of: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_text(self) -> bool:
        """Whether it holds words; fingerprints are none."""
        return "VARCHAR" in self.type and not self.is_fingerprint

    @property
    def is_of_changes(self) -> bool:
        """Whether the kind of change decides which column its words come from."""
        return any(change != place for change, place in self.words_of.items())


@cache
def tables() -> dict[str, tuple[PublicColumn, ...]]:
    """Every public table with its columns, in the order of the list."""
    return {
        table: (*_of_ours(columns), *(_of_sheets(KINDS[table]) if table in KINDS else ()))
        for table, columns in _content().items()
        if table != LEFT_OUT
    }


def _of_ours(columns: Mapping[str, Mapping[str, Any]]) -> Iterator[PublicColumn]:
    """The public columns that published.toml lists for a table: no sheet fills them."""
    for name, entry in columns.items():
        of = entry.get("words_of", {})
        words_of = of if isinstance(of, dict) else {place: place for place in of}
        is_name, is_fingerprint = entry.get("name", False), entry.get("fingerprint", False)
        yield PublicColumn(name, entry["type"], entry["why"], is_name, is_fingerprint, words_of)


def _of_sheets(kind: Kind) -> Iterator[PublicColumn]:
    """The public columns that a sheet fills, and the map of the cells as written if any of them may be public."""
    for column in in_sql.database_columns(kind):
        if column.public:
            place = f"{kind}_version.{column.name}"
            words_of = {place: place} if column.of in _texts(kind) else {}
            yield PublicColumn(column.name, column.type, column.public, column.is_name, words_of=words_of)
    if words(kind):
        yield PublicColumn("words", "MAP(VARCHAR, VARCHAR)", "only the cells that tracker/columns/ names as public")


def _texts(kind: Kind) -> frozenset[str]:
    """The columns of a sheet that hold the sender's words."""
    return frozenset(name for name, column in COLUMNS[kind].items() if column.is_text)


def words(kind: Kind) -> tuple[str, ...]:
    """The columns of a row of one kind that are kept only as written and may be public."""
    return tuple(name for name, column in COLUMNS[kind].items() if column.public and column.only_as_written)


def rows_left_out() -> dict[str, str]:
    """For each table with rows that are left out, an SQL condition that finds them."""
    return _content()[LEFT_OUT]


def vocabulary() -> frozenset[str]:
    """Every word of every scale, and what stands for a review that nobody names: these are ours and need no release."""
    defined = [defined for module in (terms, file_terms, measure) for defined in vars(module).values()]
    scales = [scale for scale in defined if isinstance(scale, type) and issubclass(scale, StrEnum)]
    return frozenset(str(word) for scale in scales for word in scale) | {terms.REVIEW_NOT_STATED}


@cache
def _content() -> dict[str, dict[str, Any]]:
    return tomllib.loads(LIST.read_text(encoding="utf-8"))
