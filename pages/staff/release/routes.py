"""The route for the form of the page Release: a decision on texts."""

from collections.abc import Sequence

from starlette.routing import Route

from pages.staff.acts import Act
from pages.staff.form_messages import leave_messages
from pages.staff.form_parts import Form, actor, refuse_no_post, word
from pages.staff.form_route import form_route
from pages.staff.release import work as release_work
from pages.staff.release.forms import DECIDE, DECISION, LIST, MARKS, PAGE, PRIVATE, RELEASE, WHY
from tracker.findings import NotReadable
from tracker.html import blocks
from tracker.plain_errors import of_system


def decide(form: Form) -> str:
    """Records the form's decision; leads back to its list, with a sentence on the result."""
    try:
        words = _decide(form)
    except NotReadable as error:
        words = f"Nothing was recorded. {error}"
    except OSError as error:
        words = f"Nothing was recorded. {of_system(error)}"
    return blocks.address(PAGE, **{LIST: word(form, LIST)}, said=leave_messages([words]))


def _decide(form: Form) -> str:
    refuse_no_post(form, "decides")
    why, decision = word(form, WHY), word(form, DECISION)
    texts = release_work.lists().texts(word(form, MARKS).split())
    if not why:
        raise NotReadable("Say what the reason for the decision is.")
    if not texts or decision not in (RELEASE, PRIVATE):
        raise NotReadable("None of the ticked texts stands on the lists any more. Tick them again.")
    return release_work.record(texts, decision == RELEASE, actor(form, "decides"), why)


ROUTES: Sequence[Route] = (form_route(DECIDE, Act.RELEASE, decide),)
