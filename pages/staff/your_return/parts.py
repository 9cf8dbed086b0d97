"""The page Your return: a sender's position, the requests to it, its files, what to put right, its receipts."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from markupsafe import Markup

from loaders.load.sender_counts import counts_of
from loaders.load.trial_report import position_words
from pages.parts.here import Here
from pages.parts.paging import beginning, part, steps
from pages.parts.show import say, section, show, title
from pages.staff.acts import StaffRole
from pages.staff.problems.handing_back import table_of, workbook_button
from pages.staff.returns.one_request import workbook_button as request_button
from pages.staff.returns.request_tables import answer_words, what_it_holds
from pages.staff.returns.tables import due_words
from pages.staff.sign_in.person import Person
from pages.staff.your_return import work as your_work
from pages.staff.your_return.forms import send_form
from pages.staff.your_return.tables import receipt_table, waiting_table
from tracker.findings import NotReadable
from tracker.html import blocks
from tracker.measure import Measure
from tracker.questions import log_checks, measures, problems, put_right, return_dates, returns
from tracker.words import day, plural

LIMITS = (
    "One file. Only those who sign in for this sender see it until it is submitted, and nothing is recorded before an "
    "officer keeps it."
)
GONE = "Its workbook is not here any more. Ask whoever asked for it to make another one."
NOTHING_ASKED = "Nobody has asked for a return, or the last one asked for has come."
NO_FILE = "No file of yours has been received, so nothing can be counted or checked."
NOT_NOW = "This cannot be shown now. Tell whoever runs this tracker."


def your_return(at: Here, who: Person, messages: Sequence[str]) -> None:
    """Shows all that a sender sees, apart from the page of a single file."""
    files = [one for one in returns.files(at.db, at.as_of) if one.sender == who.sender]
    title(f"Return of {next((one.agency for one in files if one.agency), who.sender)}")
    for sentence in messages:
        say(sentence)
    if files:
        show(*(_checks(at, who.sender) if who.role is StaffRole.CHECKER else _position(at, who.sender)))
    else:
        show(blocks.lead(NO_FILE))
    section("What you are asked for")
    _requests(at, who.sender)
    section("Send a return")
    show(send_form(LIMITS))
    if found := your_work.of_sender(who.sender):
        show(waiting_table(found))
    if files:
        section("What to put right")
        _put_right(at, who.sender)
    section("Receipts")
    _receipts(who.sender)


def _position(at: Here, sender: str) -> Iterator[Markup]:
    """The figures of a sender's plan by both clocks, and when its next return is due."""
    counts = counts_of(at.db, sender, at.as_of)
    yield blocks.lead(f"On {day(at.as_of)}: {position_words(counts)}.")
    due = [row for row in return_dates.rows(at.db, at.as_of) if row.path.startswith(f"{sender}/")]
    words = due_words(due[0]) if due and due[0].plans == 1 else ""
    yield blocks.lead("", words or "The record does not say when your next return is due.")


def _checks(at: Here, sender: str) -> Iterator[Markup]:
    """What a checker's log holds, and how many completions reported by agencies are not confirmed."""
    found = log_checks.rows(at.db, at.as_of, sender)
    words = "; ".join(f"{one.verification}: {one.checks:,}" for one in found)
    every = plural(sum(one.checks for one in found), "entry", "entries")
    yield blocks.lead(f"Your log has {every} that count on {day(at.as_of)}{': ' if words else ''}{words}.")
    claims = plural(measures.counts(at.db, at.as_of)[Measure.REPORTED_COMPLETE], "action is", "actions are")
    yield blocks.lead("", f"Across all agencies, {claims} {Measure.REPORTED_COMPLETE}.")


def _requests(at: Here, sender: str) -> None:
    try:
        found = your_work.requests(at, sender)
    except (NotReadable, OSError):  # the error may name other senders' files
        say(NOT_NOW)
        return
    if not found:
        show(blocks.lead("", NOTHING_ASKED))
    for one in found:
        facts: dict[str, blocks.Cell] = {
            "To come by": date.fromisoformat(one.form.due),
            "Now": answer_words(one, at),
            "Holds": what_it_holds(one.form),
        }
        show(blocks.summary_list(facts))
        if not request_button(one.form):
            show(blocks.lead("", GONE))


def _put_right(at: Here, sender: str) -> None:
    rows = problems.rows(at.db, at.as_of, sender=sender)
    lines = put_right.instructions(rows)
    show(blocks.lead(*put_right.sentence(lines)))
    shown, names = part(len(lines)), returns.names(at.db)
    for path, group in groupby(shown.cut(lines), key=lambda line: line.path):
        show(table_of(names.get(path, path), list(group), sum(line.path == path for line in lines)))
        workbook_button(path, [row for row in rows if row.path == path], at)
    show(steps(shown))


def _receipts(sender: str) -> None:
    try:
        found = your_work.receipts(sender)
    except (NotReadable, OSError):
        say(NOT_NOW)
        return
    if found:
        last, every = beginning(found)
        show(receipt_table(last, len(found)), every)
    else:
        show(blocks.lead("", "No file of yours is on record."))
