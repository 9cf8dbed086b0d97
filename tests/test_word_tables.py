"""The tables of Word documents: every cell in its place, inserted words read, deleted and hidden ones marked."""

import io

import docx
import office
import pytest
from endings import every_cell_is_answered_for
from word_files import W, cell, deleted, paragraph, row, run, table, text_cell, word_document

from loaders.reader.grid import Grid
from loaders.reader.read_file import Workbook, read_bytes
from tracker.file_terms import Hidden


def read(*tables: str, **others: str) -> Workbook:
    """Reads a document with these tables; asserts that every filled cell is stored or listed."""
    book = read_bytes(word_document("".join(tables), others))
    every_cell_is_answered_for(book)
    return book


def only(*rows: str, **others: str) -> Grid:
    (grid,) = read(table(*rows), **others).grids
    return grid


def shown(grid: Grid) -> list[list[str]]:
    """The words of each row, with what merged cells lend."""
    columns = range(1, grid.last_column + 1)
    return [[grid.at(number, column).words for column in columns] for number in range(1, grid.last_row + 1)]


def test_each_table_is_a_sheet():
    book = read(table(row("Ref", "Action"), row("A1", "Mend the gate")), paragraph(run("Between")), table(row("Key")))
    assert [(grid.name, grid.filled_cells) for grid in book.grids] == [("table 1", 4), ("table 2", 1)]
    assert book.grids[0].at(2, 2).value == "Mend the gate"
    assert (book.is_read_twice, book.why_once) == (False, "There is no second reader for this kind of file.")
    assert book.without_marks == ""
    assert book.facts == (
        "A Word document holds texts alone: no dates, numbers or formulas. Words outside its tables were not read.",
        "Cells are named as in a spreadsheet: C5 of 'table 2' is row 5, column 3 of the second table.",
    )


def test_merged_cells_across_and_down():
    down, on = "<w:vMerge w:val='restart'/>", "<w:vMerge/>"
    grid = only(
        row(cell(paragraph(run("Title")), "<w:gridSpan w:val='3'/>")),
        row(cell(paragraph(run("R1")), down), "a", "b"),
        row(cell(paragraph(), on), "c", "d"),
        row(cell(paragraph(), on), "e", "f"),
        row(cell(paragraph(run("R2")), down), "g", "h"),
    )
    assert grid.merges == ((1, 1, 1, 3), (2, 1, 4, 1), (5, 1, 5, 1))
    assert shown(grid)[1:] == [["R1", "a", "b"], ["R1", "c", "d"], ["R1", "e", "f"], ["R2", "g", "h"]]


def test_a_block_merged_both_ways_and_cells_left_out_before_a_row():
    both = "<w:gridSpan w:val='2'/><w:vMerge{}/>"
    grid = only(
        row(cell(paragraph(run("Block")), both.format(" w:val='restart'")), "x"),
        row(cell(paragraph(), both.format("")), "y"),
        row("z", properties="<w:gridBefore w:val='2'/>"),
    )
    assert grid.merges == ((1, 1, 2, 2),)
    assert [grid.at(number, 3).value for number in (1, 2, 3)] == ["x", "y", "z"]


def test_a_cell_that_goes_on_from_none_above_stands_for_itself():
    assert shown(only(row("a"), row(cell(paragraph(run("b")), "<w:vMerge/>")))) == [["a"], ["b"]]


def test_a_merge_ends_at_a_row_that_has_no_cell_there():
    down, on = "<w:vMerge w:val='restart'/>", "<w:vMerge/>"
    short = row("short", properties="<w:gridBefore w:val='1'/>")
    grid = only(row(cell(paragraph(run("R1")), down), "a"), short, row(cell(paragraph(), on), "b"))
    assert shown(grid) == [["R1", "a"], ["", "short"], ["", "b"]]


