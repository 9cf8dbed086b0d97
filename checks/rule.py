"""A rule, and what it gets to see."""

from collections.abc import Callable
from typing import Any, NamedTuple

import pandas as pd

from checks.columns import column_types
from checks.context import CONTEXT, PLACE
from checks.facts import Scope
from tracker.terms import Kind, Severity, WhoActs


class Rule(NamedTuple):
    """Something that must hold for rows of one kind.

    `passes` gives True for each row where it holds; `hint` gives what else to say of a row where it does not. `to_do`
    is what to do then: {refs} are the references of the rows, {column} is the heading of the column that the rule is
    `about`. Where it is about several, `column_of` gives the one at fault in a row. A rule that `compares_rows` gets
    them file by file.
    """

    name: str
    kind: Kind
    scope: Scope
    about: str
    sentence: str
    to_do: str
    severity: Severity
    who_acts: WhoActs
    passes: Callable[[pd.DataFrame], pd.Series]
    hint: Callable[[Any], str] | None = None
    column_of: Callable[[Any], str] | None = None
    compares_rows: bool = False

    def scope_columns(self, rows: pd.DataFrame) -> pd.DataFrame:
        """The columns of the rule's scope. With others, it would depend on facts for which nobody checks it again."""
        names = [*PLACE, *column_types(self.kind), *CONTEXT[self.kind].get(self.scope, ())]
        return rows if names == [*rows.columns] else rows[names]  # selecting columns takes as long as a rule

    def holds(self, rows: pd.DataFrame) -> pd.Series:
        """True for each row that passes.

        A rule that compares rows gets one file at a time. With several it would find different things when all files
        are loaded at once than when they are loaded one by one. Splitting a hundred files costs as much as fifty rules.
        """
        seen = self.scope_columns(rows)
        if not self.compares_rows:
            return self.passes(seen)
        of_files = [self.passes(of_file) for _, of_file in seen.groupby("file_id", sort=False)]
        return pd.concat(of_files).reindex(rows.index)
