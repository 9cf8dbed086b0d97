"""The forms that asked for returns: what was in each, as one line of a file beside the ledger, which records it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from loaders.received import fingerprints, json_lines, ledger, ledger_records
from loaders.received.actor import Actor
from loaders.received.ledger_records import FileReceived, Record, ReturnRequested

REQUESTS = "requests.jsonl"
VERSION = 1
PUT_BACK = "Put the file back from a copy."
NEWER_PROGRAM = "Use the newer program that made it."


class FormRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One row of a form: the record that it is for, or nothing if it waits for a new entry.

    For an action, `sender` is who reported it first, `action_ref` its reference, `ref_given` the reference in its plan,
    `agency` who led it and `review` which review it answers; `label` names any other record. `locked` holds a
    fingerprint of each cell that nobody should change, by its heading, and `filled` one of each other cell that was
    not blank when the form was made.
    """

    sender: str
    action_ref: str
    ref_given: str
    locked: dict[str, str]
    label: str = ""
    agency: str = ""
    review: str = ""
    filled: dict[str, str] = {}

    @property
    def name(self) -> str:
        """What people call the row's record, "" in a row for a new one."""
        return self.action_ref or self.label

    @property
    def is_on_record(self) -> bool:
        """Whether the row is for something on record, and not for a new entry."""
        return bool(self.name)


class Form(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A form as it was made, from the position known on `known_on` and a ledger with the head `ledger_head`.

    `kind` is what its rows are. `columns` are the headings that are read, by our name, and `not_read` the others. Other
    fields, such as `dates` and `years`, are what a layout says under the same keys. The row keys are the form's name
    with "/1" after it for the first of the `rows`, and so on.
    """

    version: int = VERSION
    form: str
    sender: str
    due: str
    open_only: bool
    known_on: str
    ledger_head: str
    agency: str
    review: str
    dates: str
    years: str
    closed_by_date: bool
    reported_status: dict[str, str]
    confirmed: tuple[str, ...]
    columns: dict[str, str]
    not_read: tuple[str, ...]
    rows: tuple[FormRow, ...]
    kind: str = "action"
    verification: dict[str, str] = {}
    resolution: dict[str, str] = {}

    @property
    def words(self) -> dict[str, str]:
        """The words of the scale that its rows use, each with its meaning."""
        return self.reported_status or self.verification or self.resolution


@dataclass(frozen=True)
class Requests:
    """Every form on record and its record, by the form's name; `faults` says which lines are not as recorded.

    `received` are the records of files received.
    """

    forms: dict[str, Form] = field(default_factory=dict)
    records: dict[str, ReturnRequested] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)
    received: tuple[FileReceived, ...] = ()

    def since(self, form: Form, before: int) -> list[ReturnRequested | FileReceived]:
        """The requests to the form's sender, and its files, recorded after the form and before the record `before`."""
        after = range(self.records[form.form].number + 1, before)
        both: tuple[ReturnRequested | FileReceived, ...] = (*self.records.values(), *self.received)
        return [one for one in both if one.sender == form.sender and one.number in after]


def on_record(folder: Path, records: Sequence[Record]) -> Requests:
    """The forms that a folder's ledger records. A line that was altered or removed becomes a fault; never raises."""
    recorded, forms, faults = ledger_records.requests(records), dict[str, Form](), dict[str, str]()
    lines = _lines(folder) if recorded else {}
    for name, record in recorded.items():
        try:
            forms[name] = msgspec.json.decode(lines[record.line_sha256], type=Form)
        except KeyError:
            faults[name] = f"The form {name} (record {record.number}) was altered in {REQUESTS} or removed. {PUT_BACK}"
        except ValueError:
            faults[name] = f"The form {name} (record {record.number}) is of a later version. {NEWER_PROGRAM}"
    return Requests(forms, recorded, faults, tuple(ledger_records.received(records)))


def faults(folder: Path, records: Sequence[Record]) -> Iterator[str]:
    """A sentence about each form on record that is not in its file as it was made."""
    yield from on_record(folder, records).faults.values()


def add(folder: Path, records: Sequence[Record], form: Form, by: Actor) -> ReturnRequested:
    """Keeps a form, records the request in the ledger, and returns the record once the disk has both.

    The caller keeps other processes out of the folder. Raises NotReadable.
    """
    json_lines.append(folder / REQUESTS, [form])
    request = ReturnRequested(
        version=ledger_records.VERSION,
        kind=ledger_records.REQUESTED,
        number=len(records) + 1,
        sender=form.sender,
        form=form.form,
        due=form.due,
        file=REQUESTS,
        line_sha256=fingerprints.sha256(json_lines.line(form)),
        by=by.post,
        account=by.account,
        salt=fingerprints.salt(),
        chain="",
    )
    request = ledger.with_link(request, records)
    ledger.write(folder, [*records, request])
    return request


def _lines(folder: Path) -> dict[str, bytes]:
    """Each line of the file by its fingerprint."""
    path = folder / REQUESTS
    content = path.read_bytes() if path.is_file() else b""
    return {fingerprints.sha256(line + b"\n"): line for line in content.split(b"\n")}
