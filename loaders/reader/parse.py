"""Reads one file, whatever it is; runs in the reading process only."""

import json
import re
import zipfile
from datetime import datetime, time, timedelta
from math import isfinite
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError

from loaders.reader import with_calamine, with_openpyxl, with_xlrd
from loaders.reader.differences import NoSecondOpinion
from loaders.reader.file_type import Content, content_of, with_plain_names
from loaders.reader.fonts import Fonts
from loaders.reader.limits import MOST_SPANNED, READ_TWICE_BYTES, READ_TWICE_UP_TO
from loaders.reader.package import Contents, SheetPart
from loaders.reader.raw_sheet import RawSheet, as_json, hidden_facts, refuse_too_much
from loaders.reader.refusal import DAMAGED, PASSWORD, Refused, shortened
from loaders.reader.repeated_cells import RepeatedCells
from loaders.reader.sheet_xml import SheetFeatures
from loaders.reader.stored_texts import StoredTexts
from loaders.reader.styles import Styles
from loaders.reader.text_parts import hidden_texts, shared_fonts, shared_texts
from loaders.reader.text_table import NO_TABLE
from loaders.reader.with_csv import read_text
from loaders.reader.with_html import read_page
from loaders.reader.with_word import read_word
from loaders.reader.zip_parts import Package, Parts
from tracker.terms import WithoutMarks

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


def answer(data: bytes) -> bytes:
    """The workbook as JSON, or the sentence that refuses it."""
    try:
        result = read(data)
    except Refused as refused:
        result = {"refused": str(refused)}
    except MemoryError:
        raise
    except Exception:  # a damaged file can fail in any layer: zip, XML, the readers or what we make of them
        result = {"refused": DAMAGED}
    return json.dumps(result, default=as_json).encode()  # as ASCII, which is written and read faster


def read(data: bytes) -> dict[str, object]:
    """Sheets, disagreements and facts. Raises Refused."""
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
        raise Refused(DAMAGED) from error


def _xls(data: bytes) -> dict[str, object]:
    sheets = _by_calamine(data)
    try:
        book = with_xlrd.book(data)
    except NoSecondOpinion as why:
        return _read_once(sheets, [XLS_LACKS, XLS_LACKS_ERRORS], str(why))
    with_xlrd.add_errors(book, sheets)
    if refuse_too_much(sheets) > READ_TWICE_UP_TO:
        return _result(sheets, [XLS_LACKS], TOO_MANY_TO_COMPARE, [])
    return _result(sheets, [XLS_LACKS], "", with_xlrd.disagreements(book, sheets))


def _ods(parts: Parts) -> dict[str, object]:
    if "META-INF/manifest.xml" in parts.names and b"encryption-data" in parts.read("META-INF/manifest.xml"):
        raise Refused(PASSWORD)
    parts.check_xml(frozenset())
    return _read_once(_by_calamine(parts.data), list(ODS_LACKS), ONE_READER) | {"without_marks": WithoutMarks.ODS}


def _word(parts: Parts) -> dict[str, object]:
    parts = parts.in_utf8(odd) if (odd := parts.check_xml(frozenset())) else parts
    return _tables(*read_word(parts))


def _tables(sheets: list[RawSheet], facts: list[str]) -> dict[str, object]:
    if not any(sheet.rows for sheet in sheets):
        raise Refused(NO_TABLE)
    for sheet in sheets:
        sheet.odd_numbers()  # refuses text that is too long
    return _read_once(sheets, [*facts, *(fact for sheet in sheets for fact in hidden_facts(sheet))], ONE_READER)


def _by_calamine(data: bytes) -> list[RawSheet]:
    sheets = [entry.read() for entry in with_calamine.sheets(data)]
    for sheet in sheets:
        sheet.odd_numbers()  # refuses text that is too long; there is no better text for a number here
    return sheets


def _excel(parts: Parts) -> dict[str, object]:
    contents = Contents(parts)
    if odd := parts.check_xml(frozenset(sheet.part for sheet in contents.sheets)):
        parts = parts.in_utf8(odd)
        contents = Contents(parts)
    by_name = {sheet.name: sheet for sheet in contents.sheets if sheet.is_worksheet}
    styles = Styles(parts, contents.styles, contents.theme)
    shared = styles.only_hiding(shared_fonts(parts, contents.shared_texts))
    facts = contents.facts()
    entries = [entry for entry in with_calamine.sheets(parts.data) if entry.name in by_name]
    sheets = [_sheet(parts, contents, by_name[entry.name], entry, styles, shared, facts) for entry in entries]
    if missing := [name for name in by_name if name not in {entry.name for entry in entries}]:
        raise Refused(f"Sheet '{shortened(missing[0])}' cannot be read. Save the workbook anew and send that.")
    return _second_opinion(parts, contents, sheets, facts)


