"""Takes our own list, notes and colour out of a workbook that was marked before and came back."""

from collections.abc import Iterator

from loaders.load.annotate.cell_styles import CellStyles
from loaders.load.annotate.comments import cut_notes
from loaders.load.annotate.notes import NOTE_BEGINS
from loaders.load.annotate.package import PackageCopy
from loaders.load.annotate.problem_sheet import TITLE
from loaders.load.annotate.sheets import WorkbookSheet, remove_sheets, sheets_of
from loaders.load.annotate.xml_part import Attributes, Keep, XmlPart

FIRST_ROWS = 2  # one of them says what the list is


def remove_our_notes(package: PackageCopy, styles: CellStyles) -> None:
    """Takes our notes and colours out; a workbook without our list never had any and stays as it is."""
    sheets = [sheet for sheet in sheets_of(package) if sheet.is_worksheet]
    if ours := {sheet.name for sheet in sheets if sheet.name.startswith(TITLE) and _is_our_list(package, sheet)}:
        remove_sheets(package, ours)
        for sheet in (sheet for sheet in sheets if sheet.name not in ours):
            cut_notes(package, sheet.part, NOTE_BEGINS)
            _remove_our_colour(package, sheet, styles)


def _is_our_list(package: PackageCopy, sheet: WorkbookSheet) -> bool:
    return any(text.startswith(f"{TITLE} in ") for text in _first_texts(package, sheet))


def _first_texts(package: PackageCopy, sheet: WorkbookSheet) -> Iterator[str]:
    """Yields the words of the first rows; programs that have saved the list since may have made them shared texts."""
    part = XmlPart(package.read(sheet.part), _keep_first_rows())
    for cell in part.root.within("c"):
        words = "".join(part.words(piece) for piece in cell.within("v", "t"))
        yield str(package.shared_texts[words]) if cell.attributes.get("t") == "s" else words


def _keep_first_rows() -> Keep:
    row = 0

    def keep(name: str, attributes: Attributes, depth: int) -> bool:
        nonlocal row
        if name == "row" and depth == 2:
            row = int(attributes.get("r") or row + 1)
        return depth < 2 or (row <= FIRST_ROWS and name in ("row", "c", "v", "t"))

    return keep


def _remove_our_colour(package: PackageCopy, sheet: WorkbookSheet, styles: CellStyles) -> None:
    def is_ours(name: str, attributes: Attributes, depth: int) -> bool:
        is_cell = name == "c" and depth == 3 and "s" in attributes
        return depth < 2 or (is_cell and styles.unmarked(int(attributes["s"])) is not None)

    part = XmlPart(package.read(sheet.part), is_ours)
    for cell in part.root.within("c"):
        part.set(cell, s=str(styles.unmarked(int(cell.attributes["s"]))))
    package.write(sheet.part, bytes(part))
