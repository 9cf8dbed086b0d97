"""The facts that would change the problems of a file, if a later file made them known."""

from collections.abc import Iterator

import pandas as pd

from checks.facts import KnownFacts, Scope, tuples
from tracker.terms import Kind

ANY = ""  # any new fact of that scope


def awaited_facts(rows: dict[Kind, pd.DataFrame], facts: KnownFacts) -> pd.DataFrame:
    """Rows of `file_id`, `scope` and `ref` (a reference, or ANY), each once.

    A new column of `checks.context` that looks up facts needs its line here. Without it, stored files keep problems
    that a load from nothing would not find; tests/long/test_load_order.py shows it.
    """
    awaited = {
        *_agencies(rows, facts),
        *_recommendations(rows, facts),
        *_wholes(rows),
        *_successors(rows),
        *_actions(rows),
        *_resolutions(rows, facts),
    }
    return pd.DataFrame(sorted(awaited), columns=["file_id", "scope", "ref"])


def _agencies(rows: dict[Kind, pd.DataFrame], facts: KnownFacts) -> Iterator[tuple[int, str, str]]:
    """An unknown name may become known, or get another nearest known one."""
    register, actions = rows[Kind.RECOMMENDATION], rows[Kind.ACTION]
    # Before the first register no supporting agency counts as unknown.
    is_checked = bool(facts.register_agencies)
    waits = actions["unknown_supporting"] != "" if is_checked else actions["supporting_agencies"].astype(bool)
    waiting = (
        register[~register["agency_is_known"] | (not facts.agencies)],
        actions[~actions["agency_is_known"] | waits],
    )
    return ((file_id, Scope.AGENCIES, ANY) for frame in waiting for file_id in frame["file_id"].unique())


def _recommendations(rows: dict[Kind, pd.DataFrame], facts: KnownFacts) -> Iterator[tuple[int, str, str]]:
    """An unknown reference may become known; before the first register none counts as unknown."""
    actions = rows[Kind.ACTION]
    if not facts.recommendations:
        return ((file_id, Scope.RECOMMENDATIONS, ANY) for file_id in actions["file_id"].unique())
    unknown = actions[~actions["recommendation_is_known"]]
    return (
        (file_id, Scope.RECOMMENDATIONS, ref)
        for file_id, review, refs in tuples(unknown, "file_id", "review", "recommendation_ref")
        for ref in refs
        if (review, ref) not in facts.recommendations
    )


def _wholes(rows: dict[Kind, pd.DataFrame]) -> Iterator[tuple[int, str, str]]:
    """What an action was split from may be recorded later and have come before."""
    actions = rows[Kind.ACTION]
    unknown = actions[~actions["whole_is_known"]]
    return ((file_id, Scope.ACTIONS, ref) for file_id, ref in tuples(unknown, "file_id", "split_from"))


def _successors(rows: dict[Kind, pd.DataFrame]) -> Iterator[tuple[int, str, str]]:
    """What takes the place of an action may stand in a later return."""
    actions = rows[Kind.ACTION]
    unknown = actions[actions["successor_fault"] != ""]
    return ((file_id, Scope.ACTIONS, ref) for file_id, ref in tuples(unknown, "file_id", "superseded_by"))


def _actions(rows: dict[Kind, pd.DataFrame]) -> Iterator[tuple[int, str, str]]:
    """The action of a verification may come later, and a file of the same day may tell more of what was known then."""
    checks = rows[Kind.VERIFICATION]
    for file_id, ref in tuples(checks, "file_id", "action_ref"):
        if ref:
            yield from ((file_id, Scope.ACTIONS, ref), (file_id, Scope.NAMES, ANY), (file_id, Scope.REVIEWS, ANY))


def _resolutions(rows: dict[Kind, pd.DataFrame], facts: KnownFacts) -> Iterator[tuple[int, str, str]]:
    """What a resolution names may come later, and a second plan may have the same reference."""
    named = tuples(rows[Kind.RESOLUTION], "file_id", "action_ref", "recommendation_ref")
    for file_id, actions, recommendations in named:
        yield from ((file_id, Scope.ACTIONS, ref) for ref in actions)
        waits_for = recommendations if facts.recommendations else [ANY] if recommendations else []
        yield from ((file_id, Scope.RECOMMENDATIONS, ref) for ref in waits_for)
