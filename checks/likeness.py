"""Names and references that are like each other: told to a person, never merged."""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from functools import lru_cache

import pandas as pd

ITEM = re.compile(r"(.*\d\.\d*?)0*")  # 1.1 and 1.10: the same but for zeros at the end


@lru_cache(maxsize=1024)  # a name that is misspelt once is misspelt in every row
def nearest(name: str, known: frozenset[str]) -> str:
    """The known name that a name is most like, in a sentence; "" where it is like none."""
    found = get_close_matches(name, list(known), 1) if name else []
    return f"The nearest known name is '{found[0]}'." if found else ""


def unknown_name(names: Iterable[str], known: frozenset[str], confirmed: Collection[str]) -> str:
    """What to say of the first name that is neither known nor confirmed; "" where there is none."""
    unknown = next((name for name in names if name not in known and name not in confirmed), "")
    return " ".join(filter(None, (f"'{unknown}' is not known.", nearest(unknown, known)))) if unknown else ""


def looks_like(rows: pd.DataFrame) -> list[str]:
    """For each action, another reference of its file that looks the same to a person; "" where there is none."""
    return _others(rows, _as_seen)


def differs_by_zero(rows: pd.DataFrame) -> list[str]:
    """For each action, another reference of its file that differs by a zero at its end; "" where there is none."""
    return _others(rows, _without_zeros)


def same_body(name: str, bodies: Iterable[str], names: Mapping[tuple[str, str], date], by: date | None) -> bool:
    """Whether a name means one of the bodies: as written, or by a spelling that some layout gave by that day."""
    return any(not _meant(name, names, by).isdisjoint(_meant(body, names, by)) for body in bodies)


def _meant(name: str, names: Mapping[tuple[str, str], date], by: date | None) -> set[str]:
    full = {
        _as_seen(meant)
        for (spelling, meant), day in names.items()
        if _as_seen(spelling) == _as_seen(name) and by and day <= by
    }
    return {_as_seen(name), *full} - {""}


def _as_seen(ref: str) -> str:
    """Without spaces, characters that take no room, the width of letters, and capitals."""
    plain = unicodedata.normalize("NFKC", ref).casefold()
    return "".join(letter for letter in plain if not letter.isspace() and unicodedata.category(letter) != "Cf")


def _without_zeros(ref: str) -> str:
    found = ITEM.fullmatch(ref)
    return found[1] if found else ""


def _others(rows: pd.DataFrame, key_of: Callable[[str], str]) -> list[str]:
    places = list(zip(rows["file_id"], rows["sheet"], rows["row_number"], rows["action_ref"], strict=True))
    alike: dict[tuple[int, str], dict[str, tuple[str, int]]] = {}
    for file_id, sheet, row, ref in places:
        if key := key_of(ref):
            alike.setdefault((file_id, key), {}).setdefault(ref, (sheet, row))
    return [_told(ref, sheet, alike.get((file_id, key_of(ref)), {})) for file_id, sheet, _, ref in places]


def _told(ref: str, sheet: str, alike: dict[str, tuple[str, int]]) -> str:
    for other, (where, row) in alike.items():
        if other != ref:
            return f"The other is '{other}', in row {row}{'' if where == sheet else f' of sheet {where!r}'}."
    return ""
