"""Asks a sender for a return: puts a form on record, and writes it as a workbook for a person to send."""

import secrets
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from loaders.mapping.layout import Layout
from loaders.mapping.layout_files import LAYOUTS, layout_for, layouts_for, senders
from loaders.received import ledger, ledger_records, request_log
from loaders.received.actor import Actor
from loaders.received.lock import alone_in
from loaders.received.request_log import Form, FormRow
from loaders.request import form_kind
from loaders.request.cell_fingerprints import fingerprint
from loaders.request.confirmed_names import names_as_written
from loaders.request.form_columns import KEY, FormColumn
from loaders.request.form_kind import KINDS, FormKind, NewFormRow, conventions_of, form_for
from loaders.request.words import covering_text, guide
from loaders.request.workbook import is_locked, write
from tracker import store
from tracker.findings import NotReadable
from tracker.questions import choices
from tracker.site import Publisher
from tracker.terms import Kind

FORM = "form-"  # begins the name of each form


@dataclass(frozen=True)
class NewRequest:
    """What was made: the workbook to send, the record of the request, and the message to copy."""

    path: Path
    record: ledger_records.ReturnRequested
    form: Form
    text: str


@dataclass(frozen=True)
class RequestDetails:
    """Whom to ask, by when, who asks, whether for open rows only, and for what kind: None means the plan first.

    `form` is an unused name for the form, "" for any; `head` is the ledger's head when somebody decided to ask, "" for
    any.
    """

    sender: str
    due: date
    by: Actor
    open_only: bool = False
    kind: Kind | None = None
    form: str = ""
    head: str = ""


class AlreadyAsked(NotReadable):
    """A form with that name is already on record."""


class Askable(NamedTuple):
    """One kind of record that a sender keeps and can be asked for; a request that names no kind asks for the first."""

    sender: str
    agency: str
    kind: Kind
    is_first: bool


def request(
    question: RequestDetails, received: Path, built: Path, out: Path, publisher: Publisher, layouts: Path = LAYOUTS
) -> NewRequest:
    """Puts a form on record and writes it below `out`.

    It holds the sender's records as the database in `built` knows them; the database must hold every file on record.
    Raises NotReadable with the reason if nothing was asked: AlreadyAsked if the form's name is taken, ledger.OtherHead
    if something was recorded since somebody decided to ask.
    """
    layouts = layouts_for(received, layouts)
    _refuse_unknown(question.sender, layouts)
    with alone_in(received):
        records = ledger.read(received)
        if question.form in ledger_records.requests(records):
            raise AlreadyAsked(f"{question.form} is on record already.")
        ledger.refuse_other_head(records, question.head)
        form, columns, rows = _filled_in(question, built, layouts, records)
        path = out / file_name(form)
        out.mkdir(parents=True, exist_ok=True)
        content = write(form, columns, rows, guide(form, publisher.name, publisher.contact))
        record = request_log.add(received, records, form, question.by)
    path.write_bytes(content)
    return NewRequest(path, record, form, covering_text(form, path.name, publisher.name, publisher.contact))


def file_name(form: Form) -> str:
    """The file name of a form's workbook."""
    return f"{form.sender} {form.form}.xlsx"


def new_name() -> str:
    """A name for a form that nobody has used."""
    return f"{FORM}{secrets.token_hex(6)}"


def who_can_be_asked(layouts: Path, on: date) -> list[Askable]:
    """What each sender keeps by its layout on a day, its plan first."""
    return [one for sender in senders(layouts) for one in _askable(sender, layouts, on)]


def _askable(sender: str, layouts: Path, on: date) -> Iterator[Askable]:
    with suppress(NotReadable):  # a load says what is wrong with a layout
        layout = layout_for(sender, on, layouts)
        first = form_for(layout).kind
        for kind in KINDS:
            if kind == first or any(entry.fills == kind for entry in layout.sheets):
                yield Askable(sender, layout.agency, kind, kind == first)


