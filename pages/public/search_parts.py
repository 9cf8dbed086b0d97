"""The parts of the page Search: results by kind, with the words marked in them, or what to try instead."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from pages.parts.here import Here
from pages.parts.paging import part, steps
from tracker.compiled_words import word
from tracker.folding import Term, snippet
from tracker.html import blocks
from tracker.html.search import Result, results
from tracker.questions import search
from tracker.questions.search import Place, Record
from tracker.terms import State
from tracker.words import abbreviate, capital, day

HEADINGS = {"agency": "Agencies", "recommendation": "Recommendations", "action": "Actions"}


def result_lists(rows: Sequence[Record], terms: Sequence[Term], at: Here) -> Iterator[Markup]:
    """A heading and a list for each kind of record with results on this page of them, then links to the others."""
    every = [row for kind in HEADINGS for row in rows if row.kind == kind]
    shown = part(len(every))
    for kind, heading in HEADINGS.items():
        records = [row for row in shown.cut(every) if row.kind == kind]
        if records:
            found = search.matching_places(records, terms)
            yield blocks.section(heading)
            yield results(_result(row, places, terms, at) for row, places in zip(records, found, strict=True))
    yield steps(shown)


def _result(row: Record, found: Sequence[Place], terms: Sequence[Term], at: Here) -> Result:
    where = [(capital(place.place), snippet(place.text, terms)) for place in found]
    marks = [blocks.tag(row.state)] if row.state in list(State) else [word(row.state)]
    return Result(_name(row), _address(row, at), [*marks, *_belongs(row, at)], where)


def _name(row: Record) -> str:
    return row.name if row.kind == "agency" else f"{row.ref} {abbreviate(row.name)}"


def _belongs(row: Record, at: Here) -> list[str]:
    """The agency of a record, and its review if several are shown."""
    return [name for name in (row.agency, "" if at.review else row.review) if name and name != row.name]


def _address(row: Record, at: Here) -> str:
    if row.kind == "agency":
        return at.address("agencies", agency=row.ref)
    if row.kind == "recommendation":
        return at.address("recommendations", review=row.review, ref=row.ref)
    return at.address("actions", ref=row.ref, sender=row.sender)


def no_results(words: str, at: Here) -> tuple[Markup, Markup]:
    """What to try after a search without results."""
    tries = [
        "Type the start of a word: “licen” finds licence, licences and licensing.",
        "Use fewer words: a record must hold all of them.",
        "Put words that belong together in quotation marks: “shared chronology”.",
        "Search for a reference as it is printed, or for the name of an agency.",
    ]
    if at.agency:
        everywhere = at.address("search", q=words, agency=None)
        tries.insert(0, blocks.link(f"Search all agencies, not only {at.agency}", everywhere))
    if not at.is_latest:
        tries.insert(0, blocks.link("Search the latest position", at.latest_address("search", q=words)))
    return blocks.lead("", "What you can try:"), blocks.bullets(tries)


def searched_places(at: Here) -> Markup:
    """The places in which a search looks: a word that it does not find may still be in others."""
    action = search.action_places(at.is_public)
    places = [*action, *(place for place in search.PLACES["recommendation"] if place not in action)]
    text = f"Searched: {', '.join(places)}, as known on {day(at.as_of)}."
    return blocks.lead("", text)
