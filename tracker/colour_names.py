"""Gives a colour of six hexadecimal digits a plain name by its hue and its lightness, since a code says nothing."""

import colorsys
import re

HUES = (  # where each ends, in degrees
    (15, "red"), (40, "orange"), (50, "amber"), (70, "yellow"), (165, "green"), (195, "turquoise"), (255, "blue"),
    (290, "purple"), (345, "pink"), (360, "red"),
)  # fmt: skip
LEAST_COLOUR = 0.06  # between the strongest and the weakest part; less is a grey
DARK, BROWN_BELOW, LIGHT, PALE = 0.25, 0.35, 0.6, 0.75
BLACK, WHITE = 0.08, 0.97
BROWN = ("orange", "amber")  # when they are dark
CODE = re.compile("[0-9A-F]{6}")
AFTER_A_WORD = re.compile(rf" \(colour [a-z ]+, {CODE.pattern}\)$")


def is_colour_code(text: str) -> bool:
    """Whether a text is a colour of six hexadecimal digits, such as "00B050"."""
    return CODE.fullmatch(text) is not None


def colour_name(code: str) -> str:
    """The plain name of a colour, such as "green" or "light blue"."""
    parts = [int(code[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    hue, light, _ = colorsys.rgb_to_hls(*parts)
    if max(parts) - min(parts) < LEAST_COLOUR:
        return "black" if light < BLACK else "white" if light > WHITE else _shaded("grey", light)
    name = next(name for end, name in HUES if hue * 360 < end)
    if name in BROWN and light < BROWN_BELOW:
        return "brown"
    return _shaded("yellow" if name == "amber" and light > PALE else name, light)


def _shaded(name: str, light: float) -> str:
    return f"dark {name}" if light < DARK else f"light {name}" if light > LIGHT else name


def named_colour(code: str) -> str:
    """A colour's name with its code: "green (00B050)"."""
    return f"{colour_name(code)} ({code})"


def with_colour(word: str, code: str) -> str:
    """A word that only a colour says, with that colour, as it is stored."""
    return f"{word} (colour {colour_name(code)}, {code})"


def without_colour(text: str) -> str:
    """A stored word without the colour that says it."""
    return AFTER_A_WORD.sub("", text)
