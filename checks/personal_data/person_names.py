"""Where a text may name a person, or stand initials for one."""

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from faker.providers.lorem.en_US import Provider as Lorem

_LISTS = "en en_GB en_IE en_IN en_KE en_NZ en_PK en_US fr_DZ ha_NG ig_NG nl_BE pl_PL ro_RO sw tw_GH yo_NG"  # Faker's
_GIVEN = frozenset(
    name.casefold()
    for place in _LISTS.split()
    for name in import_module(f"faker.providers.person.{place}").Provider.first_names
    if len(name) > 2
)
_COMMON = frozenset(Lorem.word_list)
# Those of the names that are English words, months, days or places too: on their own they say nothing of a person.
_WORDS = frozenset((Path(__file__).parent / "names_that_are_words.txt").read_text(encoding="utf-8").split())
_NO_PERSON = (  # the next word, where a name is that of a place, a body or a post
    r"(?:Road|Street|Lane|Avenue|Close|Drive|House|School|Academy|College|University|Hospital|Infirmary|Clinic|Centre"
    r"|Trust|Park|Ward|Report|Review|Inquiry|Act|Law|Principles?|Foundation|Council|Hall|Court|Station|Square|Place"
    r"|Mayor|Chief|Chancellor|Lieutenant|Commissioner|General|Constabulary|Officer|Team|Training|Unit|Community)\b"
)
_CAPITAL = r"[A-Z][\w'’-]++"  # the whole word: never given up letter by letter
_TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Lord|Lady|Cllr|Councillor|Rev|Reverend|PC|WPC|PCSO|DC|DS|DI|DCI"
    r"|Sgt|Sergeant|Insp|Inspector|Supt|Judge)\b\.?\s+(?:\d{2,5}\s+)?(?:[A-Z]\.?\s*){0,3}"
    rf"(?!{_NO_PERSON}){_CAPITAL}(?!\s+{_NO_PERSON})"
)
_INITIAL_AND_SURNAME = re.compile(r"(?<![\w.])(?:[A-Z]\.\s?){1,3}(?!The\b|This\b|A\b|In\b|All\b)[A-Z][a-z]{2,}\b")
_CALLED = re.compile(r"\b(?:(?:called|named)\s+|(?:[Aa]untie|[Aa]unt|[Uu]ncle|Nan|Mum|Dad)\s+)(?!The\b)[A-Z][a-z]+\b")
_WORD = re.compile(
    rf"(?<!St )(?<!Saint )(?<![\w.@/])(?P<given>{_CAPITAL})(?!\s+{_NO_PERSON})"
    rf"(?=(?P<next>\s+{_CAPITAL})?+(?!\s+{_NO_PERSON}))"
)
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
    """Titles with a surname, initials with a surname, and given names of a list with the word after them."""
    for pattern in (_TITLED, _INITIAL_AND_SURNAME, _CALLED):
        yield from (match.span() for match in pattern.finditer(text))
    yield from (
        (match.start(), max(match.end(), match.end("next"))) for match in _WORD.finditer(text) if _is_name(match)
    )


def _is_name(match: re.Match[str]) -> bool:
    """A given name that is a word too needs another word after it that is none."""
    word = _OWN.sub("", match["given"]).casefold()
    after = _OWN.sub("", match["next"] or "").strip().casefold()
    is_given = any(part in _GIVEN for part in (word, *word.split("-")))
    return is_given and (word not in _WORDS or bool(after and after not in _WORDS | _COMMON))


def initials(text: str) -> Iterator[tuple[int, int]]:
    """Letters or numbers that stand for a person: "Child A", "J.B.", "JB's"."""
    yield from (match.span() for match in _INITIALS.finditer(text))
