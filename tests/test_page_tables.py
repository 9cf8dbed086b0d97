"""The tables of saved web pages: every cell in its place, as a browser shows it, with what the page itself hides."""

import pytest
from endings import ending, every_cell_is_answered_for

from loaders.reader.grid import Grid
from loaders.reader.read_file import Workbook, read_bytes
from tracker.file_terms import Hidden


def read(page: str) -> Workbook:
    """Reads a page in UTF-8; asserts that every filled cell is stored or listed."""
    book = read_bytes(page.encode())
    every_cell_is_answered_for(book)
    return book


def only(rows: str, before: str = "") -> Grid:
    (grid,) = read(f"<!DOCTYPE html><title>Plan</title>{before}<table>{rows}</table>").grids
    return grid


def shown(grid: Grid) -> list[list[str]]:
    columns = range(1, grid.last_column + 1)
    return [[grid.at(number, column).words for column in columns] for number in range(1, grid.last_row + 1)]


def test_each_table_is_a_sheet():
    page = "<html><p>Our plan<table><tr><th>Ref<th>Action<tr><td>A1<td>Mend the gate</table><table><tr><td>Key</table>"
    book = read(page)
    assert [(grid.name, grid.filled_cells) for grid in book.grids] == [("table 1", 4), ("table 2", 1)]
    assert book.grids[0].at(2, 2).value == "Mend the gate"
    assert (book.is_read_twice, book.why_once) == (False, "There is no second reader for this kind of file.")
    assert book.without_marks == ".html"
    assert book.facts == (
        "Text encoding: UTF-8.",
        "A web page holds texts alone and cannot say all that is hidden. Words outside its tables were not read.",
        "Cells are named as in a spreadsheet: C5 of 'table 2' is row 5, column 3 of the second table.",
    )


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("a\n   b", "a b"),
        ("a <b> b</b>", "a b"),
        ("one<br>two", "one\ntwo"),
        ("<p>one</p><p>two</p>", "one\ntwo"),
        ("<ul><li>one<li>two</ul>", "one\ntwo"),
        ("<pre>one\ntwo</pre>", "one\ntwo"),
        ("&nbsp;", ""),
        ("fish &amp; chips", "fish & chips"),
        ("1,234", "1,234"),
        ("NA", "NA"),
        ("=1+1", "=1+1"),
        ("x<script>alert(1)</script><style>p{}</style><template>t</template><noscript>n</noscript>", "x"),
        ("x<!-- aside -->", "x"),
        ("<ins>new</ins>", "new"),
        ("<select><option>Open<option selected>Closed</select>", "Closed"),
        ("<select><option>Open<option>Closed</select>", "Open"),
        ("<input value='typed in'>", "typed in"),
        ("<input type=hidden value=token>", ""),
        ("<input type=checkbox checked> <input type=checkbox>", "☒ ☐"),
        ("<textarea>one\ntwo</textarea>", "one\ntwo"),
    ],
)
def test_the_words_of_a_cell_are_those_that_a_browser_shows(content: str, words: str):
    assert only(f"<tr><td>Ref<td>{content}").at(1, 2).words == words


def test_cells_span_rows_and_columns():
    grid = only("<tr><td rowspan=2>R1<td colspan=2>a<tr><td>b<td rowspan=2>c<tr><td>d<td>e")
    assert shown(grid) == [["R1", "a", "a"], ["R1", "b", "c"], ["d", "e", "c"]]
    assert grid.merges == ((1, 1, 2, 1), (1, 2, 1, 3), (2, 3, 3, 3))


def test_a_cell_between_two_that_span_rows_finds_its_place():
    assert shown(only("<tr><td rowspan=2>a<td>b<td rowspan=2>c<td>d<tr><td>e<td>f")) == [
        ["a", "b", "c", "d"],
        ["a", "e", "c", "f"],
    ]


