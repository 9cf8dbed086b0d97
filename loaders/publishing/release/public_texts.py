"""Which texts may be public: what a committee decided for whole columns, and what an officer released one by one."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from loaders.publishing import allow_list
from loaders.publishing.release.release_log import Release, last_words
from tracker.columns import in_sql
from tracker.columns.entries import COLUMNS
from tracker.findings import NotReadable

DECISIONS = "publication.toml"
TEXTS = Path(__file__).parent / "texts.sql"
NAMES = "names"  # in a decision: every column whose values are names or references


@dataclass(frozen=True)
class Decision:
    """That every text of some columns may be public: who decided, when and why; "" of sender or review means any."""

    by: str
    on: date
    columns: tuple[str, ...]
    why: str
    sender: str = ""
    review: str = ""

    def covers(self, text: "Text") -> bool:
        """Whether it releases a text."""
        is_of = text.column in self.columns or (NAMES in self.columns and text.is_name)
        return is_of and self.sender in ("", text.sender) and self.review in ("", text.review)


@dataclass(frozen=True)
class Text:
    """One text of a public column, and where it stands."""

    column: str
    text: str
    review: str
    sender: str
    ref: str

    @property
    def is_name(self) -> bool:
        """Whether rows are joined by it, so that it cannot be withheld."""
        return self.column in names()


def names() -> frozenset[str]:
    """The columns that hold names and references, as table.column."""
    tables = allow_list.tables().items()
    return frozenset(f"{table}.{column.name}" for table, columns in tables for column in columns if column.is_name)


def texts(db: duckdb.DuckDBPyConnection) -> list[Text]:
    """Every text of a public column that the database as loaded holds."""
    return [Text(*row) for row in db.execute(_statement()).fetchall()]


def _statement() -> str:
    """The statement that gives every text, with one line for each column of a sheet that may be public."""
    return TEXTS.read_text(encoding="utf-8").replace("-- {columns}", "\n    ".join(_of_sheets()))


def _of_sheets() -> Iterator[str]:
    for kind, columns in COLUMNS.items():
        for column in columns.values():
            if column.public and column.is_text:
                text = f"unnest({column.column})" if column.holds is list else in_sql.text(column, f"of_{kind}")
                where = " WHERE is_compiled" if column.compiled_only else ""
                stands_in = f"{kind}_version.{column.column}"
                yield f"UNION ALL SELECT '{stands_in}', {text}, review, sender, ref FROM of_{kind}{where}"


def decisions(folder: Path) -> tuple[Decision, ...]:
    """What was decided, from the file beside the ledger; none where there is no such file. Raises NotReadable."""
    path = folder / DECISIONS
    if not path.exists():
        return ()
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
        return tuple(_decision(line) for line in said["decision"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NotReadable(f"{path} cannot be used: {error}. docs/publishing.md shows what it holds.") from error


def _decision(line: dict[str, Any]) -> Decision:
    known = {*_columns(), NAMES}
    if unknown := set(line["columns"]) - known:
        raise ValueError(f"no column {sorted(unknown)[0]!r} is public")
    if not line["by"].strip() or not isinstance(line["on"], date):
        raise ValueError("a decision needs `by`, the post of who decided, and `on`, a date")
    return Decision(**{**line, "columns": tuple(line["columns"])})


def _columns() -> frozenset[str]:
    """The columns whose texts may be released, as table.column."""
    return frozenset(re.findall(r"SELECT '(\w+\.\w+)'", _statement()))


def public(found: Sequence[Text], decided: Sequence[Decision], one_by_one: Sequence[Release]) -> frozenset[str]:
    """The texts that may be public: an officer's last word on a text, else whether a decision covers it."""
    said = last_words(one_by_one)
    covered = {text.text for text in found if any(decision.covers(text) for decision in decided)}
    return frozenset(text.text for text in found if said.get(text.text, text.text in covered))
