"""Invented sheets: openpyxl doubts nothing that our second reader does not, and plain rows are read like others."""

from itertools import chain
from xml.sax.saxutils import escape, quoteattr

import hostile
import judge
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter
from trials import trials

from loaders.reader.shared_texts import SharedTexts
from loaders.reader.sheet_xml import SheetFeatures
from loaders.reader.styles import CellLook

FORMATS = [
    "General", "0", "0.00", "0%", "# ?/?", "0.0E+00", "@", "dd/mm/yyyy", "mmm-yy", "yyyy", "d", "h:mm",
    "hh:mm:ss AM/PM", "ss.0", "m/d/yy h:mm", "[h]:mm", "[mm]:ss", "[s].00", "[$-409]d-mmm-yy;@", '"day" 0', '0 "d"',
    "\\d0", "_d0", "[Red]0;[Blue]-0", "[>100]0;dd/mm", "General;dd", 'yyyy"-"mm', "dd;;;", "[$£-809]#,##0.00",
]  # fmt: skip
BUILT_IN = [*range(1, 5), *range(9, 23), *range(37, 41), *range(45, 50)]
NUMBERS = [
    "0", "1", "-1", "-5.5", "0.5", "0.999", "0.99999999", "1.5", "59", "60", "61", "99", "100", "46112", "46112.25",
    "45000.999999", "99999", "100000", "2957003", "2957004", "2958465", "2958466", "1e5", "1E-5", "1e20", "1e-300",
    "-0", "+5", ".5", "5.", "60.10", "123456789012345", "1234567890123456", "12345678901234567", "9" * 45,
]  # fmt: skip
TEXTS = [
    "words", " two words ", "a\nb", "_x000D_\n", "_x0041_", "_x005F_x0041_", "_xD83D_", "é", "🚨", "a&b", "<b>",
    "a\u00a0", "\t", "1", "TRUE", "", "x" * 300,
]  # fmt: skip
ERRORS = ["#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"]
SHARED = [text for text in TEXTS if text]


def value(text: str) -> str:
    return f"<v>{escape(text)}</v>"


def inline(text: str) -> str:
    return f"<is><t>{escape(text)}</t></is>"


RUNS = "<is><r><t>c </t></r><r><rPr><strike/><sz val='9'/></rPr><t> d</t></r><rPh sb='0' eb='1'><t>e</t></rPh></is>"
# The type of a cell and its contents.
CELLS = st.one_of(
    st.sampled_from([("", value(one)) for one in NUMBERS]),
    st.sampled_from([("n", value(one)) for one in NUMBERS]),
    st.sampled_from([("s", value(one)) for one in [*map(str, range(len(SHARED))), "00", " 1", "-1"]]),
    st.sampled_from([("inlineStr", inline(one)) for one in TEXTS] + [("inlineStr", RUNS), ("inlineStr", value("10"))]),
    st.sampled_from([("str", f"<f>A1</f>{value(one)}") for one in TEXTS] + [("str", value("x")), ("str", "<f>A1</f>")]),
    st.sampled_from([("", "<f>A1</f>"), ("", "<f>A1</f><v/>"), ("", "<f>A1</f><v>0</v>"), ("b", "<f>A1</f><v>0</v>")]),
    st.sampled_from([("b", value("0")), ("b", value("1")), *[("e", value(one)) for one in ERRORS], ("e", "")]),
    st.sampled_from([("d", value("2026-03-31")), ("d", value("2026-03-31T10:00:00")), ("", ""), ("", "")]),
)
STYLES = st.none() | st.integers(0, len(FORMATS) + len(BUILT_IN) - 1)
ROWS = st.dictionaries(
    st.integers(1, 30), st.dictionaries(st.integers(1, 9), st.tuples(CELLS, STYLES), max_size=6), min_size=1, max_size=6
)
# How the rows are written: with or without references, with which quotation mark, and what between the elements.
WRITTEN = st.tuples(st.sampled_from([True, True, False]), st.sampled_from("\"'"), st.sampled_from(["", "", "\n  "]))


