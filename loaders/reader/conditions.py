"""Formats that a condition gives: where one of them may hide what stands in a cell, or strike it out."""

from collections.abc import Collection, Sequence
from xml.etree import ElementTree

from loaders.reader.colours import WHITE, Colours
from loaders.reader.fonts import NOT, hidden_by_font, properties
from loaders.reader.number_format import shows
from loaders.reader.raw_sheet import Merge
from loaders.reader.walk import Attributes, area

SEEN = ("words", 1.0)  # a format that shows these shows every text and every date


class Conditions:
    """The conditional formats of one sheet. Whether a condition holds is not asked: it may hold when somebody looks."""

    def __init__(self, hiding: Collection[str]) -> None:
        self.count = 0
        self.hiding_areas: list[Merge] = []
        self._hiding = hiding
        self._areas = ""

    def begin(self, attributes: Attributes) -> None:
        """Notes the cells that the next rules are for."""
        self.count += 1
        self._areas = attributes.get("sqref", "")

    def rule(self, attributes: Attributes) -> None:
        """Notes a rule that names a format."""
        if attributes.get("dxfId") in self._hiding:
            self._hide()

    def bar_or_icons(self, attributes: Attributes) -> None:
        """Notes a rule that draws a bar or an icon, beside the value or in its place."""
        if attributes.get("showValue") in NOT:
            self._hide()

    def _hide(self) -> None:
        self.hiding_areas += map(area, self._areas.split())


def hiding_formats(formats: Sequence[ElementTree.Element], colours: Colours) -> frozenset[str]:
    """Of the formats for conditions those that hide, by the numbers by which rules name them."""
    return frozenset(str(number) for number, one in enumerate(formats) if _hides(one, colours))


def _hides(conditional: ElementTree.Element, colours: Colours) -> bool:
    """A fill alone hides too, as black does; its colour is the one that other fills have behind a pattern."""
    fill = conditional.find("{*}fill/{*}patternFill")
    own = [] if fill is None else [colours.of_element(fill.find(f"{{*}}{name}")) for name in ("bgColor", "fgColor")]
    behind = next(filter(None, own), WHITE)
    font, number = conditional.find("{*}font"), conditional.find("{*}numFmt")
    number_format = "" if number is None else number.get("formatCode", "")
    is_shown = not number_format or all(shows(number_format, value) for value in SEEN)
    return not is_shown or bool(hidden_by_font([] if font is None else properties(font), [behind], colours))
