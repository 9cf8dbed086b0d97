"""One request on the page Returns: its workbook to download, and the message to send with it."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from loaders.received.request_log import Form
from loaders.request.request import file_name
from loaders.request.to_send import DAYS
from pages.parts.here import Here
from pages.parts.show import say, section, show, title
from pages.parts.turns import in_turn
from pages.staff.returns import request_work
from pages.staff.returns.forms import PAGE
from pages.staff.returns.request_tables import answer_words, what_it_holds
from pages.staff.returns.request_work import OneRequest
from pages.staff.returns.tables import changes_link
from tracker import excel
from tracker.findings import NotReadable
from tracker.html import blocks
from tracker.questions import choices, file_changes
from tracker.words import day

SENT_BY_HAND = "Nothing was sent. Download the workbook, read it, and send it yourself with the message below."
GONE = f"Its workbook is not here any more: each is kept for {DAYS} days. Ask anew to make another one."


def one_request(at: Here, name: str, messages: Sequence[str]) -> None:
    """Shows the request whose form has the name, or says that there is none."""
    try:
        found = next((one for one in request_work.all_requests(at) if one.form.form == name), None)
    except (NotReadable, OSError) as error:
        title("Returns")
        say(f"No request can be shown now. {error}")
        return
    show(blocks.trail(blocks.link("Returns", at.address(PAGE)), name if found else "A request"))
    title(f"Request to {found.form.agency or found.form.sender}" if found else "Not here")
    for sentence in messages:
        say(sentence)
    if found:
        _show(at, found)
    else:
        show(blocks.lead("", f"By {day(at.as_of)} no such request is on record."))


def _show(at: Here, request: OneRequest) -> None:
    form = request.form
    facts: dict[str, blocks.Cell] = {
        "To come by": date.fromisoformat(form.due),
        "Now": answer_words(request, at),
        **_its_file(request, at),
        "Holds": what_it_holds(form),
        "On record": f"{form.form}, record {request.record} of the ledger, asked by {request.by}",
    }
    show(blocks.summary_list(facts))
    section("What to send")
    has_workbook = request_work.workbook(form) is not None
    show(blocks.lead("", SENT_BY_HAND if has_workbook else GONE))
    if workbook_button(form):
        show(blocks.to_copy(request_work.text_to_send(form)))


def _its_file(request: OneRequest, at: Here) -> dict[str, blocks.Cell]:
    """The file as which a form came back, with what it changed; nothing before it came."""
    answer = request.answer
    if not answer.path:
        return {}
    whose = request.form.agency if request.form.agency in choices.agencies(at.db) else None
    changed = file_changes.sentences(at.db, at.as_of, [answer.path]).get(answer.path, "")
    return {"Its file": blocks.stack(filter(None, (answer.path, changes_link(changed, answer.known_on, whose, at))))}


def workbook_button(form: Form) -> bool:
    """Offers the workbook of a form; returns False if it is no longer here."""
    path = request_work.workbook(form)
    if path is None:
        return False
    st.download_button(
        "Download the workbook",
        in_turn(f"form {form.form}", path.read_bytes),
        file_name(form),
        excel.MIME,
        key=f"form {form.form}",
        on_click="ignore",
    )
    return True
