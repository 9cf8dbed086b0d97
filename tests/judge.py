"""Uses openpyxl to judge both our readers of workbooks: it is slow, and shares no code with either."""

import io
import json
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from loaders.reader.cell_values import decode
from loaders.reader.differences import is_same
from loaders.reader.raw_sheet import Place, from_json
from loaders.reader.read_file import answer_for
from loaders.reader.with_openpyxl import cells_of

Cells = set[tuple[str, str]]  # each by its sheet and address


def told_and_judged(data: bytes) -> tuple[Cells, Cells] | None:
    """The cells on which our two readers differ, and the cells that openpyxl reads differently from our first reader.

    None if the file is refused, or openpyxl cannot read it.
    """
    answer = json.loads(answer_for(data), object_hook=from_json)
    if "refused" in answer or not (judged := _judged(data)):
        return None
    assert answer["why_once"] == ""
    return {(cell["sheet"], cell["cell"]) for cell in answer["disagreements"]}, _doubted(answer, judged)


def _judged(data: bytes) -> dict[str, dict[Place, object]]:
    try:
        workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheets = [sheet for sheet in workbook.worksheets if isinstance(sheet, ReadOnlyWorksheet)]
        return {sheet.title: _filled(sheet) for sheet in sheets}
    except Exception:  # openpyxl fails in many ways on parts without cells, such as styles and links
        return {}


def _filled(sheet: ReadOnlyWorksheet) -> dict[Place, object]:
    """The filled cells as openpyxl reads them; we decode characters written as _x000D_, which it does not."""
    cells = {place: value for place, value in cells_of(sheet) if value not in (None, "")}
    return {place: decode(value) if isinstance(value, str) else value for place, value in cells.items()}


def _doubted(answer: dict[str, Any], judged: dict[str, dict[Place, object]]) -> Cells:
    found = set()
    for sheet in answer["sheets"]:
        others, unknown = judged.get(sheet["name"], {}), {tuple(place) for place in sheet["unknown"]}
        ours = {
            (int(row), n): one
            for row, values in sheet["rows"].items()
            for n, one in enumerate(values, 1)
            if (int(row), n) not in unknown
        }
        for place in ours.keys() | others.keys():
            if not is_same(ours.get(place, ""), others.get(place, "")):
                found.add((sheet["name"], f"{get_column_letter(place[1])}{place[0]}"))
    return found
