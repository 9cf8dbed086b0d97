"""Reads a layout's columns in the records of a sheet: their cells, and what other cells add to them."""

from loaders.mapping.columns import Columns
from loaders.mapping.layout import SheetLayout
from loaders.reader.column import ColumnCells, of_cells, read_columns
from loaders.reader.grid import Cell, Grid


def read_cells(grid: Grid, rows: list[int], columns: Columns, layout: SheetLayout) -> dict[str, ColumnCells]:
    """Each of our columns that the layout names; those that take values from other cells are read cell by cell."""
    places = columns.places
    alone = [name for name in places if name not in layout.fill_down and name not in columns.years]
    read = dict(zip(alone, read_columns(grid, rows, [places[name] for name in alone]), strict=True))
    return {name: read.get(name) or of_cells(_from_others(name, grid, rows, columns, layout)) for name in places}


def _from_others(name: str, grid: Grid, rows: list[int], columns: Columns, layout: SheetLayout) -> list[Cell]:
    cells = grid.column(rows, columns.places[name])
    if name in layout.fill_down:
        for n in range(1, len(cells)):
            if not cells[n].words:
                cells[n] = cells[n - 1]._replace(is_merged_into=True)
    return list(map(_with_year, cells, grid.column(rows, columns.years[name]))) if name in columns.years else cells


def _with_year(cell: Cell, year: Cell) -> Cell:
    """A quarter or a month, and the year from another column, as one text."""
    if not year.words:
        return cell
    hidden = tuple(dict.fromkeys((*cell.hidden, *year.hidden)))
    return cell._replace(value=f"{cell.words} {year.words}".strip(), hidden=hidden)
