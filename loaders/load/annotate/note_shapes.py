"""The drawing with the boxes of one sheet's notes, in the old language VML.

It is edited as bytes: what Excel writes there is not always XML.
"""

import re
from collections.abc import Callable, Iterator

from loaders.load.annotate.package import NotCopied
from loaders.reader.raw_sheet import Place

NAMESPACES = {
    b"xmlns:v": b"urn:schemas-microsoft-com:vml",
    b"xmlns:o": b"urn:schemas-microsoft-com:office:office",
    b"xmlns:x": b"urn:schemas-microsoft-com:office:excel",
}
EMPTY = b'<xml%s><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data=""/></o:shapelayout></xml>' % b"".join(
    b' %s="%s"' % entry for entry in NAMESPACES.items()
)
KIND = (
    b'<v:shapetype%s id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    b'<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
SHAPE = (
    b'<v:shape%s id="_x0000_s%d" type="#_x0000_t202" style="position:absolute;margin-left:59.25pt;margin-top:1.5pt;'
    b'width:%dpx;height:%dpx;z-index:1;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
    b'<v:fill color2="#ffffe1"/><v:shadow color="black" obscured="t"/><v:path o:connecttype="none"/>'
    b'<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    b'<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:AutoFill>False</x:AutoFill>'
    b"<x:Row>%d</x:Row><x:Column>%d</x:Column></x:ClientData></v:shape>"
)
SHAPE_BEGINS, SHAPE_ENDS = re.compile(rb"<(?:\w+:)?shape\s"), re.compile(rb"</(?:\w+:)?shape>")
IS_NOTE = re.compile(rb"""ObjectType\s*=\s*["']Note["']""")
ROW, COLUMN = (re.compile(rb"<(?:\w+:)?%s>\s*(\d{1,7})\s*<" % name) for name in (b"Row", b"Column"))
ANCHOR = re.compile(rb"<(?:\w+:)?Anchor>[^<]*</(?:\w+:)?Anchor>")
STYLE = re.compile(rb"""(\sstyle\s*=\s*)(["'])([^"'<]*)\2""")
SIZE = re.compile(rb"(?:^|(?<=;))\s*(?:width|height)\s*:[^;]*;?")
SHAPE_NUMBER = re.compile(rb"_x0000_s(\d{1,9})")
BLOCKS = re.compile(rb"""(<(?:\w+:)?idmap\b[^<>]{0,300}?\sdata\s*=\s*["'])([\d,\s]*)""")
BLOCK = 1024  # shapes are numbered in blocks, and a drawing says which blocks are its own
WIDTH, LETTERS, LINE_HEIGHT, MOST_LINES = 320, 48, 18, 30


def last_block_in(drawings: list[bytes]) -> int:
    """The last block of numbers that the shapes of these drawings use."""
    numbers = (int(number) // BLOCK for vml in drawings for number in SHAPE_NUMBER.findall(vml))
    blocks = (
        int(block) for vml in drawings for _, data in BLOCKS.findall(vml) for block in re.findall(rb"\d{1,6}", data)
    )
    return max([*numbers, *blocks], default=0)


def with_boxes(vml: bytes, notes: dict[Place, str], after_block: int) -> bytes:
    """The drawing with a box for each of these new notes, numbered in blocks of their own."""
    first = (after_block + 1) * BLOCK + 1
    root = vml[: vml.find(b">", vml.find(b"<xml")) + 1]
    missing = b"".join(b' %s="%s"' % entry for entry in NAMESPACES.items() if b'%s="%s"' % entry not in root)
    boxes = [
        SHAPE % (missing, first + n, WIDTH, height(text), row - 1, column - 1)
        for n, ((row, column), text) in enumerate(notes.items())
    ]
    if b'"_x0000_t202"' not in vml:
        boxes.insert(0, KIND % missing)
    end = vml.rfind(b"</")
    if end < 0:
        raise NotCopied("The workbook was not copied because its notes are drawn in a way that no program writes.")
    blocks = range(after_block + 1, after_block + 2 + len(notes) // BLOCK)
    return _with_blocks(vml[:end], blocks) + b"".join(boxes) + vml[end:]


def with_room(vml: bytes, notes: dict[Place, str]) -> bytes:
    """The drawing with the boxes of these notes made to fit their longer text."""

    def changed(shape: bytes, place: Place) -> bytes:
        if place not in notes:
            return shape
        size = b"width:%dpx;height:%dpx;" % (WIDTH, height(notes[place]))
        # Without an anchor, which counts in rows and columns of any size, the style gives the size.
        return STYLE.sub(lambda style: _resized(style, size), ANCHOR.sub(b"", shape), count=1)

    return _each_note(vml, changed)


def _resized(style: re.Match[bytes], size: bytes) -> bytes:
    return style[1] + style[2] + size + SIZE.sub(b"", style[3]) + style[2]


def without_boxes(vml: bytes, places: set[Place]) -> bytes:
    """The drawing without the boxes of these notes."""
    return _each_note(vml, lambda shape, place: b"" if place in places else shape)


def height(text: str) -> int:
    """The height of a box for its text, in pixels and at most what a screen shows."""
    lines = sum(1 + len(line) // LETTERS for line in text.splitlines())
    return LINE_HEIGHT * min(lines + 1, MOST_LINES)


def _each_note(vml: bytes, change: Callable[[bytes, Place], bytes]) -> bytes:
    pieces, at = [], 0
    for start, end in _shapes(vml):
        if place := _place(vml[start:end]):
            pieces += [vml[at:start], change(vml[start:end], place)]
            at = end
    return b"".join([*pieces, vml[at:]])


def _shapes(vml: bytes) -> Iterator[tuple[int, int]]:
    """Yields where each shape begins and ends, up to the first one without an end."""
    at = 0
    while (start := SHAPE_BEGINS.search(vml, at)) and (end := SHAPE_ENDS.search(vml, start.end())):
        yield start.start(), end.end()
        at = end.end()


def _place(shape: bytes) -> Place | None:
    row, column = ROW.search(shape), COLUMN.search(shape)
    return (int(row[1]) + 1, int(column[1]) + 1) if row and column and IS_NOTE.search(shape) else None


def _with_blocks(start: bytes, blocks: range) -> bytes:
    more = b",".join(b"%d" % block for block in blocks)
    return BLOCKS.sub(lambda m: m[1] + b",".join(part for part in (m[2].strip(), more) if part), start, count=1)