def test_words_under_a_merged_cell_are_read_and_marked():
    grid = only(
        row(cell(paragraph(run("Seen")), "<w:vMerge w:val='restart'/>")),
        row(cell(paragraph(run("Covered")), "<w:vMerge/>")),
    )
    assert (grid.at(2, 1).value, grid.at(2, 1).hidden) == ("Covered", (Hidden.MERGE,))


KEPT = {
    "inserted": (f"<w:ins>{run('by insertion')}</w:ins>", "by insertion"),
    "moved here": (f"<w:moveTo>{run('moved')}</w:moveTo>", "moved"),
    "control": (f"<w:sdt><w:sdtPr/><w:sdtContent>{run('chosen')}</w:sdtContent></w:sdt>", "chosen"),
    "field": (f"<w:fldSimple w:instr='DATE'>{run('31 March 2026')}</w:fldSimple>", "31 March 2026"),
    "field in parts": (f"<w:r><w:instrText>PAGE</w:instrText></w:r>{run('7')}", "7"),
    "link": (f"<w:hyperlink>{run('the minutes')}</w:hyperlink>", "the minutes"),
    "tick": ("<w:r><w:sym w:font='Wingdings' w:char='F0FC'/></w:r>", "✓"),
    "other symbol": ("<w:r><w:sym w:font='Symbol' w:char='00B1'/></w:r>", "±"),
    "half a symbol": ("<w:r><w:sym w:font='Symbol' w:char='D800'/></w:r>", "□"),
    "breaks": (
        "<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t></w:r>",
        "a\nb c-d",
    ),
    "text box once": (
        "<w:r><mc:AlternateContent xmlns:mc='urn:m'><mc:Choice><w:txbxContent>{0}</w:txbxContent></mc:Choice>"
        "<mc:Fallback><w:txbxContent>{0}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>".format(
            paragraph(run("boxed"))
        ),
        "boxed",
    ),
    "ticked box": ("<w:r><w:fldChar><w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r>", "☒"),
    "empty box": (
        "<w:r><w:fldChar><w:ffData><w:checkBox><w:default w:val='0'/></w:checkBox></w:ffData></w:fldChar></w:r>",
        "☐",
    ),
    "choice": (
        "<w:r><w:fldChar><w:ffData><w:ddList><w:result w:val='1'/><w:listEntry w:val='Open'/>"
        "<w:listEntry w:val='Closed'/></w:ddList></w:ffData></w:fldChar></w:r>",
        "Closed",
    ),
}


@pytest.mark.parametrize("kind", KEPT)
def test_what_python_docx_loses_is_read(kind: str):
    content, words = KEPT[kind]
    assert only(row("Ref", text_cell(content))).at(1, 2).value == words


def test_paragraphs_are_lines_and_blank_ones_are_none():
    grid = only(row("Ref", cell(paragraph(run("one")) + paragraph() + paragraph(run(" two ")))))
    assert grid.at(1, 2).value == "one\ntwo"


def test_a_row_inside_a_control_is_a_row():
    grid = only(row("a"), f"<w:sdt><w:sdtContent>{row('b')}</w:sdtContent></w:sdt>", row("c"))
    assert shown(grid) == [["a"], ["b"], ["c"]]


def test_the_prompt_of_a_control_that_nobody_filled_in_is_blank():
    prompt = (
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('Choose an item.')}</w:sdtContent></w:sdt>"
    )
    book = read(table(row("Status", text_cell(prompt))))
    assert book.grids[0].filled_cells == 1
    assert book.facts[2:] == ("Controls that nobody filled in: 1. Their prompts count as blank.",)


def test_deleted_words_beside_others_are_a_comment():
    cell = only(row("Due", text_cell(deleted("31 March 2026"), f"<w:ins>{run('30 June 2026')}</w:ins>"))).at(1, 2)
    assert (cell.value, cell.comment, cell.hidden) == ("30 June 2026", "Deleted in the document: 31 March 2026", ())


