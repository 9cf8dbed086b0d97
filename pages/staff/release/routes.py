"""The routes for the forms of the page Release: decisions on texts and on whole columns."""

from collections.abc import Callable, Sequence

from starlette.routing import Route

from loaders.publishing.release.decisions import Decision
from pages.staff.acts import Act
from pages.staff.form_messages import leave_messages
from pages.staff.form_parts import Form, actor, refuse_no_post, word
from pages.staff.form_route import form_route
from pages.staff.release import work as release_work
from pages.staff.release.forms import (
    BODY,
    COLUMNS,
    COLUMNS_DECIDE,
    DAY,
    DECIDE,
    DECISION,
    DECISION_END,
    FORMATS,
    LIST,
    MARKS,
    NONE_WAITS,
    PAGE,
    PRIVATE,
    RELEASE,
    WHY,
)
from tracker.findings import NotReadable
from tracker.html import blocks
from tracker.plain_errors import of_system
from tracker.typed_day import typed_day


def decide(form: Form) -> str:
    """Records the form's decision on texts; leads back to its list, with a sentence on the result."""
    return _recorded(_decide, form, word(form, LIST))


def decide_on_columns(form: Form) -> str:
    """Records the form's decision on whole columns; leads back to the columns, with a sentence on the result."""
    return _recorded(_decide_on_columns, form, COLUMNS)


def end(form: Form) -> str:
    """Records that the form's decision has ended; leads back to the columns, with a sentence on the result."""
    return _recorded(_end, form, COLUMNS)


def _recorded(record: Callable[[Form], str], form: Form, back: str) -> str:
    try:
        words = record(form)
    except NotReadable as error:
        words = f"Nothing was recorded. {error}"
    except OSError as error:
        words = f"Nothing was recorded. {of_system(error)}"
    return blocks.address(PAGE, **{LIST: back}, said=leave_messages([words]))


def _decide(form: Form) -> str:
    refuse_no_post(form, "decides")
    why, decision = _why(form), word(form, DECISION)
    texts = release_work.lists().texts(word(form, MARKS).split())
    if not texts or decision not in (RELEASE, PRIVATE):
        raise NotReadable("None of the ticked texts stands on the lists any more. Tick them again.")
    return release_work.record(texts, decision == RELEASE, actor(form, "decides"), why)


def _decide_on_columns(form: Form) -> str:
    refuse_no_post(form, "records the decision")
    ids, body, on, why = word(form, MARKS).split(), _body(form), typed_day(word(form, DAY)), _why(form)
    columns = [column for column in release_work.columns() if column.id in ids]
    if on is None:
        raise NotReadable("Say on which day it was decided.")
    if not columns:
        raise NotReadable(NONE_WAITS)
    formats = {ending for column in columns for ending in column.formats} if word(form, FORMATS) else ()
    decision = Decision(body, on, (), why, formats=tuple(sorted(formats)))
    return release_work.record_on_columns(columns, decision, actor(form, "records the decision"))


def _end(form: Form) -> str:
    refuse_no_post(form, "ends the decision")
    return release_work.end(word(form, DECISION), actor(form, "ends the decision"), _why(form))


def _why(form: Form) -> str:
    if why := word(form, WHY):
        return why
    raise NotReadable("Say what the reason for the decision is.")


def _body(form: Form) -> str:
    """Which committee or post decided. Raises NotReadable for nobody."""
    body = " ".join(word(form, BODY).split())
    if not body:
        raise NotReadable("Say which committee or post decided.")
    return body


ROUTES: Sequence[Route] = (
    form_route(DECIDE, Act.RELEASE, decide),
    form_route(COLUMNS_DECIDE, Act.RELEASE, decide_on_columns),
    form_route(DECISION_END, Act.RELEASE, end),
)
