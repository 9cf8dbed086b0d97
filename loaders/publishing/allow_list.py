"""The named list of what the public copy may hold: loaders/publishing/published.toml."""

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from tracker import measure, terms

LIST = Path(__file__).parent / "published.toml"
BESIDE = ("words", "left_out")  # of the list, what is no table
WITHHELD = "Text not released for publication"


@dataclass(frozen=True)
class Column:
    """One public column. `is_name` says that rows are joined by it, so that it cannot be withheld."""

    name: str
    type: str
    why: str
    is_name: bool = False

    @property
    def is_text(self) -> bool:
        """Whether it holds words of any kind."""
        return "VARCHAR" in self.type


@cache
def tables() -> dict[str, tuple[Column, ...]]:
    """Every public table with its columns, in the order of the list."""
    return {
        table: tuple(Column(name, said["type"], said["why"], said.get("name", False)) for name, said in columns.items())
        for table, columns in _listed().items()
        if table not in BESIDE
    }


def words() -> tuple[str, ...]:
    """Of the cells as written, those that may be public."""
    return tuple(_listed()["words"])


def left_out() -> dict[str, str]:
    """Which rows of a table are left out, as a condition in SQL."""
    return _listed()["left_out"]


def vocabulary() -> frozenset[str]:
    """Every word of every scale: words of ours, which need no release."""
    defined = [*vars(terms).values(), *vars(measure).values()]
    scales = [scale for scale in defined if isinstance(scale, type) and issubclass(scale, StrEnum)]
    return frozenset(str(word) for scale in scales for word in scale)


@cache
def _listed() -> dict[str, dict[str, Any]]:
    return tomllib.loads(LIST.read_text(encoding="utf-8"))
