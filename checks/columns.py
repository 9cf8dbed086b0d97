"""What each column may hold."""

from datetime import date
from enum import StrEnum

import pandera.pandas as pa

from tracker.columns.entries import COLUMNS
from tracker.terms import Kind, Precision


def column_types(kind: Kind) -> dict[str, pa.Column]:
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
    return columns
