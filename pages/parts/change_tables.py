"""Tables of changes: each kind with its records, and each record with everything that changed about it."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from markupsafe import Markup

from pages.parts.here import Here, address_word, same_page
from pages.parts.paging import PART, part, steps
from pages.parts.show import say, section, show
from tracker.cache import cached
from tracker.compiled_words import sentence, word
from tracker.html import blocks
from tracker.questions import change_sentences, changes, problems
from tracker.questions.action import ChangeRecord
from tracker.questions.changes import Difference
from tracker.questions.problems import ResolvedProblem
from tracker.questions.stories import Story, stories
from tracker.terms import Change
from tracker.words import day, plural

MOST_NAMED = 12  # references named in the summary of a kind; its section has them all
MOST_ON_OVERVIEW = 3  # on the overview
HEADINGS = ("Reference", "Action or recommendation", "What changed")
KIND = "change"  # what an address calls the kind of change that it asks for


def change_summary(rows: Sequence[Difference], at: Here) -> Markup:
    """One row per kind of change that occurs, the most serious first, with the references that it concerns."""
    lines = []
    for change, group in groupby(rows, key=lambda row: row.change):
        of_kind = list(group)
        more = [f"and {len(of_kind) - MOST_NAMED:,} more"] if of_kind[MOST_NAMED:] else []
        kind = blocks.link(word(change.capitalize()), same_page(**{KIND: slug(change), PART: None}))
        refs = blocks.comma_list([*(_ref(row, at) for row in of_kind[:MOST_NAMED]), *more])
        lines.append((kind, len(of_kind), refs))
    return blocks.table("Changes of each kind, most serious first", ("Change", "Number", "Which"), lines, ("Number",))


def chosen_kind() -> Change | None:
    """The kind of change that the address asks for, None for all; shows a message if there is no such kind."""
    asked = address_word(KIND)
    found = next((change for change in Change if slug(change) == asked), None)
    if asked and not found:
        say(f"There is no kind of change called “{asked}”. Showing all.")
    return found


def change_stories(rows: Sequence[Difference], since: date, at: Here) -> None:
    """Shows one row per record that changed, with all its changes; only those with the chosen kind, if there is one."""
    kind = chosen_kind()
    records = [one for one in stories(rows) if kind in (None, *(row.change for row in one.changes))]
    shown = part(len(records))
    section(word(kind.capitalize()) if kind else "Record by record")
    if kind:
        show(blocks.trail(blocks.link("Show every kind of change", same_page(**{KIND: None, PART: None}))))
    caption = f"{plural(len(records), 'record')} that changed{shown.words}, most serious first"
    show(blocks.table(caption, HEADINGS, [_line(one, since, at) for one in shown.cut(records)]))
    show(steps(shown))


def slug(change: Change) -> str:
    """What an address calls a kind of change."""
    return "".join(letter if letter.isalnum() else "-" for letter in change)


def _things(change: Change, n: int) -> str:
    return plural(n, "recommendation" if change.startswith(("recommendation", "response")) else "action")


def _line(story: Story, since: date, at: Here) -> tuple[blocks.Cell, ...]:
    row = story.first
    about = row.agency or row.review if row.action_ref is None else blocks.under(row.action, row.agency)
    return _refs(story, at), about, blocks.stack(_change_row(one, story, since) for one in story.changes)


def _refs(story: Story, at: Here) -> Markup:
    """The record's reference as a link; both references if it looks renumbered."""
    old = _ref(story.first, at)
    if not story.new_ref:
        return old
    new = blocks.link(story.new_ref, at.address("actions", ref=story.new_ref, sender=story.first.sender))
    return Markup("{} → {}").format(old, new)


def _change_row(row: Difference, story: Story, since: date) -> Markup:
    """One change with what shows it; a change under the record's new reference begins with that."""
    words = change_words(row)
    if story.new_ref == row.action_ref:
        words = Markup("{}: {}").format(row.action_ref, words)
    return blocks.under(words, _where_seen(row, story, since))


def _ref(row: Difference, at: Here) -> Markup:
    if row.action_ref is not None:
        return blocks.link(row.action_ref, at.address("actions", ref=row.action_ref, sender=row.sender))
    address = at.address("recommendations", review=row.review, ref=row.recommendation_ref)
    return blocks.link(row.recommendation_ref, address)


def change_words(row: Difference | ChangeRecord) -> Markup:
    """What happened, word by word if words changed, with the reason, or that none was recorded if one is expected."""
    words = blocks.ours(changes.in_words(row))
    if row.change in change_sentences.REWORDED:
        words = blocks.under(words, blocks.word_changes(row.was, row.became))
    if row.reason:
        return blocks.under(words, f"Reason: {row.reason}")
    return blocks.under(words, "No reason was recorded") if row.change in change_sentences.ASKS_REASON else words


def corrected_problems(since: date, at: Here) -> None:
    """Shows staff the problems of earlier files that their senders' last files no longer have."""
    if "problems" not in at.pages:
        return
    rows = problems.corrections(at.db, since, at.as_of, at.agency)
    section("Problems that no longer stand")
    show(corrections_table(rows) if rows else blocks.lead("", "No earlier problem has gone since then."))


def corrections_table(rows: Sequence[ResolvedProblem]) -> Markup:
    """One row per problem that a later file no longer has: put right, or gone together with its row."""
    lines = [
        (
            row.ref or "No reference",
            row.agency,
            row.found or "(blank)",
            row.sentence,
            "Put right" if row.is_row_there else "Its row is not in the last file",
        )
        for row in rows
    ]
    headings = ("Reference", "Agency", "What we found", "What is needed", "What became of it")
    right = sum(row.is_row_there for row in rows)
    others = f"; the rows of {len(rows) - right:,} others are gone" if right < len(rows) else ""
    return blocks.table(f"{plural(right, 'problem')} put right{others}", headings, lines)


def _where_seen(row: Difference, story: Story, since: date) -> str:
    """The file that shows a change, or, if no file does, why it came about."""
    if row.received_on:
        return f"Received on {day(row.received_on)}{f', {row.path}' if row.path else ''}"
    return story.why_late(row, since) or "Seen by comparing the two dates"


@cached
def five_lines(since: date, at: Here) -> Markup:
    """The five most serious kinds of change, each a link to its records, with the first references that it concerns."""
    here, rows = at.address("what-changed", since=since), changes.rows(at.db, since, at.as_of, **at.filters)
    kinds = [(change, list(group)) for change, group in groupby(rows, key=lambda row: row.change)]
    every = blocks.link(f"Everything that changed since {day(since)}", here)
    return blocks.notes([*(_kind(change, group, since, at) for change, group in kinds[:5]), every])


def _kind(change: Change, rows: Sequence[Difference], since: date, at: Here) -> Markup:
    words = sentence(f"{word(change.capitalize())}: {_things(change, len(rows))}")
    more = [f"and {len(rows) - MOST_ON_OVERVIEW:,} more"] if rows[MOST_ON_OVERVIEW:] else []
    named = blocks.comma_list([*(_ref(row, at) for row in rows[:MOST_ON_OVERVIEW]), *more])
    address = at.address("what-changed", **{"since": since, KIND: slug(change)})
    return Markup("{}: {}").format(blocks.link(words, address), named)
