"""Reads one file, whatever it is; runs in the reading process only."""

import json
import re
import zipfile
from datetime import datetime, time, timedelta
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError

from loaders.reader import with_calamine, with_openpyxl
from loaders.reader.file_type import Content, content_of
from loaders.reader.limits import MOST_SPANNED, READ_TWICE_BYTES, READ_TWICE_UP_TO
from loaders.reader.package import Contents, SheetPart
from loaders.reader.raw_sheet import RawSheet, as_json, refuse_too_much
from loaders.reader.refusal import DAMAGED, PASSWORD, Refused, shortened
from loaders.reader.sheet_xml import Marks, Texts
from loaders.reader.styles import Look, looks
from loaders.reader.with_csv import read_text
from loaders.reader.zip_parts import Parts

ONE_READER = "There is no second reader for this kind of file."
NOT_TOLD_XLS = (
    "An .xls file is read without number formats, colours, comments, hidden rows and columns.",
    "In an .xls file a formula with an error, such as #REF!, reads as an empty cell.",
)
NOT_TOLD_ODS = (
    "An .ods file is read without merged cells, number formats, colours, comments, hidden rows and columns.",
    "In an .ods file a formula with an error, such as #REF!, reads as an empty cell.",
)
NOTHING = (time(), timedelta(), datetime(1899, 12, 30), datetime(1899, 12, 31), datetime(1904, 1, 1))
LONG_NUMBER = re.compile(r"-?\d{1,40}")


def answer(data: bytes) -> bytes:
    """The workbook as JSON, or the sentence that refuses it."""
    try:
        found = read(data)
    except Refused as refused:
        found = {"refused": str(refused)}
    except MemoryError:
        raise
    except Exception:  # a damaged file can fail in any layer: zip, XML, the readers or what we make of them
        found = {"refused": DAMAGED}
    return json.dumps(found, default=as_json).encode()  # as ASCII, which is written and read faster


def read(data: bytes) -> dict[str, object]:
    """Sheets, disagreements and facts. Raises Refused."""
    content = content_of(data)
    if content == Content.TEXT:
        sheet, facts = read_text(data)
        return _read_once([sheet], facts, ONE_READER)
    if content == Content.XLS:
        return _read_once(_by_calamine(data), list(NOT_TOLD_XLS), ONE_READER)
    try:
        parts = Parts(data)
        return _ods(parts) if parts.is_ods else _excel(parts)
    except (zipfile.BadZipFile, ParseError, ExpatError) as error:
        raise Refused(DAMAGED) from error


def _ods(parts: Parts) -> dict[str, object]:
    if "META-INF/manifest.xml" in parts.names and b"encryption-data" in parts.read("META-INF/manifest.xml"):
        raise Refused(PASSWORD)
    parts.check_xml(frozenset())
    return _read_once(_by_calamine(parts.data), list(NOT_TOLD_ODS), ONE_READER)


def _by_calamine(data: bytes) -> list[RawSheet]:
    sheets = [listed.read() for listed in with_calamine.sheets(data)]
    for sheet in sheets:
        sheet.long_numbers()  # refuses text that is too long; there is no better text for a number here
    return sheets


def _excel(parts: Parts) -> dict[str, object]:
    contents = Contents(parts)
    if odd := parts.check_xml(frozenset(sheet.part for sheet in contents.sheets)):
        parts = parts.in_utf8(odd)
        contents = Contents(parts)
    by_name = {sheet.name: sheet for sheet in contents.sheets if sheet.is_worksheet}
    styles = looks(parts, contents.styles, contents.theme)
    facts = contents.facts()
    listed = [sheet for sheet in with_calamine.sheets(parts.data) if sheet.name in by_name]
    sheets = [_sheet(parts, contents, by_name[sheet.name], sheet, styles, facts) for sheet in listed]
    if missing := [name for name in by_name if name not in {sheet.name for sheet in listed}]:
        raise Refused(f"Sheet '{shortened(missing[0])}' cannot be read. Save the workbook anew and send that.")
    return _second_opinion(parts, contents, sheets, facts)


def _sheet(
    parts: Parts,
    contents: Contents,
    part: SheetPart,
    listed: with_calamine.Listed,
    styles: list[Look],
    facts: list[str],
) -> RawSheet:
    """Marks first: they tell how much there is before room is made for it."""
    marks = Marks(styles).through(parts.chunks(part.part))
    sheet = _far_apart(parts, listed, facts) if marks.spanned > MOST_SPANNED else listed.read()
    if marks.values and not sheet.rows and not marks.errors:
        facts.append(f"Sheet '{shortened(part.name)}' has cells that read as empty.")
    _mark(sheet, marks)
    _correct(sheet, marks, parts, part.part)
    sheet.comments = [(*place, words) for place, words in contents.comments(part.part).items()]
    sheet.pivots = contents.pivots(part.part)
    facts.extend(_facts(sheet, marks))
    return sheet


