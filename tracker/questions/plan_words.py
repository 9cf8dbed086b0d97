"""What do plans say of their actions in their own words: priorities, themes, and measures of success?"""

from datetime import date
from typing import NamedTuple

import duckdb

from tracker import query
from tracker.terms import WITHHELD, Role


class PlanWords(NamedTuple):
    """Every priority and theme as written, in alphabetical order, never ranked; how many name a success measure."""

    priorities: tuple[str, ...]
    themes: tuple[str, ...]
    success_measures: int


def plan_words(
    db: duckdb.DuckDBPyConnection,
    as_of: date,
    review: str | None = None,
    agency: str | None = None,
    role: Role = Role.LEAD,
) -> PlanWords:
    """The choices among the actions that a body leads, or supports; a withheld word is no choice."""
    (found,) = query.rows(
        db,
        """
        WITH words AS (
            SELECT priority, texts['theme'] AS theme, texts['success_measure'] AS success_measure
            FROM action_body_for($as_of, $review, $agency)
            WHERE role = $role
        )
        SELECT
            coalesce(list(DISTINCT priority ORDER BY priority) FILTER (priority NOT IN ('', $withheld)), [])
                AS priorities,
            coalesce(list(DISTINCT theme ORDER BY theme) FILTER (theme NOT IN ('', $withheld)), []) AS themes,
            count(*) FILTER (success_measure <> '') AS success_measures
        FROM words
        """,
        PlanWords,
        as_of=as_of,
        review=review,
        agency=agency,
        role=str(role),
        withheld=WITHHELD,
    )
    return found
