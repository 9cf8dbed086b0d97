"""The table of checks of one action by other bodies."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from pages.parts.here import Here
from tracker.compiled_words import word
from tracker.html import blocks
from tracker.questions.action import Check
from tracker.questions.actions import Action
from tracker.terms import Change
from tracker.words import day


def checks_table(rows: Sequence[Check], action: Action, at: Here) -> Markup:
    """One row per check of the action, the latest first, even if it no longer counts; a sentence if there is none."""
    if not rows:
        return blocks.lead("", "No check by another body is recorded.")
    headings = ("Checked", "By", "What it found", "Evidence seen")
    return blocks.table(
        "Every check recorded, latest first",
        headings,
        [
            (
                blocks.under(day(row.checked_on), " ".join(_notes(row, action, at))),
                row.checker,
                blocks.under(_finding_words(row), row.reason),
                blocks.under(
                    row.evidence or "None named", f"Received {day(row.received_on)}" if at.is_public else row.place
                ),
            )
            for row in rows
        ],
    )


def _finding_words(check: Check) -> str:
    found = word(check.verification.capitalize())
    return f"{check.ended_as.removeprefix('check ').capitalize()}: {found.lower()}" if check.ended_as else found


def _notes(check: Check, action: Action, at: Here) -> Iterator[str]:
    """Sentences that a check is older than the action's first return, and which log ended it: it no longer counts."""
    if check.checked_on < action.first_received_on and not action.is_compiled:
        yield f"Before the first return that names the action, {day(action.first_received_on)}."
    if check.ended_as and check.ended_on:
        log = f"the log received {day(check.ended_on)}" + ("" if at.is_public else f", {check.ended_in}")
        words = "No longer listed" if check.ended_as == Change.CHECK_WITHDRAWN else "Given differently"
        yield f"{words} in {log}, so it no longer counts."
