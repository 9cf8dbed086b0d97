"""What does loading a hundred workbooks cost, beside the obvious program? python -m benchmarks.loading"""

import tempfile
import warnings
from datetime import date, datetime, timedelta
from pathlib import Path

import duckdb
import openpyxl
import pandas as pd
import pandera.pandas as pa
from openpyxl.styles import PatternFill
from python_calamine import CalamineWorkbook

from benchmarks.processor import used
from benchmarks.table import table, targets
from loaders.load.load import load

FILES, ROWS, HEADER = 100, 200, 4
OURS, OBVIOUS = "ours, with every check", "the obvious program: pandas.read_excel and Pandera, each file"
STATUSES = {"Not started": "not started", "In progress": "in progress", "Complete": "reported complete"}
FILLS = [PatternFill("solid", fgColor=colour) for colour in ("F4B6B6", "FFE2A8", "C9E7C5")]
NOTE = "The team met the supplier and agreed the next step; the board will look at it again in the spring. "
COLUMNS = {
    "action_ref": "Ref", "recommendation_ref": "Rec", "action": "Agreed action", "owner": "Lead officer",
    "supporting_agencies": "Working with", "response": "Response", "original_due_on": "Original date",
    "due_on": "Revised date", "reason": "Reason", "reported_status": "Status", "completed_on": "Date completed",
    "evidence": "Evidence", "progress_note": "Update", "priority": "Priority", "success_measure": "How we will know",
}  # fmt: skip
LAYOUT = f"""
agency = "Harbour Town Council"
fills = "action"
review = "Benchmark Review"
illustrative = true
sheet = "Plan"
header_row = {HEADER}
dates = "day first"
[reported_status]
{chr(10).join(f'"{word}" = "{ours}"' for word, ours in STATUSES.items())}
[response]
"Accepted" = "accepted"
[columns]
{chr(10).join(f'{name} = "{heading}"' for name, heading in COLUMNS.items())}
"""


def main() -> None:
    """Prints processor seconds and ratios, all from one run."""
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as folder:
        at = Path(folder)
        files = _files(at)
        _warm_up()
        costs = {
            OURS: used(lambda: load(at / "received", at / "built", at / "layouts")),
            OBVIOUS: used(lambda: _obvious(files, at / "obvious.duckdb")),
            "openpyxl and Pandera, each file": used(lambda: _with_openpyxl(files, at / "openpyxl.duckdb")),
            "bare calamine reads": used(lambda: [_bare(file) for file in files]),
        }
    print(f"{FILES} workbooks of {ROWS} rows and {len(COLUMNS)} columns, from files to a committed database.\n")
    obvious = costs[OBVIOUS]
    rows = [(name, f"{one.cpu:.1f}", f"{one.cpu / obvious.cpu:.2f}", f"{one.wall:.1f}") for name, one in costs.items()]
    print(table(["", "CPU seconds", "of the obvious program", "seconds of waiting"], rows), end="\n\n")
    ours = costs[OURS]
    print(targets([("CPU", 0.45, ours.cpu / obvious.cpu), ("waiting", 0.35, ours.wall / obvious.wall)]))


def _warm_up() -> None:
    """Has Pandera check something: the first time it loads a part of itself, for which neither program should pay."""
    _schema().validate(pd.DataFrame([_record(0, 0)], columns=list(COLUMNS.values())))


def _files(at: Path) -> list[Path]:
    """Writes a hundred plans as ten agencies would send them, each a little changed, and returns their paths."""
    (at / "layouts").mkdir()
    files = []
    for n in range(FILES):
        sender = f"agency-{n % 10}"
        (at / "layouts" / f"{sender}.toml").write_text(LAYOUT, encoding="utf-8")
        on = date(2026, 1, 31) + timedelta(days=30 * (n // 10))
        files.append(at / "received" / sender / f"{on}.xlsx")
        files[-1].parent.mkdir(parents=True, exist_ok=True)
        _workbook(n).save(files[-1])
    return files


def _workbook(n: int) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    plan = book.active
    plan.title = "Plan"
    plan["A1"], plan["A2"] = "Harbour Town Council: action plan", "As at 31 March 2026"
    for column, heading in enumerate(COLUMNS.values(), start=1):
        plan.cell(HEADER, column, heading)
    for row in range(ROWS):
        for column, value in enumerate(_record(n, row), start=1):
            cell = plan.cell(HEADER + 1 + row, column, value)
            if isinstance(value, datetime):
                cell.number_format = "dd/mm/yyyy"
        plan.cell(HEADER + 1 + row, 10).fill = FILLS[(row + n // 10) % 3]
    return book


def _record(n: int, row: int) -> list[object]:
    status, has_moved = list(STATUSES)[(row + n // 10) % 3], row % 7 == n % 7
    due = datetime(2026, 6, 30) + timedelta(days=row)
    done = due if status == "Complete" else None
    return [
        f"A{row}", str(row % 40), f"Agree and publish step {row} of the plan with all partners", "Head of Service",
        None, "Accepted", due, due + timedelta(days=30 * has_moved), "Supplier late" if has_moved else None,
        status, done, "Minutes of the board" if done else None, f"{n}: {NOTE * 2}", "High", "Fewer complaints",
    ]  # fmt: skip


def _bare(file: Path) -> list:
    return CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python()


def _schema() -> pa.DataFrameSchema:
    """Twenty-odd checks, as the obvious program would have them."""
    text = {
        COLUMNS[name]: pa.Column(str, pa.Check.str_length(0, 32_767), nullable=True, coerce=True)
        for name in ("action", "owner", "supporting_agencies", "reason", "evidence", "progress_note", "priority",
                     "success_measure")
    }  # fmt: skip
    dates = {
        COLUMNS[name]: pa.Column("datetime64[us]", [pa.Check.ge("2020-01-01"), pa.Check.le("2040-01-01")],
                                 nullable=True, coerce=True)
        for name in ("original_due_on", "due_on", "completed_on")
    }  # fmt: skip
    words = {
        "Ref": pa.Column(str, [pa.Check.str_matches(r"\S"), pa.Check.str_length(1, 20)], unique=True),
        "Rec": pa.Column(str, pa.Check.str_length(1, 20), coerce=True),
        "Status": pa.Column(str, pa.Check.isin(list(STATUSES)), nullable=True),
        "Response": pa.Column(str, pa.Check.isin(["Accepted", "Not accepted"]), nullable=True),
    }
    complete = pa.Check(lambda rows: (rows["Status"] != "Complete") | rows["Date completed"].notna())
    return pa.DataFrameSchema({**text, **dates, **words}, checks=[complete], strict=True)


def _obvious(files: list[Path], database: Path) -> None:
    """Loads the files as a first attempt would: no fills, no places, no second reader, no history."""
    _store((pd.read_excel(file, header=HEADER - 1) for file in files), database)


def _with_openpyxl(files: list[Path], database: Path) -> None:
    """Loads the files as a first attempt would, but with a reader that knows fills, comments and hidden rows."""

    def read(file: Path) -> pd.DataFrame:
        rows = openpyxl.load_workbook(file).active.iter_rows(min_row=HEADER, values_only=True)
        return pd.DataFrame(list(rows)[1:], columns=list(COLUMNS.values()))

    _store(map(read, files), database)


def _store(frames, database: Path) -> None:
    with duckdb.connect(str(database)) as db:
        for n, frame in enumerate(frames):
            db.register("read", _schema().validate(frame, lazy=True))
            db.execute("INSERT INTO plan FROM read" if n else "CREATE TABLE plan AS FROM read")


if __name__ == "__main__":
    main()
