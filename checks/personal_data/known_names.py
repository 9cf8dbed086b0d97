"""Given and family names, and which of them are also words."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from faker.providers import person

# Letters from which no accent can be removed.
_LETTERS = {"ł": "l", "ı": "i", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae"}
_PLAIN = str.maketrans(_LETTERS)


def normalise(name: str) -> str:
    """A name in the form used for comparison: in small letters, without accents."""
    parts = unicodedata.normalize("NFKD", name.casefold().translate(_PLAIN))
    return "".join(part for part in parts if not unicodedata.combining(part))


def _of_faker(kind: str, places: Iterable[str]) -> Iterator[str]:
    """Yields Faker's names of one kind, "first" or "last", in Latin letters, for some places, such as "en_GB"."""
    for place in places:
        provider = import_module(f"{person.__name__}.{place}").Provider
        for lists in (value for name, value in vars(provider).items() if name.startswith(kind)):
            if isinstance(lists, (tuple, list, dict)):
                yield from (name for one in lists if re.fullmatch("[a-z'’-]{3,}", name := normalise(str(one))))


def _read(file: str) -> frozenset[str]:
    return frozenset((Path(__file__).parent / file).read_text(encoding="utf-8").split())


_ALL = [place for _, place, _ in iter_modules(person.__path__)]
_RANKS = frozenset(["bishop", "king", "prince", "princess", "queen", "royal"])  # of bodies and places: King's Lynn
_SHORT = _read("short_names.txt")
# The additional names are those in Faker for JavaScript 10.6.0 (MIT licence) that Faker lacks, from languages that many
# in Britain speak, and others common there that neither has.
GIVEN = (frozenset(_of_faker("first", _ALL)) | _read("more_given_names.txt") | _SHORT) - _RANKS
FAMILY = frozenset(_of_faker("last", _ALL)) | _read("more_family_names.txt")
# Names that are also words, months, days, places or languages: on their own they do not point to a person.
WORDS = _read("names_that_are_words.txt")
# Names that are words only without a capital: jack, hazel, rob.
_SMALL_WORDS = WORDS | _read("names_that_are_words_in_small_letters.txt")
# Names that need no other name beside them, with a capital and without. In small letters the shortest ones too often
# mean something else.
ALONE = (GIVEN | FAMILY) - WORDS
ALONE_IN_SMALL = _SHORT | {name for name in GIVEN if len(name) > 3} | {name for name in FAMILY if len(name) > 4}
ALONE_IN_SMALL -= _SMALL_WORDS
FAMILY_IN_SMALL = FAMILY - _SMALL_WORDS
# Words so common as given names that any name after them makes a person: Grace Walker, but not Park Lane.
OFTEN_GIVEN = (frozenset(_of_faker("first", ("en_GB", "en_IE", "en_US"))) | {"hope", "may", "will"}) & WORDS
