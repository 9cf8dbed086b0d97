"""How the cells of an Excel workbook look, as far as it tells something: number format and fill colour."""

import colorsys
import re
from collections.abc import Callable
from functools import lru_cache
from xml.etree import ElementTree

from openpyxl.styles.colors import COLOR_INDEX
from openpyxl.styles.numbers import BUILTIN_FORMATS

from loaders.reader.zip_parts import Parts

GENERAL = "General"
# The order in which a cell counts the colours of the theme; the part itself lists dark before light.
THEME_ORDER = "lt1 dk1 lt2 dk2 accent1 accent2 accent3 accent4 accent5 accent6 hlink folHlink".split()
Look = tuple[str, str]  # number format, fill colour
PLAIN: Look = (GENERAL, "")


def looks(parts: Parts, styles: str | None, theme: str | None) -> list[Look]:
    """The look of each cell style, in the order in which cells name them."""
    if styles not in parts.names:
        return [PLAIN]
    root = parts.tree(styles)
    colours = lru_cache(lambda: _theme_colours(parts, theme))  # most workbooks name no colour of the theme
    formats = {int(entry.get("numFmtId", 0)): entry.get("formatCode", GENERAL) for entry in _in(root, "numFmts/numFmt")}
    fills = [_fill(entry, colours) for entry in _in(root, "fills/fill")]
    return [_look(entry, formats, fills) for entry in _in(root, "cellXfs/xf")] or [PLAIN]


def _in(root: ElementTree.Element, path: str) -> list[ElementTree.Element]:
    return root.findall("/".join(f"{{*}}{step}" for step in path.split("/")))


def _look(style: ElementTree.Element, formats: dict[int, str], fills: list[str]) -> Look:
    number, fill = (int(style.get(name) or 0) for name in ("numFmtId", "fillId"))
    return formats.get(number) or BUILTIN_FORMATS.get(number, GENERAL), fills[fill] if fill < len(fills) else ""


def _fill(fill: ElementTree.Element, theme: Callable[[], list[str]]) -> str:
    pattern = fill.find("{*}patternFill")
    if pattern is None or pattern.get("patternType", "none") == "none":
        return ""
    colour = pattern.find("{*}fgColor")
    return "" if colour is None else _colour(colour, theme)


def _colour(colour: ElementTree.Element, theme: Callable[[], list[str]]) -> str:
    own, indexed, themed = (colour.get(name) for name in ("rgb", "indexed", "theme"))
    if own:
        digits = own[-6:].upper()
    elif indexed and indexed.isdigit() and int(indexed) < len(COLOR_INDEX):
        digits = COLOR_INDEX[int(indexed)][-6:]
    else:
        digits = dict(enumerate(theme())).get(int(themed), "") if themed and themed.isdigit() else ""
    if not re.fullmatch("[0-9A-F]{6}", digits):
        return ""
    return _tinted(digits, float(colour.get("tint") or 0))


def _tinted(colour: str, tint: float) -> str:
    """Lighter or darker, as the format defines it: on the lightness alone."""
    if not tint:
        return colour
    hue, light, saturation = colorsys.rgb_to_hls(*(int(colour[n : n + 2], 16) / 255 for n in (0, 2, 4)))
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    mixed = colorsys.hls_to_rgb(hue, min(max(light, 0), 1), saturation)
    return "".join(f"{round(part * 255):02X}" for part in mixed)


def _theme_colours(parts: Parts, theme: str | None) -> list[str]:
    if theme not in parts.names:
        return []
    scheme = parts.tree(theme).find(".//{*}clrScheme")
    if scheme is None:
        return []
    entries = {entry.tag.rpartition("}")[2]: entry[0] for entry in scheme if len(entry)}
    return [_plain_colour(entries.get(name)) for name in THEME_ORDER]


def _plain_colour(entry: ElementTree.Element | None) -> str:
    return "" if entry is None else (entry.get("lastClr") or entry.get("val") or "").upper()
