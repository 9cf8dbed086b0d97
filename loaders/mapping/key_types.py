"""The keys of a layout, and the type that each must have."""

from collections.abc import Callable, Iterable
from typing import Any, get_type_hints

from loaders.mapping.layout import Layout, SheetLayout
from loaders.mapping.wrong_entry import wrong
from tracker.terms import Kind

LARGEST = 1_048_576  # the last row of a sheet; as days, nearly three thousand years
REFERENCES = {"renumbered": "new = old", "split_from": "new = old", "superseded_by": "old = new"}
SHEET_KEYS = {key: type_ for key, type_ in get_type_hints(SheetLayout).items() if key != "path"}
NO_KEYS = ("path", "sheets", "sha256", *REFERENCES)
FILE_KEYS = {key: type_ for key, type_ in get_type_hints(Layout).items() if key not in NO_KEYS}


def _is_text(value: object) -> bool:
    return isinstance(value, str) and value != ""


def is_table(value: object) -> bool:
    """Whether a value is a table of texts."""
    return isinstance(value, dict) and all(map(_is_text, value.values()))


def _is_number(value: object) -> bool:
    return type(value) is int and 0 < value <= LARGEST


def as_tuple(value: object) -> tuple[Any, ...]:
    """A list as a tuple, and a single value as a tuple of one."""
    return tuple(value) if isinstance(value, list) else (value,)


# What a key must be, by the type of its field: a test of the value, and the words for an error.
MUST_BE: dict[Any, tuple[Callable[[Any], bool], str]] = {
    Kind: (lambda value: isinstance(value, str), "text in quotes"),
    str: (lambda value: isinstance(value, str), "text in quotes"),
    bool: (lambda value: isinstance(value, bool), "true or false"),
    int | None: (_is_number, "a number of days"),
    tuple[int, ...]: (
        lambda value: value != [] and all(map(_is_number, as_tuple(value))),
        "a row number, or a list of them",
    ),
    tuple[str, ...]: (lambda value: all(map(_is_text, as_tuple(value))), "text in quotes, or a list of such texts"),
    dict[str, str]: (is_table, "a table of texts in quotes"),
}


def key_advice(names: Iterable[str]) -> str:
    """Advice if a name in a table is a key of the layout, else "": TOML puts what is below a table into it."""
    keys = [name for name in names if name in SHEET_KEYS.keys() | FILE_KEYS.keys()]
    return f"'{keys[0]}' is a key of the layout: keys stand above the first [table]." if keys else ""


def check_types(file: str, keys: dict[str, Any], types: dict[str, Any]) -> None:
    """Raises NotReadable for a key of the wrong type, with what was found and what it must be."""
    for key, value in keys.items():
        is_right, wanted = MUST_BE[types[key]]
        if not is_right(value):
            found = [*as_tuple(value)] if key == "header_row" else value
            where = f"[{key}]" if types[key] == dict[str, str] else key
            raise wrong(file, where, found, wanted, advice=key_advice(value) if isinstance(value, dict) else "")
        if key == "agencies" and (advice := key_advice([name for name in value if "_" in name])):
            raise wrong(file, "[agencies]", value, "spellings of agencies", advice=advice)
