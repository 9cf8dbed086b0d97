"""Which words of a text went and which came, word by word."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

SAME, WENT, CAME = "same", "went", "came"


def differences(was: str, became: str) -> Iterator[tuple[str, str]]:
    """Yields the texts cut into runs, each with SAME, WENT or CAME.

    The SAME and WENT runs together give the old text exactly, the SAME and CAME runs the new one.
    """
    went = came = ""
    for before, after, is_same in _runs(_pieces(was), _pieces(became)):
        if is_same and not (before.isspace() and (went or came)):
            yield from _changed(went, came)
            went = came = ""
            yield SAME, after
        else:  # a blank between two changed words would cut one change into many
            went, came = went + before, came + after
    yield from _changed(went, came)


def _runs(before: list[str], after: list[str]) -> Iterator[tuple[str, str, bool]]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        yield "".join(before[start:end]), "".join(after[new_start:new_end]), kind == "equal"


def _changed(went: str, came: str) -> Iterator[tuple[str, str]]:
    """Yields what went and what came; white space that both end in counts as the same."""
    blank = went[len(went.rstrip()) :]
    if not came.endswith(blank):
        blank = ""
    for kind, words in ((WENT, went.removesuffix(blank)), (CAME, came.removesuffix(blank)), (SAME, blank)):
        if words:
            yield kind, words


def _pieces(text: str) -> list[str]:
    return re.findall(r"\s+|[^\s]+", text)
