"""The fonts of a Word document by its styles, and why words in them are not seen."""

from collections.abc import Mapping
from xml.etree import ElementTree

from loaders.reader.colours import WHITE, Colours
from loaders.reader.fonts import NOT, hidden_by_font, properties
from loaders.reader.zip_parts import Parts
from tracker.file_terms import Hidden

Font = dict[str, dict[str, str]]  # the names of its elements, and the attributes of each
MOST_STYLES_DEEP = 20  # a style may be based on itself
OFF = (*NOT, "off")
DIGITS = frozenset("0123456789ABCDEF")


def local(name: str) -> str:
    """A name without its namespace, which strict documents spell differently."""
    return name.rpartition("}")[2]


def child(element: ElementTree.Element | None, name: str) -> ElementTree.Element | None:
    """The first element with this name right below this one. A search by path would take ten times as long."""
    if element is not None:
        ending = f"}}{name}"
        for one in element:
            if one.tag.endswith(ending):
                return one
    return None


def attribute(element: ElementTree.Element | None, name: str) -> str:
    """The attribute with this name in any namespace, "" if it is missing."""
    found = () if element is None else element.attrib.items()
    return next((value for key, value in found if local(key) == name), "")


def value_at(element: ElementTree.Element | None, *path: str) -> str | None:
    """The attribute `val` of the element at a path below this one; None if there is no such element."""
    for name in path:
        element = child(element, name)
    return None if element is None else attribute(element, "val")


def is_on(font: Mapping[str, Mapping[str, str]], name: str) -> bool:
    """Whether a font has a property and does not switch it off."""
    return name in font and font[name].get("val") not in OFF


def fill_of(properties: ElementTree.Element | None) -> str:
    """The colour behind a cell, a paragraph or a part of a text, such as "FFC000"; "" for none."""
    return colour(attribute(child(properties, "shd"), "fill"))


def colour(written: str) -> str:
    """A colour of six hexadecimal digits; "" for anything else."""
    digits = written.upper()
    return digits if len(digits) == 6 and DIGITS.issuperset(digits) else ""


class WordStyles:
    """The styles of one document."""

    def __init__(self, parts: Parts, part: str | None) -> None:
        root = parts.tree(part) if part in parts.names else ElementTree.Element("styles")
        self._colours = Colours(parts, None, ())
        self._usual = _font(root.find("{*}docDefaults/{*}rPrDefault/{*}rPr"))
        self._styles = {attribute(style, "styleId"): style for style in root.iterfind("{*}style")}
        self._known: dict[str, Font] = {}
        self._whys: dict[object, set[Hidden]] = {}  # for fonts met before, which most texts share

    def style(self, name: str | None) -> ElementTree.Element | None:
        """A style by its name in the file."""
        return self._styles.get(name or "")

    def reasons_hidden(
        self, of_paragraph: str | None, run: ElementTree.Element | None, behind: tuple[str, ...]
    ) -> set[Hidden]:
        """Why a part of a text is not seen: by its paragraph's style, its own style and its own properties."""
        run_properties = () if run is None else tuple((one.tag, *one.attrib.items()) for one in run)
        if (key := (of_paragraph, run_properties, behind)) not in self._whys:
            own = self._of_style(value_at(run, "rStyle"))
            font = {**self._usual, **self._of_style(of_paragraph), **own, **_font(run)}
            self._whys[key] = self._hidden_by(font, fill_of(run) or next(filter(None, behind), WHITE))
        return self._whys[key]

    def _hidden_by(self, font: Font, ground: str) -> set[Hidden]:
        written = colour(font.get("color", {}).get("val", ""))
        as_in_workbooks = {"color": {"rgb": written}, "sz": {"val": _points(font.get("sz", {}).get("val", ""))}}
        # A text without a colour of its own is black on light and white on dark.
        whys = {*hidden_by_font(as_in_workbooks.items(), [ground] if written else [], self._colours)}
        holds = {
            Hidden.TEXT: is_on(font, "vanish"),
            Hidden.STRUCK_OUT: is_on(font, "strike") or is_on(font, "dstrike"),
        }
        return whys | {why for why, is_so in holds.items() if is_so}

    def _of_style(self, name: str | None, depth: int = 0) -> Font:
        style = self.style(name)
        if style is None or depth > MOST_STYLES_DEEP:
            return {}
        if name not in self._known:
            based_on = self._of_style(value_at(style, "basedOn"), depth + 1)
            self._known[name or ""] = {**based_on, **_font(style.find("{*}rPr"))}
        return self._known[name or ""]


def _font(font: ElementTree.Element | None) -> Font:
    if font is None:
        return {}
    return {name: {local(key): value for key, value in attributes.items()} for name, attributes in properties(font)}


def _points(half_points: str) -> str:
    """A font size in points; Word counts in half points."""
    return str(int(half_points) / 2) if half_points.isdecimal() else ""
