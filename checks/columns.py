"""What each column may hold: its type, and what must be true of every single cell in it."""

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import NamedTuple

import pandas as pd
import pandera.pandas as pa

from tracker.terms import COLUMNS, Kind, Precision, Severity, WhoActs


class Rule(NamedTuple):
    """Something that must hold; `passes` gives True for each row where it does, `hint` what else to say of a row."""

    name: str
    kind: Kind
    about: str
    sentence: str
    severity: Severity
    who_acts: WhoActs
    passes: Callable[[pd.DataFrame], pd.Series]
    hint: Callable[[pd.Series], str] | None = None


def cell_rules(kind: Kind) -> list[Rule]:
    """A date can be read; a word on a scale is one that the layout explains."""
    rules = []
    for name, holds in COLUMNS[kind].items():
        if holds is date:
            rules.append(_readable_date(kind, name))
        elif issubclass(holds, StrEnum):
            rules.append(_known_word(kind, name, holds))
    return rules


def _readable_date(kind: Kind, name: str) -> Rule:
    return Rule(
        name=f"{name}_can_be_read",
        kind=kind,
        about=name,
        sentence="A date is written so that it can be read, or is left blank.",
        severity=Severity.WARNING,
        who_acts=WhoActs.SENDER,
        passes=lambda rows: rows[f"{name}_precision"] != Precision.UNREADABLE,
    )


def _known_word(kind: Kind, name: str, scale: type[StrEnum]) -> Rule:
    # A check whose outcome nobody can read has no outcome, so its row is refused; an action's row is never.
    severity = Severity.REFUSED if kind == Kind.VERIFICATION else Severity.WARNING
    return Rule(
        name=f"{name}_is_known",
        kind=kind,
        about=name,
        sentence=f"The layout explains every word used for {name.replace('_', ' ')}. It is never guessed.",
        severity=severity,
        who_acts=WhoActs.DATA_OFFICER,
        passes=lambda rows: rows[name] != scale.UNREADABLE,
    )


def column_types(kind: Kind) -> dict[str, pa.Column]:
    """The strict type of every column of one kind of row; nothing is coerced."""
    columns = {}
    for name, holds in COLUMNS[kind].items():
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
