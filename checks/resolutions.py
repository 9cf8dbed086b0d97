"""Finds the resolution that each row of a committee's log belongs to, and the actions that it names."""

import json
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

import pandas as pd

from checks.action_of_check import ActionMatch, Facts, action_of, by_reference
from checks.facts import KnownFacts, KnownSince, rows_known_since, tuples

Published = Mapping[tuple[str, date], KnownSince]


def add_keys(resolutions: pd.DataFrame) -> None:
    """Adds `resolution_key` and `is_repeated` in place: meeting and item identify a resolution in later logs.

    If a file lists an item of a meeting twice, the words tell its rows apart: by order alone, an answer might end up
    beside another question.
    """
    rows = tuples(resolutions, "file_id", "meeting_on", "words", "item", "minute")
    places = [(file_id, _meeting(on, words), _plain(item), _plain(minute)) for file_id, on, words, item, minute in rows]
    places_of = pd.Series([place[:3] for place in places], index=resolutions.index, dtype=object)
    is_repeated = places_of.duplicated(keep=False) if places else places_of.astype(bool)
    keys = [
        json.dumps([meeting, item, minute if is_twice or not item else ""], ensure_ascii=False)
        for (_, meeting, item, minute), is_twice in zip(places, is_repeated, strict=True)
    ]
    resolutions["resolution_key"] = pd.Series(keys, index=resolutions.index, dtype=str)
    resolutions["is_repeated"] = is_repeated


def _meeting(on: pd.Timestamp, words: Mapping[str, str]) -> str:
    """The date of the meeting, or the words written instead of a date."""
    return _plain(words.get("meeting_on", "")) if pd.isna(on) else str(on.date())


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def add_actions(resolutions: pd.DataFrame, facts: KnownFacts) -> None:
    """Adds `matches` and `unknown_actions` in place: the actions that a row names, and the references that fit none."""
    by_ref = by_reference(facts, {ref for refs in resolutions["action_ref"] for ref in refs})
    rows = tuples(resolutions, "action_ref", "review", "asked_of")
    found = [
        {ref: _match(by_ref.get(ref, {}), ref, review, bodies, came, facts.published) for ref in refs}
        for (refs, review, bodies), came in zip(rows, rows_known_since(resolutions), strict=True)
    ]
    matches = [
        json.dumps([_resolution_action(ref, one) for ref, one in named.items() if one.sender]) for named in found
    ]
    unknown = [", ".join(ref for ref, one in named.items() if not one.sender) for named in found]
    resolutions["matches"] = pd.Series(matches, index=resolutions.index, dtype=str)
    resolutions["unknown_actions"] = pd.Series(unknown, index=resolutions.index, dtype=str)


def _match(
    facts: Facts, ref: str, review: str, bodies: Collection[str], came: KnownSince, published: Published
) -> ActionMatch:
    """The one action with that reference; if several plans have it, the one of a body that was asked."""
    for body in ("", *bodies):
        if (match := action_of(facts, ref, review, body, came, published)).sender:
            return match
    return ActionMatch()


def _resolution_action(ref: str, match: ActionMatch) -> dict[str, Any]:
    since = match.counts_since
    known = {"known_from": str(since.on), "known_from_file": since.file_id} if since else {}
    return {"ref": ref, "sender": match.sender, **known}


def add_recommendations(resolutions: pd.DataFrame, facts: KnownFacts) -> None:
    """Adds `unknown_recommendations` in place: the numbers that no register holds."""
    known = {ref for _, ref in facts.recommendations}
    rows = tuples(resolutions, "recommendation_ref", "review")
    unknown = [
        ", ".join(ref for ref in refs if (review, ref) not in facts.recommendations and (review or ref not in known))
        for refs, review in rows
    ]
    if not facts.recommendations:
        unknown = [""] * len(unknown)  # without any register, none can be called unknown
    resolutions["unknown_recommendations"] = pd.Series(unknown, index=resolutions.index, dtype=str)
