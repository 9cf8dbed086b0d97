"""Reads every file of a collection by its sender's layout, or says why a file cannot be read."""

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from tqdm import tqdm

from checks.received_file import FileCorrection, ReceivedFile
from loaders import fault_log
from loaders.mapping.layout import Layout
from loaders.mapping.layout_files import bodies_sha256, layout_for
from loaders.reader.read_ahead import read_ahead
from loaders.reader.read_file import Workbook, from_answer, read_workbook
from loaders.received import request_log
from loaders.received.arrival import why_no_file
from loaders.received.folder import FolderContents, contents_of, why_not_opened, why_not_placed
from loaders.received.ledger_records import (
    LEFT,
    FileReceived,
    FileWithdrawn,
    WordsErased,
    corrections,
    erasures,
    expected_files,
)
from loaders.received.request_log import Requests
from loaders.received.spans import Span, known_on, spans
from loaders.request.answer import FormAnswer, read_answer
from tracker.file_terms import Holds
from tracker.findings import NotReadable, Problem
from tracker.terms import Severity, WhoActs

CAN_BE_READ = "file_can_be_read"
LOST = "it was lost or altered before it was withdrawn, so nobody knows what it said."
NOTHING_LEFT = "it was erased because of personal data in it, and could not be read before."
NO_REQUESTS = Requests()
PROGRESS_AFTER = 2  # seconds: a shorter load ends before anybody has read the bar


def read_all(folder: Path, layouts: Path) -> Iterator[ReceivedFile]:
    """Every file below `folder`, in the order of the ledger; an unreadable file comes with the reason."""
    return read_files(contents_of(folder), layouts)


def read_files(contents: FolderContents, layouts: Path, leave_out: Collection[int] = ()) -> Iterator[ReceivedFile]:
    """The files of the records whose numbers are not in `leave_out`, then those in a wrong place.

    They come in the order of the ledger. An unreadable file comes with the reason; so does a file in a wrong place,
    which also has a number below 0.
    """
    counts, days = spans(contents.records), known_on(contents.records)
    there = {record.number: contents.folder / record.file for record in expected_files(contents.records)}
    erased, made = erasures(contents.records), corrections(contents.records)
    wanted = [record for record in contents.received if record.number not in leave_out]
    requests = request_log.on_record(contents.folder, contents.records)
    readable = (there[record.number] for record in wanted if record.number in there.keys() - contents.faults.keys())
    with read_ahead(path for path in readable if not path.name.endswith(LEFT)) as read:
        # disable=None: shows a bar on a terminal, nothing in a log or a pipe.
        for record in tqdm(wanted, "Reading files", unit="file", delay=PROGRESS_AFTER, disable=None, leave=False):
            nothing = NOTHING_LEFT if record.number in erased else LOST
            why_not = contents.faults.get(record.number, "") if record.number in there else nothing
            path = there.get(record.number, contents.folder / record.file)
            file = read_one(record, counts[record.number], path, layouts, why_not, requests, read)
            yield replace(file, corrections=tuple(_correction(one, days) for one in made if one.about == record.number))
    for n, path in enumerate(contents.misplaced, start=1):
        yield _misplaced(-n, path, contents)


def _correction(of: FileWithdrawn | WordsErased, days: Mapping[int, date]) -> FileCorrection:
    made_on = date.fromisoformat(of.on)
    return FileCorrection(of.kind, days[of.number], of.number, made_on, of.because, of.by, of.why, of.chain)


def read_one(
    record: FileReceived,
    span: Span,
    path: Path,
    layouts: Path,
    why_not: str = "",
    requests: Requests = NO_REQUESTS,
    read: Callable[[Path], Workbook] = read_workbook,
) -> ReceivedFile:
    """One file with its sheets, or with one problem that says why it cannot be read: `why_not`, if that is given.

    `path` is the file, or what was left of it when its words were erased; `read` reads it. It may be one of the forms
    of `requests`. With a `why_not`, nothing is read.
    """
    file = _on_record(record, span, layouts)
    try:
        layout = layout_for(file.sender, file.received_on, layouts)
        file = _with_layout(file, layout)
        if why_not:
            raise NotReadable(why_not)
        is_left = path.name.endswith(LEFT)
        workbook = from_answer(path.read_bytes()) if is_left else read(path)
        return _with_sheets(file, read_answer(workbook, layout, requests, record, is_left))
    except NotReadable as error:
        return replace(file, is_read=False, problems=(_not_read(file.path, str(error)),))
    except Exception as error:  # one sender's file must not keep others from being read
        reason = f"a fault of this program. {fault_log.advice(error)}"
        return replace(file, is_read=False, problems=(_not_read(file.path, reason),))


def _on_record(record: FileReceived, span: Span, layouts: Path) -> ReceivedFile:
    """What the ledger says of a file."""
    return ReceivedFile(
        file_id=record.number,
        sender=record.sender,
        received_on=date.fromisoformat(record.received_on),
        path=record.file,
        sha256=record.sha256,
        size_bytes=record.size_bytes,
        known_on=span.known_on,
        known_to=span.known_to,
        known_to_file=span.known_to_file,
        sent_as=record.sent_as,
        commitment=record.commitment,
        names=record.published_names,
        chain=record.chain,
        bodies_sha256=bodies_sha256(layouts),
    )


def _with_layout(file: ReceivedFile, layout: Layout) -> ReceivedFile:
    """The file with what its layout says of every return."""
    return replace(
        file,
        layout=layout.path.name,
        layout_sha256=layout.sha256,
        agency=layout.agency,
        reports_every=layout.reports_every,
        illustrative=layout.illustrative,
        compiled=layout.compiled,
        note=layout.note,
        holds=layout.holds,
    )


def _with_sheets(file: ReceivedFile, answer: FormAnswer) -> ReceivedFile:
    """The file with its rows; a form that comes back answers only for the actions that it asked about."""
    file = replace(file, sheets=answer.sheets, form=answer.form)
    return replace(file, holds=Holds.ITS_FORM, requested_actions=answer.requested_actions) if answer.form else file


def _misplaced(number: int, path: Path, contents: FolderContents) -> ReceivedFile:
    reason = contents.waiting.get(path) or why_not_placed(path, contents.folder)
    content = b"" if why_no_file(path) or why_not_opened(path) else path.read_bytes()
    file = ReceivedFile(
        file_id=number,
        sender=path.parent.name,
        received_on=date.min,
        path=path.relative_to(contents.folder).as_posix(),
        sha256=hashlib.sha256(content).hexdigest(),
        size_bytes=len(content),
        known_on=date.min,
        is_read=False,
    )
    return replace(file, problems=(_not_read(file.path, reason),))


def _not_read(path: str, reason: str) -> Problem:
    return Problem(
        found=path,
        sentence=f"This file was not read: {reason}",
        to_do="Do what the reason says, and load the file again.",
        severity=Severity.REFUSED,
        who_acts=WhoActs.DATA_OFFICER,
        rule=CAN_BE_READ,
    )
