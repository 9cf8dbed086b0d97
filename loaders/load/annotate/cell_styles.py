"""The formats of cells: copies that differ in their fill, and the formats of our own list."""

import re
from functools import cached_property

from loaders.load.annotate.package import MAIN, NotCopied, PackageCopy
from loaders.load.annotate.xml_part import Attributes, Element, XmlPart, with_attributes

STYLES = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
COLOUR = "FFFFF4C7"
WHITE = {"rgb": ("FFFFFFFF", "00FFFFFF"), "indexed": ("1", "9", "65"), "theme": ("0",)}  # as a fill may name it
MOST_FORMATS = 64_000  # Excel opens no more
ORDER = "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst".split()
# Programs assume that the first font, border and format are those of a plain cell, and that two fills are their own.
FIRST = {
    "fonts": ['<font><sz val="11"/><name val="Calibri"/></font>'],
    "fills": ['<fill><patternFill patternType="none"/></fill>', '<fill><patternFill patternType="gray125"/></fill>'],
    "borders": ["<border><left/><right/><top/><bottom/><diagonal/></border>"],
    "cellXfs": ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'],
}
PLAIN = (
    f'<styleSheet xmlns="{MAIN}"><cellStyleXfs><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellStyles><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
OURS = f'<fill><patternFill patternType="solid"><fgColor rgb="{COLOUR}"/><bgColor indexed="64"/></patternFill></fill>'


class CellStyles:
    """The formats of one workbook by number; `save` writes those that were added."""

    def __init__(self, package: PackageCopy) -> None:
        self._package = package
        self._name = package.related(package.main, "styles") or _add_styles(package)
        self._part = _with_firsts(package.read(self._name))
        self._lists = {name: element for element in self._part.root.children if (name := element.name) in FIRST}
        self._count = {name: len(element.children) for name, element in self._lists.items()}
        self._formats, self._fills = self._lists["cellXfs"].children, self._lists["fills"].children
        self._copies: dict[tuple[int, str], int] = {}

    def highlight_of(self, number: int) -> int | None:
        """The number of a format's copy in our colour; None if it has its own colour, which may mean something."""
        return self._with_fill(number, self._our_fill) if _is_blank(self._fill(number)) else None

    def unmarked(self, number: int) -> int | None:
        """The number of a format's copy without our colour; None if the format does not have our colour."""
        return self._with_fill(number, "0") if _is_ours(self._fill(number)) else None

    def add(self, name: str, xml: str) -> int:
        """Adds a font, a fill or a format ("cellXfs") and returns its number."""
        return self._add(name, prefixed(xml, self._part.prefix))

    def save(self) -> None:
        """Writes the formats into the package."""
        for name, element in self._lists.items():
            if self._count[name] > len(element.children) and "count" in element.attributes:
                self._part.set(element, count=str(self._count[name]))
        self._package.write(self._name, bytes(self._part))

    @cached_property
    def _our_fill(self) -> str:
        return str(self.add("fills", OURS))

    def _fill(self, number: int) -> Element | None:
        """The fill behind a format's words; a format that is not there counts as the first, as in programs."""
        fill = int(self._format(number).attributes.get("fillId") or 0)
        return self._fills[fill] if fill < len(self._fills) else None

    def _format(self, number: int) -> Element:
        return self._formats[number if number < len(self._formats) else 0]

    def _with_fill(self, number: int, fill: str) -> int:
        """The number of a format's copy with this fill: one copy for each format, however many cells have it."""
        if (number, fill) not in self._copies:
            source = self._part.source(element := self._format(number))
            tag = source[: element.open_end - element.start]
            copy = with_attributes(tag, {"fillId": fill, "applyFill": "1"}) + source[len(tag) :]
            self._copies[number, fill] = self._add("cellXfs", copy)
        return self._copies[number, fill]

    def _add(self, name: str, xml: bytes) -> int:
        number = self._count[name]
        if number >= MOST_FORMATS:
            raise NotCopied("The workbook was not copied because it has as many formats as a workbook may have.")
        self._part.append(self._lists[name], xml)
        self._count[name] += 1
        return number


def prefixed(xml: str, prefix: str) -> bytes:
    """Our XML, which has no texts, with its elements prefixed like those of the part that it goes into."""
    return re.sub(r"<(/?)(?=\w)", rf"<\1{prefix}", xml).encode()


def _add_styles(package: PackageCopy) -> str:
    name = package.add("styles", "xml", PLAIN.encode(), STYLES)
    package.relate(package.main, "styles", name)
    return name


def _with_firsts(xml: bytes) -> XmlPart:
    """The part with the first font, fills, border and format added if it lacks them."""
    for name, entries in FIRST.items():
        part = XmlPart(xml, _keep)
        group = part.root.first(name)
        if group is None:
            later = (child for child in part.root.children if child.name in ORDER[ORDER.index(name) + 1 :])
            new = prefixed(f"<{name}>{''.join(entries)}</{name}>", part.prefix)
            place = next(later, None)
            part.before(place, new) if place else part.append(part.root, new)
        else:
            for entry in entries[len(group.children) :]:
                part.append(group, prefixed(entry, part.prefix))
        xml = bytes(part)
    return XmlPart(xml, _keep)


def _keep(name: str, attributes: Attributes, depth: int) -> bool:
    return depth < 3 or name in ("patternFill", "gradientFill", "fgColor")


def _is_blank(fill: Element | None) -> bool:
    """Whether there is no fill, or only plain white."""
    if fill is None:
        return True
    pattern = fill.first("patternFill")
    kind = pattern.attributes.get("patternType", "none") if pattern else "none"
    colour = pattern.first("fgColor") if pattern else None
    if kind == "solid" and colour:
        is_white = any(colour.attributes.get(way) in names for way, names in WHITE.items())
        return is_white and float(colour.attributes.get("tint") or 0) == 0
    return kind == "none" and fill.first("gradientFill") is None


def _is_ours(fill: Element | None) -> bool:
    colours = [*fill.within("fgColor")] if fill else []
    return [colour.attributes.get("rgb") for colour in colours] == [COLOUR]
