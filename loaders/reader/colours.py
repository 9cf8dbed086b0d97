"""Colours as a workbook names them: by hexadecimal digits, by a palette number or by their place in the theme."""

import colorsys
import re
from collections.abc import Sequence
from functools import cached_property
from xml.etree import ElementTree

from loaders.reader.standard import PALETTE
from loaders.reader.zip_parts import Parts

WHITE, BLACK = "FFFFFF", "000000"
# The order in which cells number the theme's colours; the theme part itself lists dark before light.
THEME_ORDER = "lt1 dk1 lt2 dk2 accent1 accent2 accent3 accent4 accent5 accent6 hlink folHlink".split()
SYSTEM = {"64": BLACK, "65": WHITE}  # palette numbers of the default colours of text and paper
ALIKE = 24  # of 255: colours that differ by no more in red, green and blue look the same, as EEEEEE does on white


class Colours:
    """The palette and the theme of one workbook."""

    def __init__(self, parts: Parts, theme: str | None, palette: Sequence[str]) -> None:
        self._parts, self._theme_part = parts, theme
        self._palette = palette or PALETTE

    def of(self, colour: dict[str, str]) -> str:
        """Returns the colour, such as "FFC000", that the attributes of its element name; "" if they name none."""
        own, indexed, themed = (colour.get(name) for name in ("rgb", "indexed", "theme"))
        if own:
            digits = own[-6:].upper()
        elif indexed and indexed.isdigit():
            digits = SYSTEM.get(indexed) or dict(enumerate(self._palette)).get(int(indexed), "")
        else:
            digits = dict(enumerate(self._theme)).get(int(themed), "") if themed and themed.isdigit() else ""
        if not re.fullmatch("[0-9A-F]{6}", digits):
            return ""
        return _tinted(digits, float(colour.get("tint") or 0))

    def of_element(self, element: ElementTree.Element | None) -> str:
        """Returns the colour that an element names; "" if there is no element or it names none."""
        return "" if element is None else self.of(dict(element.attrib))

    @cached_property
    def _theme(self) -> list[str]:
        """The theme's colours, read on first use: most workbooks name none of them."""
        if self._theme_part not in self._parts.names:
            return [WHITE, BLACK]
        scheme = self._parts.tree(self._theme_part).find(".//{*}clrScheme")
        if scheme is None:
            return [WHITE, BLACK]
        entries = {entry.tag.rpartition("}")[2]: entry[0] for entry in scheme if len(entry)}
        return [_plain_colour(entries.get(name)) for name in THEME_ORDER]


def are_alike(one: str, other: str) -> bool:
    """Whether two colours look the same to a person."""
    pairs = zip(bytes.fromhex(one), bytes.fromhex(other), strict=True)
    return all(abs(a - b) <= ALIKE for a, b in pairs)


def _tinted(colour: str, tint: float) -> str:
    """Returns the colour made lighter or darker as the format defines it: only the lightness changes."""
    if not tint:
        return colour
    hue, light, saturation = colorsys.rgb_to_hls(*(int(colour[n : n + 2], 16) / 255 for n in (0, 2, 4)))
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    mixed = colorsys.hls_to_rgb(hue, min(max(light, 0), 1), saturation)
    return "".join(f"{round(part * 255):02X}" for part in mixed)


def _plain_colour(entry: ElementTree.Element | None) -> str:
    return "" if entry is None else (entry.get("lastClr") or entry.get("val") or "").upper()
