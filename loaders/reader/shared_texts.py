"""The texts that all sheets of a workbook share; a cell names one by its number."""

from xml.parsers.expat import XMLParserType

from loaders.reader.cell_values import Unreadable, trim
from loaders.reader.walk import read_xml
from loaders.reader.zip_parts import Parts


class SharedTexts(dict[str, object]):
    """The shared texts by their numbers as cells write them."""

    def __missing__(self, number: str) -> object:
        """The text for a number written otherwise, such as 007; Unreadable if there is none: -1 is not the last."""
        plain = number.strip()
        if plain.isascii() and plain.isdigit():
            return self.get(plain.lstrip("0") or "0", Unreadable(number, "no such text"))
        return Unreadable(number, "no such text") if number else ""


def shared_texts(parts: Parts, name: str | None) -> SharedTexts:
    """The shared texts of a part, read piece by piece since the list may be long; none if there is no such part."""
    texts: list[str] = []
    if name not in parts.names:
        return SharedTexts()

    def begin(parser: XMLParserType, prefix: str) -> None:
        text_name, whole_name, reading_aid = f"{prefix}t", f"{prefix}si", f"{prefix}rPh"
        pieces: list[str] = []
        runs: list[str] = []
        aids = 0  # elements around this one that say how a text is pronounced

        def start(name: str, attributes: list[str]) -> None:
            nonlocal aids
            pieces.clear()
            if name == reading_aid:
                aids += 1

        def end(name: str) -> None:
            nonlocal aids
            if name == text_name:
                if not aids:
                    runs.append(pieces[0] if len(pieces) == 1 else "".join(pieces))
            elif name == whole_name:
                texts.append(trim("".join(runs)))
                runs.clear()
            elif name == reading_aid:
                aids -= 1

        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.CharacterDataHandler = pieces.append

    read_xml(parts.chunks(name), begin)
    return SharedTexts(zip(map(str, range(len(texts))), texts, strict=True))
