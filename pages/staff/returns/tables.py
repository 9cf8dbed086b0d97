"""Tables of the page Returns: agencies against the intervals they agreed, and what each file of an agency changed."""

from collections.abc import Sequence
from datetime import date, timedelta

from markupsafe import Markup

from pages.parts.here import Here
from pages.staff.returns.forms import PAGE
from tracker.html import blocks
from tracker.questions import choices, file_changes
from tracker.questions.freshness import no_plan
from tracker.questions.return_dates import ORDER, ReturnDates
from tracker.questions.returns import FileOnRecord
from tracker.words import capital, day, plural

AGENCIES = ("Agency", "Last return", "What it changed", "Interval agreed", "Next one due", "Now")
FILES = ("Received", "File", "What it changed", "Note", "Mistake?")


def agency_table(rows: Sequence[ReturnDates], at: Here, which: str = "") -> Markup:
    """A table with a row for each agency; `which` says which part of the list it shows."""
    changes = file_changes.sentences(at.db, at.as_of, [row.path for row in rows if row.path])
    known = set(choices.agencies(at.db))
    return blocks.table(f"{ORDER}{which}", AGENCIES, [_agency(row, changes, at, row.agency in known) for row in rows])


def _agency(row: ReturnDates, changes: dict[str, str], at: Here, is_known: bool) -> tuple[blocks.Cell, ...]:
    name: blocks.Cell = blocks.link(row.agency, at.address(PAGE, agency=row.agency)) if is_known else row.agency
    several = f"The one longest past its interval of its {row.plans} plans"
    return (
        blocks.under(name, several) if row.plans > 1 else name,
        row.last_returned_on or "None received",
        changes_link(changes.get(row.path, ""), row.known_on, row.agency if is_known else None, at),
        plural(row.reports_every_days, "day") if row.reports_every_days else "None agreed",
        row.due_on or "",
        _now(row, at.as_of),
    )


def _now(row: ReturnDates, as_of: date) -> str:
    return ". ".join(filter(None, (_against_interval(row, as_of), _without_plan(row), _unread(row))))


def _against_interval(row: ReturnDates, as_of: date) -> str:
    """The next return against the interval, in words; nothing is late if no interval was agreed."""
    if row.last_returned_on is None:
        return ""
    if row.due_on is None:
        return "No interval agreed"
    if row.days_late:
        return f"Late by {plural(row.days_late, 'day')}"
    days = (row.due_on - as_of).days
    return f"Due in {plural(days, 'day')}" if days else "Due today"


def _without_plan(row: ReturnDates) -> str:
    words = capital(no_plan(row))
    return f"{words}. It made no commitment" if words and not row.owes_plan else words


def _unread(row: ReturnDates) -> str:
    """Says that an unreadable file came, so that nobody says nothing was sent; "" if none did."""
    return f"A file of {day(row.unread_on)} could not be read" if row.unread_on else ""


def due_words(row: ReturnDates) -> str:
    """A row in sentences: the last return, when the next one is due, and what is missing or could not be read."""
    texts = []
    if row.last_returned_on:
        of = (
            f"The return of {row.plans} plans that is longest past its interval" if row.plans > 1 else "Its last return"
        )
        texts.append(f"{of} came on {day(row.last_returned_on)}.")
    if row.due_on and row.reports_every_days:
        was = "was" if row.days_late else "is"
        late = f": it is late by {plural(row.days_late, 'day')}" if row.days_late else ""
        agreed = plural(row.reports_every_days, "day")
        texts.append(f"By the interval of {agreed} that it agreed, the next one {was} due on {day(row.due_on)}{late}.")
    elif row.last_returned_on:
        texts.append("It agreed no interval, so no return is late.")
    texts += [f"{words}." for words in (_without_plan(row), _unread(row)) if words]
    return " ".join(texts)


def file_table(files: Sequence[FileOnRecord], at: Here, which: str = "") -> Markup:
    """A table with a row for each file of an agency, the last one first."""
    changes = file_changes.sentences(at.db, at.as_of, [file.path for file in files])
    lines = [
        (
            file.received_on,
            file.path if file.path.endswith(f"/{file.sent_as}") else blocks.under(file.sent_as, file.path),
            changes_link(changes.get(file.path, ""), file.known_on, at.agency, at),
            file.note,
            _withdraw(file, at),
        )
        for file in files
    ]
    return blocks.table(f"The last one first{which}", FILES, lines)


def _withdraw(file: FileOnRecord, at: Here) -> blocks.Cell:
    """A link to withdraw a file, "" if it is corrected already or the day shown is not the latest."""
    if not at.is_latest or file.correction:
        return ""
    return blocks.link("Withdraw", at.address("withdraw", file=file.path))


def changes_link(sentence: str, known_on: date | None, agency: str | None, at: Here) -> blocks.Cell:
    """What a file changed, as a link to all changes of the day on which it came."""
    if not sentence or known_on is None:
        return ""
    before = known_on - timedelta(days=1)
    return blocks.link(sentence, at.address("what-changed", agency=agency, as_of=known_on, since=before, record=None))
