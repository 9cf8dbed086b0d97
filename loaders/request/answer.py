"""Reads a form that came back: each row joined to its action, and whatever was altered said with its cell."""

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
from loaders.request.join import Match, matches
from loaders.request.recognise import form_of, layout_of, table_of
from loaders.request.seen import Seen


class Answer(NamedTuple):
    """A workbook as read: its sheets, and the form that it is, None where it is none.

    `asked_for` are the actions of the form, each by who reported it first and its reference.
    """

    sheets: tuple[Sheet, ...]
    form: Form | None = None
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
    sheets = sheets_from(workbook, tables, layout)
    if form is None:
        return Answer(sheets)
    seen = Seen(tables[0], form.form, is_erased)
    found = matches(form, {row: _key(seen, form, row) for row in seen.records}, seen.fingerprint)
    said = faults.of_form(workbook, form, found, seen, requests.since(form, record.number))
    sheet = replace(
        sheets[0],
        joined={row: _action(form, one, layout) for row, one in found.items() if _is_action(form, one)},
        hidden_cells=tuple(cell for cell in sheets[0].hidden_cells if cell.name != KEY.fills),
        problems=(*faults.not_ours(sheets[0].problems, seen), *said),
    )
    for row, one in sheet.joined.items():
        sheet.rows.at[row, "action_ref"] = one.action_ref
    join_references([sheet], layout)
    actions = (_action(form, Match(number, number), layout) for number in range(1, len(form.rows) + 1))
    return Answer((sheet,), form, tuple((one.sender, one.action_ref) for one in actions if one.action_ref))


def _key(seen: Seen, form: Form, row: int) -> int:
    key = seen.key(row)
    return key if key <= len(form.rows) else 0


def _is_action(form: Form, match: Match) -> bool:
    return bool(match.number and form.rows[match.number - 1].action_ref)


def _action(form: Form, match: Match, layout: Layout) -> Joined:
    row = form.rows[match.number - 1]
    ref = first_known_as(row.action_ref, layout.renumbered)
    return Joined(row.sender, ref, row.ref_given, match.repeats)
