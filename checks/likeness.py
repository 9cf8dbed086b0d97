"""Finds names and references that are alike: they are shown to a person, never merged."""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping
from difflib import get_close_matches
from functools import lru_cache

import pandas as pd

from checks.facts import KnownSince, tuples

WORD = re.compile(r"[^\W_]+")
SMALL_WORDS = ("the", "of", "and", "for")
CLOSE = 0.8  # share of the letters of both
ITEM = re.compile(r"(.*\d\.\d*?)0*")  # 1.1 and 1.10 differ only in zeros at the end


@lru_cache(maxsize=1024)  # a misspelt name tends to recur in every row
def nearest_name(name: str, known: frozenset[str]) -> str:
    """A sentence with the known name most like `name`; "" if none is like it."""
    near = get_close_matches(name, list(known), 1) if name else []
    return f"The nearest known name is '{near[0]}'." if near else ""


def unknown_name(names: Iterable[str], known: frozenset[str], confirmed: Collection[str]) -> str:
    """A sentence about the first name that is neither known nor confirmed; "" if there is none."""
    unknown = next((name for name in names if name not in known and name not in confirmed), "")
    return " ".join(filter(None, (f"'{unknown}' is not known.", nearest_name(unknown, known)))) if unknown else ""


def looks_like(rows: pd.DataFrame) -> list[str]:
    """For each action, a sentence naming another reference in its file that looks the same to a person; else ""."""
    return _others_alike(rows, _as_seen)


def differs_by_zero(rows: pd.DataFrame) -> list[str]:
    """For each action, a sentence naming another reference in its file that differs by a zero at its end; else ""."""
    return _others_alike(rows, _without_zeros)


def same_body(
    name: str, bodies: Iterable[str], names: Mapping[tuple[str, str], KnownSince], by: KnownSince | None
) -> bool:
    """Whether a name means one of the bodies: as written, or by spellings and former names given by then."""
    return any(not _meanings(name, names, by).isdisjoint(_meanings(body, names, by)) for body in bodies)


def _meanings(name: str, names: Mapping[tuple[str, str], KnownSince], by: KnownSince | None) -> set[str]:
    """All meanings of a name; a spelling may be given for a name that has been replaced since."""
    known = [(_as_named(one), _as_named(other)) for (one, other), since in names.items() if _is_known(since, by)]
    meanings, before = {_as_named(name)}, 0
    while len(meanings) > before:
        before = len(meanings)
        meanings |= {other for one, other in known if one in meanings}
    return meanings - {""}


def _is_known(since: KnownSince, by: KnownSince | None) -> bool:
    return by is not None and since.moment <= by.moment


def like_body(name: str, bodies: Iterable[str]) -> str:
    """The first body that a name resembles, by its letters, by its initials or as part of the other; "" for none."""
    return next((body for body in sorted(bodies) if _as_named(name) and _is_like(name, body)), "")


def _is_like(name: str, body: str) -> bool:
    one, other = _telling_words(name), _telling_words(body)
    is_part = bool(one and other) and ({*one} <= {*other} or {*other} <= {*one})
    initials = ["".join(word[0] for word in words) for words in (_words(body), other) if len(words) > 1]
    return is_part or bool(get_close_matches(_as_named(name), [_as_named(body), *initials], 1, CLOSE))


def _telling_words(name: str) -> list[str]:
    return [word for word in _words(name) if word not in SMALL_WORDS]


def _words(name: str) -> list[str]:
    return WORD.findall(unicodedata.normalize("NFKC", name).casefold())


def _as_named(name: str) -> str:
    """A name's letters and digits alone."""
    return "".join(_words(_as_seen(name)))


def _as_seen(ref: str) -> str:
    """A text without spaces, zero-width characters, differences in letter width, and capitals."""
    plain = unicodedata.normalize("NFKC", ref).casefold()
    return "".join(letter for letter in plain if not letter.isspace() and unicodedata.category(letter) != "Cf")


def _without_zeros(ref: str) -> str:
    match = ITEM.fullmatch(ref)
    return match[1] if match else ""


def _others_alike(rows: pd.DataFrame, key_of: Callable[[str], str]) -> list[str]:
    places = list(tuples(rows, "file_id", "sheet", "row_number", "action_ref"))
    keys = {ref: key_of(ref) for ref in {ref for *_, ref in places}}  # the same references recur in every return
    filled = [key for key in keys.values() if key]
    if len({*filled}) == len(filled):  # no two references in any file are alike
        return [""] * len(places)
    alike: dict[tuple[int, str], dict[str, tuple[str, int]]] = {}
    for file_id, sheet, row, ref in places:
        if key := keys[ref]:
            alike.setdefault((file_id, key), {}).setdefault(ref, (sheet, row))
    return [_sentence(ref, sheet, alike.get((file_id, keys[ref]), {})) for file_id, sheet, _, ref in places]


def _sentence(ref: str, sheet: str, alike: dict[str, tuple[str, int]]) -> str:
    for other, (where, row) in alike.items():
        if other != ref:
            return f"The other is '{other}', in row {row}{'' if where == sheet else f' of sheet {where!r}'}."
    return ""