def _sheet(
    parts: Parts,
    contents: Contents,
    part: SheetPart,
    entry: with_calamine.SheetEntry,
    styles: Styles,
    shared: dict[str, Fonts],
    facts: list[str],
) -> RawSheet:
    """The features come first: they tell how much there is before memory is taken for it."""
    features = SheetFeatures(styles.looks, styles.hiding_conditions).through(parts.chunks(part.part))
    sheet = _far_apart(parts, entry, facts) if features.spanned > MOST_SPANNED else entry.read()
    if features.values and not sheet.rows and not features.errors:
        facts.append(f"Sheet '{shortened(part.name)}' has cells that read as empty.")
    _add_features(sheet, features)
    _correct(sheet, features, parts, part.part)
    if features.is_out_of_order:
        repeated = RepeatedCells().through(parts.chunks(part.part))
        sheet.replaced = repeated.replaced(shared_texts(parts, contents.shared_texts))
    sheet.comments = [(*place, words) for place, words in contents.comments(part.part).items()]
    sheet.pivots = contents.pivots(part.part)
    sheet.filters = [*features.filters, *contents.filters(part.part)]
    sheet.hiding_conditions = features.conditions.hiding_areas
    sheet.drop_downs = [(contents.meaning(one, part.name), cells) for one, cells in features.validations.lists]
    sheet.hidden_texts = [*hidden_texts(sheet, features, styles, shared)]
    facts.extend(_facts(sheet, features))
    return sheet


def _far_apart(parts: Parts, entry: with_calamine.SheetEntry, facts: list[str]) -> RawSheet:
    """A stray cell in the last row and column: the fast reader would make room for all places before it."""
    name = shortened(entry.name)
    try:
        sheet = with_openpyxl.read(parts.data, entry.name, entry.is_hidden)
    except NoSecondOpinion as error:
        raise Refused(with_openpyxl.far_apart(entry.name)) from error
    facts.append(f"Sheet '{name}' has filled cells far apart. It was read by the slower reader alone.")
    return sheet


def _add_features(sheet: RawSheet, features: SheetFeatures) -> None:
    sheet.merges = features.merges
    sheet.hidden_rows, sheet.hidden_columns = sorted(features.hidden_rows), sorted(features.hidden_columns)
    sheet.looks, sheet.patterns, sheet.pattern_of = features.looks, features.patterns, features.pattern_of


def _correct(sheet: RawSheet, features: SheetFeatures, parts: Parts, part: str) -> None:
    """Adds what calamine leaves out: errors, formulas without a result, numbers that no float holds as written."""
    numbers = sheet.odd_numbers()
    sheet.zeros = [place for place in features.formulas if _is_nothing(sheet.value(place))]
    unknown = [place for place in features.formulas if sheet.value(place) == ""]
    no_text = [place for place in features.text_formulas if sheet.value(place) == ""]
    if not (wanted := {*numbers, *unknown, *no_text, *features.errors}):
        return
    texts = StoredTexts(wanted).through(parts.chunks(part))
    for place in numbers:
        if LONG_NUMBER.fullmatch(exact := texts.values.get(place, "")):
            sheet.put(place, int(exact))
        elif exact and not _is_finite(exact):
            sheet.put(place, exact)
    for place in dict.fromkeys(features.errors):
        sheet.put(place, texts.values.get(place) or "#ERROR")
    unknown += [place for place in no_text if place not in texts.values]
    for place in dict.fromkeys(unknown):
        if not texts.values.get(place):
            sheet.put(place, f"={texts.formulas.get(place, '')}")
            sheet.unknown.append(place)
    sheet.errors = list(dict.fromkeys(features.errors))


def _is_finite(stored: str) -> bool:
    try:
        return isfinite(float(stored))
    except ValueError:
        return True  # a day in words, as ISO 8601


def _is_nothing(result: object) -> bool:
    """Zero, also where it is shown as a time or as the day before the first: what a formula makes of empty cells."""
    return result.__class__ is not bool and (result == 0 or result in NOTHING)


def _facts(sheet: RawSheet, features: SheetFeatures) -> list[str]:
    name = shortened(sheet.name)
    sentences = {
        f"Sheet '{name}' has pivot tables: {len(sheet.pivots):,}.": sheet.pivots,
        f"Sheet '{name}' has colours that depend on a condition. They were not read.": features.conditions.count,
        f"Sheet '{name}' has links: {features.links:,}. Their addresses were not read.": features.links,
    }
    return [*hidden_facts(sheet), *(sentence for sentence, holds in sentences.items() if holds)]


def _second_opinion(parts: Parts, contents: Contents, sheets: list[RawSheet], facts: list[str]) -> dict[str, object]:
    filled = refuse_too_much(sheets)
    if contents.is_strict:
        return _read_once(sheets, facts, with_openpyxl.STRICT)
    if filled > READ_TWICE_UP_TO:
        return _read_once(sheets, facts, TOO_MANY_TO_COMPARE)
    if parts.size([sheet.part for sheet in contents.sheets]) > READ_TWICE_BYTES:
        return _read_once(sheets, facts, f"Its sheets are over {READ_TWICE_BYTES // 1_000_000} MB unpacked.")
    try:
        disagreements = with_openpyxl.disagreements(parts.data, sheets)
    except NoSecondOpinion as why:
        return _read_once(sheets, facts, str(why))
    return _result(sheets, facts, "", disagreements)


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