def _far_apart(parts: Parts, listed: with_calamine.Listed, facts: list[str]) -> RawSheet:
    """A stray cell in the last row and column: the fast reader would make room for all places before it."""
    name = shortened(listed.name)
    try:
        sheet = with_openpyxl.read(parts.data, listed.name, listed.is_hidden)
    except with_openpyxl.NoSecondOpinion as error:
        raise Refused(with_openpyxl.far_apart(listed.name)) from error
    facts.append(f"Sheet '{name}' has filled cells far apart. It was read by the slower reader alone.")
    return sheet


def _mark(sheet: RawSheet, marks: Marks) -> None:
    sheet.merges = marks.merges
    sheet.hidden_rows, sheet.hidden_columns = sorted(marks.hidden_rows), sorted(marks.hidden_columns)
    sheet.looks, sheet.patterns, sheet.pattern_of = marks.looks, marks.patterns, marks.pattern_of


def _correct(sheet: RawSheet, marks: Marks, parts: Parts, part: str) -> None:
    """Puts right what calamine leaves out: errors, formulas without a result, numbers too long for a float."""
    numbers = sheet.long_numbers()
    sheet.zeros = [place for place in marks.formulas if _is_nothing(sheet.value(place))]
    unknown = [place for place in marks.formulas if sheet.value(place) == ""]
    if not (wanted := {*numbers, *unknown, *marks.errors}):
        return
    texts = Texts(wanted).through(parts.chunks(part))
    for place in numbers:
        if LONG_NUMBER.fullmatch(exact := texts.values.get(place, "")):
            sheet.put(place, int(exact))
    for place in dict.fromkeys(marks.errors):
        sheet.put(place, texts.values.get(place) or "#ERROR")
    for place in dict.fromkeys(unknown):
        if not texts.values.get(place):
            sheet.put(place, f"={texts.formulas.get(place, '')}")
            sheet.unknown.append(place)
    sheet.errors = list(dict.fromkeys(marks.errors))


def _is_nothing(result: object) -> bool:
    """Zero, also where it is shown as a time or as the day before the first: what a formula makes of empty cells."""
    return result.__class__ is not bool and (result == 0 or result in NOTHING)


def _facts(sheet: RawSheet, marks: Marks) -> list[str]:
    name = shortened(sheet.name)
    said = {
        f"Sheet '{name}' is hidden.": sheet.is_hidden,
        f"Sheet '{name}' has hidden rows: {len(sheet.hidden_rows):,}.": sheet.hidden_rows,
        f"Sheet '{name}' has hidden columns: {len(sheet.hidden_columns):,}.": sheet.hidden_columns,
        f"Sheet '{name}' has comments: {len(sheet.comments):,}.": sheet.comments,
        f"Sheet '{name}' has pivot tables: {len(sheet.pivots):,}.": sheet.pivots,
        f"Sheet '{name}' has colours that depend on a condition. They were not read.": marks.conditions,
        f"Sheet '{name}' has links: {marks.links:,}. Their addresses were not read.": marks.links,
    }
    return [sentence for sentence, holds in said.items() if holds]


def _second_opinion(parts: Parts, contents: Contents, sheets: list[RawSheet], facts: list[str]) -> dict[str, object]:
    filled = refuse_too_much(sheets)
    if contents.is_strict:
        return _read_once(sheets, facts, with_openpyxl.STRICT)
    if filled > READ_TWICE_UP_TO:
        return _read_once(sheets, facts, f"It has over {READ_TWICE_UP_TO:,} filled cells.")
    if parts.size([sheet.part for sheet in contents.sheets]) > READ_TWICE_BYTES:
        return _read_once(sheets, facts, f"Its sheets are over {READ_TWICE_BYTES // 1_000_000} MB unpacked.")
    try:
        found = with_openpyxl.disagreements(parts.data, sheets)
    except with_openpyxl.NoSecondOpinion as why:
        return _read_once(sheets, facts, str(why))
    return _found(sheets, facts, "", found)


def _read_once(sheets: list[RawSheet], facts: list[str], why: str) -> dict[str, object]:
    refuse_too_much(sheets)
    return _found(sheets, facts, why, [])


def _found(sheets: list[RawSheet], facts: list[str], why: str, found: list[dict[str, str]]) -> dict[str, object]:
    return {"sheets": [vars(sheet) for sheet in sheets], "facts": facts, "why_once": why, "disagreements": found}
