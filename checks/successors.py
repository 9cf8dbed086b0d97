"""What is wrong with an action that is named as another one's replacement."""

from collections.abc import Collection, Mapping

import pandas as pd

from checks.facts import KnownFacts, tuples


def successor_faults(actions: pd.DataFrame, facts: KnownFacts) -> list[str]:
    """For each action, a sentence on why nothing replaces it; "" if it names nothing, or its successor is sound."""
    wanted = {*actions["superseded_by"]} - {""}
    known = {(fact.sender, fact.action_ref) for fact in facts.actions if fact.action_ref in wanted}
    rows = list(tuples(actions, "file_id", "sender", "action_ref", "superseded_by"))
    named: dict[int, dict[str, str]] = {}
    for file_id, _, ref, successor in rows:
        named.setdefault(file_id, {})[ref] = successor
    faults = (named[file_id][ref] and _fault(ref, sender, known, named[file_id]) for file_id, sender, ref, _ in rows)
    return [*faults]


def _fault(ref: str, sender: str, known: Collection[tuple[str, str]], named: Mapping[str, str]) -> str:
    """What is wrong with the successor of one action; its successors are followed within one return."""
    seen: list[str] = []
    while (ref := named.get(ref, "")) and ref not in seen:
        seen.append(ref)
    if ref:
        return f"They lead round in a circle: {', '.join(seen)}."
    return f"'{seen[0]}' is in no return." if seen and (sender, seen[0]) not in known else ""
