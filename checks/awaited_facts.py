"""The facts that would change a file's problems if a later file made them known."""

from collections.abc import Iterator

import pandas as pd

from checks.facts import KnownFacts, Scope, tuples
from tracker.terms import Kind

ANY = ""  # stands for any new fact of that scope


def awaited_facts(rows: dict[Kind, pd.DataFrame], facts: KnownFacts) -> pd.DataFrame:
    """Rows of `file_id`, `scope` and `ref` (a reference, or ANY), without duplicates.

    A new column of `checks.context` that looks up facts needs a line here. Without it, stored files keep problems that
    a load from scratch would not find; tests/long/test_load_order.py shows it.
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
    """Yields facts about agencies: an unknown name may become known, or get a nearer known one."""
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
    """Yields references that may become known later; before the first register none counts as unknown."""
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
    """Yields references of actions that others were split from, which may be recorded later."""
    actions = rows[Kind.ACTION]
    unknown = actions[~actions["whole_is_known"]]
    return ((file_id, Scope.ACTIONS, ref) for file_id, ref in tuples(unknown, "file_id", "split_from"))


def _successors(rows: dict[Kind, pd.DataFrame]) -> Iterator[tuple[int, str, str]]:
    """Yields references of successors that a later return may hold."""
    actions = rows[Kind.ACTION]
    unknown = actions[actions["successor_fault"] != ""]
    return ((file_id, Scope.ACTIONS, ref) for file_id, ref in tuples(unknown, "file_id", "superseded_by"))


def _actions(rows: dict[Kind, pd.DataFrame]) -> Iterator[tuple[int, str, str]]:
    """Yields what checks wait for: a later file may bring their action, or tell more of what was known that day."""
    checks = rows[Kind.VERIFICATION]
    for file_id, ref in tuples(checks, "file_id", "action_ref"):
        if ref:
            yield from ((file_id, Scope.ACTIONS, ref), (file_id, Scope.NAMES, ANY), (file_id, Scope.REVIEWS, ANY))


def _resolutions(rows: dict[Kind, pd.DataFrame], facts: KnownFacts) -> Iterator[tuple[int, str, str]]:
    """Yields what resolutions wait for: what they name may come later, or a second plan may share a reference."""
    named = tuples(rows[Kind.RESOLUTION], "file_id", "action_ref", "recommendation_ref")
    for file_id, actions, recommendations in named:
        yield from ((file_id, Scope.ACTIONS, ref) for ref in actions)
        waits_for = recommendations if facts.recommendations else [ANY] if recommendations else []
        yield from ((file_id, Scope.RECOMMENDATIONS, ref) for ref in waits_for)