def _filled_in(
    question: RequestDetails, built: Path, layouts: Path, records: Sequence[ledger_records.Record]
) -> tuple[Form, Sequence[FormColumn], list[NewFormRow]]:
    """The form with its columns and rows, as known on the last day on record. Raises NotReadable."""
    with closing(store.open_file(store.current(built))) as db:
        _refuse_behind(db, records, built)
        as_of = choices.last_known(db) or date.min
        _refuse_past(question.due, as_of)
        layout = layout_for(question.sender, as_of, layouts)
        kind = form_for(layout, question.kind)
        asked = form_kind.FormScope(as_of, question.sender, layout, conventions_of(layout, kind), question.open_only)
        rows = [*kind.rows(db, asked)]
        if not any(row.is_on_record or row.values.get("recommendation_ref") for row in rows):
            raise NotReadable(f"{question.sender} has nothing to be asked for.")
        columns, names = _columns(rows, layout, kind), names_as_written(db, layout, rows)
        return _form(question, kind, asked, columns, rows, names, ledger.head(records)), columns, rows


def _refuse_unknown(sender: str, layouts: Path) -> None:
    if sender not in senders(layouts):
        raise NotReadable(f"There is no sender “{sender}” in {layouts}. Senders: {', '.join(senders(layouts))}.")


def _refuse_behind(db: store.Connection, records: Sequence[ledger_records.Record], built: Path) -> None:
    known = dict(db.execute("SELECT file_id, chain FROM file_received WHERE file_id > 0").fetchall())
    if known != {record.number: record.chain for record in ledger_records.received(records)}:
        raise NotReadable(
            f"The database in {built} does not hold what is on record. "
            "Load first (the page Load, or python -m loaders)."
        )


def _refuse_past(due: date, as_of: date) -> None:
    if due <= as_of:
        raise NotReadable(f"{due} is not after {as_of}, the last day on record. Give the day by which it is to come.")


def _columns(rows: Sequence[NewFormRow], layout: Layout, kind: FormKind) -> tuple[FormColumn, ...]:
    """The key and the columns that the rows need; review and agency need none if they are the same in all rows."""
    reviews = {row.values["review"] for row in rows if row.values.get("review")}
    others = {row.values.get("agency", "") for row in rows} - {layout.agency}
    used = {name for row in rows for name, value in row.values.items() if value}
    # A log's new rows may be of any review, unless its layout names one for all of them.
    is_of_one = len(reviews) < 2 if kind.kind == Kind.ACTION else bool(layout.review)
    left_out = {"review"} if is_of_one else set()
    left_out |= set() if others else {"agency"}
    return (KEY, *(one for one in kind.columns if not one.only_if_used or one.fills in used - left_out))


def _form(
    question: RequestDetails,
    kind: FormKind,
    scope: form_kind.FormScope,
    columns: Sequence[FormColumn],
    rows: Sequence[NewFormRow],
    names: tuple[str, ...],
    head: str,
) -> Form:
    layout, conventions = scope.layout, scope.conventions
    return Form(
        form=question.form or new_name(),
        sender=question.sender,
        due=str(question.due),
        open_only=question.open_only,
        known_on=str(scope.as_of),
        ledger_head=head,
        agency=layout.agency,
        review=_review(rows, layout, kind),
        kind=str(kind.kind),
        dates=conventions.dates,
        years=conventions.years,
        closed_by_date=conventions.closed_by_date,
        reported_status=conventions.words if kind.kind == Kind.ACTION else {},
        verification=conventions.words if kind.kind == Kind.VERIFICATION else {},
        resolution=conventions.words if kind.kind == Kind.RESOLUTION else {},
        confirmed=names,
        columns={one.fills: one.heading for one in columns if one.fills},
        not_read=tuple(one.heading for one in columns if not one.fills),
        rows=tuple(_row(row, columns) for row in rows),
    )


def _review(rows: Sequence[NewFormRow], layout: Layout, kind: FormKind) -> str:
    """The review of rows that name none: in a plan, its actions' review. In a log nobody may guess it."""
    named = (str(row.values["review"]) for row in rows if row.values.get("review"))
    return next(named, layout.review) if kind.kind == Kind.ACTION else layout.review


def _row(row: NewFormRow, columns: Sequence[FormColumn]) -> FormRow:
    values = {one: row.values.get(one.fills or one.heading, "") for one in columns if one != KEY}
    return FormRow(
        sender=row.sender,
        action_ref=row.action_ref,
        ref_given=row.ref_given,
        locked={one.heading: fingerprint(value) for one, value in values.items() if is_locked(one, row)},
        label=row.label,
        agency=str(row.values.get("agency", "")) if row.is_on_record else "",
        review=str(row.values.get("review", "")) if row.is_on_record else "",
        filled={one.heading: fingerprint(value) for one, value in values.items() if value and not is_locked(one, row)},
    )
