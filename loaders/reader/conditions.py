"""Conditional formats: where one hides or strikes out what is in a cell, or may do so."""

import re
from collections.abc import Collection, Sequence
from xml.etree import ElementTree

from loaders.reader.colours import WHITE, Colours
from loaders.reader.fonts import NOT, hidden_by_font, properties
from loaders.reader.number_format import shows
from loaders.reader.raw_sheet import Merge
from loaders.reader.walk import Attributes, area
from tracker.file_terms import Hidden

SAMPLES = ("words", 1.0)  # a format that shows these two shows every text and every date
FOR_FILLED_CELLS = ("notContainsBlanks", "notContainsErrors")  # hold for all filled cells; empty ones hide no words
NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,15})?", re.ASCII)


class Conditions:
    """A sheet's conditional formats: where one may hide cells, and where one does because its condition always holds.

    No other condition is evaluated: it may hold when somebody looks.
    """

    def __init__(self, hiding: Collection[str]) -> None:
        self.count = 0
        self.hiding_areas: dict[Hidden, list[Merge]] = {Hidden.CONDITION: [], Hidden.CONDITION_HOLDS: []}
        self._hiding = hiding
        self._areas = ""
        self._rule: Attributes = {}
        self._formula = ""

    def begin(self, attributes: Attributes) -> None:
        """Notes the cells that the next rules apply to."""
        self.count += 1
        self._areas = attributes.get("sqref", "")

    def rule(self, attributes: Attributes) -> None:
        """Begins a rule, which may name a format."""
        self._rule, self._formula = attributes, ""

    def formula(self, formula: str) -> None:
        """Notes a formula of the rule."""
        self._formula = formula

    def end_rule(self) -> None:
        """Notes the rule if the format that it names hides."""
        if self._rule.get("dxfId") in self._hiding:
            kind = self._rule.get("type")
            holds = kind in FOR_FILLED_CELLS or (kind == "expression" and surely_holds(self._formula))
            self._hide(Hidden.CONDITION_HOLDS if holds else Hidden.CONDITION)

    def bar_or_icons(self, attributes: Attributes) -> None:
        """Notes a rule that draws a bar or an icon in place of the value."""
        if attributes.get("showValue") in NOT:
            self._hide(Hidden.CONDITION)

    def _hide(self, why: Hidden) -> None:
        self.hiding_areas[why] += map(area, self._areas.split())


def surely_holds(formula: str) -> bool:
    """Whether a formula of fixed values alone is true, such as TRUE, 1 or 1=1: no cell, day or function decides it."""
    condition = formula.strip().removeprefix("=").strip()
    one, equals, other = (part.strip() for part in condition.partition("="))
    if equals:
        return _value(one) is not None and _value(one) == _value(other)
    return one.upper() in ("TRUE", "TRUE()") or bool(NUMBER.fullmatch(one) and float(one))


def _value(written: str) -> float | str | None:
    if NUMBER.fullmatch(written):
        return float(written)
    is_fixed = written.upper() in ("TRUE", "FALSE") or re.fullmatch('"[^"]*"', written)
    return written.upper() if is_fixed else None  # a comparison of texts ignores capitals


def hiding_formats(formats: Sequence[ElementTree.Element], colours: Colours) -> frozenset[str]:
    """The numbers by which rules name the conditional formats that hide."""
    return frozenset(str(number) for number, one in enumerate(formats) if _hides(one, colours))


def _hides(conditional: ElementTree.Element, colours: Colours) -> bool:
    """Whether a conditional format hides. A fill alone can, like black; its colour is the bgColor, unlike in cells."""
    fill = conditional.find("{*}fill/{*}patternFill")
    own = [] if fill is None else [colours.of_element(fill.find(f"{{*}}{name}")) for name in ("bgColor", "fgColor")]
    behind = next(filter(None, own), WHITE)
    font, number = conditional.find("{*}font"), conditional.find("{*}numFmt")
    number_format = "" if number is None else number.get("formatCode", "")
    is_shown = not number_format or all(shows(number_format, value) for value in SAMPLES)
    return not is_shown or bool(hidden_by_font([] if font is None else properties(font), [behind], colours))
