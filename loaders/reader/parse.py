"""Reads one file of any kind; runs only in the reading process."""

import json
import re
import zipfile
from collections.abc import Callable
from datetime import datetime, time, timedelta
from math import isfinite
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError

from loaders.reader import with_calamine, with_xlrd
from loaders.reader.cell_text import as_written
from loaders.reader.differences import Disagreements, NoSecondOpinion, is_same, of_sheet
from loaders.reader.file_type import Content, content_of, with_plain_names
from loaders.reader.limits import MOST_SPANNED, READ_TWICE_UP_TO
from loaders.reader.package import PackageContents
from loaders.reader.raw_sheet import RawSheet, as_json, far_apart, hidden_facts, refuse_too_much
from loaders.reader.refusal import DAMAGED, PASSWORD, FileRefused, shortened
from loaders.reader.shared_texts import shared_texts
from loaders.reader.sheet_xml import SheetFeatures
from loaders.reader.slow_reader import NEEDED, SlowReaderNeeded
from loaders.reader.styles import Styles
from loaders.reader.text_parts import hidden_texts, shared_fonts
from loaders.reader.text_table import NO_TABLE
from loaders.reader.with_csv import read_text
from loaders.reader.with_html import read_page
from loaders.reader.with_word import read_word
from loaders.reader.zip_parts import Package, Parts
from tracker.file_terms import WithoutMarks

ONE_READER = "There is no second reader for this kind of file."
XLS_LACKS = "An .xls file is read without number formats, colours, fonts, comments, hidden rows and columns."
XLS_LACKS_ERRORS = "In an .xls file that is read once, a formula with an error, such as #REF!, reads as an empty cell."
ODS_LACKS = (
    "An .ods file is read without merged cells, number formats, colours, fonts, comments, hidden rows and columns.",
    "In an .ods file a formula with an error, such as #REF!, reads as an empty cell.",
)
TOO_MANY_TO_COMPARE = f"It has over {READ_TWICE_UP_TO:,} filled cells."
NOTHING = (time(), timedelta(), datetime(1899, 12, 30), datetime(1899, 12, 31), datetime(1904, 1, 1))
LONG_NUMBER = re.compile(r"-?\d{1,40}")


slow_reader: Callable[[bytes, str, bool], RawSheet] | None = None  # child.py sets it when asked for the slow reader


def answer(data: bytes) -> bytes:
    """The workbook as JSON, or the sentence that refuses it."""
    try:
        result = read(data)
    except FileRefused as refused:
        result = {"refused": str(refused)}
    except SlowReaderNeeded:
        return NEEDED
    except MemoryError:
        raise
    except Exception:  # a damaged file can fail in any layer: zip, XML, the readers or what we make of them
        result = {"refused": DAMAGED}
    return json.dumps(result, default=as_json).encode()  # ASCII is written and read faster


def read(data: bytes) -> dict[str, object]:
    """The file's sheets, disagreements and facts. Raises FileRefused, or SlowReaderNeeded."""
    content = content_of(data)
    if content == Content.TEXT:
        sheet, facts = read_text(data)
        return _read_once([sheet], facts, ONE_READER) | {"without_marks": WithoutMarks.CSV}
    if content == Content.HTML:
        return _tables(*read_page(data)) | {"without_marks": WithoutMarks.HTML}
    if content == Content.XLS:
        return _xls(with_plain_names(data)) | {"without_marks": WithoutMarks.XLS}
    try:
        parts = Parts(data)
        return READERS[parts.package](parts)
    except (zipfile.BadZipFile, ParseError, ExpatError) as error:
        raise FileRefused(DAMAGED) from error


def _xls(data: bytes) -> dict[str, object]:
    sheets = _by_calamine(data)
    try:
        workbook = with_xlrd.open_workbook(data)
    except NoSecondOpinion as why:
        return _read_once(sheets, [XLS_LACKS, XLS_LACKS_ERRORS], str(why))
    with_xlrd.add_errors(workbook, sheets)
    if refuse_too_much(sheets) > READ_TWICE_UP_TO:
        return _result(sheets, [XLS_LACKS], TOO_MANY_TO_COMPARE, [])
    return _result(sheets, [XLS_LACKS], "", with_xlrd.disagreements(workbook, sheets))


def _ods(parts: Parts) -> dict[str, object]:
    if "META-INF/manifest.xml" in parts.names and b"encryption-data" in parts.read("META-INF/manifest.xml"):
        raise FileRefused(PASSWORD)
    parts.check_xml(frozenset())
    return _read_once(_by_calamine(parts.data), list(ODS_LACKS), ONE_READER) | {"without_marks": WithoutMarks.ODS}


def _word(parts: Parts) -> dict[str, object]:
    parts = parts.in_utf8(odd) if (odd := parts.check_xml(frozenset())) else parts
    return _tables(*read_word(parts))


def _tables(sheets: list[RawSheet], facts: list[str]) -> dict[str, object]:
    if not any(sheet.rows for sheet in sheets):
        raise FileRefused(NO_TABLE)
    for sheet in sheets:
        sheet.odd_numbers()  # refuses text that is too long
    return _read_once(sheets, [*facts, *(fact for sheet in sheets for fact in hidden_facts(sheet))], ONE_READER)


def _by_calamine(data: bytes) -> list[RawSheet]:
    sheets = [entry.read() for entry in with_calamine.sheets(data)]
    for sheet in sheets:
        sheet.odd_numbers()  # refuses text that is too long; nothing here has a better text for a number
    return sheets


