"""What a row cannot know by itself, as extra columns, grouped by the scope of the rules that see them."""

from collections.abc import Collection, Mapping

import pandas as pd
import pandera.pandas as pa

from checks import resolutions
from checks.action_of_check import action_of, by_reference
from checks.facts import NEVER, KnownFacts, Scope, earliest, rows_known_since, tuples
from checks.likeness import differs_by_zero, like_body, looks_like, nearest_name, same_body, unknown_name
from checks.successors import successor_faults
from tracker.terms import LEAD_NOT_STATED, Kind

# Joined to every row, so that a rule needs to look at nothing else.
PLACE = {
    "file_id": pa.Column(int),
    "sender": pa.Column(str),
    "plan_of": pa.Column(str),
    "received_on": pa.Column("datetime64[us]"),
    "known_on": pa.Column("datetime64[us]"),
    "is_form": pa.Column(bool),
    "sheet": pa.Column(str),
    "row_number": pa.Column(int),
    "words": pa.Column(object),
}
CONTEXT = {
    Kind.RECOMMENDATION: {
        Scope.FILE: {"other_answer": pa.Column(str)},
        Scope.AGENCIES: {"agency_is_known": pa.Column(bool), "nearest_agency": pa.Column(str)},
    },
    Kind.ACTION: {
        Scope.FILE: {
            "action_sender": pa.Column(str),
            "ref_given": pa.Column(str),
            "times_used": pa.Column(int),
            "repeats": pa.Column(int),
            "why_unsure": pa.Column(str),
            "looks_like": pa.Column(str),
            "differs_by_zero": pa.Column(str),
        },
        Scope.AGENCIES: {
            "agency_is_known": pa.Column(bool),
            "nearest_agency": pa.Column(str),
            "unknown_supporting": pa.Column(str),
        },
        Scope.RECOMMENDATIONS: {"recommendation_is_known": pa.Column(bool)},
        Scope.ACTIONS: {"whole_is_known": pa.Column(bool), "successor_fault": pa.Column(str)},
    },
    Kind.COMMENT: {},
    Kind.RESOLUTION: {
        Scope.FILE: {"resolution_key": pa.Column(str), "is_repeated": pa.Column(bool)},
        Scope.RECOMMENDATIONS: {"unknown_recommendations": pa.Column(str)},
        Scope.ACTIONS: {"matches": pa.Column(str), "unknown_actions": pa.Column(str)},
    },
    Kind.VERIFICATION: {
        Scope.ACTIONS: {
            "action_sender": pa.Column(str),
            "counts_from": pa.Column("datetime64[us]", nullable=True),
            "counts_from_file": pa.Column("Int64", nullable=True),
            "first_known_on": pa.Column("datetime64[us]", nullable=True),
            "published_on": pa.Column("datetime64[us]", nullable=True),
            "checker_leads": pa.Column(bool),
            "checker_supports": pa.Column(bool),
            "checker_like": pa.Column(str),
        },
    },
}
Confirmed = Mapping[tuple[int, str], Collection[str]]  # by file and sheet: the names that the layout confirms there


def add_likeness(rows: dict[Kind, pd.DataFrame]) -> None:
    """Adds, in place, the columns that compare the rows of one file."""
    actions = rows[Kind.ACTION]
    _set(actions, "looks_like", looks_like(actions))
    _set(actions, "differs_by_zero", differs_by_zero(actions))


def add_facts(rows: dict[Kind, pd.DataFrame], facts: KnownFacts, confirmed: Confirmed) -> None:
    """Adds the columns of facts in place; `facts` must include those that these rows make known."""
    _add_agencies(rows, facts, confirmed)
    _add_recommendations(rows[Kind.ACTION], facts)
    _add_wholes(rows[Kind.ACTION], facts)
    _set(rows[Kind.ACTION], "successor_fault", successor_faults(rows[Kind.ACTION], facts))
    _add_actions(rows[Kind.VERIFICATION], facts)
    resolutions.add_recommendations(rows[Kind.RESOLUTION], facts)
    resolutions.add_actions(rows[Kind.RESOLUTION], facts)


