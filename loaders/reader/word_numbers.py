"""The automatic numbers of a Word document: a person sees them, though no text contains them."""

import re
from collections import Counter
from xml.etree import ElementTree

from loaders.reader.word_styles import WordStyles, attribute, value_at
from loaders.reader.zip_parts import Parts

NO_NUMBER = ("bullet", "none")
LARGEST_ROMAN = 3_999
ROMAN = {1000: "m", 900: "cm", 500: "d", 400: "cd", 100: "c", 90: "xc", 50: "l", 40: "xl", 10: "x"}
ROMAN |= {9: "ix", 5: "v", 4: "iv", 1: "i"}


class WordNumbers:
    """Counts the numbered paragraphs of one document, which must be asked for in order."""

    def __init__(self, parts: Parts, part: str | None, styles: WordStyles) -> None:
        root = parts.tree(part) if part in parts.names else ElementTree.Element("numbering")
        self._styles = styles
        self._abstract = {attribute(one, "abstractNumId"): one for one in root.iterfind("{*}abstractNum")}
        self._lists = {attribute(one, "numId"): one for one in root.iterfind("{*}num")}
        self._counted: dict[str, Counter[int]] = {}  # by abstract list, which several lists may continue

    def next(self, properties: ElementTree.Element | None) -> str:
        """The number of the next paragraph, from its properties; "" if it has none."""
        if properties is None or not self._lists:
            return ""
        of_style = self._styles.style(value_at(properties, "pStyle"))
        number = value_at(properties, "numPr", "numId") or value_at(of_style, "pPr", "numPr", "numId")
        depth = value_at(properties, "numPr", "ilvl") or value_at(of_style, "pPr", "numPr", "ilvl") or "0"
        own = self._lists.get(number or "")
        abstract = value_at(own, "abstractNumId") or ""
        if own is None or abstract not in self._abstract or not depth.isdecimal():
            return ""
        return self._numbered(own, abstract, int(depth))

    def _numbered(self, own: ElementTree.Element, abstract: str, depth: int) -> str:
        levels = {attribute(one, "ilvl"): one for one in self._abstract[abstract].iterfind("{*}lvl")}
        overridden = {attribute(one, "ilvl"): one for one in own.iterfind("{*}lvlOverride")}
        if (level := levels.get(str(depth))) is None or value_at(level, "numFmt") in NO_NUMBER:
            return ""
        # A list that overrides its start counts for itself; others continue where the last one of their kind ended.
        counted = self._counted.setdefault(f"{attribute(own, 'numId')} own" if overridden else abstract, Counter())
        for deeper in [n for n in counted if n > depth]:
            del counted[deeper]
        for n in range(depth + 1):
            if n not in counted:
                counted[n] = _start(levels.get(str(n)), overridden.get(str(n))) - (n == depth)
        counted[depth] += 1
        forms = {n: value_at(levels.get(str(n)), "numFmt") or "decimal" for n in range(depth + 1)}

        def number_in_words(match: re.Match[str]) -> str:
            n = int(match[1]) - 1
            return _written(counted[n], forms[n]) if n in forms else ""

        return re.sub(r"%([1-9])", number_in_words, value_at(level, "lvlText") or "")


def _start(level: ElementTree.Element | None, override: ElementTree.Element | None) -> int:
    start = value_at(override, "startOverride") or value_at(level, "start") or "0"
    return int(start) if start.isdecimal() else 0


def _written(number: int, form: str) -> str:
    if form in ("upperLetter", "upperRoman"):
        return _written(number, form.replace("upper", "lower")).upper()
    if form == "lowerLetter" and number > 0:
        repeated, letter = divmod(number - 1, 26)
        return chr(ord("a") + letter) * min(repeated + 1, 9)
    if form == "lowerRoman" and 0 < number <= LARGEST_ROMAN:
        return _roman(number)
    return f"{number:02}" if form == "decimalZero" else str(number)


def _roman(number: int) -> str:
    written = ""
    for value, letters in ROMAN.items():
        times, number = divmod(number, value)
        written += letters * times
    return written
