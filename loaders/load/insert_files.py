"""Inserts files received: what is on record of each, its columns, and what happened to its filled cells."""

from collections.abc import Iterator, Sequence

from checks.received_file import ReceivedFile
from loaders.load import method
from loaders.load.insert import insert_rows
from tracker import store
from tracker.findings import Account
from tracker.terms import Kind

LOGS = (Kind.VERIFICATION, Kind.RESOLUTION)  # kinds whose earlier rows hold until a later log says otherwise
# Each column of file_received, with the field of a ReceivedFile that it holds.
FILE_COLUMNS = {
    **{
        name: name
        for name in (
            "file_id", "sender", "received_on", "known_on", "known_to", "known_to_file", "path",
            "sent_as", "sha256", "size_bytes", "commitment",
            "names", "chain", "layout", "layout_sha256", "agency", "note", "is_read", "without_marks",
            "holds", "form",
        )
    },
    "reports_every_days": "reports_every",
    "is_compiled": "compiled",
}  # fmt: skip


def insert_files(db: store.Connection, files: Sequence[ReceivedFile]) -> None:
    """Inserts each file with its columns, and what happened to the filled cells of every sheet."""
    recorded = [(file.sender, file.layout, file.layout_sha256) for file in files if file.file_id > 0]
    methods = method.methods(db, recorded)
    rows = [
        {name: getattr(file, of) for name, of in FILE_COLUMNS.items()}
        | {"method": next(methods) if file.file_id > 0 else ""}
        for file in files
    ]
    insert_rows(db, "file_received", rows)
    if any(file.illustrative and file.is_read for file in files):
        db.execute("UPDATE about SET is_illustrative = TRUE")
    tables = {
        "correction": _corrections,
        "sheet_column": _columns,
        "sheet_received": _sheets,
        "cell_left_out": _blocks,
        "log_received": _logs,
        "hidden_cell": _hidden_cells,
        "row_asked_for": _requested_actions,
    }
    for table, rows_of in tables.items():
        insert_rows(db, table, [row for file in files for row in rows_of(file)])


def _corrections(file: ReceivedFile) -> Iterator[dict[str, object]]:
    for correction in file.corrections:
        yield {**correction._asdict(), "file_id": file.file_id}


def _columns(file: ReceivedFile) -> Iterator[dict[str, object]]:
    for sheet in file.sheets:
        for name, letter in sheet.letters.items():
            yield {
                "file_id": file.file_id,
                "sheet": sheet.name,
                "kind": str(sheet.kind),
                "name": name,
                "heading": sheet.headings[name],
                "letter": letter,
            }


def _sheets(file: ReceivedFile) -> Iterator[dict[str, object]]:
    for account in _accounts(file):
        yield {
            "file_id": file.file_id,
            "sheet": account.sheet,
            "filled_cells": account.filled,
            "stored_cells": account.stored,
            "left_out_cells": sum(block.filled for block in account.left_out),
        }


def _blocks(file: ReceivedFile) -> Iterator[dict[str, object]]:
    blocks = ((account.sheet, block) for account in _accounts(file) for block in account.left_out)
    for n, (sheet, block) in enumerate(blocks, start=1):
        yield {
            "file_id": file.file_id,
            "block": n,
            "sheet": sheet,
            "place": block.place,
            "filled_cells": block.filled,
            "words": block.words,
            "reason": str(block.reason),
        }


def _logs(file: ReceivedFile) -> Iterator[dict[str, object]]:
    for sheet in file.sheets:
        if sheet.kind in LOGS:
            yield {
                "file_id": file.file_id,
                "sheet": sheet.name,
                "kind": str(sheet.kind),
                "log": sheet.log,
                "rows_read": len(sheet.numbers),
            }


def _hidden_cells(file: ReceivedFile) -> Iterator[dict[str, object]]:
    """The rows of hidden cells, each cell once, though two entries of a layout may read it."""
    cells = {(sheet.name, str(sheet.kind), cell): None for sheet in file.sheets for cell in sheet.hidden_cells}
    for sheet, kind, cell in cells:
        yield {
            "file_id": file.file_id,
            "sheet": sheet,
            "row_number": cell.row_number,
            "kind": kind,
            "name": cell.name,
            "why": str(cell.why),
        }


def _requested_actions(file: ReceivedFile) -> Iterator[dict[str, object]]:
    for sender, ref in file.requested_actions:
        yield {"file_id": file.file_id, "sender": sender, "action_ref": ref}


def _accounts(file: ReceivedFile) -> Iterator[Account]:
    return (account for sheet in file.sheets for account in sheet.accounts)
