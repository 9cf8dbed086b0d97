"""How an Excel workbook's cells look, as far as it tells something: number format, fill, and what hides them."""

from collections.abc import Collection
from typing import NamedTuple
from xml.etree import ElementTree

from loaders.reader.colours import BLACK, WHITE, Colours
from loaders.reader.conditions import hiding_formats
from loaders.reader.fonts import Fonts, hidden_by_font, properties
from loaders.reader.standard import BUILT_IN_FORMATS
from loaders.reader.zip_parts import Parts
from tracker.file_terms import Hidden

GENERAL = "General"


class CellLook(NamedTuple):
    """The look of a cell: its number format, its fill as a colour or "", and why its font hides its words."""

    number_format: str = GENERAL
    fill: str = ""
    hidden: tuple[Hidden, ...] = ()


PLAIN = CellLook()


class Styles:
    """The styles of one workbook: the look of each, in the order in which cells name them."""

    def __init__(self, parts: Parts, styles: str | None, theme: str | None) -> None:
        root = parts.tree(styles) if styles in parts.names else ElementTree.Element("styleSheet")
        palette = [entry.get("rgb", "")[-6:].upper() for entry in _in(root, "colors/indexedColors/rgbColor")]
        self.colours = Colours(parts, theme, palette)
        self._formats = {
            int(entry.get("numFmtId", 0)): entry.get("formatCode", GENERAL) for entry in _in(root, "numFmts/numFmt")
        }
        self._fills = [_Fill(entry, self.colours) for entry in _in(root, "fills/fill")]
        self._fonts = [properties(entry) for entry in _in(root, "fonts/font")]
        self.hiding_conditions = hiding_formats(_in(root, "dxfs/dxf"), self.colours)
        self.looks = [self._look(entry) for entry in _in(root, "cellXfs/xf")] or [PLAIN]

    def hidden_by(self, fonts: Fonts, look: CellLook) -> tuple[Hidden, ...]:
        """Why parts of a text, each with its own font, are not seen in a cell with this look."""
        return self._hidden_before(fonts, [look.fill or WHITE])

    def only_hiding(self, shared: dict[str, Fonts]) -> dict[str, Fonts]:
        """The shared texts with a part that is not seen in a cell of at least one look."""
        behind = {look.fill or WHITE for look in self.looks} | {WHITE}
        return {text: fonts for text, fonts in shared.items() if self._hidden_before(fonts, behind)}

    def _hidden_before(self, fonts: Fonts, behind: Collection[str]) -> tuple[Hidden, ...]:
        whys = {why for font in fonts for why in hidden_by_font(font, behind, self.colours)}
        return tuple(why for why in Hidden if why in whys)

    def _look(self, style: ElementTree.Element) -> CellLook:
        number, fill, font = (int(style.get(name) or 0) for name in ("numFmtId", "fillId", "fontId"))
        behind = self._fills[fill] if fill < len(self._fills) else _Fill(None, self.colours)
        properties = self._fonts[font] if font < len(self._fonts) else []
        number_format = self._formats.get(number) or BUILT_IN_FORMATS.get(number, GENERAL)
        return CellLook(number_format, behind.colour, hidden_by_font(properties, behind.colours, self.colours))


class _Fill:
    """What is behind the words of a cell: one colour, or all the colours of a pattern or a gradient."""

    def __init__(self, fill: ElementTree.Element | None, colours: Colours) -> None:
        self.colour, self.colours = "", [WHITE]
        pattern = fill.find("{*}patternFill") if fill is not None else None
        kind = "none" if pattern is None else pattern.get("patternType", "none")
        if pattern is not None and kind != "none":
            first, second = (colours.of_element(pattern.find(f"{{*}}{name}")) for name in ("fgColor", "bgColor"))
            self.colour = first
            self.colours = [first or BLACK] if kind == "solid" else [first or BLACK, second or WHITE]
        elif fill is not None and (stops := fill.findall(".//{*}stop/{*}color")):
            self.colours = [colours.of_element(stop) or WHITE for stop in stops]


def _in(root: ElementTree.Element, path: str) -> list[ElementTree.Element]:
    return root.findall("/".join(f"{{*}}{step}" for step in path.split("/")))
