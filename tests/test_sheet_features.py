"""The pass over a sheet's XML: places, looks and merges as written, wherever the file puts them."""

import io

import hostile
import pytest

from loaders.reader.refusal import FileRefused
from loaders.reader.sheet_xml import SheetFeatures
from loaders.reader.styles import PLAIN, CellLook

RED, MONTH = CellLook("General", "FF0000"), CellLook("mmm-yy")


def marks(rows: str, styles: list | None = None, **around: str) -> SheetFeatures:
    text = hostile.sheet(rows, **around).encode()
    pieces = io.BytesIO(text)
    return SheetFeatures(styles or [PLAIN, RED, MONTH, RED]).through(iter(lambda: pieces.read(7), b""))


def looks(found: SheetFeatures) -> dict[int, list]:
    along = found.along
    return {row: [along.looks[look] for look in along.patterns[n]] for row, n in along.pattern_of.items()}


def test_looks_stand_at_their_place_and_equal_rows_share_them():
    row = "<row r='{0}'><c r='B{0}' s='1'/><c r='D{0}' s='2'/><c r='E{0}' s='0'/></row>"
    found = marks(row.format(2) + row.format(5))
    assert looks(found) == {2: [PLAIN, RED, PLAIN, MONTH], 5: [PLAIN, RED, PLAIN, MONTH]}
    assert len(found.along.patterns) == 1


@pytest.mark.parametrize("quote", ["'", '"'])  # as the parser reads a row, and as plain rows are read
def test_a_style_whose_number_ends_like_that_of_the_row_is_not_taken_for_another(quote: str):
    rows = "<row r='2'><c r='A2' s='12'/></row><row r='3'><c r='A3' s='1'/></row>".replace("'", quote)
    styles = [PLAIN, RED, *[PLAIN] * 10, MONTH]
    found = SheetFeatures(styles).through([hostile.sheet(rows).encode()])
    assert looks(found) == {2: [MONTH], 3: [RED]}


def test_styles_that_look_alike_are_one():
    assert looks(marks("<row r='1'><c r='A1' s='1'/><c r='B1' s='3'/></row>")) == {1: [RED, RED]}


def test_the_same_row_twice_adds_up():
    assert looks(marks("<row r='1'><c r='A1' s='1'/></row><row r='1'><c r='C1' s='2'/></row>")) == {
        1: [RED, PLAIN, MONTH]
    }


def test_the_style_that_cells_have_without_naming_one():
    assert looks(marks("<row r='1'><c r='A1'/><c r='B1' s='1'/></row>", [RED, PLAIN])) == {1: [RED]}


def test_a_cell_that_names_another_row_than_the_one_it_is_in():
    found = marks("<row r='1'><c r='A1' s='1'/><c r='A3' t='e'><v>#REF!</v></c></row>")
    assert (looks(found), found.rows.errors) == ({1: [RED]}, [(3, 1)])


def test_errors_formulas_links_and_values():
    found = marks(
        "<row r='4'><c r='A4' t='e'><f>B1</f><v>#REF!</v></c><c r='B4'><f>1</f><v/></c>"
        "<c r='C4' t='str'><f>x</f><v/></c></row>",
        after="<hyperlinks><hyperlink ref='A1'/></hyperlinks>",
    )
    assert (found.rows.errors, found.rows.formulas, found.links) == ([(4, 1)], [(4, 2)], 1)
    assert (found.cells.rows, found.rows.without_result) == ({4: ["#REF!"]}, {(4, 2): "1"})


def test_rows_that_are_styled_but_empty_need_no_room():
    rows = "<row r='1'><c r='B1'><v>1</v></c></row><row r='1048576'><c r='XFD1048576' s='1'/></row>"
    assert marks(rows).cells.spanned == 2


def test_merges_and_what_is_hidden():
    found = marks(
        "<row r='2' hidden='1'/><row r='3' hidden='0'/><row r='4' ht='0' customHeight='1'/>",
        before="<cols><col min='2' max='3' hidden='1'/><col min='5' max='16384' width='0'/></cols>",
        after="<mergeCells><mergeCell ref='B2:C4'/></mergeCells>",
    )
    assert found.merges == [(2, 2, 4, 3)]
    assert (found.hidden_rows, found.hidden_columns) == ({2, 4}, {2, 3, *range(5, 16_385)})


@pytest.mark.parametrize(
    "rows", ["<row r='0'/>", "<row r='1048577'/>", "<row r='1'><c r='XFE1'/></row>", "<row r='1'><c r='A-1'/></row>"]
)
def test_places_that_no_spreadsheet_has(rows: str):
    with pytest.raises(FileRefused, match="The file is damaged and cannot be read"):
        marks(rows)


def test_more_filled_cells_than_allowed(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("loaders.reader.stored_cells.MOST_FILLED", 2)
    with pytest.raises(FileRefused, match="Over 2,000,000 cells are filled"):
        marks("<row r='1'><c><v>1</v></c><c><v>1</v></c></row><row r='2'><c><v>1</v></c><c><v>1</v></c></row>")
