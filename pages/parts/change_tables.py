"""Tables of changes: each kind with its records, and each record with a link to its action or recommendation."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from markupsafe import Markup

from pages.parts.here import Here, address_word, same_page
from pages.parts.paging import ALL, PART, page_of, part, steps
from pages.parts.show import section, show
from tracker.cache import cached
from tracker.compiled_words import sentence, word
from tracker.html import blocks
from tracker.questions import changes, problems
from tracker.questions.action import ChangeRecord
from tracker.questions.changes import Difference
from tracker.terms import Change
from tracker.words import day, plural

SHOWN = 12  # references named in the summary of a kind; its section has them all
NAMED = 3  # on the overview
HEADINGS = ("Reference", "Action or recommendation", "What changed", "Seen")


def change_summary(rows: Sequence[Difference]) -> Markup:
    """One row per kind that occurs, the most serious first, with the references that it concerns."""
    lines = []
    for change, group in groupby(rows, key=lambda row: row.change):
        refs = [row.action_ref or row.recommendation_ref for row in group]
        more = [f"and {len(refs) - SHOWN} more"] if refs[SHOWN:] else []
        kind = blocks.link(word(change.capitalize()), f"{_page_of(change, rows)}#{slug(change)}")
        lines.append((kind, len(refs), blocks.comma_list([*refs[:SHOWN], *more])))
    return blocks.table("Changes of each kind, most serious first", ("Change", "Number", "Which"), lines, ("Number",))


def change_tables(rows: Sequence[Difference], since: date, at: Here) -> None:
    """A section for each kind that occurs, in the order of `Change`; then the kinds that do not."""
    shown, count = part(len(rows)), changes.counts(rows)
    for change, group in groupby(shown.cut(rows), key=lambda row: row.change):
        lines = [_line(row, since, at) for row in group]
        here = f", {len(lines)} of them here" if len(lines) < count[change] else ""
        section(change.capitalize(), anchor=slug(change))
        show(blocks.table(f"{word(change.capitalize())}: {_things(change, count[change])}{here}", HEADINGS, lines))
    show(steps(shown))
    none = [str(change) for change, n in count.items() if not n]
    show(blocks.lead("", f"No changes of these kinds: {', '.join(none)}."))


def _page_of(change: Change, rows: Sequence[Difference]) -> str:
    """The address of the page of the list on which the records of a kind begin; "" where that is this page."""
    page = _page_of_kind(change, rows)
    return "" if address_word(PART) in (page, ALL) else same_page(part=page)


def _page_of_kind(change: Change, rows: Sequence[Difference]) -> str:
    return page_of(next(n for n, row in enumerate(rows) if row.change == change))


def slug(change: Change) -> str:
    """The anchor of a kind's section, for links to it."""
    return "".join(letter if letter.isalnum() else "-" for letter in change)


def _things(change: Change, n: int) -> str:
    return plural(n, "recommendation" if change.startswith(("recommendation", "response")) else "action")


def _line(row: Difference, since: date, at: Here) -> tuple[blocks.Cell, ...]:
    about = row.agency or row.review if row.action_ref is None else blocks.under(row.action, row.agency)
    return _ref(row, at), about, change_words(row), _seen(row, since)


def _ref(row: Difference, at: Here) -> Markup:
    if row.action_ref is not None:
        return blocks.link(row.action_ref, at.address("actions", ref=row.action_ref, sender=row.sender))
    address = at.address("recommendations", review=row.review, ref=row.recommendation_ref)
    return blocks.link(row.recommendation_ref, address)


def change_words(row: Difference | ChangeRecord) -> Markup:
    """What happened, word by word where words changed, and the reason, where one was given or could be expected."""
    words = blocks.ours(changes.sentence(row.change, row.was, row.became, row.was_precision, row.became_precision))
    if row.change in changes.REWORDED:
        words = blocks.under(words, blocks.reworded(row.was, row.became))
    if row.reason:
        return blocks.under(words, f"Reason: {row.reason}")
    return blocks.under(words, "No reason was recorded") if row.change in changes.ASKS_REASON else words


def corrected_problems(since: date, at: Here) -> None:
    """Shows to staff the problems of earlier files that their senders have put right since."""
    if "problems" not in at.pages:
        return
    rows = problems.corrections(at.db, since, at.as_of, at.agency)
    section("Problems put right")
    if not rows:
        show(blocks.lead("", "No earlier problem has been put right."))
        return
    lines = [(row.ref or "No reference", row.agency, row.found or "(blank)", row.sentence) for row in rows]
    headings = ("Reference", "Agency", "What we found", "What is needed")
    show(blocks.table(f"{plural(len(lines), 'problem')} put right", headings, lines))


def _seen(row: Difference, since: date) -> blocks.Cell:
    """The file that shows it; of what no file shows, whether a due date passed between the two days compared."""
    if row.received_on:
        return blocks.under(row.received_on, row.path) if row.path else row.received_on
    became_overdue = row.change in (Change.BECAME_OVERDUE, Change.BECAME_OVERDUE_BY_FIRST_DATE)
    return "Date passed" if became_overdue and row.became >= str(since) else "Comparing the two dates"


@cached
def five_lines(since: date, at: Here) -> Markup:
    """The most serious kinds, each a link to its records, with the first references that it concerns."""
    here, rows = at.address("what-changed", since=since), changes.rows(at.db, since, at.as_of, **at.filters)
    kinds = [(change, list(group)) for change, group in groupby(rows, key=lambda row: row.change)]
    every = blocks.link(f"Everything that changed since {day(since)}", here)
    return blocks.notes(
        [*(_kind(change, group, _address(change, rows, since, at), at) for change, group in kinds[:5]), every]
    )


def _kind(change: Change, rows: Sequence[Difference], address: str, at: Here) -> Markup:
    words = sentence(f"{word(change.capitalize())}: {_things(change, len(rows))}")
    more = [f"and {len(rows) - NAMED:,} more"] if rows[NAMED:] else []
    named = blocks.comma_list([*(_ref(row, at) for row in rows[:NAMED]), *more])
    return Markup("{}: {}").format(blocks.link(words, address), named)


def _address(change: Change, rows: Sequence[Difference], since: date, at: Here) -> str:
    """Where the records of a kind begin: on a page of the list of all that changed."""
    page = _page_of_kind(change, rows)
    return f"{at.address('what-changed', since=since, part=page)}#{slug(change)}"
