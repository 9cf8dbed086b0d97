"""What does reading a realistic action plan cost, beside the usual readers? python -m benchmarks.reading [full]"""

import io
import json
import re
import resource
import sys
import tempfile
import time
import warnings
import zipfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import openpyxl
import pandas as pd
from openpyxl.styles import PatternFill
from python_calamine import CalamineWorkbook

from benchmarks.table import table, targets
from loaders.mapping.layout import Layout, SheetLayout
from loaders.mapping.sheets import sheets_of
from loaders.reader import parse, read_file
from loaders.reader.raw_sheet import from_json
from loaders.reader.worker import Worker
from tracker.terms import Kind

SIZES, FULL_SIZES = (50, 200), (50_000,)
COLUMNS = 20
NOTE = "The team met the supplier and agreed the next step; the board will look at it again. "
FILLS = [PatternFill("solid", fgColor=colour) for colour in ("FF0000", "FFC000", "00B050")]
SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
INLINE = re.compile(r't="inlineStr"><is><t[^>]*>([^<]*)</t></is></c>')
TYPES = "[Content_Types].xml"
STRINGS_TYPE = (
    '<Override PartName="/xl/sharedStrings.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
)
COLUMN_NUMBERS = {
    "action_ref": 1, "recommendation_ref": 2, "action": 8, "owner": 4, "original_due_on": 5, "due_on": 6, "rag": 7,
    "progress_note": 9, "priority": 11, "evidence": 12,
}  # fmt: skip
PLAN = SheetLayout(
    path=Path("benchmark.toml"),
    fills=Kind.ACTION,
    sheet=("Sheet",),
    columns={name: f"Heading {column}" for name, column in COLUMN_NUMBERS.items()},
    dates="day first",
)
LAYOUT = Layout(path=PLAN.path, sheets=(PLAN,))
SLOW = 5_000  # rows above which the slowest reader is left out: it takes more than a minute
BARE, OURS = "calamine, bare values", "ours: two readers and all marks"
WANTED = {200: 5, 50_000: 4.5}  # times the bare values


def main(*arguments: str) -> None:
    """Prints CPU milliseconds and ratios for each size, and the memory and start of a reading process."""
    warnings.simplefilter("ignore")
    sizes = FULL_SIZES if "full" in arguments else SIZES
    with tempfile.TemporaryDirectory() as folder:
        files = {rows: Path(folder) / f"{rows}.xlsx" for rows in sizes}
        for rows, path in files.items():
            make(path, rows)
        costs = {rows: seconds(path, rows) for rows, path in files.items()}
        memory = {rows: memory_of_process(path.read_bytes()) for rows, path in files.items()}
    headings = [text for rows in sizes for text in (f"{rows:,} rows, CPU ms", "of bare values")]
    names = dict.fromkeys(name for one in costs.values() for name in one)
    print(
        table(
            ["", *headings],
            [[name, *(text for one in costs.values() for text in _beside(name, one))] for name in names],
        )
    )
    print()
    print(
        targets(
            (f"{rows:,} rows", WANTED[rows], one[OURS] / one[BARE]) for rows, one in costs.items() if rows in WANTED
        )
    )
    most = ", ".join(f"{mib:.0f} MiB for {rows:,} rows" for rows, mib in memory.items())
    print(f"\nA reading process takes at most {most}.")
    print(f"Its start takes {1000 * cpu_of_process(b'', 0):.0f} CPU ms, once for many files.")


def _beside(name: str, costs: dict[str, float]) -> tuple[str, str]:
    if name not in costs:
        return "not measured", ""
    return f"{1000 * costs[name]:,.1f}", f"{costs[name] / costs[BARE]:.1f}"