@pytest.mark.parametrize(
    "drawn",
    [
        row("Ref", text_cell(deleted("old"))),
        row("Ref", "old", properties="<w:del/>"),
        row("Ref", cell(paragraph(run("old")), "<w:cellDel/>")),
        row("Ref", text_cell(f"<w:moveFrom>{run('old')}</w:moveFrom>")),
        row("Ref", text_cell(run("old", "<w:strike/>"))),
    ],
)
def test_what_is_deleted_whole_is_read_as_struck_out(drawn):
    cell = only(drawn).at(1, 2)
    assert (cell.value, cell.hidden, cell.comment) == ("old", (Hidden.STRUCK_OUT,), "")


STYLES = (
    "<w:style w:styleId='Base'><w:rPr><w:vanish/></w:rPr></w:style>"
    "<w:style w:styleId='Derived'><w:basedOn w:val='Base'/></w:style>"
    "<w:style w:styleId='Looped'><w:basedOn w:val='Looped'/></w:style>"
)


@pytest.mark.parametrize(
    ("drawn", "whys"),
    [
        (text_cell(run("x", "<w:vanish/>")), (Hidden.TEXT,)),
        (text_cell(run("x", "<w:vanish w:val='0'/>")), ()),
        (text_cell(run("seen "), run("x", "<w:vanish/>")), (Hidden.TEXT,)),
        (text_cell(run("x"), run(" ", "<w:vanish/>")), ()),
        (text_cell(run("x", "<w:rStyle w:val='Derived'/>")), (Hidden.TEXT,)),
        (text_cell(run("x", "<w:rStyle w:val='Derived'/><w:vanish w:val='false'/>")), ()),
        (cell(paragraph(run("x"), properties="<w:pStyle w:val='Base'/>")), (Hidden.TEXT,)),
        (text_cell(run("x", "<w:rStyle w:val='Looped'/>")), ()),
        (text_cell(run("x", "<w:color w:val='FFFFFF'/>")), (Hidden.FONT_COLOUR,)),
        (cell(paragraph(run("x", "<w:color w:val='FFFFFF'/>")), "<w:shd w:fill='1F3864'/>"), ()),
        (cell(paragraph(run("x")), "<w:shd w:fill='000000'/>"), ()),
        (text_cell(run("x", "<w:color w:val='auto'/>")), ()),
        (text_cell(run("x", "<w:sz w:val='4'/>")), (Hidden.FONT_SIZE,)),
    ],
)
def test_why_words_are_not_seen(drawn: str, whys: tuple[Hidden, ...]):
    assert only(row("Ref", drawn), styles=STYLES).at(1, 2).hidden == whys


def test_a_hidden_row_is_one():
    book = read(table(row("a"), row("b", properties="<w:hidden/>"), row("c", properties="<w:hidden w:val='0'/>")))
    assert [book.grids[0].at(number, 1).hidden for number in (1, 2, 3)] == [(), (Hidden.ROW,), ()]
    assert "Sheet 'table 1' has hidden rows: 1." in book.facts


def test_the_colour_of_a_cell_is_its_fill():
    grid = only(row("Ref", cell(paragraph(run("x")), "<w:shd w:fill='FFC000'/>"), "y"))
    assert [grid.at(1, column).fill for column in (1, 2, 3)] == ["", "FFC000", ""]


def test_a_table_inside_another_is_a_table_of_its_own():
    book = read(
        table(row("Ref", cell(paragraph(run("outer")) + table(row("inner")) + paragraph()))), table(row("last"))
    )
    assert [(grid.name, shown(grid)) for grid in book.grids] == [
        ("table 1", [["Ref", "outer"]]),
        ("table 2", [["inner"]]),
        ("table 3", [["last"]]),
    ]
    assert "Tables inside other tables: 'table 2 in table 1'." in book.facts