@pytest.mark.parametrize("span", ["99999", "999999999999", "0", "-4", "x", "٣", ""])
def test_no_span_is_wider_than_browsers_make_it(span: str):
    grid = only(f"<tr><td colspan='{span}' rowspan='{span}'>Title<tr><td>Ref<td>Action")
    assert grid.last_column <= 1_002
    assert [cell for cell in grid.words(2).values() if cell != "Title"] == ["Ref", "Action"]


def test_a_title_over_far_too_many_columns_is_as_wide_as_its_table():
    grid = only("<tr><td colspan=99999>Title<tr><td>Ref<td>Action")
    assert (grid.last_column, grid.filled_cells) == (2, 3)


def test_no_cell_of_the_head_spans_into_the_body():
    assert shown(only("<thead><tr><th rowspan=5>Ref<th>Action<tbody><tr><td><td>Mend<tr><td>A2<td>Paint")) == [
        ["Ref", "Action"],
        ["", "Mend"],
        ["A2", "Paint"],
    ]


def test_a_cell_that_spans_no_row_spans_the_rest_of_its_part():
    rows = "<tbody><tr><td rowspan=0>R1<td>a<tr><td>b<tbody><tr><td><td>c"
    assert shown(only(rows)) == [["R1", "a"], ["R1", "b"], ["", "c"]]


HIDDEN = {
    "attribute": "<td hidden>x",
    "style": "<td style='color:red; DISPLAY: none'>x",
    "visibility": "<td style='visibility:hidden'>x",
    "part": "<td>seen <span style='display:none'>x</span>",
    "sheet": "<td class=aside>x",
    "sheet, on screen": "<td class=screen>x",
    "sheet, inside": "<td class=box><b>x</b>",
    "Word": "<td style='mso-hide:all'>x",
}
PRINTED, ON_SCREEN = "@media print { td { display: none } }", "@media screen { .screen { display: none } }"
SHEET = f"<style>/* .b{{}} */ .a::-x-y(, .aside, .box b {{ color: red; display:none }} {PRINTED} {ON_SCREEN}</style>"


@pytest.mark.parametrize("kind", HIDDEN)
def test_what_the_page_itself_hides_is_read_and_marked(kind: str):
    cells = only(f"<tr><td>Ref{HIDDEN[kind]}", SHEET)
    assert "x" in cells.at(1, 2).words
    assert (cells.at(1, 1).hidden, cells.at(1, 2).hidden) == ((), (Hidden.TEXT,))


@pytest.mark.parametrize("content", ["<s>x</s>", "<strike>x</strike>", "<p style='text-decoration:line-through'>x</p>"])
def test_struck_words_are_read_and_marked(content: str):
    cell = only(f"<tr><td>Ref<td>{content} y").at(1, 2)
    assert ("x" in cell.words, cell.hidden) == (True, (Hidden.STRUCK_OUT,))


def test_deleted_words_beside_others_are_a_comment_and_alone_they_are_struck_out():
    grid = only("<tr><td><del>31 March</del> <ins>30 June</ins><td><del>x</del>")
    assert (grid.at(1, 1).value, grid.at(1, 1).comment) == ("30 June", "Deleted in the document: 31 March")
    assert (grid.at(1, 2).value, grid.at(1, 2).hidden) == ("x", (Hidden.STRUCK_OUT,))


def test_tiny_words_are_marked():
    grid = only("<tr><td style='font-size:1px'>x<td style='font-size:0'>y<td style='font-size:12px'>z<td>a")
    assert [bool(grid.at(1, column).hidden) for column in (1, 2, 3, 4)] == [True, True, False, False]


def test_hidden_rows_and_tables():
    page = "<table><tr><td>a<tr hidden><td>b</table><div style='display:none'><table><tr><td>c</table></div>"
    book = read(page)
    assert [book.grids[0].at(number, 1).hidden for number in (1, 2)] == [(), (Hidden.ROW,)]
    assert (book.grids[1].is_hidden, book.grids[1].at(1, 1).hidden) == (True, (Hidden.SHEET,))
    assert book.facts[3:] == ("Sheet 'table 1' has hidden rows: 1.", "Sheet 'table 2' is hidden.")


