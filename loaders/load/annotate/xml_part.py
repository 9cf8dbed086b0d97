"""One XML part of a workbook, edited in place: every byte that nobody asked to change stays as it was."""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.parsers import expat

from loaders.reader.zip_parts import as_utf8, refuse_entities

Attributes = dict[str, str]
Keep = Callable[[str, Attributes, int], bool]
# Repeats give nothing back (++, *+), so that a tag costs no more than its length, whatever is in it.
TAG = re.compile(rb"""<(?:[^>"']++|"[^"]*+"|'[^']*+')*+>""")
ATTRIBUTE = re.compile(rb"""(?<!\s)\s++([^\s=/>"']++)\s*+=\s*+("[^"]*+"|'[^']*+')""")
NAME = re.compile(rb"<([^\s/>]+)")
ESCAPED_BY_EXCEL = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
MOST_ELEMENTS = 500_000  # kept at once, some 300 MB; a thousand times what such parts have

DEEPEST = 100  # elements within each other; a workbook has fewer than 20


@dataclass(slots=True)
class Element:
    """One element: where its tags begin and end, and the kept elements inside it."""

    name: str  # without its prefix
    attributes: Attributes
    start: int
    open_end: int
    close: int = -1
    end: int = -1
    children: list["Element"] = field(default_factory=list)

    def all(self, name: str) -> list["Element"]:
        """The element's children with this name."""
        return [child for child in self.children if child.name == name]

    def first(self, name: str) -> "Element | None":
        """The element's first child with this name."""
        return next((child for child in self.children if child.name == name), None)

    def within(self, *names: str) -> Iterator["Element"]:
        """Yields the elements inside with one of these names, in their order."""
        for child in self.children:
            if child.name in names:
                yield child
            yield from child.within(*names)


class XmlPart:
    """The elements of one part that `keep` chooses by name, attributes and depth, and their edits.

    With `until`, only what comes before the first element of that name.
    """

    def __init__(self, xml: bytes, keep: Keep = lambda name, attributes, depth: True, until: str = "") -> None:
        self.xml = as_utf8(xml)
        refuse_entities(self.xml)
        self._edits: list[tuple[int, int, bytes]] = []
        self._tags: dict[int, _Tag] = {}
        self.root = _tree(self.xml, keep, until)
        name = self.name_of(self.root)
        self.prefix = name[: name.index(b":") + 1].decode() if b":" in name else ""

    def name_of(self, element: Element) -> bytes:
        """The element's name with its prefix, as written."""
        return _name(self.xml[element.start : element.open_end])

    def source(self, element: Element) -> bytes:
        """The element as written, with everything in it."""
        return self.xml[element.start : element.end]

    def words(self, element: Element) -> str:
        """The text of an element that contains nothing else."""
        return ElementTree.fromstring(b"<t>%s</t>" % self.xml[element.open_end : element.close]).text or ""

    def set(self, element: Element, **attributes: str | None) -> None:
        """Sets attributes of an element, or removes those that are None."""
        self._tag(element).attributes.update(attributes)

    def append(self, element: Element, xml: bytes) -> None:
        """Adds XML at the end of an element."""
        if element.end == element.open_end:  # <empty/>
            self._tag(element).inside.append(xml)
        else:
            self._edits.append((element.close, element.close, xml))

    def before(self, element: Element, xml: bytes) -> None:
        """Adds XML before an element."""
        self._edits.append((element.start, element.start, xml))

    def after(self, element: Element, xml: bytes) -> None:
        """Adds XML after an element."""
        self._edits.append((element.end, element.end, xml))

    def remove(self, element: Element) -> None:
        """Removes an element with everything in it."""
        self._edits.append((element.start, element.end, b""))

    def put_words(self, element: Element, words: str) -> None:
        """Replaces the text of an element that contains nothing else."""
        if element.end > element.open_end:
            self._edits.append((element.open_end, element.close, escaped(words)))

    def _tag(self, element: Element) -> "_Tag":
        return self._tags.setdefault(element.start, _Tag(element))

    def __bytes__(self) -> bytes:
        """The part with all edits."""
        tags = [(tag.element.start, tag.element.open_end, self._new(tag)) for tag in self._tags.values()]
        pieces, at = [], 0
        for start, end, new in sorted([*self._edits, *tags], key=lambda edit: edit[:2]):
            if start < at:
                raise ValueError("Two edits of one place.")
            pieces += [self.xml[at:start], new]
            at = end
        return b"".join([*pieces, self.xml[at:]])

    def _new(self, tag: "_Tag") -> bytes:
        element = tag.element
        new = with_attributes(self.xml[element.start : element.open_end], tag.attributes)
        if not tag.inside:
            return new
        return b"%s>%s</%s>" % (new.removesuffix(b"/>").rstrip(), b"".join(tag.inside), self.name_of(element))


