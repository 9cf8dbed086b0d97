"""What a form did, in sentences for the page that comes after it; an address holds a mark for them, never the words."""

import secrets
from collections.abc import Sequence

MOST = 100  # that are remembered; each is shown again when its page is loaded again
_told: dict[str, tuple[str, ...]] = {}


def tell(sentences: Sequence[str]) -> str:
    """A mark under which the sentences can be asked for, "" for none."""
    if not sentences:
        return ""
    mark = secrets.token_hex(8)
    _told[mark] = tuple(sentences)
    while len(_told) > MOST:
        _told.pop(next(iter(_told)), None)
    return mark


def told(mark: str) -> tuple[str, ...]:
    """The sentences under a mark; none where there is no such mark."""
    return _told.get(mark, ())
