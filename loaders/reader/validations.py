"""The drop-down lists among a sheet's rules for what cells may contain."""

from collections.abc import Iterator
from contextlib import suppress
from xml.parsers.expat import XMLParserType

from loaders.reader.raw_sheet import DropDownList, Merge
from loaders.reader.refusal import FileRefused
from loaders.reader.walk import Attributes, area, as_attributes

MOST_AREAS = 2_000  # of all lists of a sheet; beyond that, no list is reported
LONGEST_FORMULA = 8_192  # characters, the limit of spreadsheets themselves
RULE, EXTENSIONS, PLACES, FORMULA = "dataValidation", "extLst", "sqref", "formula1"


class Validations:
    """Takes over the parser inside a rule, and inside extensions, where newer rules are."""

    def __init__(self) -> None:
        self._found: list[tuple[str, str]] = []
        self._texts: dict[str, str] = {}
        self._is_list = False
        self._into = ""

    @property
    def lists(self) -> list[DropDownList]:
        """The formula of each list and the cells that it applies to; none if there are too many."""
        if sum(places.count(" ") + 1 for _, places in self._found) > MOST_AREAS:
            return []
        return [(formula, [*_areas(places)]) for formula, places in self._found if len(formula) <= LONGEST_FORMULA]

    def rule(self, parser: XMLParserType, attributes: Attributes) -> None:
        """Begins a rule among the elements of the sheet."""
        self._begin(attributes)
        if self._is_list:
            self._take_over(parser, RULE)

    def extensions(self, parser: XMLParserType, attributes: Attributes) -> None:
        """Begins what newer programs add to the sheet or to a cell."""
        self._take_over(parser, EXTENSIONS)

    def _take_over(self, parser: XMLParserType, until: str) -> None:
        before = parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler

        def end(name: str) -> None:
            self._end(_local(name))
            if _local(name) == until:
                parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = before

        parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = self._start, end, self._text

    def _begin(self, attributes: Attributes) -> None:
        self._is_list = attributes.get("type") == "list"
        self._texts = {PLACES: attributes.get(PLACES, ""), FORMULA: ""}

    def _start(self, name: str, attributes: list[str]) -> None:
        if _local(name) == RULE:
            self._begin(as_attributes(attributes))
        elif _local(name) in self._texts:
            self._into = _local(name)

    def _text(self, text: str) -> None:
        if self._into:
            self._texts[self._into] += text

    def _end(self, name: str) -> None:
        if name == self._into:
            self._into = ""
        if name == RULE and self._is_list:
            self._found.append((self._texts[FORMULA].strip(), self._texts[PLACES].strip()))


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _areas(written: str) -> Iterator[Merge]:
    """Yields ranges such as E2:E9, E:E or 2:9; whole rows and columns reach to the end; any other is left out."""
    for one in written.split():
        with suppress(FileRefused):
            yield area(one)
