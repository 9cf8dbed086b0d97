"""The lists of a page as tables to download: exactly the actions or changes that the page lists."""

from collections.abc import Sequence
from datetime import date

from pages.parts.here import Here
from pages.parts.table_files import Rows, TableFile
from pages.public.action_filters import ActionFilters, heading
from tracker import compiled_words
from tracker.compiled_words import sentence, word
from tracker.questions import actions, changes, downloads
from tracker.questions.changes import Difference
from tracker.terms import Change
from tracker.words import day

COLUMNS = (
    "Change", "What changed", "Reference", "Sender", "Recommendation", "Review", "Agency", "Action", "Was", "Became",
    "Reason", "Received on",
)  # fmt: skip


def list_table(at: Here, words: list[str], only: ActionFilters) -> TableFile:
    """The whole list of actions that the address asks for, with the columns of the downloads."""
    of = ", ".join(filter(None, (at.tracker, at.agency)))

    def rows() -> Rows:
        found = actions.rows(at.db, at.as_of, **at.filters, **only)
        return downloads.rows_of_actions(at.db, at.as_of, [(row.sender, row.action_ref) for row in found])

    return TableFile("list-of-actions", f"{of}. {heading(words)}", rows)


def changes_table(rows: Sequence[Difference], since: date, at: Here) -> TableFile:
    """Every change between two days, except changes of owners: a file travels further than a page."""
    of = ", ".join(filter(None, (at.tracker, at.agency)))
    title = f"{of}. What changed from {day(since)} to {day(at.as_of)}"
    without_owners = [row for row in rows if row.change != Change.OWNER_CHANGED]
    return TableFile("what-changed", title, lambda: (COLUMNS, _changes(without_owners, at)))


def _changes(rows: Sequence[Difference], at: Here) -> list[tuple[object, ...]]:
    with compiled_words.words_for(at.is_compiled):  # made when the button is pressed, after the page
        return [
            (
                word(row.change.capitalize()), sentence(changes.in_words(row)), row.action_ref, row.sender,
                row.recommendation_ref, row.review, row.agency, row.action, row.was, row.became, row.reason,
                row.received_on,
            )
            for row in rows
        ]  # fmt: skip
