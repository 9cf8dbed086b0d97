"""The words of a request: the first sheet of its form, and the message that a person sends with it."""

from collections.abc import Iterator
from datetime import date

from loaders.received.request_log import Form
from tracker.words import day, plural

STEPS = (
    "Go through every row. Grey cells are what is on record; please leave them as they are.",
    "Choose the status from the list. Leave it as it is where nothing has changed.",
    "If an action is complete, give the date, and name under “Evidence” the document that shows it.",
    "If a date has to move, write the new one under “New date” and why under “Reason”, which is red until you do.",
    "If an action will not be done, choose that status and give the reason. Please delete no rows and no columns.",
    "Rows without a reference are for recommendations that no action answers yet, and for new actions. Give each new "
    "action a reference of its own.",
    "Name people by their posts. Please write nothing about a child, a victim, a suspect or a case.",
    "Save the workbook and send it back as it is, as an Excel or OpenDocument file.",
)


def guide(form: Form, publisher: str, contact: str) -> list[str]:
    """The lines of the first sheet."""
    return [*_guide(form, publisher, contact)]


def _guide(form: Form, publisher: str, contact: str) -> Iterator[str]:
    yield f"Actions of {form.agency or form.sender}: please bring them up to date"
    yield f"{publisher or 'The office that keeps this record'} asks for this by {day(date.fromisoformat(form.due))}."
    yield f"The sheet “Actions” {_holds(form)}"
    yield ""
    yield from (f"{number}. {step}" for number, step in enumerate(STEPS, start=1))
    yield ""
    yield "What each status is counted as:"
    yield from (f"{word}: {ours}" for word, ours in form.reported_status.items())
    yield ""
    yield f"Questions: {contact}." if contact else "Questions: ask whoever sent you this."
    yield f"Form {form.form}"


def _holds(form: Form) -> str:
    actions = sum(bool(row.action_ref) for row in form.rows)
    which = plural(actions, "open action" if form.open_only else "action")
    others = " Actions that it does not list stay as they are." if form.open_only else ""
    return f"holds {which}, as known on {day(date.fromisoformat(form.known_on))}.{others}"


def covering_text(form: Form, file: str, publisher: str, contact: str) -> str:
    """The message to copy; nothing is sent by this program."""
    due, who = day(date.fromisoformat(form.due)), publisher or "This office"
    return (
        f"Subject: Your actions, by {due}\n\n"
        f"{who} asks you to bring your actions up to date. The workbook “{file}” {_holds(form)} Its first sheet says "
        f"what to do.\n\nPlease send it back by {due}, as an Excel or OpenDocument file with all its rows and "
        "columns.\n" + (f"\nQuestions: {contact}\n" if contact else "")
    )
