"""The three lists of the page Evidence: the first ten rows of each, or one whole list by pages."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from markupsafe import Markup

from pages.parts.here import Here
from pages.parts.paging import first_words, part, rest, steps
from pages.public.claim_parts import checked_table, unnamed_table, waiting_table
from tracker import compiled_words
from tracker.first_ten import FIRST
from tracker.html import blocks
from tracker.questions import actions, claims
from tracker.words import day, plural


class ClaimList(NamedTuple):
    """A list's heading, and the sentence that replaces an empty list."""

    heading: str
    empty: str


WAITING, UNNAMED, CHECKED = "waiting", "unnamed", "checked"  # what an address calls them
LISTS = {
    WAITING: ClaimList(
        "Evidence named, not checked", "No claim with evidence is waiting for somebody else to check it."
    ),
    UNNAMED: ClaimList("No evidence named", "Every completed action has evidence named, or was verified."),
    CHECKED: ClaimList("Checked by somebody else", "Nobody else has checked an action yet."),
}
TABLES: dict[str, Callable[..., Markup]] = {WAITING: waiting_table, UNNAMED: unnamed_table, CHECKED: checked_table}


def claim_list(name: str, at: Here, is_whole: bool) -> Iterator[Markup]:
    """The first ten rows of a list and a link to all, or the whole list by pages; a sentence if it is empty."""
    rows = _rows(name, at)
    if not rows:
        yield blocks.lead("", LISTS[name].empty)
        return
    by_id = {action.action_id: action for action in actions.rows(at.db, at.as_of, **at.filters)}
    if is_whole:
        shown = part(len(rows))
        yield TABLES[name](shown.cut(rows), by_id, f"{_caption(name, rows, at)}{shown.words}", at)
        yield steps(shown)
        return
    table = TABLES[name](rows[:FIRST], by_id, f"{_caption(name, rows, at)}{first_words(len(rows))}", at)
    yield blocks.low_rows(table)
    words = compiled_words.sentence(f"See all {plural(len(rows), 'action')} of this list")
    yield rest(len(rows), words, at.address("evidence", list=name))


def _rows(name: str, at: Here) -> Sequence[Any]:
    if name == CHECKED:
        return claims.checked(at.db, at.as_of, **at.filters)
    is_waiting = name == WAITING
    return [row for row in claims.rows(at.db, at.as_of, **at.filters) if (row.named_on is not None) == is_waiting]


def _caption(name: str, rows: Sequence[Any], at: Here) -> str:
    if name == CHECKED:
        return f"{plural(len(rows), 'action')} checked: {claims.results(rows)}"
    if name == UNNAMED:
        return f"{plural(len(rows), 'claim')} of completion with no evidence named, the oldest first"
    named = f"{plural(len(rows), 'claim')} of completion with evidence named"
    is_counted = any(row.waits_since for row in rows)
    return f"{named}, the longest wait first; days are counted to {day(at.as_of)}" if is_counted else named
