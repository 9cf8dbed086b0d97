"""Finds where a text may name a person, or use initials for one."""

import re
from collections.abc import Iterator

from faker.providers.lorem.en_US import Provider as Lorem

from checks.personal_data.known_names import (
    ALONE,
    ALONE_IN_SMALL,
    FAMILY,
    FAMILY_IN_SMALL,
    GIVEN,
    OFTEN_GIVEN,
    WORDS,
    normalise,
)

_COMMON = frozenset(Lorem.word_list)
_NO_PERSON = (  # the next word, if a name is that of a place, a body or a post
    r"(?:Road|Street|Lane|Avenue|Close|Drive|House|School|Academy|College|University|Hospital|Infirmary|Clinic|Centre"
    r"|Trust|Park|Ward|Report|Review|Inquiry|Act|Law|Principles?|Foundation|Council|Hall|Court|Station|Square|Place"
    r"|Mayor|Chief|Chancellor|Lieutenant|Commissioner|General|Constabulary|Officer|Team|Training|Unit|Community|Police"
    r"|Borough|County|City|Village|Estate|Farm|Market|Library|Building|Room|Site|Campus|Hub|Theatre|Chapel|Quarter"
    r"|Services?|Board|Group|Partnership|Society|Institute|Programme|Project|Scheme|Model|Pilot|Cross|Parva|Magna"
    r"|Primary|Secondary|Grammar|Gardens|Grove|Terrace|Crescent)\b"
)
_NOT_AFTER = re.compile(rf"\s+(?:[A-Z][\w'’-]+\s+)?{_NO_PERSON}|\s+(?:report|review|inquiry|audit)\b")
_NOT_BEFORE = re.compile(
    r"(?:\b(?:St|Saint|Queen|King|Prince|Princess|Operation|Project|Programme)(?:['’]s)?\s|[\w.@/])$"
)
_CAPITAL = r"[A-Z][\w'’-]++"  # the whole word: possessive, never backtracks letter by letter
_TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Lord|Lady|Cllr|Councillor|Rev|Reverend|PC|WPC|PCSO|DC|DS|DI|DCI"
    r"|Sgt|Sergeant|Insp|Inspector|Supt|Judge)\b\.?\s+(?:\d{2,5}\s+)?(?:[A-Z]\.?\s*){0,3}"
    rf"(?!{_NO_PERSON}){_CAPITAL}(?!\s+{_NO_PERSON})|\b(?:mr|mrs|ms|mx|cllr)\b\.?\s+[^\W\d_]{{3,}}"
)
_INITIAL_AND_SURNAME = re.compile(r"(?<![\w.])(?:[A-Z]\. ?){1,3}(?!The\b|This\b|A\b|In\b|All\b)[A-Z][a-z]{2,}\b")
_CALLED = re.compile(r"\b(?:(?:called|named)\s+|(?:[Aa]untie|[Aa]unt|[Uu]ncle|Nan|Mum|Dad)\s+)(?!The\b)[A-Z][a-z]+\b")
_TELLS = re.compile(r"(?<=[a-z,;] )[A-Z][a-z]{3,}(?=\s+(?:told|disclosed|alleged)\b)")
_MIXED = re.compile(r"(?!Mac|Mc|O['’]|De|Di|La|Le|Van)(?:[A-Z]+[a-z]+[A-Z]\w*|[A-Z]{2,}[a-z]+)")  # such as MoU
LONG = 5  # letters; shorter words in capitals may well be abbreviations
_WORD = re.compile(r"[^\W\d_](?:[\w'’-]*[^\W_])?")
_OWN = re.compile(r"['’]s?$")
_INITIALS = re.compile(
    r"\b(?:Child|Young [Pp]erson|YP|Adult|Victim|Survivor|Sibling|Subject|Suspect|Family|Witness|Baby|Mother|Father"
    r"|Brother|Sister)\s+(?:[A-Z]{1,2}\d?|\d{1,2})\b"
    r"|(?<![\w.])(?!U\.\s?K|U\.\s?S)[A-Z]\.\s?[A-Z]\.(?:\s?[A-Z]\.)?(?!\s?[A-Z][a-z])"
    r"|\b[B-HJ-Z](?=\s+and\s+(?:his|her|their)\b)"
    r"|\b(?!IT|HR|UK|EU|AI|GP|PR|MP|PC|CE|US|UN|QA|IG|TV)[A-Z]{2}(?:['’]s\b"
    r"|(?=\s+(?:disclosed|told|said|attended|alleged|went|lives|was|has|to\s+[a-z]+|and\s+(?:his|her|their|[A-Z]{2})\b)))"
)


def names(text: str) -> Iterator[tuple[int, int]]:
    """Yields the spans of titles with a surname, initials with a surname, and listed names, in any case of letters."""
    for pattern in (_TITLED, _INITIAL_AND_SURNAME, _CALLED, _TELLS):
        yield from (match.span() for match in pattern.finditer(text))
    words = [*_WORD.finditer(text)]
    for at, word in enumerate(words):
        after = words[at + 1] if at + 1 < len(words) and text[word.end() : words[at + 1].start()].isspace() else None
        if _is_name(word[0], after[0] if after else "") and _may_be_person(text, word):
            yield word.start(), after.end() if after and _goes_on(word[0], after[0]) else word.end()


def _may_be_person(text: str, word: re.Match[str]) -> bool:
    """Whether the text around a name allows a person, rather than a place, a body or a report."""
    before = text[max(0, word.start() - 14) : word.start()]
    return not (_NOT_BEFORE.search(before) or _NOT_AFTER.match(text, word.end()))


def _is_name(word: str, after: str) -> bool:
    """Whether a word is a name on its own, or with the word after it.

    A name that is also a word needs another name after it; so does a short one in capitals.
    """
    if _MIXED.fullmatch(word):
        return False
    name, next_name = _key(word), _key(after)
    is_given = _is_given(name)
    if word.islower():
        return name in ALONE_IN_SMALL or (is_given and after.islower() and next_name in FAMILY_IN_SMALL)
    if word.isupper() and len(name) < LONG:
        return is_given and after.isupper() and next_name in FAMILY
    return name in ALONE or (is_given and _is_capital(after) and _makes_a_person(name, next_name))


def _makes_a_person(name: str, next_name: str) -> bool:
    """Whether what follows a given name that is also a word shows that it is a name."""
    if name in OFTEN_GIVEN:
        return next_name in FAMILY or next_name not in WORDS | _COMMON
    return "-" in name or (next_name in FAMILY and next_name not in WORDS)


def _is_given(name: str) -> bool:
    return name in GIVEN or ("-" in name and all(part in GIVEN for part in name.split("-")))


def _goes_on(word: str, after: str) -> bool:
    """Whether the word after a name belongs to it."""
    return _is_capital(after) if not word.islower() else _key(after) in FAMILY


def _is_capital(word: str) -> bool:
    return word[:1].isupper() and len(word) > 1


def _key(word: str) -> str:
    return normalise(_OWN.sub("", word))


def initials(text: str) -> Iterator[tuple[int, int]]:
    """Yields the spans of letters or numbers that stand for a person: "Child A", "J.B.", "JB's"."""
    yield from (match.span() for match in _INITIALS.finditer(text))
