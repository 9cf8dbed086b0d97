"""What the form of the page Returns does: makes a request, exactly as the command does."""

import re

from loaders.request.request import AlreadyAsked, RequestDetails
from pages.staff.form_messages import leave_messages
from pages.staff.form_parts import Form, actor, word
from pages.staff.returns import request_work
from pages.staff.returns.forms import OPEN, PAGE, WHICH
from tracker import site, store
from tracker.findings import NotReadable
from tracker.html import blocks
from tracker.plain_errors import of_system
from tracker.typed_day import typed_day

NAME = re.compile("form-[0-9a-f]{12}")


def ask(form: Form) -> str:
    """Makes the form's request; leads to it, or back with what is missing.

    The page gives each request a name, so that it is made once however often the form is sent.
    """
    name = word(form, "form")
    try:
        request_work.ask(_question(form, name))
    except AlreadyAsked:
        pass
    except (NotReadable, site.NotUsable, store.NoDatabase) as error:
        return _back(form, f"Nothing was asked. {error}")
    except OSError as error:
        if not request_work.is_on_record(name):
            return _back(form, f"Nothing was asked. {of_system(error)}")
        words = (
            f"The request is on record, and its workbook could not be written. {of_system(error)} Make another request."
        )
        return blocks.address(PAGE, form=name, said=leave_messages([words]))
    return blocks.address(PAGE, form=name)


def _question(form: Form, name: str) -> RequestDetails:
    """The request in the form. Raises NotReadable if the form leaves out anything that goes on record."""
    due, head, which = typed_day(word(form, "due")), word(form, "ledger"), word(form, "which")
    if due is None or which not in WHICH or not head or not NAME.fullmatch(name):
        raise NotReadable("Choose whom to ask, the day by which it is to come, and what the workbook holds.")
    sender, kind = request_work.sender_and_kind(word(form, "sender"))
    return RequestDetails(sender, due, actor(form, "asks for the return"), which == OPEN, kind, name, head)


def _back(form: Form, message: str) -> str:
    typed = {name: word(form, name) for name in ("sender", "due", "which", "agency")}
    return blocks.address(PAGE, **typed, said=leave_messages([message]))