def _add_agencies(rows: dict[Kind, pd.DataFrame], facts: KnownFacts, confirmed: Confirmed) -> None:
    register, actions = rows[Kind.RECOMMENDATION], rows[Kind.ACTION]
    everybody = facts.agencies | facts.register_agencies
    register["agency_is_known"] = register["agency"].isin(facts.agencies) | (not facts.agencies)
    actions["agency_is_known"] = actions["agency"].isin(everybody | {LEAD_NOT_STATED})
    for frame, names in ((register, facts.agencies), (actions, everybody)):
        lead = tuples(frame, "agency", "agency_is_known")
        _set(frame, "nearest_agency", ["" if is_known else nearest_name(name, names) for name, is_known in lead])
    supporting = tuples(actions, "file_id", "sheet", "supporting_agencies")
    # Without a register nobody knows which agencies there are.
    _set(
        actions,
        "unknown_supporting",
        [
            unknown_name(names, everybody, confirmed.get((file, sheet), ())) if facts.register_agencies else ""
            for file, sheet, names in supporting
        ],
    )


def _add_recommendations(actions: pd.DataFrame, facts: KnownFacts) -> None:
    is_known = [
        not facts.recommendations or (bool(refs) and all((review, ref) in facts.recommendations for ref in refs))
        for review, refs in tuples(actions, "review", "recommendation_ref")
    ]
    actions["recommendation_is_known"] = pd.Series(is_known, index=actions.index, dtype=bool)


def _add_wholes(actions: pd.DataFrame, facts: KnownFacts) -> None:
    wanted = {*actions["split_from"]} - {""}
    known = earliest(
        {},
        (((fact.sender, fact.action_ref), since) for fact, since in facts.actions.items() if fact.action_ref in wanted),
    )
    rows = zip(tuples(actions, "action_sender", "action_ref", "split_from"), rows_known_since(actions), strict=True)
    is_known = [
        not whole or (whole != ref and known.get((sender, whole), NEVER).moment <= came.moment)
        for (sender, ref, whole), came in rows
    ]
    actions["whole_is_known"] = pd.Series(is_known, index=actions.index, dtype=bool)


def _add_actions(checks: pd.DataFrame, facts: KnownFacts) -> None:
    by_ref = by_reference(facts, {*checks["action_ref"]})
    rows = zip(tuples(checks, "action_ref", "review", "agency"), rows_known_since(checks), strict=True)
    matches = [
        action_of(by_ref.get(ref, {}), ref, review, agency, came, facts.published)
        for (ref, review, agency), came in rows
    ]
    _set(checks, "action_sender", [match.sender for match in matches])
    since = [match.counts_since for match in matches]
    files = [known.file_id if known else None for known in since]
    checks["counts_from_file"] = pd.Series(files, index=checks.index, dtype="Int64")
    days = {
        "counts_from": [known.on if known else None for known in since],
        "first_known_on": [match.first_known_on for match in matches],
        "published_on": [match.published_on for match in matches],
    }
    for name, values in days.items():
        checks[name] = pd.Series(pd.to_datetime(values), index=checks.index, dtype="datetime64[us]")
    for name in ("leads", "supports"):
        is_same = [
            same_body(checker, getattr(match, name), facts.names, match.counts_since)
            for checker, match in zip(checks["checker"], matches, strict=True)
        ]
        checks[f"checker_{name}"] = pd.Series(is_same, index=checks.index, dtype=bool)
    named = zip(checks["checker"], matches, strict=True)
    _set(checks, "checker_like", [like_body(checker, match.leads | match.supports) for checker, match in named])


def _set(frame: pd.DataFrame, name: str, texts: list[str]) -> None:
    frame[name] = pd.Series(texts, index=frame.index, dtype=str)
