"""What a row cannot know by itself: which recommendations, agencies and actions exist in the other files."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import pandas as pd
import pandera.pandas as pa

from checks.likeness import differs_by_zero, looks_like, nearest, unknown_name
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


@dataclass(frozen=True)
class Known:
    """What the files say that are not being checked now, since they were checked before.

    `agencies` are those with a layout of their own, `asked` those in a register; a recommendation is a pair of
    review and reference, an action a triple of lead agency, sender and reference.
    """

    agencies: frozenset[str] = frozenset()
    asked: frozenset[str] = frozenset()
    recommendations: frozenset[tuple[str, str]] = frozenset()
    actions: frozenset[tuple[str, str, str]] = field(default_factory=frozenset)


def known_with(known: Known, rows: dict[Kind, pd.DataFrame], agencies: set[str]) -> Known:
    """The same with what these rows add; `agencies` are those of the layouts that they were read by.

    A row without its reference is refused, so it makes nothing known.
    """
    register, actions = rows[Kind.RECOMMENDATION], rows[Kind.ACTION]
    register = register[register["recommendation_ref"] != ""]
    actions = actions[actions["action_ref"] != ""]
    return Known(
        agencies=known.agencies | agencies,
        asked=known.asked | set(register["agency"]),
        recommendations=known.recommendations | set(_tuples(register, "review", "recommendation_ref")),
        actions=known.actions | set(_tuples(actions, "agency", "sender", "action_ref")),
    )


def _tuples(rows: pd.DataFrame, *names: str) -> zip:
    return zip(*(rows[name] for name in names), strict=True)


def add_context(rows: dict[Kind, pd.DataFrame], known: Known) -> None:
    """Adds the columns of CONTEXT in place; `known` holds what these rows say themselves too."""
    register, actions, checks = rows[Kind.RECOMMENDATION], rows[Kind.ACTION], rows[Kind.VERIFICATION]
    register["agency_is_known"] = register["agency"].isin(known.agencies) | (not known.agencies)
    actions["recommendation_is_known"] = [
        not known.recommendations or (bool(refs) and all((review, ref) in known.recommendations for ref in refs))
        for review, refs in _tuples(actions, "review", "recommendation_ref")
    ]
    actions["agency_is_known"] = actions["agency"].isin(known.agencies | known.asked)
    _match_to_actions(checks, known)


def add_likeness(
    rows: dict[Kind, pd.DataFrame], known: Known, confirmed: Mapping[tuple[int, str], Collection[str]]
) -> None:
    """Adds what a person is told of names that are not known, and of references that are like others.

    Names that the layout of a sheet has `confirmed`, by file and sheet, are known in that sheet.
    """
    everybody = known.agencies | known.asked
    for frame, names in ((rows[Kind.RECOMMENDATION], known.agencies), (rows[Kind.ACTION], everybody)):
        found = zip(frame["agency"], frame["agency_is_known"], strict=True)
        said = ["" if is_known else nearest(name, names) for name, is_known in found]
        frame["nearest_agency"] = pd.Series(said, index=frame.index, dtype=str)
    actions = rows[Kind.ACTION]
    # Without a register nobody has said yet which agencies there are.
    named = _tuples(actions, "file_id", "sheet", "supporting_agencies") if known.asked else ()
    supporting = [unknown_name(names, everybody, confirmed.get((file, sheet), ())) for file, sheet, names in named]
    for name, said in {
        "unknown_supporting": supporting or [""] * len(actions),
        "looks_like": looks_like(actions),
        "differs_by_zero": differs_by_zero(actions),
    }.items():
        actions[name] = pd.Series(said, index=actions.index, dtype=str)


def _match_to_actions(checks: pd.DataFrame, known: Known) -> None:
    """The one action that a check names, by lead agency and reference; none where nothing or more than one fits."""
    by_ref: dict[str, list[tuple[str, str]]] = {}
    for agency, sender, ref in sorted(known.actions):
        by_ref.setdefault(ref, []).append((agency, sender))
    found = [_one_match(by_ref.get(ref, []), agency) for agency, ref in _tuples(checks, "agency", "action_ref")]
    for column, n in (("action_sender", 0), ("owner_agency", 1)):
        checks[column] = pd.Series([match[n] for match in found], index=checks.index, dtype=str)


def _one_match(named: list[tuple[str, str]], agency: str) -> tuple[str, str]:
    """Sender and owner. An action that changed its lead agency has several owners; the last by name is given."""
    match = [(sender, owner) for owner, sender in named if agency in ("", owner)]
    return match[-1] if len({sender for sender, _ in match}) == 1 else ("", "")
