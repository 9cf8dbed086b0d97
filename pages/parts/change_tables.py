"""Tables of changes: each kind with its records, and each record with a link to its action or recommendation."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from markupsafe import Markup

from pages.parts.here import Here
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
HEADINGS = ("Reference", "Action or recommendation", "What changed", "Seen")


def change_summary(rows: Sequence[Difference]) -> Markup:
    """One row per kind that occurs, the gravest first, with the references that it concerns."""
    lines = []
    for change, group in groupby(rows, key=lambda row: row.change):
        refs = [row.action_ref or row.recommendation_ref for row in group]
        more = [f"and {len(refs) - SHOWN} more"] if refs[SHOWN:] else []
        kind = blocks.link(word(change.capitalize()), f"#{slug(change)}")
        lines.append((kind, len(refs), blocks.comma_list([*refs[:SHOWN], *more])))
    return blocks.table("Changes of each kind, the gravest first", ("Change", "Number", "Which"), lines, ("Number",))


def change_tables(rows: Sequence[Difference], at: Here) -> None:
    """A section for each kind that occurs, in the order of `Change`; then the kinds that do not."""
    for change, group in groupby(rows, key=lambda row: row.change):
        lines = [_line(row, at) for row in group]
        section(change.capitalize(), anchor=slug(change))
        show(blocks.table(f"{word(change.capitalize())}: {_things(change, len(lines))}", HEADINGS, lines))
    none = [str(change) for change, n in changes.counts(rows).items() if not n]
    show(blocks.lead("", f"Nothing of these kinds: {', '.join(none)}."))


def slug(change: Change) -> str:
    """The anchor of a kind's section, for links to it."""
    return "".join(letter if letter.isalnum() else "-" for letter in change)


def _things(change: Change, n: int) -> str:
    return plural(n, "recommendation" if change.startswith(("recommendation", "response")) else "action")


def _line(row: Difference, at: Here) -> tuple[blocks.Cell, ...]:
    words = change_words(row)
    if row.action_ref is not None:
        ref = blocks.link(row.action_ref, at.address("actions", ref=row.action_ref, sender=row.sender))
        return ref, blocks.under(row.action, row.agency), words, _seen(row)
    ref = blocks.link(
        row.recommendation_ref, at.address("recommendations", review=row.review, ref=row.recommendation_ref)
    )
    return ref, row.agency or row.review, words, _seen(row)


def change_words(row: Difference | ChangeRecord) -> Markup:
    """What happened, word by word where words changed, and the reason, where one was given or could be expected."""
    words = blocks.ours(changes.sentence(row.change, row.was, row.became))
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
        show(blocks.lead("", "No problem that stood then has been put right."))
        return
    lines = [(row.ref or "No reference", row.agency, row.found or "(blank)", row.sentence) for row in rows]
    headings = ("Reference", "Agency", "What was found", "What must hold")
    show(blocks.table(f"{plural(len(lines), 'problem')} put right", headings, lines))


def _seen(row: Difference) -> blocks.Cell:
    return (
        blocks.under(row.received_on, row.path)
        if row.received_on and row.path
        else row.received_on or word("By the calendar")
    )


@cached
def five_lines(since: date, at: Here) -> Markup:
    """The gravest kinds with their numbers, each a link to its records."""
    here, rows = at.address("what-changed", since=since), changes.rows(at.db, since, at.as_of, **at.filters)
    lines = [
        blocks.link(sentence(f"{word(change.capitalize())}: {_things(change, n)}"), f"{here}#{slug(change)}")
        for change, n in changes.counts(rows).items()
        if n
    ]
    every = blocks.link(f"Everything that changed since {day(since)}", here)
    return blocks.notes([*lines[:5], every])