@dataclass(slots=True)
class _Tag:
    """What changes in a start tag: its attributes, and what an element that was empty now contains."""

    element: Element
    attributes: dict[str, str | None] = field(default_factory=dict)
    inside: list[bytes] = field(default_factory=list)


def _tree(xml: bytes, keep: Keep, until: str) -> Element:
    """The tree of kept elements; an element that is not kept leaves those inside it to the kept one around it."""
    top = Element("", {}, 0, 0)
    open_elements: list[Element | None] = []
    around = [top]
    count = iter(range(MOST_ELEMENTS))
    parser = expat.ParserCreate()

    def start(name: str, attributes: Attributes) -> None:
        local = name.rpartition(":")[2]
        if local == until:
            raise _Enough
        if not keep(local, attributes, len(open_elements)):
            open_elements.append(None)
            return
        if next(count, None) is None or len(open_elements) > DEEPEST:
            raise ValueError("Too many elements, or too many within each other.")
        at = parser.CurrentByteIndex
        tag = TAG.match(xml, at)
        element = Element(local, attributes, at, tag.end() if tag else at)
        around[-1].children.append(element)
        around.append(element)
        open_elements.append(element)

    def end(name: str) -> None:
        if element := open_elements.pop():
            around.pop()
            element.close = element.end = parser.CurrentByteIndex
            if not xml.endswith(b"/>", element.start, element.open_end):
                tag = TAG.match(xml, element.close)
                element.end = tag.end() if tag else element.close

    parser.StartElementHandler, parser.EndElementHandler = start, end
    with suppress(_Enough):
        parser.Parse(xml, True)
    return top.children[0]


class _Enough(Exception):
    """Everything that is wanted of a part was read."""


def with_attributes(tag: bytes, attributes: dict[str, str | None]) -> bytes:
    """A start tag with attributes set, and without those that are None."""
    new = {name.encode(): value for name, value in attributes.items()}

    def changed(match: re.Match[bytes]) -> bytes:
        if match[1] not in new:
            return match[0]
        value = new.pop(match[1])
        return b"" if value is None else b' %s="%s"' % (match[1], escaped(value))

    tag = ATTRIBUTE.sub(changed, tag)
    added = b"".join(b' %s="%s"' % (name, escaped(value)) for name, value in new.items() if value is not None)
    end = b"/>" if tag.endswith(b"/>") else b">"
    return tag.removesuffix(end).rstrip() + added + end if added else tag


def escaped(text: str) -> bytes:
    """A text as written in XML of any encoding, inside an element or an attribute in double quotes."""
    for sign, name in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        text = text.replace(sign, name)
    return text.encode("ascii", "xmlcharrefreplace")


def as_excel_writes(text: str) -> str:
    """A text in which _x0041_, which would be shown as A, is shown as typed; every line ends in the same way."""
    return ESCAPED_BY_EXCEL.sub("_x005F_", text.replace("\r\n", "\n").replace("\r", "\n"))


def _name(tag: bytes) -> bytes:
    match = NAME.match(tag)
    return match[1] if match else b""
