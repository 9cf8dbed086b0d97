"""Fonts that keep a person from seeing what is in a cell, or that strike it out."""

from collections.abc import Collection, Iterable
from xml.etree import ElementTree

from loaders.reader.colours import BLACK, Colours, are_alike
from tracker.file_terms import Hidden

SMALLEST_READ = 4  # points: a smaller font looks like a line of dots
NOT = ("0", "false")
Property = tuple[str, dict[str, str]]  # of a font: its element's name and attributes
Fonts = list[list[Property]]  # one for each part of a text


def properties(font: ElementTree.Element) -> list[Property]:
    """The properties of a font in the styles, or in a part of a text."""
    return [(entry.tag.rpartition("}")[2], dict(entry.attrib)) for entry in font]


def hidden_by_font(font: Iterable[Property], behind: Collection[str], colours: Colours) -> tuple[Hidden, ...]:
    """Why a person does not see text in a font, or sees it struck out; `behind` are the colours behind it."""
    by_name = dict(font)
    colour = colours.of(by_name.get("color", {})) or BLACK
    holds = {
        Hidden.FONT_COLOUR: any(are_alike(colour, other) for other in behind),
        Hidden.FONT_SIZE: float(by_name.get("sz", {}).get("val") or SMALLEST_READ) < SMALLEST_READ,
        Hidden.STRUCK_OUT: "strike" in by_name and by_name["strike"].get("val") not in NOT,
    }
    return tuple(why for why, is_so in holds.items() if is_so)
