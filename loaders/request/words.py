"""The words of a request: the first sheet of its form, and the message that a person sends with it."""

from collections.abc import Iterator
from datetime import date

from loaders.received.request_log import Form
from loaders.request.form_kind import form_kind
from tracker.words import day, plural


def guide(form: Form, publisher: str, contact: str) -> list[str]:
    """The lines of the first sheet."""
    return [*_guide(form, publisher, contact)]


def _guide(form: Form, publisher: str, contact: str) -> Iterator[str]:
    kind = form_kind(form.kind)
    yield kind.title.format(form.agency or form.sender)
    yield f"{publisher or 'The office that keeps this record'} asks for this by {day(date.fromisoformat(form.due))}."
    yield f"The sheet “{kind.sheet}” {_holds(form)}"
    yield ""
    yield from (f"{number}. {step}" for number, step in enumerate(kind.steps, start=1))
    yield ""
    yield f"{kind.means}:"
    yield from (f"{word}: {ours}" for word, ours in form.words.items())
    yield ""
    yield f"Questions: {contact}." if contact else "Questions: ask whoever sent you this."
    yield f"Form {form.form}"


def _holds(form: Form) -> str:
    others = f" {form_kind(form.kind).others}" if form.open_only else ""
    return f"holds {rows_on_record(form)}, as known on {day(date.fromisoformat(form.known_on))}.{others}"


def rows_on_record(form: Form) -> str:
    """How many rows of the form are for something on record, such as “16 open actions”."""
    return plural(sum(row.is_on_record for row in form.rows), *form_kind(form.kind).nouns[form.open_only])


def covering_text(form: Form, file: str, publisher: str, contact: str) -> str:
    """The message for a person to copy; this program sends nothing."""
    due, who = day(date.fromisoformat(form.due)), publisher or "This office"
    kind = form_kind(form.kind)
    return (
        f"Subject: {kind.subject}, by {due}\n\n"
        f"{who} asks you to {kind.please}. The workbook “{file}” {_holds(form)} Its first sheet says "
        f"what to do.\n\nPlease send it back by {due}, as an Excel or OpenDocument file with all its rows and "
        "columns.\n" + (f"\nQuestions: {contact}\n" if contact else "")
    )
