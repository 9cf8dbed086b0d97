"""The type of each column."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from types import MappingProxyType

import pandera.pandas as pa

from tracker.columns.entries import COLUMNS
from tracker.terms import Kind, Precision


@cache  # a load asks once for each rule, and tracker/columns/ does not change while the process lives
def column_types(kind: Kind) -> Mapping[str, pa.Column]:
    """The strict type of every column of one kind of row; nothing is coerced."""
    columns = {}
    for name, column in COLUMNS[kind].items():
        holds = column.holds
        if holds is date:
            columns[name] = pa.Column("datetime64[us]", nullable=True)
            columns[f"{name}_precision"] = pa.Column(str, pa.Check.isin(list(Precision)))
        elif holds is list:
            columns[name] = pa.Column(object)
        elif issubclass(holds, StrEnum):
            columns[name] = pa.Column(str, pa.Check.isin(list(holds)))
        else:
            columns[name] = pa.Column(str)
    return MappingProxyType(columns)
