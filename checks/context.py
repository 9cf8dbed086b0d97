"""What a row cannot know by itself: which recommendations, agencies and actions exist in the other files."""

import pandas as pd
import pandera.pandas as pa

from checks.likeness import differs_by_zero, looks_like, nearest, unknown_names
from tracker.terms import Kind

# Joined to every row, so that a rule needs to look at nothing else.
PLACE = {
    "file_id": pa.Column(int),
    "sender": pa.Column(str),
    "received_on": pa.Column("datetime64[us]"),
    "sheet": pa.Column(str),
    "row_number": pa.Column(int),
    "words": pa.Column(object),
}
CONTEXT = {
    Kind.RECOMMENDATION: {"agency_is_known": pa.Column(bool), "nearest_agency": pa.Column(str)},
    Kind.ACTION: {
        "times_used": pa.Column(int),
        "recommendation_is_known": pa.Column(bool),
        "agency_is_known": pa.Column(bool),
        "nearest_agency": pa.Column(str),
        "unknown_supporting": pa.Column(str),
        "looks_like": pa.Column(str),
        "differs_by_zero": pa.Column(str),
    },
    Kind.VERIFICATION: {"action_sender": pa.Column(str), "owner_agency": pa.Column(str)},
}


def add_context(rows: dict[Kind, pd.DataFrame], agencies: set[str]) -> None:
    """Adds the columns of CONTEXT in place; `agencies` are those whose plans are received by a layout of their own."""
    register, actions, checks = rows[Kind.RECOMMENDATION], rows[Kind.ACTION], rows[Kind.VERIFICATION]
    register["agency_is_known"] = register["agency"].isin(agencies) | (not agencies)
    known_agencies = agencies | set(register["agency"])
    known = set(zip(register["review"], register["recommendation_ref"], strict=True))
    actions["recommendation_is_known"] = [
        not known or (all((review, ref) in known for ref in refs) and bool(refs))
        for review, refs in zip(actions["review"], actions["recommendation_ref"], strict=True)
    ]
    actions["agency_is_known"] = actions["agency"].isin(known_agencies)
    _match_to_actions(checks, actions)


def add_likeness(rows: dict[Kind, pd.DataFrame], agencies: set[str], asked: set[str], confirmed: set[str]) -> None:
    """Adds what a person is told of names that are not known, and of references that are like others.

    Known are the `agencies` that send plans, those `asked` in a register, and names `confirmed` by a layout.
    """
    known = agencies | asked
    for frame, names in ((rows[Kind.RECOMMENDATION], agencies), (rows[Kind.ACTION], known)):
        found = zip(frame["agency"], frame["agency_is_known"], strict=True)
        said = ["" if is_known else nearest(name, names) for name, is_known in found]
        frame["nearest_agency"] = pd.Series(said, index=frame.index, dtype=str)
    actions = rows[Kind.ACTION]
    # Without a register nobody has said yet which agencies there are.
    supporting = unknown_names(actions["supporting_agencies"], known | confirmed) if asked else [""] * len(actions)
    for name, said in {
        "unknown_supporting": supporting,
        "looks_like": looks_like(actions),
        "differs_by_zero": differs_by_zero(actions),
    }.items():
        actions[name] = pd.Series(said, index=actions.index, dtype=str)


def _match_to_actions(checks: pd.DataFrame, actions: pd.DataFrame) -> None:
    """The one action that a check names, by lead agency and reference; none where nothing or more than one fits."""
    named = actions[["agency", "sender", "action_ref"]].drop_duplicates()
    found = [_one_match(named, agency, ref) for agency, ref in zip(checks["agency"], checks["action_ref"], strict=True)]
    for column, n in (("action_sender", 0), ("owner_agency", 1)):
        checks[column] = pd.Series([match[n] for match in found], index=checks.index, dtype=str)


def _one_match(named: pd.DataFrame, agency: str, ref: str) -> tuple[str, str]:
    match = named[(named["action_ref"] == ref) & ((agency == "") | (named["agency"] == agency))]
    if not ref or match["sender"].nunique() != 1:
        return "", ""
    return match["sender"].iloc[0], match["agency"].iloc[0]