def sheet_of(rows: dict, written: tuple[bool, str, str], disorder: bool = False) -> str:
    """The XML of a sheet."""
    has_references, quote, between = written
    numbers = list(rows) if disorder else sorted(rows)
    texts = []
    for row in numbers:
        cells = list(rows[row].items()) if disorder else sorted(rows[row].items())
        inner = between.join(_cell(row, column, *one, has_references, quote) for column, one in cells)
        texts.append(f"<row r={quote}{row}{quote}>{between}{inner}{between}</row>")
    return hostile.sheet(between.join(texts))


def _cell(row: int, column: int, cell: tuple[str, str], style: int | None, has_reference: bool, quote: str) -> str:
    kind, inner = cell
    said = {
        "r": f"{get_column_letter(column)}{row}" if has_reference else "",
        "s": "" if style is None else str(style),
        "t": kind,
    }
    attributes = "".join(f" {name}={quote}{one}{quote}" for name, one in said.items() if one)
    return f"<c{attributes}>{inner}</c>" if inner else f"<c{attributes}/>"


def styles() -> str:
    listed = "".join(f"<numFmt numFmtId='{200 + n}' formatCode={quoteattr(one)}/>" for n, one in enumerate(FORMATS))
    used = "".join(f"<xf numFmtId='{n}'/>" for n in chain(range(200, 200 + len(FORMATS)), BUILT_IN))
    return f"<styleSheet xmlns='{hostile.MAIN}'><numFmts>{listed}</numFmts><cellXfs>{used}</cellXfs></styleSheet>"


PARTS = {
    "xl/styles.xml": styles(),
    "xl/sharedStrings.xml": f"<sst xmlns='{hostile.MAIN}'>"
    + "".join(f"<si><t>{escape(text)}</t></si>" for text in SHARED)
    + "</sst>",
}


@settings(max_examples=trials(150))
@given(rows=ROWS, written=WRITTEN, setting=st.sampled_from(["", "<workbookPr date1904='1'/>"]))
def test_three_readers_of_invented_sheets(rows, written, setting):
    """Where both our readers agree, openpyxl agrees with them, except on a text that it skips."""
    data = hostile.workbook(sheet_of(rows, written), PARTS, setting)
    if (found := judge.told_and_judged(data)) is not None:
        told, doubted = found
        assert doubted <= told
        passed_over = [
            column for one in rows.values() for column in one if one[column][0] == ("inlineStr", value("10"))
        ]
        assert len(told - doubted) <= len(passed_over)


def everything(text: str, is_cut: bool) -> tuple:
    """All that the pass over a sheet finds, with plain rows cut out or not."""
    looks = [CellLook(one) for one in FORMATS]
    shared = SharedTexts(zip(map(str, range(len(SHARED))), SHARED, strict=True))
    features = SheetFeatures(looks, (), shared)
    if not is_cut:
        features._plain.cut_out = lambda chunks: chunks
    features.through([text.encode()])
    along, rows = features.along, features.rows
    seen = {row: [along.looks[look] for look in along.patterns[n]] for row, n in along.pattern_of.items()}
    found = rows.errors, rows.formulas, rows.without_result, rows.fonts, features.cells.replaced, features.hidden_rows
    return repr(features.cells.rows), seen, repr(found)


@settings(max_examples=trials(300))
@given(rows=ROWS, has_references=st.booleans(), disorder=st.booleans(), within=st.sampled_from(["{}", "<!--{}-->"]))
def test_a_plain_row_is_read_as_the_parser_reads_it(rows, has_references, disorder, within):
    text = sheet_of(rows, (has_references, '"', ""), disorder)
    first, last = text.index("<row"), text.rindex("</row>") + len("</row>")
    text = text[:first] + within.format(text[first:last]) + text[first:]
    assert everything(text, is_cut=True) == everything(text, is_cut=False)
