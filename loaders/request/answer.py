"""Reads a form that came back: each row joined to its record, and whatever was altered said with its cell."""

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from checks.received_file import Joined, Sheet
from loaders.mapping.layout import Layout
from loaders.mapping.sheets import first_known_as, join_references, sheets_from, tables_of
from loaders.reader.read_file import Workbook
from loaders.received.ledger_records import Received
from loaders.received.request_log import Form, Requests
from loaders.request import faults
from loaders.request.form_columns import KEY
from loaders.request.join import Match, matches, missing
from loaders.request.locked import BLANK
from loaders.request.recognise import LOGS, form_of, layout_of, table_of
from loaders.request.seen import Seen
from tracker.terms import Kind


class Answer(NamedTuple):
    """A workbook as read: its sheets, and whether it is a form that answers for its own actions alone.

    `asked_for` are the actions of such a form, each by who reported it first and its reference.
    """

    sheets: tuple[Sheet, ...]
    is_of_its_rows: bool = False
    asked_for: tuple[tuple[str, str], ...] = ()


def layout_for_form(workbook: Workbook, layout: Layout, requests: Requests, sender: str) -> tuple[Layout, Form | None]:
    """The layout by which a workbook is read: the sender's own, unless it is a form. Raises NotReadable."""
    form = form_of(workbook, requests, sender)
    return (layout_of(form, table_of(workbook, form), layout), form) if form else (layout, None)


def read_answer(
    workbook: Workbook, layout: Layout, requests: Requests, record: Received, is_erased: bool = False
) -> Answer:
    """The sheets of a workbook by its sender's layout, or of a form by what is on record of it.

    A request made before the file's `record` may be newer than the form. `is_erased` says that words of the file were
    erased. Raises NotReadable.
    """
    layout, form = layout_for_form(workbook, layout, requests, record.sender)
    tables = tables_of(workbook, layout)
    if form and form.kind in LOGS:
        tables = tables_of(workbook, layout, _rows_as_sent(form, Seen(tables[0], form.form, is_erased)))
    sheets = sheets_from(workbook, tables, layout)
    if form is None:
        return Answer(sheets)
    seen = Seen(tables[0], form.form, is_erased)
    every = matches(form, {row: _key(seen, form, row) for row in (*seen.records, *seen.unfilled)}, seen.fingerprint)
    found = {row: every[row] for row in seen.records}
    gone = missing(form, every.values())
    said = faults.of_form(workbook, form, found, gone, seen, requests.since(form, record.number))
    sheet = replace(
        sheets[0],
        hidden_cells=tuple(cell for cell in sheets[0].hidden_cells if cell.name != KEY.fills),
        problems=(*faults.not_ours(sheets[0].problems, seen), *said),
    )
    if form.kind == Kind.VERIFICATION:
        _name_checked(sheet, form, found)
    if form.kind != Kind.ACTION:
        return Answer((sheet,))
    sheet = replace(
        sheet, joined={row: _action(form, one, layout) for row, one in found.items() if _is_on_record(form, one)}
    )
    for row, one in sheet.joined.items():
        sheet.rows.at[row, "action_ref"] = one.action_ref
    join_references([sheet], layout)
    actions = (_action(form, Match(number, number), layout) for number in range(1, len(form.rows) + 1))
    return Answer((sheet,), True, tuple((one.sender, one.action_ref) for one in actions if one.action_ref))


def _name_checked(sheet: Sheet, form: Form, found: Mapping[int, Match]) -> None:
    """Has each row name the action that it was made for: an altered reference must not verify another one."""
    for row, one in found.items():
        if _is_on_record(form, one):
            of = form.rows[one.number - 1]
            sheet.rows.at[row, "action_ref"], sheet.rows.at[row, "agency"] = of.action_ref, of.agency


def _rows_as_sent(form: Form, seen: Seen) -> frozenset[int]:
    """The rows of a log's form that nobody has filled in, which are no entries.

    Otherwise a form that comes late would say again what another log has said better since.
    """
    found = matches(form, {row: _key(seen, form, row) for row in seen.records}, seen.fingerprint)
    return frozenset(row for row, one in found.items() if _is_as_sent(seen, row, form, one))


def _is_as_sent(seen: Seen, row: int, form: Form, match: Match) -> bool:
    if not _is_on_record(form, match):
        return False
    of = form.rows[match.number - 1]
    to_fill_in = [heading for heading in form.columns.values() if heading != KEY.heading and heading not in of.locked]
    return all(seen.is_as_sent(row, heading, of.filled.get(heading, BLANK)) for heading in to_fill_in)


def _key(seen: Seen, form: Form, row: int) -> int:
    key = seen.key(row)
    return key if key <= len(form.rows) else 0


def _is_on_record(form: Form, match: Match) -> bool:
    return bool(match.number and form.rows[match.number - 1].is_on_record)


def _action(form: Form, match: Match, layout: Layout) -> Joined:
    row = form.rows[match.number - 1]
    ref = first_known_as(row.action_ref, layout.renumbered)
    return Joined(row.sender, ref, row.ref_given, match.repeats)
