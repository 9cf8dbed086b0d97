"""Compares a copy of a workbook with the file it was made from, by their parts and not through openpyxl."""

import zipfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from urllib.parse import unquote
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from loaders.annotate.copy_losses import tag_of

COUNTED = {"mergeCell": "merged cells", "dataValidation": "data validations", "cfRule": "conditional formats"}
REBUILT_NAME = "_xlnm._FilterDatabase"  # written anew from the filter itself


@dataclass
class Contents:
    """Everything a copy is compared by: sheet to address to kind and words, counts of features, names."""

    cells: dict[str, dict[str, str]] = field(default_factory=dict)
    counts: dict[str, Counter[str]] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)


def difference(before: Path, after: Path, ours: set[str]) -> str:
    """The first thing the copy has lost or changed, leaving out the sheets named in `ours`; "" when it is whole."""
    was, is_now = contents(before), contents(after)
    for sheet in was.cells.keys() - ours:
        changed = was.cells[sheet].items() ^ is_now.cells.get(sheet, {}).items()
        if changed:
            return f"what cell {min(address for address, _ in changed)} of '{sheet}' holds"
        for tag, feature in COUNTED.items():
            if was.counts[sheet][tag] != is_now.counts[sheet][tag]:
                return f"{feature} of '{sheet}'"
    missing = was.names - is_now.names - {REBUILT_NAME}
    return f"the name '{min(missing)}'" if missing else ""


def contents(path: Path) -> Contents:
    """The cells, features and names of a workbook as its parts hold them, read without openpyxl."""
    result = Contents()
    with zipfile.ZipFile(path) as parts:
        workbook = ElementTree.fromstring(parts.read("xl/workbook.xml"))
        texts = _shared_texts(parts)
        result.names = {element.get("name", "") for element in workbook.iter() if tag_of(element) == "definedName"}
        for name, part in _sheet_parts(parts, workbook):
            root = ElementTree.fromstring(parts.read(part))
            result.cells[name] = _cells(root, texts)
            result.counts[name] = Counter(tag_of(element) for element in root.iter() if tag_of(element) in COUNTED)
    return result


def _sheet_parts(parts: zipfile.ZipFile, workbook: Element) -> list[tuple[str, str]]:
    links = ElementTree.fromstring(parts.read("xl/_rels/workbook.xml.rels"))
    targets = {link.get("Id"): unquote(link.get("Target", "")) for link in links}
    sheets = [element for element in workbook.iter() if tag_of(element) == "sheet"]
    return [
        (sheet.get("name", ""), str(PurePosixPath("/xl", targets[id_])).lstrip("/"))
        for sheet in sheets
        for key, id_ in sheet.attrib.items()
        if key.endswith("}id")
    ]


def _shared_texts(parts: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in parts.namelist():
        return []
    return [_text(item) for item in ElementTree.fromstring(parts.read("xl/sharedStrings.xml"))]


def _cells(root: Element, texts: list[str]) -> dict[str, str]:
    cells = (element for element in root.iter() if tag_of(element) == "c")
    contents = {cell.get("r", ""): _content(cell, texts) for cell in cells}
    return {address: words for address, words in contents.items() if words}


def _content(cell: Element, texts: list[str]) -> str:
    """Kind and words. Of a formula only that it is one: a shared formula is written out in full by a copy."""
    inside = {tag_of(child): child for child in cell}
    if "f" in inside:
        return "formula"
    if "is" in inside:
        return _as_text(_text(inside["is"]))
    value = inside["v"].text if "v" in inside else None
    if not value:
        return ""
    kind = cell.get("t", "n")
    if kind in ("s", "str"):
        return _as_text(texts[int(value)] if kind == "s" else value)
    # Twelve digits: dates pass through a calendar, which rounds to the microsecond.
    return f"number {float(value):.12g}" if kind == "n" else f"{kind} {value}"


def _as_text(words: str) -> str:
    return f"text {words}" if words else ""


def _text(item: Element) -> str:
    """The words of a text with or without formats of its own; reading aids above the line are not words."""
    own = [child for child in item if tag_of(child) != "rPh"]
    return "".join(part.text or "" for child in own for part in child.iter() if tag_of(part) == "t")
