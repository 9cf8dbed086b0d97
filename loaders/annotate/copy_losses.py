"""What a copy of a workbook would lose, looked for in the parts of the file before anything is copied."""

import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

NOT_XLSX = "it is not an .xlsx workbook, and only such a workbook can carry notes"
STRICT = "it is saved as Strict Open XML"
# Parts that come through a copy whole, or hold nothing that a reader would miss (printer settings, thumbnails).
KEPT_PARTS = re.compile(
    r".*/|\[Content_Types\]\.xml|_rels/.*|docProps/.*|customXml/.*"
    r"|xl/(workbook|styles|sharedStrings|calcChain)\.xml|xl/_rels/[^/]+|xl/theme/theme\d*\.xml"
    r"|xl/worksheets/([^/]+\.xml|_rels/[^/]+)|xl/tables/[^/]+|xl/comments[^/]*\.xml|xl/comments/[^/]+"
    r"|xl/printerSettings/[^/]+|xl/persons/[^/]+|xl/drawings/_rels/[^/]+"
)
LOST_PARTS = {
    "xl/media/": "pictures", "xl/charts/": "charts", "xl/chartsheets/": "charts", "xl/diagrams/": "diagrams",
    "xl/pivot": "pivot tables", "xl/vba": "macros", "xl/macrosheets/": "macros", "xl/dialogsheets/": "dialogs",
    "xl/slicer": "slicers", "xl/timeline": "timelines", "xl/externalLinks/": "links to other workbooks",
    "xl/threadedComments/": "threaded comments", "_xmlsignatures/": "a digital signature",
    "xl/embeddings/": "embedded files", "xl/activeX/": "form controls", "xl/ctrlProps/": "form controls",
    "xl/queryTables/": "data connections", "xl/connections": "data connections", "xl/model/": "a data model",
    "xl/richData/": "data types or pictures in cells", "xl/metadata.xml": "formulas that spill over several cells",
    "xl/featurePropertyBag/": "tick boxes in cells", "docMetadata/": "a sensitivity label",
    "xl/customProperty": "data of an add-in", "xl/revisions/": "tracked changes", "xl/xmlMaps": "XML maps",
    "customUI/": "buttons of its own", "xl/ink/": "ink",
}  # fmt: skip
KEPT_IN_SHEETS = set(
    "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetProtection scenarios autoFilter mergeCells "
    "conditionalFormatting dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks "
    "colBreaks drawing legacyDrawing tableParts phoneticPr ignoredErrors sheetCalcPr sortState extLst".split()
)
KEPT_IN_WORKBOOK = set(
    "fileVersion workbookPr workbookProtection bookViews sheets definedNames calcPr externalReferences pivotCaches "
    "AlternateContent revisionPtr extLst fileRecoveryPr".split()
)
LOST_ELEMENTS = {
    "protectedRanges": "ranges open to some people on a protected sheet", "customSheetViews": "custom views",
    "customWorkbookViews": "custom views", "controls": "form controls", "AlternateContent": "form controls",
    "oleObjects": "embedded files", "picture": "a background picture", "customProperties": "data of an add-in",
    "legacyDrawingHF": "pictures in a header or footer", "fileSharing": "the setting 'read-only recommended'",
    "pic": "pictures", "graphicFrame": "charts", "conditionalFormattings": "conditional formats of the newer kind",
    "dataValidations": "lists to choose from that stand on another sheet", "sparklineGroups": "sparklines",
    "slicerList": "slicers", "timelineRefs": "timelines",
}  # fmt: skip


def losses(path: Path) -> list[str]:
    """What a copy would lose, in plain words and each once; empty when the whole workbook can be copied."""
    if not zipfile.is_zipfile(path):
        return [NOT_XLSX]
    with zipfile.ZipFile(path) as parts:
        names = parts.namelist()
        if "xl/workbook.xml" not in names:
            return [NOT_XLSX]
        if b"purl.oclc.org/ooxml" in parts.read("xl/workbook.xml"):
            return [STRICT]
        return sorted({words for name in names for words in _losses_in(parts, name)})


def _losses_in(parts: zipfile.ZipFile, name: str) -> list[str]:
    if name == "xl/workbook.xml":
        return [_name_of(tag) for tag in _tags(ElementTree.fromstring(parts.read(name))) if tag not in KEPT_IN_WORKBOOK]
    if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name):
        return _losses_in_sheet(parts.read(name))
    if re.fullmatch(r"xl/drawings/[^/]+\.xml", name):
        return _losses_in_drawing(ElementTree.fromstring(parts.read(name)))
    if name.endswith(".vml"):
        return _losses_in_notes(parts.read(name))
    if KEPT_PARTS.fullmatch(name):
        return []
    return [next((words for start, words in LOST_PARTS.items() if name.startswith(start)), f"the part {name}")]


def _losses_in_sheet(xml: bytes) -> list[str]:
    """The rows are cut out first: what may be lost stands before and after them."""
    frame = re.sub(rb"<(\w+:)?sheetData\b.*</(\w+:)?sheetData>", b"", xml, count=1, flags=re.DOTALL)
    root = ElementTree.fromstring(frame)
    lost = [_name_of(tag) for tag in _tags(root) if tag not in KEPT_IN_SHEETS]
    extensions = [ext for child in root if tag_of(child) == "extLst" for ext in child]
    return lost + [_name_of(tag) for ext in extensions for tag in _tags(ext) if tag != "ignoredErrors"]


def _losses_in_drawing(root: Element) -> list[str]:
    """An empty drawing, as some programs write for every sheet, loses nothing."""
    if len(root) == 0:
        return []
    inside = {tag_of(element) for element in root.iter()}
    return [LOST_ELEMENTS[tag] for tag in ("pic", "graphicFrame") if tag in inside] or ["shapes"]


def _losses_in_notes(vml: bytes) -> list[str]:
    kinds = set(re.findall(rb"""ObjectType\s*=\s*["'](\w+)""", vml)) - {b"Note"}
    lost = ["form controls"] if kinds else []
    return [*lost, "pictures in a header or footer"] if b"imagedata" in vml else lost


def _name_of(tag: str) -> str:
    return LOST_ELEMENTS.get(tag, f"the setting '{tag}'")


def _tags(parent: Element) -> list[str]:
    return [tag_of(child) for child in parent]


def tag_of(element: Element) -> str:
    """The name of an element without its namespace; "" for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