NUMBERING = (
    "<w:abstractNum w:abstractNumId='0'>"
    "<w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:lvlText w:val='R%1'/></w:lvl>"
    "<w:lvl w:ilvl='1'><w:start w:val='1'/><w:numFmt w:val='lowerLetter'/><w:lvlText w:val='%1.%2'/></w:lvl>"
    "<w:lvl w:ilvl='2'><w:start w:val='4'/><w:numFmt w:val='upperRoman'/><w:lvlText w:val='(%3)'/></w:lvl>"
    "<w:lvl w:ilvl='3'><w:numFmt w:val='bullet'/><w:lvlText w:val='*'/></w:lvl></w:abstractNum>"
    "<w:num w:numId='5'><w:abstractNumId w:val='0'/></w:num>"
    "<w:num w:numId='6'><w:abstractNumId w:val='0'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='9'/>"
    "</w:lvlOverride></w:num>"
)


def numbered(depth: int, number: int = 5) -> str:
    return paragraph(properties=f"<w:numPr><w:ilvl w:val='{depth}'/><w:numId w:val='{number}'/></w:numPr>")


def test_automatic_numbers_are_read_as_they_are_shown():
    depths = [(0, 5), (1, 5), (1, 5), (2, 5), (3, 5), (0, 5), (1, 5), (0, 6), (0, 6), (0, 5), (0, 7)]
    book = read(numbered(0), table(*(row("x", cell(numbered(*depth))) for depth in depths)), numbering=NUMBERING)
    found = [book.grids[0].at(number, 2).words for number in range(1, len(depths) + 1)]
    assert found == ["R2", "2.a", "2.b", "(IV)", "", "R3", "3.a", "R9", "R10", "R4", ""]


def test_comments_are_kept_for_staff():
    comments = f"<w:comment w:id='3'>{paragraph(run('Agreed?'))}</w:comment>"
    grid = only(row("Ref", text_cell(run("x"), "<w:r><w:commentReference w:id='3'/></w:r>")), comments=comments)
    assert grid.at(1, 2).comment == "Agreed?"


def test_what_is_not_read_is_reported():
    body = row("Ref", text_cell(run("x"), f"<w:r><w:drawing><a:blip xmlns:a='urn:a' {W}/></w:drawing></w:r>"))
    book = read_bytes(word_document(f"{table(body)}<w:altChunk/>", {"header1": table(row("in a header"))}))
    assert book.facts[2:] == (
        "Pictures in the document: 1. They were not read.",
        "Tables in headers, footers and notes: 1. They were not read.",
        "Other files inside the document: 1. They were not read.",
    )


def by_python_docx() -> bytes:
    """A table with merged cells in a style of its own, as another program writes it."""
    document = docx.Document()
    document.add_paragraph("Plan")
    written = document.add_table(4, 3, style="Light Grid Accent 1")
    for number, words in enumerate(("Rec", "Action", "Due", "R1", "Mend – the gate", "31 March 2026", "", "Paint\nit")):
        written.cell(number // 3, number % 3).text = words
    written.cell(1, 0).merge(written.cell(2, 0))
    written.cell(3, 0).merge(written.cell(3, 2)).text = "End"
    into = io.BytesIO()
    document.save(into)
    return into.getvalue()


WRITTEN = [
    ["Rec", "Action", "Due"],
    ["R1", "Mend – the gate", "31 March 2026"],
    ["R1", "Paint\nit", ""],
    ["End", "End", "End"],
]


def test_a_document_of_another_program_is_read_like_ours():
    (grid,) = read_bytes(by_python_docx()).grids
    assert shown(grid) == WRITTEN
    assert {grid.at(number, column).hidden for number in (1, 2, 3, 4) for column in (1, 2, 3)} == {()}


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["docx", "html"])
def test_libreoffice_saves_what_we_read(tmp_path, ending):
    saved = office.converted(by_python_docx(), tmp_path, ending)
    (grid,) = read_bytes(saved.read_bytes()).grids
    assert shown(grid) == WRITTEN
