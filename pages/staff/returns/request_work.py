"""What the page Returns knows and does about requests: who was asked, what came back, new requests, workbooks."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from loaders.received import ledger, request_log
from loaders.received.actor import Actor
from loaders.received.places import settings_of
from loaders.received.request_log import Form
from loaders.request import request as requesting
from loaders.request import to_send
from loaders.request.form_kind import form_kind
from loaders.request.request import Askable, RequestDetails
from loaders.request.words import covering_text
from pages.parts.here import Here
from pages.staff.load import work as load_work
from tracker import site, store
from tracker.questions import request_answers
from tracker.questions.request_answers import RequestAnswer
from tracker.terms import Kind

OF_KIND = ":"  # between the sender and the kind in the key of what can be asked for


@dataclass(frozen=True)
class OneRequest:
    """A request: its form on record, the number of its record, who asked, and what came after it by the day shown.

    `is_replaced` says whether the same sender was asked again later.
    """

    form: Form
    record: int
    by: Actor
    answer: RequestAnswer
    is_replaced: bool

    @property
    def due(self) -> date:
        """The day by which the request is due back."""
        return date.fromisoformat(self.form.due)

    @property
    def is_out(self) -> bool:
        """Whether a return is still awaited."""
        return self.answer.came_on is None and not self.is_replaced


def all_requests(at: Here) -> list[OneRequest]:
    """Requests made by the day shown, to the agency shown or to all, the last one first. Raises NotReadable."""
    folder = load_work.received()
    known = request_log.on_record(folder, ledger.read(folder))
    forms = [
        form for form in known.forms.values()
        if form.known_on <= str(at.as_of) and at.agency in (None, form.agency or form.sender)
    ]  # fmt: skip
    asked = [request_answers.RecordedRequest(one.form, one.sender, known.records[one.form].number) for one in forms]
    answers = {one.form: one for one in request_answers.rows(at.db, at.as_of, asked)}
    last = {form.sender: form.form for form in forms}
    found = [_one(form, known, answers[form.form], last[form.sender] != form.form) for form in forms]
    return sorted(found, key=lambda one: -one.record)


def _one(form: Form, known: request_log.Requests, answer: RequestAnswer, is_replaced: bool) -> OneRequest:
    record = known.records[form.form]
    return OneRequest(form, record.number, Actor(record.by, record.account), answer, is_replaced)


def askable(today: date, agency: str | None) -> dict[str, str]:
    """Maps the key of each thing that can be asked for to its words; for an `agency`, only what that agency keeps."""
    known = requesting.who_can_be_asked(load_work.layouts(), today)
    return {_key(one): _words(one) for one in known if agency in (None, one.agency or one.sender)}


def _key(one: Askable) -> str:
    return one.sender if one.is_first else f"{one.sender}{OF_KIND}{one.kind}"


def _words(one: Askable) -> str:
    (_, many), whose = form_kind(one.kind).nouns[False], one.agency or one.sender
    return whose if one.kind == Kind.ACTION else f"{whose}: {many}"


def sender_and_kind(key: str) -> tuple[str, Kind | None]:
    """The sender and the kind that a key stands for, for any text; no kind means what the sender keeps first."""
    sender, _, kind = key.partition(OF_KIND)
    return sender, Kind(kind) if kind in list(Kind) else None


def new_name() -> str:
    """An unused name for a form, by which a request is made once however often the form is sent."""
    return requesting.new_name()


def head() -> str:
    """The current head of the ledger. Raises NotReadable."""
    return ledger.head(ledger.read(load_work.received()))


def ask(question: RequestDetails) -> Form:
    """Makes a request as the command does. Raises what `request` raises, site.NotUsable and OSError."""
    folder = load_work.received()
    publisher = site.read(settings_of(folder)).publisher
    out = to_send.folder_beside(folder)
    return requesting.request(question, folder, store.build_folder(), out, publisher, load_work.LAYOUTS).form


def is_on_record(name: str) -> bool:
    """Whether a form of that name is on record. Raises NotReadable."""
    folder = load_work.received()
    return name in request_log.on_record(folder, ledger.read(folder)).records


def text_to_send(form: Form) -> str:
    """The message to send with the workbook of a form, with the publisher's present name and contact."""
    publisher = site.read(settings_of(load_work.received())).publisher
    return covering_text(form, requesting.file_name(form), publisher.name, publisher.contact)


def workbook(form: Form) -> Path | None:
    """The workbook of a form, None if it is no longer here."""
    return to_send.workbook(load_work.received(), form)


def drop_old(today: date) -> None:
    """Removes workbooks that have been here for too long."""
    to_send.drop_old(load_work.received(), today)
