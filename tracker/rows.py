"""Rows of a table as plain values: dates as dates, blanks as None."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

import pandas as pd


def each(rows: pd.DataFrame) -> Iterator[NamedTuple]:
    """Every row with its columns as attributes; pandas' own blanks and timestamps do not leave this place."""
    for row in rows.itertuples(index=False, name="Row"):
        yield row._replace(**{name: _plain(value) for name, value in row._asdict().items()})


def first(rows: pd.DataFrame) -> Any:
    """The first row as plain values, None where there is none."""
    return next(each(rows), None)


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return None if pd.isna(value) else value.date()
    if isinstance(value, date | str | bool | list | dict) or pd.api.types.is_list_like(value):
        return value
    if pd.isna(value):
        return None
    return int(value) if isinstance(value, float) and value.is_integer() else value
