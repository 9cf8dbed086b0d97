"""A sheet of a waiting file as a grid: each row with its number, what it is, and its cells."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from markupsafe import Markup

from loaders.propose.builder.row_labels import HEADINGS, RECORD, REFUSED, RowView
from loaders.propose.points_to_check import one_line
from loaders.reader.grid import Grid
from pages.parts.numbers import whole_number
from pages.staff.layout.fields import DO, select_in_cell
from tracker.column_letters import letter
from tracker.words import capital

ROWS, COLUMNS = 60, 30  # shown at a time
GRID = Markup(
    '<div class="an-wide an-sheet" role="region" aria-label="{}" tabindex="0"><table class="an-grid">'
    '<caption class="an-hidden">{}</caption><thead><tr><th scope="col">Row</th><th scope="col">What it is</th>{}</tr>'
    "</thead><tbody>{}</tbody></table></div>"
)
HEADING = Markup('<th scope="col">{}</th>')
LINE = Markup('<tr{}><th scope="row">{}</th><td>{}</td>{}</tr>')
NUMBER = Markup('<button type="submit" name="{1}" value="heading {0}" aria-label="{2} row {0}">{0}</button>')
HEADINGS_IN = "The headings stand in"
CELL = Markup("<td{}>{}</td>")
ACROSS = Markup(' colspan="{}"')
LOOKS = {HEADINGS: "an-headings", RECORD: "an-record", REFUSED: "an-refused"}


class Window(NamedTuple):
    """The rows and columns of a sheet that are shown at a time, with their page and the number of pages each way."""

    rows: range
    columns: range
    part: int
    parts: int
    across: int
    acrosses: int


def sheet_title(grid: Grid) -> str:
    """The sheet's name on one line, and whether it is hidden."""
    return f"{one_line(grid.name)}{' (hidden)' if grid.is_hidden else ''}"


def window(grid: Grid, part: str, across: str, usual_row: int) -> Window:
    """The part of a sheet that an address asks for; by default the one that holds `usual_row`."""
    parts, acrosses = max(1, -(-grid.last_row // ROWS)), max(1, -(-grid.last_column // COLUMNS))
    down = _page(part, parts) or min(parts, (usual_row - 1) // ROWS + 1)
    along = _page(across, acrosses) or 1
    rows = range((down - 1) * ROWS + 1, min(grid.last_row, down * ROWS) + 1)
    columns = range((along - 1) * COLUMNS + 1, min(grid.last_column, along * COLUMNS) + 1)
    return Window(rows, columns, down, parts, along, acrosses)


def _page(asked: str, last: int) -> int:
    page = whole_number(asked)
    return page if 1 <= page <= last else 0


def grid_table(grid: Grid, part: Window, views: Mapping[int, RowView]) -> Markup:
    """The cells of a sheet, each on one line; a row can be chosen for the headings or marked as something else."""
    headings = Markup("").join(HEADING.format(letter(column)) for column in part.columns)
    name = f"The sheet {one_line(grid.name)}"
    return GRID.format(name, name, headings, Markup("").join(_lines(grid, part, views)))


def _lines(grid: Grid, part: Window, views: Mapping[int, RowView]) -> Iterator[Markup]:
    for row in part.rows:
        view = views.get(row, RowView(""))
        look = Markup(' class="{}"').format(LOOKS[view.kind]) if view.kind in LOOKS else ""
        cells = Markup("").join(CELL.format(wide, words) for wide, words in _cells(grid, row, part.columns))
        yield LINE.format(look, NUMBER.format(row, DO, HEADINGS_IN), _label_cell(row, view), cells)


def _cells(grid: Grid, row: int, columns: range) -> Iterator[tuple[Markup | str, str]]:
    """Attributes and words of each cell; a cell merged across columns comes once, with its span."""
    lasts = {left: right for top, left, bottom, right in grid.merges if top <= row <= bottom and right > left}
    column = columns.start
    while column < columns.stop:
        lefts = [left for left, right in lasts.items() if left <= column <= right]
        end = min(lasts[lefts[0]], columns.stop - 1) if lefts else column
        yield ACROSS.format(end - column + 1) if end > column else "", one_line(grid.at(row, column).words)
        column = end + 1


def _label_cell(row: int, view: RowView) -> Markup:
    """What a row is, and a list of what to call it instead, if a layout can say so."""
    words = capital(view.kind)
    why = Markup('<span class="an-under">{}</span>').format(view.why) if view.why else Markup("")
    if not view.instead:
        return Markup("{}{}").format(words, why)
    options = {"": words, **{str(one): capital(str(one)) for one in view.instead}}
    return Markup("{}{}").format(select_in_cell(f"row-{row}", f"Row {row}", options, ""), why)
