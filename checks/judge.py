"""Runs every rule over every row with Pandera and says of each failure where it stands and who should act."""

import json
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import pandera.pandas as pa

from checks.columns import Rule, cell_rules, column_types
from checks.context import CONTEXT, PLACE, Known, add_context, add_likeness, known_with
from tracker.received_file import ReceivedFile, Sheet
from tracker.terms import Kind, Severity, WhoActs

PROBLEM_COLUMNS = (
    "file_id", "sheet", "row_number", "cell", "found", "sentence", "severity", "who_acts", "rule",
)  # fmt: skip


class Checked(NamedTuple):
    """Every row received, by kind, with `is_refused`; every problem, one row each; what they were checked against."""

    rows: dict[Kind, pd.DataFrame]
    problems: pd.DataFrame
    known: Known


def check(files: Sequence[ReceivedFile], known: Known | None = None) -> Checked:
    """Checks all rows of all files at once: a Pandera call costs the same for one row as for thousands.

    `known` is what files say that were checked before and are not among these.
    """
    rows = {kind: _rows_of(files, kind) for kind in Kind}
    known = known_with(known or Known(), rows, {file.agency for file in files if file.agency})
    add_context(rows, known)
    add_likeness(rows, known, {(file.file_id, one.name): one.confirmed for file in files for one in file.sheets})
    problems = [*_problems_of_reading(files)]
    sheets: dict[tuple[int, str, Kind], list[Sheet]] = {}
    for file in files:
        for sheet in file.sheets:
            sheets.setdefault((file.file_id, sheet.name, sheet.kind), []).append(sheet)
    for kind, frame in rows.items():
        found = list(_failures(kind, frame, sheets)) if len(frame) else []
        refused = {problem["index"] for problem in found if problem["severity"] == Severity.REFUSED}
        frame["is_refused"] = frame.index.isin(refused)
        problems += found
    return Checked(rows, pd.DataFrame(problems, columns=list(PROBLEM_COLUMNS)), known)


def rules(kind: Kind) -> list[Rule]:
    """The rules for one kind of row: those of its cells, then one for each file in checks/rules."""
    names = sorted(file.stem for file in (Path(__file__).parent / "rules").glob("[a-z]*.py"))
    modules = [(name, import_module(f"checks.rules.{name}")) for name in names]
    return cell_rules(kind) + [
        Rule(
            name=name,
            kind=kind,
            about=module.about,
            sentence=module.__doc__,
            severity=module.severity,
            who_acts=getattr(module, "who_acts", WhoActs.SENDER),
            passes=module.passes,
            hint=getattr(module, "hint", None),
        )
        for name, module in modules
        if kind in module.applies_to
    ]


def _rows_of(files: Sequence[ReceivedFile], kind: Kind) -> pd.DataFrame:
    frames = [_placed(file, sheet) for file in files for sheet in file.sheets if sheet.kind == kind and len(sheet.rows)]
    if frames:
        return pd.concat(frames, ignore_index=True)
    return pd.DataFrame({name: pd.Series(dtype=_dtype(column)) for name, column in _schema_columns(kind).items()})


def _dtype(column: pa.Column) -> str:
    return str(column.dtype)


def _schema_columns(kind: Kind) -> dict[str, pa.Column]:
    return {**PLACE, **column_types(kind), **CONTEXT[kind]}


def _placed(file: ReceivedFile, sheet: Sheet) -> pd.DataFrame:
    frame = sheet.rows.reset_index(names="row_number")
    frame["words"] = [json.dumps(row, ensure_ascii=False) for row in sheet.words.to_dict("records")]
    frame["words"] = frame["words"].astype(object)
    frame.insert(0, "file_id", file.file_id)
    frame.insert(1, "sender", file.sender)
    frame.insert(2, "received_on", pd.Timestamp(file.received_on).as_unit("us"))
    frame.insert(3, "sheet", sheet.name)
    return frame


def _failures(kind: Kind, frame: pd.DataFrame, sheets: dict[tuple, list[Sheet]]) -> Iterator[dict]:
    by_name = {rule.name: rule for rule in rules(kind)}
    checks = [pa.Check(rule.passes, name=rule.name, error=rule.sentence) for rule in by_name.values()]
    schema = pa.DataFrameSchema(_schema_columns(kind), checks=checks, strict=True, coerce=False)
    try:
        schema.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as errors:
        for error in errors.schema_errors:
            rule = by_name.get(getattr(error.check, "name", None))
            if rule is None:  # a type or a word that reading itself should never have let through
                raise
            for row in frame[~error.check_output.astype(bool)].itertuples():
                yield {"index": row.Index, **_problem(rule, row, sheets)}


def _problem(rule: Rule, row: Any, sheets: dict[tuple, list[Sheet]]) -> dict:
    # A sheet may hold two tables one below the other, each read by an entry of its own.
    read = sheets[row.file_id, row.sheet, rule.kind]
    sheet = next(one for one in read if row.row_number in one.words.index)
    # Where the sheet has no such column the finding points at the first cell of the row.
    name = rule.about if rule.about in sheet.letters else next(iter(sheet.letters))
    return {
        "file_id": row.file_id,
        "sheet": row.sheet,
        "row_number": row.row_number,
        "cell": f"{sheet.letters[name]}{row.row_number}",
        "found": sheet.words.at[row.row_number, rule.about] if rule.about in sheet.words else "no such column",
        "sentence": " ".join(filter(None, (rule.sentence, rule.hint and rule.hint(row)))),
        "severity": str(rule.severity),
        "who_acts": str(rule.who_acts),
        "rule": rule.name,
    }


def _problems_of_reading(files: Sequence[ReceivedFile]) -> Iterator[dict]:
    for file in files:
        for problem in (*file.problems, *(found for sheet in file.sheets for found in sheet.problems)):
            yield {"file_id": file.file_id, **{name: getattr(problem, name) for name in PROBLEM_COLUMNS[1:]}}
