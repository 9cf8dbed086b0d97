"""Which facts would change what was found in a file, once a later file makes them known."""

from collections.abc import Iterator

import pandas as pd

from checks.known import Known, Scope, tuples
from tracker.terms import Kind

ANY = ""  # whatever becomes known in that scope


def awaited(rows: dict[Kind, pd.DataFrame], known: Known) -> pd.DataFrame:
    """Gives `file_id`, `scope` and `ref` (an agency's name, a reference, or ANY), each triple once.

    A column of `checks.context` that looks up something new needs its line here; otherwise files that were stored
    before keep findings that a load from nothing would not make, which tests/test_carrying.py then shows.
    """
    found = set(_agencies(rows, known)) | set(_recommendations(rows, known)) | set(_actions(rows))
    return pd.DataFrame(sorted(found), columns=["file_id", "scope", "ref"])


def _agencies(rows: dict[Kind, pd.DataFrame], known: Known) -> Iterator[tuple[int, str, str]]:
    """A name that is unknown may become known, and another may become the nearest known one to it."""
    register, actions = rows[Kind.RECOMMENDATION], rows[Kind.ACTION]
    named = actions["unknown_supporting"] != "" if known.asked else actions["supporting_agencies"].astype(bool)
    waiting = (
        register[~register["agency_is_known"] | (not known.agencies)],
        actions[~actions["agency_is_known"] | named],
    )
    return ((file_id, Scope.AGENCIES, ANY) for frame in waiting for file_id in frame["file_id"].unique())


def _recommendations(rows: dict[Kind, pd.DataFrame], known: Known) -> Iterator[tuple[int, str, str]]:
    """A reference that is unknown may become known; without a register none is called unknown yet."""
    actions = rows[Kind.ACTION]
    if not known.recommendations:
        return ((file_id, Scope.RECOMMENDATIONS, ANY) for file_id in actions["file_id"].unique())
    unknown = actions[~actions["recommendation_is_known"]]
    return (
        (file_id, Scope.RECOMMENDATIONS, ref)
        for file_id, review, refs in tuples(unknown, "file_id", "review", "recommendation_ref")
        for ref in refs
        if (review, ref) not in known.recommendations
    )


def _actions(rows: dict[Kind, pd.DataFrame]) -> Iterator[tuple[int, str, str]]:
    """A check may find its action later; and a file of the same day may say more of what was known that day."""
    checks = rows[Kind.VERIFICATION]
    for file_id, ref in tuples(checks, "file_id", "action_ref"):
        if ref:
            yield from ((file_id, Scope.ACTIONS, ref), (file_id, Scope.NAMES, ANY), (file_id, Scope.REVIEWS, ANY))
