"""The parts of an Excel package: its sheets and where they are, comments, and what staff should know."""

from dataclasses import dataclass
from functools import cached_property

from loaders.reader.raw_sheet import Merge, Place
from loaders.reader.refusal import DAMAGED, FileRefused
from loaders.reader.relations import relations
from loaders.reader.walk import area
from loaders.reader.zip_parts import Parts

MAIN = "xl/workbook.xml"
THREADED = "[Threaded comment]"
FROM_1904 = "Dates count from 1904."  # a fact about a workbook


@dataclass(frozen=True)
class SheetPart:
    """One sheet as the workbook lists it."""

    name: str
    part: str
    is_worksheet: bool


class PackageContents:
    """The workbook part and the parts related to it."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._relations_of: dict[str, dict[str, tuple[str, str]]] = {}
        self.main = next((target for kind, target in self._relations("").values() if kind == "officeDocument"), MAIN)
        if self.main not in parts.names:
            raise FileRefused(DAMAGED)
        self._root = parts.tree(self.main)

    @cached_property
    def sheets(self) -> list[SheetPart]:
        """Every sheet that has a part, in the order of the tabs."""
        relations = self._relations(self.main)
        sheets = []
        for sheet in self._root.iterfind("{*}sheets/{*}sheet"):
            link = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")
            kind, target = relations.get(link, ("", ""))
            if target in self._parts.names:
                sheets.append(SheetPart(sheet.get("name", ""), target, kind == "worksheet"))
        return sheets

    def meaning(self, formula: str, sheet: str) -> str:
        """What a name defined by the workbook means in a sheet; any other formula is returned unchanged."""
        name = formula.casefold()
        return self._names.get((name, sheet)) or self._names.get((name, "")) or formula

    @cached_property
    def _names(self) -> dict[tuple[str, str], str]:
        """What each name defined by the workbook means, by the name and the sheet it belongs to ("" for all sheets)."""
        sheets = {str(n): one.get("name", "") for n, one in enumerate(self._root.iterfind("{*}sheets/{*}sheet"))}
        defined = self._root.iterfind("{*}definedNames/{*}definedName")
        return {
            (one.get("name", "").casefold(), sheets.get(one.get("localSheetId", ""), "")): (one.text or "").strip()
            for one in defined
        }

    @property
    def styles(self) -> str | None:
        """The part with the cell styles."""
        return self._first("styles")

    @property
    def is_1904(self) -> bool:
        """Whether dates count from 1904."""
        properties = self._root.find("{*}workbookPr")
        return properties is not None and properties.get("date1904") in ("1", "true")

    @property
    def shared_texts(self) -> str | None:
        """The part with the texts that the sheets share: found by the workbook's relation, or else by its name."""
        return next(iter(self.parts_with_texts), None)

    @property
    def parts_with_texts(self) -> list[str]:
        """The parts with texts that the sheets share: the one related to the workbook first, then others by name."""
        named = [name for name in self._parts.names if name.lower().endswith("sharedstrings.xml")]
        related = self._first("sharedStrings")
        return [*dict.fromkeys([*([related] if related in self._parts.names else []), *named])]

    @property
    def theme(self) -> str | None:
        """The part with the colours of the theme."""
        return self._first("theme")

    def comments(self, sheet: str) -> dict[Place, str]:
        """The comments on one sheet, by row and column."""
        comments: dict[Place, str] = {}
        for kind, target in self._relations(sheet).values():
            if kind == "comments" and target in self._parts.names:
                for comment in self._parts.tree(target).iterfind(".//{*}comment"):
                    words = "".join(part.text or "" for part in comment.iterfind(".//{*}t"))
                    top, left, _, _ = area(comment.get("ref", ""))
                    comments[top, left] = _without_preamble(words)
        return comments

    def pivots(self, sheet: str) -> list[Merge]:
        """Where the pivot tables of one sheet are: top, left, bottom, right."""
        parts = [target for kind, target in self._relations(sheet).values() if kind == "pivotTable"]
        places = [self._parts.tree(part).find("{*}location") for part in parts if part in self._parts.names]
        return [area(place.get("ref", "")) for place in places if place is not None]

    def filters(self, sheet: str) -> list[Merge]:
        """Where a filter is on in a table of one sheet: top, left, bottom, right."""
        parts = [target for kind, target in self._relations(sheet).values() if kind == "table"]
        found = [self._parts.tree(part).find("{*}autoFilter") for part in parts if part in self._parts.names]
        on = [one for one in found if one is not None and one.find("{*}filterColumn") is not None]
        return [area(one.get("ref", "")) for one in on]

    def facts(self) -> list[str]:
        """A sentence for each thing in the package besides cells: macros, links, stored copies of data."""
        names = self._parts.names
        links = sum(name.startswith("xl/externalLinks/externalLink") for name in names)
        pivots = sum(name.startswith("xl/pivotCache/pivotCacheDefinition") for name in names)
        charts = sum(not sheet.is_worksheet for sheet in self.sheets)
        sentences = {
            "Macros are in the file. They were not run.": any(name.endswith("vbaProject.bin") for name in names),
            f"Links to other workbooks: {links}. They were not followed.": links,
            f"Stored copies of pivot data: {pivots}. They were not read.": pivots,
            "Connections to other data are in the file. They were not followed.": "xl/connections.xml" in names,
            f"Sheets without cells (charts, dialogs): {charts}. They were not read.": charts,
            FROM_1904: self.is_1904,
        }
        return [sentence for sentence, holds in sentences.items() if holds]

    def _first(self, wanted: str) -> str | None:
        return next((target for kind, target in self._relations(self.main).values() if kind == wanted), None)

    def _relations(self, part: str) -> dict[str, tuple[str, str]]:
        """The relations of a part by id: the last word of each relation's type, and the part that it names."""
        if part not in self._relations_of:
            self._relations_of[part] = relations(self._parts, part)
        return self._relations_of[part]


def _without_preamble(words: str) -> str:
    """What people wrote: Excel puts a notice of its own before a comment that can be answered."""
    return words.partition("Comment:")[2].strip() or words if words.startswith(THREADED) else words
