"""Applies every rule to every row, with Pandera, and says where each failure is and who should act."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain
from typing import Any, NamedTuple, NoReturn

import pandas as pd
import pandera.pandas as pa

from checks.awaited_facts import awaited_facts
from checks.columns import column_types
from checks.context import CONTEXT, PLACE, add_facts, add_likeness
from checks.facts import MAKES_FACTS, WITHIN_A_FILE, KnownFacts, Scope, combine_facts
from checks.facts_of_files import Rows, facts_of_files, of_files, with_file_facts
from checks.find_rules import rules
from checks.inheritance import inherited
from checks.other_answers import add_other_answers
from checks.problems_of_rules import PROBLEM_COLUMNS, Failure, Sheets, problems_of
from checks.received_file import ReceivedFile, Sheet, frame_of
from checks.resolutions import add_keys
from checks.row import rows_of
from checks.rule import Rule
from checks.same_reference import add_action_refs, form_actions, numberings
from tracker.terms import Kind, Severity

PLACE_OF_SHEET = {  # the first columns of PLACE, which all rows of a sheet share
    "file_id": int, "sender": str, "plan_of": str, "received_on": "datetime64[us]", "known_on": "datetime64[us]",
    "is_form": bool, "sheet": str,
}  # fmt: skip


class CheckResult(NamedTuple):
    """What the checks found in files.

    `rows` holds every row received, by kind, with `is_refused`; `problems` one row for each problem; `facts` everything
    known with these files, and `file_facts` what they make known by themselves; `awaited_facts` what would change their
    problems (see `checks.awaited_facts`).
    """

    rows: dict[Kind, pd.DataFrame]
    problems: pd.DataFrame
    facts: KnownFacts
    file_facts: KnownFacts
    awaited_facts: pd.DataFrame


def check(files: Sequence[ReceivedFile], facts: KnownFacts | None = None) -> CheckResult:
    """Checks all rows of all files at once: one call of Pandera costs as much for one row as for thousands.

    `facts` are those of all other files checked before; if stored files are checked again, those of all files.
    """
    rows = {kind: _rows_of(files, kind) for kind in Kind}
    by_kind = {kind: rules(kind) for kind in Kind}
    facts = facts or KnownFacts()
    add_action_refs(rows[Kind.ACTION], facts.earlier, inherited(files, facts), numberings(files), form_actions(files))
    withdrawn = {file.file_id: file.known_to_file for file in files if file.is_withdrawn}
    add_other_answers(rows[Kind.RECOMMENDATION], facts.answers, withdrawn)
    add_keys(rows[Kind.RESOLUTION])
    add_likeness(rows)
    new_facts = facts_of_files(files, {kind: _not_refused(rows[kind], by_kind[kind]) for kind in MAKES_FACTS})
    facts = with_file_facts(facts, new_facts)
    rows, awaited = _with_facts(rows, files, facts)
    problems, sheets = [*_problems_of_reading(files)], _sheets(files)
    for kind, frame in rows.items():
        failures = list(_failures(kind, frame, by_kind[kind])) if len(frame) else []
        refused = {row.Index for rule, row in failures if rule.severity == Severity.REFUSED}
        frame["is_refused"] = frame.index.isin(refused)
        problems += problems_of(failures, sheets)
    return CheckResult(
        rows=rows,
        problems=pd.DataFrame(problems, columns=list(PROBLEM_COLUMNS)),
        facts=facts,
        file_facts=combine_facts(new_facts, (one.facts for one in new_facts.withdrawn)),
        awaited_facts=awaited,
    )


def _with_facts(rows: Rows, files: Sequence[ReceivedFile], facts: KnownFacts) -> tuple[Rows, pd.DataFrame]:
    """The rows with what they cannot know by themselves, and the facts that they wait for.

    A file is judged by what all others make known, except those withdrawn before it was recorded.
    """
    confirmed = {(file.file_id, one.name): one.confirmed for file in files for one in file.sheets}
    groups: dict[frozenset[int], set[int]] = {}
    for file in files:
        counts = frozenset(one.file_id for one in facts.withdrawn if one.known_to_file >= file.file_id)
        groups.setdefault(counts, set()).add(file.file_id)
    parts = []
    for counts, numbers in groups.items() or [(frozenset(), set())]:
        part = rows if len(groups) < 2 else of_files(rows, numbers)
        known = (
            combine_facts(facts, (one.facts for one in facts.withdrawn if one.file_id in counts)) if counts else facts
        )
        add_facts(part, known, confirmed)
        parts.append((part, awaited_facts(part, known)))
    if len(groups) > 1:
        rows = {kind: pd.concat([part[kind] for part, _ in parts]).sort_index() for kind in rows}
    return rows, pd.concat([awaited for _, awaited in parts], ignore_index=True)


def _not_refused(frame: pd.DataFrame, rules: Sequence[Rule]) -> pd.DataFrame:
    """The rows that make facts known: those that no rule refuses for what they or their own file say."""
    refusing = [rule for rule in rules if rule.severity == Severity.REFUSED and rule.scope in WITHIN_A_FILE]
    seen = _scope_columns(frame, refusing) if len(frame) else {}
    holds = [rule.holds(seen[rule.scope]) for rule in refusing if seen]
    return frame[pd.concat(holds, axis=1).all(axis=1)] if holds else frame


def _sheets(files: Sequence[ReceivedFile]) -> Sheets:
    """The sheets by file, name and kind: a sheet may hold two tables one below the other, each read separately."""
    sheets: Sheets = {}
    for file in files:
        for sheet in file.sheets:
            sheets.setdefault((file.file_id, sheet.name, sheet.kind), []).append(sheet)
    return sheets


def _rows_of(files: Sequence[ReceivedFile], kind: Kind) -> pd.DataFrame:
    """Every row of a kind, with its place and words; building a frame for each sheet would take five times as long."""
    read = [(file, sheet) for file in files for sheet in file.sheets if sheet.kind == kind and sheet.numbers]
    if not read:
        return pd.DataFrame({name: pd.Series(dtype=_dtype(column)) for name, column in _schema_columns(kind).items()})
    sheets = [sheet for _, sheet in read]
    of_sheets = [_place(file, sheet) for file, sheet in read]
    place = pd.DataFrame(of_sheets, columns=[*PLACE_OF_SHEET]).astype(PLACE_OF_SHEET)
    place = place.loc[place.index.repeat([len(sheet.numbers) for sheet in sheets])].reset_index(drop=True)
    place["row_number"] = [*chain.from_iterable(sheet.numbers for sheet in sheets)]
    values = {name: [*chain.from_iterable(sheet.values[name] for sheet in sheets)] for name in sheets[0].values}
    words = pd.Series([*chain.from_iterable(map(_words, sheets))], dtype=object, name="words")
    return pd.concat([place, frame_of(kind, values), words], axis=1)


def _place(file: ReceivedFile, sheet: Sheet) -> tuple[object, ...]:
    return file.file_id, file.sender, file.agency, file.received_on, file.known_on, bool(file.form), sheet.name


def _words(sheet: Sheet) -> list[dict[str, str]]:
    rows = zip(*sheet.written.values(), strict=True) if sheet.written else ((),) * len(sheet.numbers)
    return [dict(zip(sheet.written, row, strict=True)) for row in rows]


def _dtype(column: pa.Column) -> str:
    return str(column.dtype)


def _schema_columns(kind: Kind) -> dict[str, pa.Column]:
    of_context = chain.from_iterable(columns.items() for columns in CONTEXT[kind].values())
    return {**PLACE, **column_types(kind), **dict(of_context)}


def _failures(kind: Kind, frame: pd.DataFrame, rules: Sequence[Rule]) -> Iterator[Failure]:
    """Yields the rows that do not pass, rule by rule.

    Each check gives Pandera a single truth value, and its answers for the rows are kept separately: with one value for
    each row, Pandera would copy all columns of the failing rows for every rule, which takes eight times as long.
    """
    passing: dict[str, pd.Series] = {}
    seen = _scope_columns(frame, rules)

    def passes(rule: Rule, _: pd.DataFrame) -> bool:
        passing[rule.name] = rule.holds(seen[rule.scope]).astype(bool)
        return bool(passing[rule.name].all())

    checks = [pa.Check(partial(passes, rule), name=rule.name, error=rule.sentence) for rule in rules]
    schema = pa.DataFrameSchema(_schema_columns(kind), checks=checks, strict=True, coerce=False)
    try:
        schema.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as errors:
        if fault := next((one for one in errors.schema_errors if _name(one) not in passing), None):
            _raise_as_fault(fault, rules)
    for rule in rules:
        if not (passes_here := passing[rule.name]).all():
            yield from (Failure(rule, row) for row in rows_of(seen[rule.scope][~passes_here]))


def _scope_columns(frame: pd.DataFrame, rules: Sequence[Rule]) -> dict[Scope, pd.DataFrame]:
    """The columns that the rules of each scope get to see."""
    return {scope: rule.scope_columns(frame) for scope, rule in {rule.scope: rule for rule in rules}.items()}


def _raise_as_fault(fault: pa.errors.SchemaError, rules: Sequence[Rule]) -> NoReturn:
    """Raises for what no row answers: a rule's own fault, or a type that reading should never have let through."""
    for rule in rules:
        if rule.name == _name(fault):
            raise ValueError(f"The rule {rule.name}, whose scope is {rule.scope}, failed: {fault}") from fault
    raise fault


def _name(error: pa.errors.SchemaError) -> str:
    return str(getattr(error.check, "name", ""))


def _problems_of_reading(files: Sequence[ReceivedFile]) -> Iterator[dict[str, Any]]:
    for file in files:
        for problem in (*file.problems, *(problem for sheet in file.sheets for problem in sheet.problems)):
            yield {"file_id": file.file_id, **{name: getattr(problem, name) for name in PROBLEM_COLUMNS[1:]}}
