"""Decodes a saved web page: its character set is as the page states or is worked out, and is reported."""

import re

from loaders.reader.refusal import FileRefused

LOOKED_AT = 4_096  # bytes in which a page states its character set
CHARSET = re.compile(rb"""(?:<meta\b[^>]*?charset|<\?xml\b[^>]*?encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
# Browsers read Latin-1 as Windows-1252; a page that says UTF-16 in plain letters is not UTF-16.
CODECS = {
    "utf-8": "utf-8", "utf8": "utf-8", "unicode": "utf-8", "utf-16": "utf-8", "utf-16le": "utf-8",
    **dict.fromkeys(["iso-8859-1", "latin1", "us-ascii", "ascii", "windows-1252", "cp1252"], "cp1252"),
    "iso-8859-15": "iso-8859-15", "macintosh": "mac-roman", "x-mac-roman": "mac-roman",
    **{f"windows-{page}": f"cp{page}" for page in (1250, 1251, *range(1253, 1259))},
}  # fmt: skip
DAMAGED = "The text of the web page is damaged. Save the page anew as .html and send that."
UNREAD = "The web page is written in '{}', which is not read here. Save it as UTF-8 and send that."


def page_text(data: bytes) -> tuple[str, str]:
    """The text of a page, and a sentence saying how it was decoded. Raises FileRefused."""
    for mark, codec in BYTE_ORDER_MARKS.items():
        if data.startswith(mark):
            return _checked(_decoded(data, [codec])[0]), f"Text encoding: {codec.removesuffix('-sig').upper()}."
    stated = CHARSET.search(data[:LOOKED_AT])
    name = stated[1].decode("ascii").lower() if stated else ""
    if name and name not in CODECS:
        raise FileRefused(UNREAD.format(name[:20]))
    wanted = CODECS.get(name, "utf-8")
    text, codec = _decoded(data, [*dict.fromkeys([wanted, "utf-8", "cp1252"])])
    though = f", though the page says {name}" if name and codec != wanted else ""
    return _checked(text), f"Text encoding: {codec.upper().replace('CP125', 'Windows-125')}{though}."


def _decoded(data: bytes, codecs: list[str]) -> tuple[str, str]:
    for codec in codecs:
        try:
            return data.decode(codec), codec
        except UnicodeDecodeError:
            continue
    raise FileRefused(DAMAGED)


def _checked(text: str) -> str:
    if "\0" in text:
        raise FileRefused(DAMAGED)
    return text.replace("\ufeff", "")
