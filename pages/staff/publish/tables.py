"""Blocks of the page Publish: what a publication would change, and what each of its proofs found."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from markupsafe import Markup

from loaders.publishing import build_publication as proofs
from loaders.publishing.difference import PublicationDifference
from loaders.publishing.publish import DECIDED, GOES_ON, REBUILT, STEPS
from loaders.publishing.release.texts import column_words
from pages.parts.here import Here
from pages.parts.paging import beginning, first_words
from tracker.html import blocks
from tracker.words import capital, day, plural, readable_name

MOST_TEXTS = 25  # texts of one column, unless all are asked for
SHOWS = {
    REBUILT: "The files are as they were received, and give the very database that you see",
    proofs.PUBLISHER: "The publisher in the settings is not invented, unless the data is too",
    DECIDED: "Somebody decided on every name, and on every text that looks like personal data",
    GOES_ON: "The ledger goes on from every publication before",
    proofs.STRUCTURE: "It has the tables and columns of the list, and nothing else",
    proofs.RELEASED: "Every text in it is a word of ours or was released",
    proofs.HIDDEN: "Nothing is in it that nobody sees in a workbook",
    proofs.ALIKE: "It is the same whatever stands in private cells",
    proofs.CANARIES: "No mark that was put into private cells is in any of its files",
    proofs.WIRE: "No page that a browser opens, and nothing that its server sends, holds such a mark",
}
HOLDS, UNDER_WAY, STOPPED, NOT_YET = "Held", "Under way", "Stopped here", "Not yet"


def steps_table(steps_done: Sequence[str], is_stopped: bool = False) -> Markup:
    """A table of each step with what it found; the first one not done is under way, or stopped the work."""
    now = next((step for step in STEPS if step not in steps_done), "")
    found = {
        step: HOLDS if step in steps_done else (STOPPED if is_stopped else UNDER_WAY) if step == now else NOT_YET
        for step in STEPS
    }
    lines = [(SHOWS[step], found[step]) for step in STEPS]
    return blocks.table("What is looked at, in this order", ("What is needed", "Found"), lines)


def differences(difference: PublicationDifference, at: Here) -> Iterator[Markup]:
    """What would be published, compared with what is published now."""
    yield blocks.lead(_sentence(difference), _what_leaves(difference))
    yield blocks.notes([*_links(difference, at), *difference.warnings])
    if difference.rows and difference.before:
        lines = [(capital(readable_name(name)), old, new) for name, (old, new) in difference.rows.items()]
        yield blocks.details("Rows of each table that differs", _rows_table(lines))
    if difference.texts is None or difference.texts_gone is None:
        yield blocks.lead("", "Another version of the program made the last publication, so no words can be compared.")
        return
    yield from _texts("Words that become public", difference.texts)
    yield from _texts("Words that are public no longer", difference.texts_gone)


def _sentence(difference: PublicationDifference) -> str:
    known = day(date.fromisoformat(difference.manifest.as_known_on))
    rows = sum(table.rows for table in difference.manifest.tables.values())
    holds = f"{plural(len(difference.manifest.tables), 'table')} with {plural(rows, 'row')}, as known on {known}"
    if not difference.before:
        return f"The first publication: {holds}."
    if not (difference.files or difference.rows or difference.texts or difference.texts_gone):
        return f"Nothing that anybody can read would change: {holds}."
    new = f"{plural(difference.files, 'file')} more than the last publication" if difference.files else "no file more"
    return f"It would hold {holds}: {new}."


def _what_leaves(difference: PublicationDifference) -> str:
    """How many earlier publications would be removed, "" for none; those that stay can be gone back to."""
    if not difference.leaving:
        return ""
    count = plural(len(difference.leaving), "earlier publication")
    return f"{count} would be removed: nobody can go back to more than three, or to words that may not be public."


def _links(difference: PublicationDifference, at: Here) -> Iterator[Markup]:
    if difference.before:
        since = difference.before.as_known_on
        words = f"What changed since {day(date.fromisoformat(since))}"
        yield blocks.link(words, at.address("what-changed", since=since, agency=None, review=None))
    yield release_link(at)


def release_link(at: Here) -> Markup:
    """A link to the page where somebody decides what may be public."""
    return blocks.link("Texts that wait for a decision", at.address("release", agency=None, review=None))


def _rows_table(lines: Sequence[tuple[blocks.Cell, ...]]) -> Markup:
    headings = ("Table", "Last publication", "Now")
    return blocks.table("Rows", headings, lines, numeric=headings[1:], is_caption_hidden=True)


def _texts(words: str, texts: Mapping[str, Sequence[str]]) -> Iterator[Markup]:
    count = sum(len(one) for one in texts.values())
    if not count:
        yield blocks.lead("", f"{words}: none.")
        return
    lists = (_list(column, those) for column, those in texts.items() if those)
    yield blocks.details(f"{words}: {count:,}", *(piece for pieces in lists for piece in pieces))


def _list(column: str, texts: Sequence[str]) -> Iterator[Markup]:
    first, every = beginning(texts, MOST_TEXTS, MOST_TEXTS)
    yield blocks.quiet(f"{capital(column_words(column))}: {len(texts):,}{first_words(len(texts), len(first))}")
    yield blocks.bullets(first)
    yield every
