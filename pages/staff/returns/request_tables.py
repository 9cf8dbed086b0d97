"""Requests in words and as a table: who was asked, by when, what the workbook holds, whether it came back."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from loaders.received.request_log import Form
from loaders.request.words import rows_on_record
from pages.parts.here import Here
from pages.staff.returns.forms import PAGE
from pages.staff.returns.request_work import OneRequest
from tracker.html import blocks
from tracker.words import day, plural

HEADINGS = ("Request", "To come by", "Its workbook holds", "Now")


def request_table(caption: str, requests: Sequence[OneRequest], at: Here) -> Markup:
    """A table with a row for each request, linked to its workbook and message."""
    return blocks.table(caption, HEADINGS, [_line(one, at) for one in requests])


def _line(one: OneRequest, at: Here) -> tuple[blocks.Cell, ...]:
    whose = blocks.link(one.form.agency or one.form.sender, at.address(PAGE, form=one.form.form))
    due = blocks.under(date.fromisoformat(one.form.due), f"Asked by {one.by}")
    return whose, due, what_it_holds(one.form), answer_words(one, at)


def what_it_holds(form: Form) -> str:
    """What the workbook of a form holds, and as known on which day."""
    return f"{rows_on_record(form)}, as known on {day(date.fromisoformat(form.known_on))}"


def answer_words(one: OneRequest, at: Here) -> str:
    """Whether a request came back by the day shown; if not, what came instead and how far its day is off."""
    if one.answer.came_on:
        return f"Came back on {day(one.answer.came_on)}"
    if one.is_replaced:
        return "Not come back; the sender was asked anew since"
    other = f". A return of {day(one.answer.other_on)} came since, without this form" if one.answer.other_on else ""
    days = (one.due - at.as_of).days
    if days < 0:
        return f"Not come back; its day was {plural(-days, 'day')} ago{other}"
    when = f"in {plural(days, 'day')}" if days else "today"
    return f"Not come back yet; its day is {when}{other}"
