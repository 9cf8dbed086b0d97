"""Fonts by which a person does not see what stands in a cell, or sees it struck out."""

from collections.abc import Collection, Iterable
from xml.etree import ElementTree

from loaders.reader.colours import BLACK, Colours, are_alike
from tracker.terms import Hidden

SMALLEST_READ = 4  # points: a smaller font is a line of dots
NOT = ("0", "false")
Property = tuple[str, dict[str, str]]  # of a font: the name of its element and the attributes of that
Fonts = list[list[Property]]  # of the parts of one text


def properties(font: ElementTree.Element) -> list[Property]:
    """What a font of the styles, or of a part of a text, says of itself."""
    return [(entry.tag.rpartition("}")[2], dict(entry.attrib)) for entry in font]


def hidden_by_font(font: Iterable[Property], behind: Collection[str], colours: Colours) -> tuple[Hidden, ...]:
    """Why text in a font is not seen, or is not meant to stand; `behind` are the colours behind it."""
    said = dict(font)
    colour = colours.of(said.get("color", {})) or BLACK
    holds = {
        Hidden.FONT_COLOUR: any(are_alike(colour, other) for other in behind),
        Hidden.FONT_SIZE: float(said.get("sz", {}).get("val") or SMALLEST_READ) < SMALLEST_READ,
        Hidden.STRUCK_OUT: "strike" in said and said["strike"].get("val") not in NOT,
    }
    return tuple(why for why, is_so in holds.items() if is_so)
