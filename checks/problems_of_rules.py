"""Turns failures of rules into problems with a place and who should act; a missing column gives one problem a sheet."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from checks.received_file import Sheet
from checks.rule import Rule
from tracker.findings import NO_COLUMN
from tracker.not_moved import has_not_moved
from tracker.terms import LEAD_NOT_STATED, Kind, Severity, WhoActs
from tracker.words import and_list, capital, first_few, readable_name

PROBLEM_COLUMNS = (
    "file_id", "sheet", "row_number", "cell", "found", "sentence", "to_do", "severity", "who_acts", "rule",
)  # fmt: skip
MOST_NAMED = 12  # rows named in one sentence

Sheets = dict[tuple[int, str, Kind], list[Sheet]]


class Failure(NamedTuple):
    """A rule, and a row that fails it."""

    rule: Rule
    row: Any


def problems_of(failures: Sequence[Failure], sheets: Sheets) -> Iterator[dict[str, Any]]:
    """Yields a problem, under PROBLEM_COLUMNS, for each row that fails a rule.

    If the sheet lacks the rule's column, or the layout does not read it, there is one problem for the sheet, or one for
    each value that the layout gives instead.
    """
    for _, same in groupby(failures, lambda one: (one.rule.name, id(_sheet_of(one, sheets)))):
        of_sheet = list(same)
        rule, sheet, rows = of_sheet[0].rule, _sheet_of(of_sheet[0], sheets), [row for _, row in of_sheet]
        named = [(_column_of(rule, row, sheet), row) for row in rows]
        if named[0][0] in sheet.written:
            yield from (_of_cell(rule, row, sheet, name) for name, row in named if not _is_said_there(rule, name))
        else:
            given = dict.fromkeys(_layout_value(row, rule.about) for row in rows)
            for value in given:
                of_value = [row for row in rows if _layout_value(row, rule.about) == value]
                problem = _of_sheet(rule, of_value, sheet, value)
                yield from _of_each(of_value, sheet, problem) if rule.severity == Severity.REFUSED else [problem]


def _sheet_of(failure: Failure, sheets: Sheets) -> Sheet:
    """The sheet as read that holds the row; of two tables side by side, which share rows, the one with its words."""
    rule, row = failure
    read = [one for one in sheets[row.file_id, row.sheet, rule.kind] if row.row_number in one.place_of]
    if len(read) == 1:
        return read[0]
    return next(one for one in read if one.words.loc[row.row_number].to_dict() == row.words)


def _column_of(rule: Rule, row: Any, sheet: Sheet) -> str:
    """The column that a rule is about; if a due date has no column or has not moved, an earlier date stands for it."""
    if rule.column_of and {rule.about, rule.column_of(row)} <= sheet.written.keys():
        return rule.column_of(row)
    if rule.about != "due_on":
        return rule.about
    columns = [name for name in ("due_on", "current_due_on", "original_due_on") if name in sheet.written]
    moved = (name for name in columns if not has_not_moved(sheet.written[name][sheet.place_of[row.row_number]]))
    return next(moved, next(iter(columns), rule.about))


def _is_said_there(rule: Rule, name: str) -> bool:
    """Whether another column that stands for a rule's own has the same rule: that a date can be read."""
    return name != rule.about and rule.name == f"{rule.about}_can_be_read"


def _of_cell(rule: Rule, row: Any, sheet: Sheet, name: str) -> dict[str, Any]:
    place = sheet.letters.get(name) or next(iter(sheet.letters.values()))  # the title of a section is in no column
    heading = " ".join(sheet.headings.get(name, "").split())
    return _problem(
        rule,
        row,
        row_number=row.row_number,
        cell=f"{place}{row.row_number}",
        found=sheet.written[name][sheet.place_of[row.row_number]],
        sentence=_sentence(rule, row),
        to_do=rule.to_do.replace("{column}", heading or capital(readable_name(name))),
    )


def _of_sheet(rule: Rule, rows: Sequence[Any], sheet: Sheet, given: str) -> dict[str, Any]:
    """The problem of a whole sheet. A sender is asked for a column only if no unread column may be it."""
    is_ours = given or sheet.not_named or rule.about in sheet.nearest or rule.severity == Severity.REFUSED
    to_do = rule.to_do.replace("{column}", capital(readable_name(rule.about))) if given else _missing(rule, sheet)
    return _problem(
        rule,
        rows[0],
        row_number=None,
        cell="",
        found=given or NO_COLUMN,
        sentence=_sentence(rule, rows[0]) if given else rule.sentence,
        to_do=to_do.replace("{refs}", _refs(rule.kind, rows)),
        **({"who_acts": str(WhoActs.DATA_OFFICER)} if is_ours else {}),
    )


def _sentence(rule: Rule, row: Any) -> str:
    return " ".join(filter(None, (rule.sentence, rule.hint and rule.hint(row))))


def _of_each(rows: Sequence[Any], sheet: Sheet, problem: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yields a sheet's problem once for each refused row, so that it can be found by its cell; pages show it once."""
    place = next(iter(sheet.letters.values()))
    for row in rows:
        yield {**problem, "row_number": row.row_number, "cell": f"{place}{row.row_number}"}


def _layout_value(row: Any, name: str) -> str:
    """The value that the layout gives to each row without its own cell; “Lead not stated” does not count as one."""
    value = getattr(row, name, "")
    if value == LEAD_NOT_STATED:
        return ""
    return ", ".join(value) if isinstance(value, list) else value if isinstance(value, str) else ""


def _missing(rule: Rule, sheet: Sheet) -> str:
    if rule.about == "action_ref" and sheet.numbered_by:
        headings = [f"“{sheet.headings.get(name) or capital(readable_name(name))}”" for name in sheet.numbered_by]
        return f"Have {' or '.join(headings)} filled in {{refs}}: without them nobody can know the row again."
    nearest = sheet.nearest.get(rule.about)
    if not sheet.not_named and not nearest:
        return f"Add a column “{capital(readable_name(rule.about))}” and fill it for {{refs}}."
    which = f"Nearest: {nearest}." if nearest else f"Not read: {_some(sheet.not_named)}."
    return (
        f"Name the column for “{capital(readable_name(rule.about))}” in the layout. {which} If the workbook has none, "
        "ask the agency to add it and to fill it for {refs}."
    )


def _some(columns: Sequence[str]) -> str:
    return and_list(first_few(columns, MOST_NAMED, "more column"))


def _refs(kind: Kind, rows: Sequence[Any]) -> str:
    return and_list(first_few(list(dict.fromkeys(_ref(kind, row) for row in rows)), MOST_NAMED))


def _ref(kind: Kind, row: Any) -> str:
    names = {Kind.ACTION: "action_ref", Kind.VERIFICATION: "action_ref", Kind.RECOMMENDATION: "recommendation_ref"}
    return getattr(row, names.get(kind, ""), "") or f"row {row.row_number}"


def _problem(rule: Rule, row: Any, **details: Any) -> dict[str, Any]:
    common = {"severity": str(rule.severity), "who_acts": str(rule.who_acts), "rule": rule.name}
    return {"file_id": row.file_id, "sheet": row.sheet, **common, **details}