def make(path: Path, rows: int) -> None:
    """Writes a plan with title rows, merged headings and references, dates in two formats, long notes and fills."""
    workbook = openpyxl.Workbook()
    plan = workbook.active
    plan["A1"], plan["A2"] = "Harbour Town Council: action plan", "As at 31 March 2026"
    plan.merge_cells("A1:T1")
    for column in range(1, COLUMNS + 1):
        plan.cell(4, column, f"Heading {column}")
    for n in range(rows):
        for column in range(1, COLUMNS + 1):
            _fill_cell(plan, n, column)
    for row in range(5, min(rows, 1_500) + 3, 3):  # a recommendation with three actions, as in many plans
        for column in (1, 2, 3):
            plan.merge_cells(start_row=row, end_row=row + 2, start_column=column, end_column=column)
    workbook.save(path)
    _share_strings(path)


def _share_strings(path: Path) -> None:
    """Moves the texts into a list of their own, as Excel does; openpyxl leaves them in the cells."""
    with zipfile.ZipFile(path) as file:
        parts = {name: file.read(name).decode() for name in file.namelist()}
    numbers: dict[str, int] = {}
    parts[SHEET] = INLINE.sub(
        lambda cell: f't="s"><v>{numbers.setdefault(cell[1], len(numbers))}</v></c>', parts[SHEET]
    )
    texts = "".join(f"<si><t>{text}</t></si>" for text in numbers)
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}" count="{len(numbers)}">{texts}</sst>'
    parts[TYPES] = parts[TYPES].replace("</Types>", f"{STRINGS_TYPE}</Types>")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in parts.items():
            file.writestr(name, part)


def _fill_cell(plan, n: int, column: int) -> None:
    cell = plan.cell(n + 5, column)
    if column in (5, 6):
        cell.value = datetime(2026, 1, 31) + timedelta(days=n % 400)
        cell.number_format = "dd/mm/yyyy" if column == 5 else "mmm-yy"
    elif column == 7:
        cell.value, cell.fill = ("Red", "Amber", "Green")[n % 3], FILLS[n % 3]
    elif column in (8, 9):
        cell.value = f"{n}: {NOTE * 3}"
    elif column == 10:
        cell.value = n / 4
    else:
        cell.value = f"Value {n % 40} of column {column}"


def seconds(path: Path, rows: int) -> dict[str, float]:
    """The CPU seconds of every reader on one workbook: the best of a few runs, since the machine may be busy."""
    data = path.read_bytes()
    times = max(3, min(4_000 // rows, 20))
    readers: dict[str, Callable[[], object]] = {
        BARE: lambda: CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(),
        OURS: lambda: parse.read(data),
        "ours, handed over to the loading process": lambda: through_json(data),
        "ours, by a layout, every cell answered for": lambda: sheets_of(through_json(data), LAYOUT),
        "pandas.read_excel (openpyxl)": lambda: pd.read_excel(path),
        "openpyxl, full": lambda: openpyxl.load_workbook(path),
    }
    if rows > SLOW:
        del readers["openpyxl, full"]
    costs = {name: min(cpu(read) for _ in range(times)) for name, read in readers.items()}
    return costs | {"ours, in its own process": (cpu_of_process(data, times) - cpu_of_process(data, 0)) / times}


def through_json(data: bytes) -> read_file.Workbook:
    """Reads a workbook and hands the answer over as JSON, as the reading process does."""
    return read_file._workbook(json.loads(io.BytesIO(parse.answer(data)).read(), object_hook=from_json))


def cpu(read: Callable[[], object]) -> float:
    """The CPU seconds of one call."""
    started = time.process_time()
    read()
    return time.process_time() - started


def cpu_of_process(data: bytes, times: int) -> float:
    """The CPU seconds of a reading process and its caller, from the start of the process to its end."""
    worker, started = Worker(), _all_cpu()
    if times == 0:
        worker.ask(b"")
    for _ in range(times):
        json.loads(worker.ask(data), object_hook=from_json)
    worker.stop()
    return _all_cpu() - started


def memory_of_process(data: bytes) -> float:
    """The most MiB that a reading process takes for one file (Linux only)."""
    worker = Worker()
    worker.ask(data)
    status = Path(f"/proc/{worker._process.pid}/status").read_text(encoding="ascii")
    worker.stop()
    return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024


def _all_cpu() -> float:
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in both)


if __name__ == "__main__":
    main(*sys.argv[1:])
