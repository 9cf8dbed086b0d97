"""Which words of a text went and which came, word by word."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

SAME, WENT, CAME = "same", "went", "came"


def differences(was: str, became: str) -> Iterator[tuple[str, str]]:
    """The texts cut into runs, each with SAME, WENT or CAME; SAME and CAME together give the new text exactly."""
    before, after = _pieces(was), _pieces(became)
    for kind, start, end, new_start, new_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            yield SAME, "".join(before[start:end])
            continue
        if start < end:
            yield WENT, "".join(before[start:end])
        if new_start < new_end:
            yield CAME, "".join(after[new_start:new_end])


def _pieces(text: str) -> list[str]:
    return re.findall(r"\s+|[^\s]+", text)
