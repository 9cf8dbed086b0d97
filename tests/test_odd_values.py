"""Whatever one cell contains, the other rows load: odd values in every column of every kind of sheet."""

from __future__ import annotations  # see conftest.py for the reason

import random
import re
from datetime import date, datetime, time, timedelta
from enum import StrEnum

import openpyxl
from drawing import Collection
from trials import trials

from checks.judge import CheckResult, check
from loaders.load.load import load
from loaders.load.read import read_all
from loaders.load.report import report
from loaders.mapping.check_entry import SCALES
from loaders.mapping.read_layout import OWN
from tracker.columns.entries import COLUMNS
from tracker.terms import Kind, Severity

ODD = [
    " ", "\u00a0", "\u200b", "-", "?", "'", '"', "\\", "%", "=", "x" * 32_767, "a\nb\r\nc", "a\tb", "\u202edetrevni",
    "e\u0301", "\U0001f6a8", "１２", "٣", "0", "-1", "007", "1.10", "NaN", "inf", "1e999", "null", "None",
    "TRUE", "#REF!", "#N/A",
    "'; DROP TABLE action; --", "<script>alert(1)</script>", "{{ 7 * 7 }}", "=1+1", "=1/0", "@SUM(A1)", "../../etc",
    "2026-02-30", "31/02/2026", "0000-00-00", "99999-01-01", "Q9 2026", "Sept 31 2026", "end of never", "12/13/14",
    0, -1, 1, 0.1, -0.0, 1e300, 1e-300, 2**53 + 1, 10**20, 3.5, True, False, float("inf"), float("nan"),
    datetime(1900, 1, 1), datetime(1904, 1, 1), datetime(1989, 12, 31), datetime(9999, 12, 31), date(2026, 3, 31),
    datetime(2026, 3, 31, 23, 59, 59), time(0, 0), time(23, 59), timedelta(days=400), timedelta(seconds=1),
]  # fmt: skip
REF = ("action_ref", "recommendation_ref", "item")
WORD, AGENCY = "As agreed", "Department of Transport"
PLAIN = {
    "review": "Harbour Review", "agency": AGENCY, "checker": "Harbour Inspectorate", "asked_of": AGENCY,
    "supporting_agencies": None, "split_from": None, "superseded_by": None,
}  # fmt: skip
OURS = {
    "reported_status": "in progress", "response": "accepted", "verification": "insufficient", "resolution": "noted",
}  # fmt: skip
SEED = 20261130


def usual(kind: Kind, name: str, number: int) -> object:
    """The value of a plain record in a column."""
    holds = COLUMNS[kind][name].holds
    if name in PLAIN:
        return PLAIN[name]
    if name in REF:
        return f"{name[0].upper()}{number}"
    if holds is date:
        return datetime(2026, 3, 31)
    return WORD if name in SCALES and issubclass(holds, StrEnum) else f"Words of {name}, {number}"


def columns_of(kind: Kind) -> list[str]:
    """The columns that a sheet of a kind may fill; a sheet where a body speaks for itself names no agency."""
    return [name for name in COLUMNS[kind] if not (kind in OWN and name == "agency")]


def layout(kind: Kind) -> str:
    """A layout that reads every column of a kind, each by its own name."""
    head = [f'agency = "{AGENCY}"', f'fills = "{kind}"', "illustrative = true", 'sheet = "Sheet"', "header_row = 1"]
    named = [f'{name} = "{name}"' for name in columns_of(kind)]
    words = [f'[{name}]\n"{WORD}" = "{ours}"' for name, ours in OURS.items() if name in columns_of(kind)]
    return "\n".join([*head, 'dates = "day first"', "[columns]", *named, *words])


def draw(collection: Collection, kind: Kind, is_odd: bool) -> list[int]:
    """Writes a workbook where every fifth record is plain and each other, if `is_odd`, has one odd value.

    Returns the numbers of the plain rows.
    """
    book, plain, names = openpyxl.Workbook(), [], columns_of(kind)
    book.active.append(names)
    chance = random.Random(f"{SEED} {kind}")
    odd = [(name, value) for name in names for value in chance.sample(ODD, min(len(ODD), trials(10)))]
    for number, (odd_name, value) in enumerate(odd, 1):
        record = {name: usual(kind, name, number) for name in names}
        if number % 5 == 0:
            plain.append(number + 1)
        elif is_odd:
            record[odd_name] = value
        for column, one in enumerate(record.values(), 1):
            cell = book.active.cell(number + 1, column, one)
            if isinstance(one, str) and not one.startswith(("=1", "#")):
                cell.data_type = "s"  # else what begins with = would be a formula
    path = collection.received / str(kind) / "2026-04-30.xlsx"
    path.parent.mkdir(exist_ok=True)
    book.save(path)
    collection.layout(str(kind), layout(kind))
    return plain


def refused(collection: Collection) -> tuple[dict[Kind, set[int]], CheckResult]:
    """The refused rows of each kind, each with a sentence that says why, and the whole result of the check."""
    files = list(read_all(collection.received, collection.layouts))
    assert [file.why_not_read for file in files if not file.is_read] == []
    for sheet in (sheet for file in files for sheet in file.sheets):
        left_out = sum(block.filled for account in sheet.accounts for block in account.left_out)
        assert sum(one.filled for one in sheet.accounts) == sum(one.stored for one in sheet.accounts) + left_out
    checked = check(files)
    found = {kind: set(frame.row_number[frame.is_refused]) for kind, frame in checked.rows.items()}
    told = checked.problems[checked.problems.severity == Severity.REFUSED]
    said = {kind: set(told.row_number[told.file_id.isin(frame.file_id)]) for kind, frame in checked.rows.items()}
    assert all(found[kind] <= said[kind] for kind in Kind)
    return found, checked


def test_an_odd_value_in_any_column_keeps_no_other_row_from_loading(collection):
    plain = {kind: draw(collection, kind, is_odd=False) for kind in Kind}
    without, _ = refused(collection)
    for kind in Kind:
        draw(collection, kind, is_odd=True)
    found, checked = refused(collection)
    for kind, frame in checked.rows.items():
        assert set(plain[kind]) <= set(frame.row_number), kind
        assert found[kind] & set(plain[kind]) == without[kind] & set(plain[kind]), kind
    assert not without[Kind.ACTION] and not without[Kind.RECOMMENDATION]
    assert any(found.values())  # the odd values were there
    result = load(collection.received, collection.built, collection.layouts)
    rows_read = sum(len(frame) for frame in checked.rows.values())
    rows_refused = sum(map(len, found.values()))
    (in_all,) = re.findall(r"in all +(\d+) +(\d+) +(\d+)", report(result, collection.received))
    assert [*map(int, in_all)] == [rows_read, rows_read - rows_refused, rows_refused]
