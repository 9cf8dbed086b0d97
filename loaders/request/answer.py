"""Reads a form that came back: joins each row to its record, and reports every altered cell."""

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from checks.received_file import ActionOfRow, Sheet
from loaders.mapping.layout import Layout
from loaders.mapping.sheets import first_known_as, join_references, sheets_from, tables_of
from loaders.reader.read_file import Workbook
from loaders.received.ledger_records import FileReceived
from loaders.received.request_log import Form, Requests
from loaders.request import faults
from loaders.request.cell_fingerprints import BLANK
from loaders.request.form_columns import KEY
from loaders.request.form_table import FormTable
from loaders.request.join import Match, matches, missing
from loaders.request.recognise import LOGS, form_of, layout_of, table_of
from tracker.terms import Kind


class FormAnswer(NamedTuple):
    """The sheets of a workbook, and the name of the form if it is one, else "".

    `requested_actions` are the actions that a form asks for, each as who reported it first and its reference.
    """

    sheets: tuple[Sheet, ...]
    form: str = ""
    requested_actions: tuple[tuple[str, str], ...] = ()


def layout_for_form(workbook: Workbook, layout: Layout, requests: Requests, sender: str) -> tuple[Layout, Form | None]:
    """The layout for a workbook, and the form that it is, if any; its layout is the sender's own unless it is a form.

    Raises NotReadable.
    """
    form = form_of(workbook, requests, sender)
    return (layout_of(form, table_of(workbook, form), layout), form) if form else (layout, None)


def read_answer(
    workbook: Workbook, layout: Layout, requests: Requests, record: FileReceived, is_erased: bool = False
) -> FormAnswer:
    """Reads a workbook by its sender's layout, or a form by what is on record about it.

    Requests and returns recorded after the form and before the file's `record` make the form an older one, which is
    reported. `is_erased` says that words of the file were erased. Raises NotReadable.
    """
    layout, form = layout_for_form(workbook, layout, requests, record.sender)
    tables = tables_of(workbook, layout)
    if form and form.kind in LOGS:
        tables = tables_of(workbook, layout, _rows_as_sent(form, FormTable(tables[0], form.form, is_erased)))
    sheets = sheets_from(workbook, tables, layout)
    if form is None:
        return FormAnswer(sheets)
    seen = FormTable(tables[0], form.form, is_erased)
    every = matches(form, {row: _key(seen, form, row) for row in (*seen.records, *seen.unfilled)}, seen.fingerprint)
    found = {row: every[row] for row in seen.records}
    gone = missing(form, every.values())
    form_problems = faults.of_form(workbook, form, found, gone, seen, requests.since(form, record.number))
    sheet = replace(
        sheets[0],
        hidden_cells=tuple(cell for cell in sheets[0].hidden_cells if cell.name != KEY.fills),
        problems=(*faults.not_ours(sheets[0].problems, seen), *form_problems),
    )
    if form.kind == Kind.VERIFICATION:
        sheet = _naming_checked(sheet, form, found)
    if form.kind != Kind.ACTION:
        return FormAnswer((sheet,), form.form)
    joined = {row: _action(form, one, layout) for row, one in found.items() if _is_on_record(form, one)}
    sheet = _with_values(sheet, "action_ref", {row: one.action_ref for row, one in joined.items()})
    sheet = join_references(replace(sheet, actions_of_rows=joined), layout)
    actions = (_action(form, Match(number, number), layout) for number in range(1, len(form.rows) + 1))
    return FormAnswer((sheet,), form.form, tuple((one.sender, one.action_ref) for one in actions if one.action_ref))


def _naming_checked(sheet: Sheet, form: Form, found: Mapping[int, Match]) -> Sheet:
    """Makes each row name the action that it was made for: an altered reference must not verify another action."""
    made_for = {row: form.rows[one.number - 1] for row, one in found.items() if _is_on_record(form, one)}
    sheet = _with_values(sheet, "action_ref", {row: of.action_ref for row, of in made_for.items()})
    sheet = _with_values(sheet, "agency", {row: of.agency for row, of in made_for.items()})
    return _with_values(sheet, "review", {row: of.review for row, of in made_for.items()})


def _with_values(sheet: Sheet, name: str, of_rows: Mapping[int, str]) -> Sheet:
    """The sheet with new values of one column in the rows of `of_rows`."""
    column = zip(sheet.numbers, sheet.values[name], strict=True)
    return replace(sheet, values=sheet.values | {name: [of_rows.get(row, value) for row, value in column]})


def _rows_as_sent(form: Form, table: FormTable) -> frozenset[int]:
    """The rows of a log's form that nobody has filled in, which are no entries.

    Otherwise a late form would repeat what another log has corrected since.
    """
    found = matches(form, {row: _key(table, form, row) for row in table.records}, table.fingerprint)
    as_sent = {row for row, one in found.items() if _is_as_sent(table, row, form, one)}
    # Two resolutions under one item are told apart by their words only while both are there.
    labels = {form.rows[one.number - 1].label for row, one in found.items() if one.number and row not in as_sent} - {""}
    return frozenset(row for row in as_sent if form.rows[found[row].number - 1].label not in labels)


def _is_as_sent(table: FormTable, row: int, form: Form, match: Match) -> bool:
    if not _is_on_record(form, match):
        return False
    of = form.rows[match.number - 1]
    sent = {heading: BLANK for heading in form.columns.values() if heading != KEY.heading} | of.filled | of.locked
    return all(table.is_as_sent(row, heading, print_) for heading, print_ in sent.items() if table.column(heading))


def _key(table: FormTable, form: Form, row: int) -> int:
    key = table.key(row)
    return key if key <= len(form.rows) else 0


def _is_on_record(form: Form, match: Match) -> bool:
    return bool(match.number and form.rows[match.number - 1].is_on_record)


def _action(form: Form, match: Match, layout: Layout) -> ActionOfRow:
    row = form.rows[match.number - 1]
    ref = first_known_as(row.action_ref, layout.renumbered)
    return ActionOfRow(row.sender, ref, row.ref_given, match.repeats)
