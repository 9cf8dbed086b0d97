"""What a web page's own style sheets hide or strike out, and the colours of its cells."""

import re
from collections.abc import Mapping

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from tracker.file_terms import Hidden

MOST_RULES = 500  # rules that hide or strike out; a page has a few
NEVER_SHOWN = re.compile(
    r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all|opacity\s*:\s*0(?![.\d]))"
)
STRUCK = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through")
TOO_SMALL = re.compile(r"font-size\s*:\s*(?:[0-3]?(?:\.\d+)?(?:pt|px)\b|0\s*(?:;|$))")
BACKGROUND = re.compile(r"(?:^|[;\s])background(?:-color)?\s*:[^;]*?(#[0-9a-f]{3,6}\b|rgb\([^)]*\)|\b[a-z]+\b)")
COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
PRINTED = re.compile(r"@media\s+print\b[^{};]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")  # rules for paper only
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
COLOUR_NAMES = {
    "red": "FF0000", "green": "008000", "lime": "00FF00", "orange": "FFA500", "yellow": "FFFF00", "blue": "0000FF",
    "gold": "FFD700", "grey": "808080", "gray": "808080", "lightgreen": "90EE90", "black": "000000",
}  # fmt: skip


def reasons_hidden(style: str) -> frozenset[Hidden]:
    """Why a style keeps a person from seeing words, or strikes them out."""
    css = style.lower()
    holds = {
        Hidden.TEXT: NEVER_SHOWN.search(css),
        Hidden.STRUCK_OUT: STRUCK.search(css),
        Hidden.FONT_SIZE: TOO_SMALL.search(css),
    }
    return frozenset(why for why, is_so in holds.items() if is_so)


def by_style_sheets(page: LexborHTMLParser) -> dict[int, frozenset[Hidden]]:
    """The elements that a style sheet in the page itself hides or strikes out, by their number, with the reasons.

    A later rule may show an element again. It is included all the same: a person looks at what is called hidden.
    """
    found: dict[int, frozenset[Hidden]] = {}
    text = "".join(style.text() for style in page.css("style"))
    rules = RULE.findall(PRINTED.sub("", COMMENT.sub("", text)))
    hiding = [(name, why) for names, style in rules if (why := reasons_hidden(style)) for name in names.split(",")]
    for name, why in hiding[:MOST_RULES]:
        for element in _matches(page, name.strip()):
            found[element.mem_id] = found.get(element.mem_id, frozenset()) | why
    return found


def _matches(page: LexborHTMLParser, selector: str) -> list[LexborNode]:
    try:
        return page.css(selector)
    except SelectolaxError:  # a selector that only browsers know
        return []


def fill_of(attributes: Mapping[str, str | None]) -> str:
    """A cell's background colour, such as "FFC000"; "" if none is known."""
    if "style" not in attributes and "bgcolor" not in attributes:
        return ""
    by_style = BACKGROUND.search((attributes.get("style") or "").lower())
    written = by_style[1] if by_style else (attributes.get("bgcolor") or "").strip().lower()
    if parts := re.fullmatch(r"rgb\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*\)", written):
        return "".join(f"{min(int(part), 255):02X}" for part in parts.groups())
    digits = written.removeprefix("#").upper()
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 and written.startswith("#") else digits
    return digits if re.fullmatch("[0-9A-F]{6}", digits) else COLOUR_NAMES.get(written, "")