def _excel(parts: Parts) -> dict[str, object]:
    contents = PackageContents(parts)
    if odd := parts.check_xml(frozenset(sheet.part for sheet in contents.sheets)):
        parts = parts.in_utf8(odd)
        contents = PackageContents(parts)
    by_name = {sheet.name: sheet for sheet in contents.sheets if sheet.is_worksheet}
    styles = Styles(parts, contents.styles, contents.theme)
    texts = shared_texts(parts, contents.shared_texts)
    fonts = styles.only_hiding(shared_fonts(parts, contents.parts_with_texts))
    facts, found = contents.facts(), Disagreements()
    entries = [entry for entry in with_calamine.sheets(parts.data) if entry.name in by_name]
    sheets = []
    for entry in entries:
        part = by_name[entry.name].part
        features = SheetFeatures(styles.looks, styles.hiding_conditions, texts, contents.is_1904, entry.name)
        features.through(parts.chunks(part))
        sheet = _sheet(parts, contents, part, entry, features, facts)
        sheet.hidden_texts = [*hidden_texts(sheet, features, styles, fonts)]
        found.add(of_sheet(sheet, features.cells.rows))
        sheets.append(sheet)
    if missing := [name for name in by_name if name not in {entry.name for entry in entries}]:
        raise FileRefused(f"Sheet '{shortened(missing[0])}' cannot be read. Save the workbook anew and send that.")
    refuse_too_much(sheets)
    return _result(sheets, facts, "", found.as_records())


def _sheet(
    parts: Parts,
    contents: PackageContents,
    part: str,
    entry: with_calamine.SheetEntry,
    features: SheetFeatures,
    facts: list[str],
) -> RawSheet:
    """Reads one sheet. The features come first: they tell how much there is before memory is taken for it."""
    sheet = _far_apart(parts, entry, facts) if features.cells.spanned > MOST_SPANNED else entry.read()
    if features.cells.rows and not sheet.rows and not features.rows.errors:
        facts.append(f"Sheet '{shortened(sheet.name)}' has cells that read as empty.")
    _add_features(sheet, features)
    _correct(sheet, features)
    sheet.comments = [(*place, words) for place, words in contents.comments(part).items()]
    sheet.pivots = contents.pivots(part)
    sheet.filters = [*features.filters, *contents.filters(part)]
    sheet.hiding_conditions = features.conditions.hiding_areas
    sheet.drop_downs = [(contents.meaning(one, sheet.name), cells) for one, cells in features.validations.lists]
    facts.extend(_facts(sheet, features))
    return sheet


def _far_apart(parts: Parts, entry: with_calamine.SheetEntry, facts: list[str]) -> RawSheet:
    """Reads a sheet with a stray cell far away by the slow reader: the fast one would make room for all before it."""
    name = shortened(entry.name)
    if slow_reader is None:
        raise SlowReaderNeeded
    try:
        sheet = slow_reader(parts.data, entry.name, entry.is_hidden)
    except NoSecondOpinion as error:
        raise FileRefused(far_apart(entry.name)) from error
    facts.append(f"Sheet '{name}' has filled cells far apart. They were read by the slower reader.")
    return sheet


def _add_features(sheet: RawSheet, features: SheetFeatures) -> None:
    along = features.along
    sheet.merges = features.merges
    sheet.hidden_rows, sheet.hidden_columns = sorted(features.hidden_rows), sorted(features.hidden_columns)
    sheet.looks, sheet.patterns, sheet.pattern_of = along.looks, along.patterns, along.pattern_of


def _correct(sheet: RawSheet, features: SheetFeatures) -> None:
    """Adds what calamine leaves out: errors, formulas without a result, and numbers that no float holds as written."""
    cells = features.cells
    for place in sheet.odd_numbers():
        if LONG_NUMBER.fullmatch(exact := cells.exact(place)):
            sheet.put(place, int(exact))
        elif exact and not _is_finite(exact):
            sheet.put(place, exact)
    sheet.zeros = [place for place in features.rows.formulas if _is_nothing(sheet.value(place))]
    sheet.errors = list(dict.fromkeys(features.rows.errors))
    for place in sheet.errors:
        sheet.put(place, cells.value(place) or "#ERROR")
    for place, formula in features.rows.without_result.items():
        if sheet.value(place) == "":
            sheet.put(place, f"={formula}")
            sheet.unknown.append(place)
    sheet.replaced = [
        (*place, as_written(value)) for place, value in cells.replaced if not is_same(value, cells.value(place))
    ]


def _is_finite(stored: str) -> bool:
    try:
        return isfinite(float(stored))
    except ValueError:
        return True  # a day as text in ISO 8601


def _is_nothing(result: object) -> bool:
    """Whether a result is zero, even one shown as a time or as day zero: what a formula makes of empty cells."""
    return result.__class__ is not bool and (result == 0 or result in NOTHING)


def _facts(sheet: RawSheet, features: SheetFeatures) -> list[str]:
    name = shortened(sheet.name)
    sentences = {
        f"Sheet '{name}' has pivot tables: {len(sheet.pivots):,}.": sheet.pivots,
        f"Sheet '{name}' has colours that depend on a condition. They were not read.": features.conditions.count,
        f"Sheet '{name}' has links: {features.links:,}. Their addresses were not read.": features.links,
    }
    return [*hidden_facts(sheet), *(sentence for sentence, holds in sentences.items() if holds)]


def _read_once(sheets: list[RawSheet], facts: list[str], why: str) -> dict[str, object]:
    refuse_too_much(sheets)
    return _result(sheets, facts, why, [])


def _result(
    sheets: list[RawSheet], facts: list[str], why: str, disagreements: list[dict[str, str]]
) -> dict[str, object]:
    fields = [vars(sheet) for sheet in sheets]
    read = {"sheets": fields, "facts": facts, "why_once": why, "disagreements": disagreements}
    return read | {"without_marks": ""}


READERS = {Package.EXCEL: _excel, Package.ODS: _ods, Package.WORD: _word}
