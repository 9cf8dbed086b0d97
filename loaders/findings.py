"""What reading itself finds to say: facts about the file, cells two readers differ on, what was left unread."""

from collections.abc import Iterator

from openpyxl.utils import get_column_letter as letter

from loaders.book import Book, Cell, Grid
from tracker.received import Problem
from tracker.terms import Severity, WhoActs


def facts(book: Book) -> Iterator[Problem]:
    """What staff should know of the file as a whole."""
    known = book.facts if book.is_read_twice else (*book.facts, f"Read once. {book.why_once}")
    for fact in known:
        yield Problem(
            found=fact,
            sentence="A fact about the file, for the record.",
            severity=Severity.NOTICE,
            who_acts=WhoActs.DATA_OFFICER,
            rule="file_facts",
        )


def differing(book: Book, sheet: str) -> Iterator[Problem]:
    """The cells of one sheet in which two readers see different things, for a person to look at."""
    for found in book.disagreements:
        if found.sheet == sheet:
            yield Problem(
                found=f"{found.one} / {found.other}",
                sentence="Two readers see different things in this cell. The first is used.",
                severity=Severity.WARNING,
                who_acts=WhoActs.DATA_OFFICER,
                rule="readers_agree",
                sheet=sheet,
                cell=found.cell,
            )


def columns(
    grid: Grid, headings: dict[int, str], places: dict[str, int], rows: list[int], header_row: int
) -> Iterator[Problem]:
    """What was hidden and what was left unread, so that nothing is passed over in silence."""
    for column, heading in headings.items():
        is_filled = any(grid.at(row, column).words for row in rows)
        if column not in places.values() and is_filled:
            sentence = "A column that the layout does not name was not read."
        elif column in places.values() and column in grid.hidden_columns:
            sentence = "This column is hidden in the workbook. It was read."
        else:
            continue
        yield Problem(
            found=heading,
            sentence=sentence,
            severity=Severity.NOTICE,
            who_acts=WhoActs.DATA_OFFICER,
            rule="columns_read",
            sheet=grid.name,
            row_number=header_row,
            cell=f"{letter(column)}{header_row}",
        )


def not_known(grid: Grid, cells: dict[str, list[Cell]], rows: list[int], places: dict[str, int]) -> Iterator[Problem]:
    """Cells whose formula gave nothing to read: what they should say is not known, which is not the same as blank."""
    for name, column in cells.items():
        for row, cell in zip(rows, column, strict=True):
            if cell.is_unknown:
                yield Problem(
                    found=cell.words,
                    sentence="A formula in a cell has a result. One without, or with an error, cannot be read.",
                    severity=Severity.WARNING,
                    who_acts=WhoActs.SENDER,
                    rule="formula_has_result",
                    sheet=grid.name,
                    row_number=row,
                    cell=f"{letter(places[name])}{row}",
                )