def test_the_colour_of_a_cell_is_its_fill():
    grid = only(
        "<tr bgcolor='#ff0000'><td>a<td bgcolor=green>b<td style='background: #fc0'>c"
        "<td style='x:y;background-color:rgb(1,2,3)'>d<td style='background:url(x.png)'>e"
    )
    assert [grid.at(1, column).fill for column in range(1, 6)] == ["FF0000", "008000", "FFCC00", "010203", "FF0000"]


def test_a_table_inside_another_is_a_table_of_its_own():
    book = read("<table><tr><td>outer<table><tr><td>inner</table><td>beside</table>")
    assert [(grid.name, shown(grid)) for grid in book.grids] == [
        ("table 1", [["outer", "beside"]]),
        ("table 2", [["inner"]]),
    ]
    assert "Tables inside other tables: 'table 2 in table 1'." in book.facts


def test_what_is_not_read_is_reported():
    page = "<link rel='stylesheet' href='//merrowshire.invalid/s.css'><iframe src=x></iframe>"
    book = read(f"<html>{page}<img><table><tr><td>a<img src=y><ol><li>b</ol></table>")
    assert book.facts[3:] == (
        "Style sheets that the page takes from elsewhere: 1. They were not fetched.",
        "Other pages inside the page: 1. They were not read.",
        "Pictures in tables: 1. They were not read.",
        "Numbered lists in tables: 1. Their numbers were not read.",
    )


PAGE = "<html>{}<table><tr><td>Ref<td>Café – 5 €</table>"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (PAGE.format("").encode(), "UTF-8."),
        (PAGE.format("").encode("utf-8-sig"), "UTF-8."),
        (PAGE.format("").encode("utf-16"), "UTF-16."),
        (PAGE.format("").encode("cp1252"), "Windows-1252."),
        (PAGE.format("<meta charset=iso-8859-1>").encode("cp1252"), "Windows-1252."),
        (
            PAGE.format("<meta http-equiv=x content='text/html; charset=windows-1252'>").encode("cp1252"),
            "Windows-1252.",
        ),
        (PAGE.format("<meta charset='ISO-8859-15'>").encode("iso-8859-15", "ignore"), "ISO-8859-15."),
        (PAGE.format("<script charset=big5>x.encoding='big5'</script>").encode(), "UTF-8."),
        (b"<!-- saved from a page -->\n" + PAGE.format("").encode(), "UTF-8."),
        (PAGE.format("<meta charset=utf-8>").encode("cp1252"), "Windows-1252, though the page says utf-8."),
        (b"<?xml version='1.0' encoding='windows-1252'?>" + PAGE.format("").encode("cp1252"), "Windows-1252."),
    ],
)
def test_the_character_set_is_declared_by_the_page_or_detected(data: bytes, said: str):
    book = read_bytes(data)
    assert book.facts[0] == f"Text encoding: {said}"
    assert book.grids[0].at(1, 2).words.startswith("Café ") and "€" in book.grids[0].at(1, 2).words


@pytest.mark.parametrize(
    ("page", "sentence"),
    [
        (
            b"<meta charset=shift_jis><table><tr><td>a</table>",
            "The web page is written in 'shift_jis', which is not read here. Save it as UTF-8 and send that.",
        ),
        (
            "<html><table><tr><td>a</table>".encode("utf-16-le"),
            "The text of the web page is damaged. Save the page anew as .html and send that.",
        ),
        (
            b"<html><table><tr><td>\x81\x8d</table>",
            "The text of the web page is damaged. Save the page anew as .html and send that.",
        ),
    ],
)
def test_a_text_that_cannot_be_read_is_refused(page: bytes, sentence: str):
    assert ending(page) == sentence
