"""The drop-down lists among a sheet's rules for what cells may hold."""

from collections.abc import Iterator
from xml.parsers.expat import XMLParserType

from openpyxl.utils.cell import range_boundaries

from loaders.reader.limits import LAST_COLUMN, LAST_ROW
from loaders.reader.raw_sheet import DropDownList, Merge

MOST_AREAS = 2_000  # of all lists of a sheet; beyond that nothing is said of any
LONGEST_FORMULA = 8_192  # characters, the limit of spreadsheets themselves
RULE, EXTENSIONS, PLACES, FORMULA = "dataValidation", "extLst", "sqref", "formula1"


class Validations:
    """Takes over from a walk inside a rule, and inside extensions, where newer rules stand."""

    def __init__(self, parser: XMLParserType) -> None:
        self._parser = parser
        self._found: list[tuple[str, str]] = []
        self._texts: dict[str, str] = {}
        self._is_list = False
        self._into = ""

    @property
    def lists(self) -> list[DropDownList]:
        """The formula of each list and the cells that it holds for; none where there are too many."""
        if sum(places.count(" ") + 1 for _, places in self._found) > MOST_AREAS:
            return []
        return [(formula, [*_areas(places)]) for formula, places in self._found if len(formula) <= LONGEST_FORMULA]

    def rule(self, attributes: dict[str, str]) -> None:
        """Begins at a rule among the elements of the sheet."""
        self._begin(attributes)
        if self._is_list:
            self._take_over(RULE)

    def extensions(self, attributes: dict[str, str]) -> None:
        """Begins at what newer programs add to the sheet or to a cell."""
        self._take_over(EXTENSIONS)

    def _take_over(self, until: str) -> None:
        parser = self._parser
        before = parser.StartElementHandler

        def end(name: str) -> None:
            self._end(_local(name))
            if _local(name) == until:
                parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = before, None, None

        parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = self._start, end, self._text

    def _begin(self, attributes: dict[str, str]) -> None:
        self._is_list = attributes.get("type") == "list"
        self._texts = {PLACES: attributes.get(PLACES, ""), FORMULA: ""}

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if _local(name) == RULE:
            self._begin(attributes)
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
    """Ranges such as E2:E9, E:E or 2:9; what one leaves out is as far as a sheet goes, and an unknown one is none."""
    for area in written.split():
        try:
            left, top, right, bottom = range_boundaries(area)
        except ValueError:
            continue
        yield top or 1, left or 1, bottom or LAST_ROW, right or LAST_COLUMN
