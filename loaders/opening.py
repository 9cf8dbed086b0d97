"""Opens a workbook only after a look at its content, since some files would harm whoever reads them."""

import re
import warnings
import zipfile
from dataclasses import dataclass
from pathlib import Path

import openpyxl
from openpyxl.utils import range_boundaries
from openpyxl.workbook import Workbook

from tracker.received import NotReadable

LARGEST_UNPACKED = 150_000_000  # bytes: a return is seldom over one million, a zip made to do harm is
MOST_MERGED = 500_000  # cells that merged ranges may cover; the reader makes an object of each
OLD_EXCEL = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Opened:
    """A workbook with the results of its formulas, and once more with the formulas where it has any."""

    results: Workbook
    formulas: Workbook | None


def open_workbook(path: Path) -> Opened:
    """The workbook at `path`. Raises NotReadable in one sentence."""
    _refuse_other_content(path)
    try:
        has_formulas = _look_inside(path)
        return Opened(_load(path, data_only=True), _load(path, data_only=False) if has_formulas else None)
    except NotReadable:
        raise
    except Exception as error:  # a damaged workbook can fail in any layer below: zip, XML or the sheet itself
        raise NotReadable(
            f"{path.name} is damaged and cannot be opened ({type(error).__name__}). Ask the sender for it again."
        ) from error


def _load(path: Path, data_only: bool) -> Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl tells of styles and extensions that hold no data
        return openpyxl.load_workbook(path, data_only=data_only)


def _refuse_other_content(path: Path) -> None:
    """The content decides what a file is, not its name."""
    with path.open("rb") as file:
        start = file.read(8)
    if not start:
        raise NotReadable(f"{path.name} is empty (0 bytes). Ask the sender for it again.")
    if start.startswith(OLD_EXCEL):
        raise NotReadable(
            f"{path.name} is protected with a password, or an old .xls file. Save it as .xlsx without a password."
        )
    if not start.startswith(b"PK"):
        raise NotReadable(f"{path.name} is not an Excel workbook, whatever its name says. Save it as .xlsx.")


def _look_inside(path: Path) -> bool:
    """Whether any sheet has formulas. Raises NotReadable for what is no workbook, or far too large for one."""
    with zipfile.ZipFile(path) as parts:
        if "xl/workbook.xml" not in parts.namelist():
            raise NotReadable(f"{path.name} is not an Excel workbook, whatever its name says. Save it as .xlsx.")
        if sum(part.file_size for part in parts.infolist()) > LARGEST_UNPACKED:
            raise NotReadable(f"{path.name} is too large once unpacked. Save the plan alone in a new workbook.")
        sheets = [parts.read(name) for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
    if b"purl.oclc.org/ooxml" in b"".join(sheet[:2000] for sheet in sheets):
        raise NotReadable(f"{path.name} is saved as Strict Open XML. Save it as an ordinary Excel workbook (.xlsx).")
    if sum(_cells_merged(sheet) for sheet in sheets) > MOST_MERGED:
        raise NotReadable(f"{path.name} merges over {MOST_MERGED:,} cells. Unmerge whole rows and columns.")
    return any(re.search(rb"<f[ >/]", sheet) for sheet in sheets)


def _cells_merged(sheet: bytes) -> int:
    found = re.findall(rb'<mergeCell [^>]*ref="([^"]+)"', sheet)
    bounds = [range_boundaries(ref.decode()) for ref in found]
    return sum((right - left + 1) * (bottom - top + 1) for left, top, right, bottom in bounds)
