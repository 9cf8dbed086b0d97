"""The columns that a sheet may fill; each has one entry in the file of its kind of sheet in this folder."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tracker import terms
from tracker.terms import Kind

TYPES: dict[str, type] = {
    "text": str,
    "list": list,
    "date": date,
}  # otherwise a scale in tracker/terms.py


class NotDescribed(ValueError):
    """An entry that cannot be used; the message says where, what was found and what to do."""


@dataclass(frozen=True)
class Column:
    """One column; every field except `kind`, `name` and `holds` is a key of its entry.

    `holds` is the type, and decides how cells are read: a text unchanged, a list split where the layout says, a date in
    the layout's order, a scale through the layout's words. `means` is the comment in the database and the line in the
    data dictionary; `precision` is that of a second column beside a date, which says how exactly the date was given.

    Either `public` says why the public copy holds the column, or `private` why not. A text is public once it is
    released; with `compiled_only` only in registers compiled from published sources. `is_name` marks what rows are
    joined by, which cannot be withheld. `open_data` is the table of tracker/downloads/ that contains the column,
    `searched_as` the name under which the search finds it. `sure` and `likely` are headings that `propose` knows, in
    small letters without punctuation: a `sure` one never means anything else, a `likely` one seldom does.

    With `fillers_are_blank` a word such as "TBC" counts as blank: it names no evidence, no checker, no body, no reason.
    `no_fillers` are the exceptions that do say something in this column: "Yes" is no evidence, but an answer.
    `free_text` marks sentences in the sender's words: they may name a person, so they can be erased, and nothing is
    counted by them. `column` is the column's name in the database if that differs. With `only_as_written` it has no
    column of its own there, but is kept in `words` as the cell was written. `required` means that the database takes no
    row without it.
    """

    kind: Kind
    name: str
    holds: type
    means: str
    column: str
    precision: str = ""
    fillers_are_blank: bool = False
    no_fillers: tuple[str, ...] = ()
    required: bool = False
    free_text: bool = False
    only_as_written: bool = False
    public: str = ""
    private: str = ""
    is_name: bool = False
    compiled_only: bool = False
    open_data: str = ""
    searched_as: str = ""
    sure: tuple[str, ...] = ()
    likely: tuple[str, ...] = ()

    @property
    def is_text(self) -> bool:
        """Whether the column holds the sender's words, as one text or several."""
        return self.holds in (str, list)


def read(text: str, kind: Kind) -> dict[str, Column]:
    """The columns of one kind of sheet by name, from the text of its file. Raises NotDescribed."""
    return {name: _column(kind, name, entry) for name, entry in tomllib.loads(text).items()}


def _column(kind: Kind, name: str, entry: Mapping[str, Any]) -> Column:
    where = f"tracker/columns/{kind}.toml, [{name}]"
    known = Column.__dataclass_fields__.keys() - {"kind", "name", "holds"} | {"type"}
    if unknown := sorted(entry.keys() - known):
        raise NotDescribed(f"{where}: found the key {unknown[0]!r}; the keys are {', '.join(sorted(known))}.")
    if not entry.get("means") or bool(entry.get("public")) == bool(entry.get("private")):
        raise NotDescribed(f"{where}: say what it means, and why it is either public or private.")
    if entry.get("open_data") and not entry.get("public"):
        raise NotDescribed(f"{where}: what the open data gives away must be public; say why in `public`.")
    values: dict[str, Any] = {"column": name} | {key: value for key, value in entry.items() if key != "type"}
    values |= {key: tuple(values[key]) for key in ("sure", "likely", "no_fillers") if key in values}
    return Column(kind, name, _type(where, entry), **values)


def _type(where: str, entry: Mapping[str, Any]) -> type:
    named = entry.get("type", "")
    holds: type | None = TYPES.get(named) or getattr(terms, named, None)
    if holds is None:
        raise NotDescribed(f"{where}: its type must be one of {', '.join(TYPES)}, or a scale of tracker/terms.py.")
    return holds


def _file(kind: Kind) -> str:
    return (Path(__file__).parent / f"{kind}.toml").read_text(encoding="utf-8")


COLUMNS = {kind: read(_file(kind), kind) for kind in Kind}
