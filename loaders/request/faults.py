"""The problems of a form that came back: altered cells, rows that were removed or added, an older form."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from loaders.reader.read_file import Workbook
from loaders.received.ledger_records import FileReceived, ReturnRequested
from loaders.received.request_log import Form
from loaders.request.form_columns import KEY, KEYS
from loaders.request.form_kind import form_kind
from loaders.request.form_table import FormTable
from loaders.request.join import Match
from loaders.request.recognise import names_in
from tracker.findings import Problem
from tracker.terms import Severity, WhoActs
from tracker.words import and_list, day, first_few

MOST_NAMED = 12  # actions in one sentence
LOOKS = {  # what reading says about every form as it was made
    "Sheet '{keys}' is hidden.",
    "Sheet '{sheet}' has hidden columns: 1.",
    "Sheet '{sheet}' has colours that depend on a condition. They were not read.",
}
WHAT_TO_DO = {
    "locked_cell_is_as_sent": "Ask the sender what is meant by the change of {refs}, or put the cell back.",
    "row_is_of_the_form": "Ask whether {refs} is new, and have it entered in an empty row of the form.",
    "form_has_all_rows": "Ask why the rows were removed. An action that will not be done has a status for that.",
    "key_is_of_its_row": "Check that what was filled in for {refs} belongs to what stands beside it.",
    "form_is_the_newest": "Ask the sender whether it meant to answer the newer form.",
    "form_follows_the_last_return": "Ask the sender which of the two holds where they differ.",
    "form_names_itself": "Read this. Nothing has to be changed.",
    "form_has_all_columns": "Read this. Nothing has to be changed.",
    "form_has_keys": "Read this. Nothing has to be changed.",
}


def not_ours(problems: Sequence[Problem], table: FormTable) -> Iterator[Problem]:
    """The problems of reading, without those that every form causes: its hidden sheet and keys, its grey cells."""
    looks = {look.format(keys=KEYS, sheet=table.sheet) for look in LOOKS}
    key_cell = table.cell(table.header_row, KEY.heading)
    for one in problems:
        is_look = one.rule == "colour_carries_meaning" or (one.rule == "file_facts" and one.found in looks)
        is_key = one.rule == "hidden_is_said" and one.cell == key_cell
        if not is_look and not is_key:
            yield one


def of_form(
    workbook: Workbook,
    form: Form,
    found: Mapping[int, Match],
    gone: Sequence[str],
    table: FormTable,
    since: Sequence[ReturnRequested | FileReceived],
) -> Iterator[Problem]:
    """Everything that should not have been changed and is not as it was sent.

    `gone` names the records that have no row; `since` is what came after the form was made.
    """
    yield from _of_name(workbook, form, table)
    yield from _of_age(form, table, since)
    for row, match in found.items():
        yield from _of_row(row, match, form, table)
    if gone:
        sentence = "Every row of the form stands in it when it comes back."
        found_gone = f"removed: {and_list(first_few(gone, MOST_NAMED))}"
        yield _problem(table, 0, "", found_gone, sentence, "form_has_all_rows")


def _of_age(form: Form, table: FormTable, since: Sequence[ReturnRequested | FileReceived]) -> Iterator[Problem]:
    first = table.records[0] if table.records else 0
    newer = [one for one in since if isinstance(one, ReturnRequested)]
    returns = [one for one in since if isinstance(one, FileReceived)]
    if newer:
        sentence = f"A newer form, {newer[-1].form}, was made for this sender (record {newer[-1].number})."
        yield _problem(table, first, KEY.heading, form.form, sentence, "form_is_the_newest")
    if returns:
        came = day(date.fromisoformat(returns[-1].received_on))
        sentence = f"A return of {came} came after this form was made. What the form repeats may be older."
        yield _problem(table, first, KEY.heading, form.form, sentence, "form_follows_the_last_return")


def _of_name(workbook: Workbook, form: Form, table: FormTable) -> Iterator[Problem]:
    names = [name for grid in workbook.grids for name in names_in(grid)]
    first = table.records[0] if table.records else 0
    if not table.is_erased and not any(name.sheet == KEYS for name in names):
        sentence = f"The hidden sheet “{KEYS}” says which form it is. It is gone, so the keys of the rows say it."
        yield _problem(table, first, KEY.heading, form.form, sentence, "form_names_itself", Severity.NOTICE)
    if not table.column(KEY.heading):
        sentence = "Each row has its key. The column is gone, so rows are known by their reference and words."
        yield _problem(table, 0, "", f"no column “{KEY.heading}”", sentence, "form_has_keys")
    for heading in (heading for heading in form.not_read if not table.column(heading)):
        sentence = "A form comes back with all its columns. This one only informed, so nothing is lost with it."
        yield _problem(table, 0, "", f"no column “{heading}”", sentence, "form_has_all_columns", Severity.NOTICE)


def _of_row(row: int, match: Match, form: Form, table: FormTable) -> Iterator[Problem]:
    key = table.words(row, KEY.heading)
    if not match.number:
        sentence = "This row is none of the form's. It is read as a row of its own."
        headings = [column.heading for column in form_kind(form.kind).named]
        found = next(filter(None, (table.words(row, heading) for heading in headings)), "")
        yield _problem(table, row, headings[0], found, sentence, "row_is_of_the_form")
        return
    if match.key != match.number and table.column(KEY.heading):
        whose = form.rows[match.key - 1].name if match.key else ""
        words = f"is that of {whose}" if whose else "is not one of the form's"
        sentence = f"The key of a row is its own. This one {words}, so the row is known by its reference and words."
        yield _problem(table, row, KEY.heading, key, sentence, "key_is_of_its_row")
    if not match.repeats:
        yield from _altered_cells(row, form, form.rows[match.number - 1].locked, table)


def _altered_cells(row: int, form: Form, locked: Mapping[str, str], table: FormTable) -> Iterator[Problem]:
    for heading, sent in locked.items():
        if table.column(heading) and not table.is_as_sent(row, heading, sent):
            found = table.words(row, heading)
            then = "What is on record stays" if heading in form.not_read else "It is read as it stands now"
            sentence = f"What stands under “{heading}” was not to be changed. {then}."
            yield _problem(table, row, heading, found, sentence, "locked_cell_is_as_sent")


def _problem(
    table: FormTable,
    row: int,
    heading: str,
    found: str,
    sentence: str,
    rule: str,
    severity: Severity = Severity.WARNING,
) -> Problem:
    return Problem(
        found,
        sentence,
        WHAT_TO_DO[rule],
        severity,
        WhoActs.DATA_OFFICER,
        rule,
        sheet=table.sheet,
        row_number=row or None,
        cell=table.cell(row, heading) if row else "",
    )
