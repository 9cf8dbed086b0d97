"""Finds what looks like personal data in a text: a second net behind the allow-list, and no guarantee."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from checks.personal_data import events, numbers, person_names
from checks.personal_data.dates import DATE, MONTH


class PersonalDataKind(StrEnum):
    """Kinds of personal data, as messages name them; what looks like one not in SECOND_LOOK almost always is."""

    NHS_NUMBER = "NHS number"
    TELEPHONE = "Telephone number"
    NATIONAL_INSURANCE = "National Insurance number"
    EMAIL = "E-mail address"
    ADDRESS = "Address with postcode"
    BORN = "Date of birth"
    CRIME = "Crime or police reference"
    COURT = "Court case number"
    CLIENT = "Case or client number"
    PUPIL = "Unique pupil number"
    PASSPORT = "Passport or driving licence"
    BANK = "Bank account"
    CARD = "Payment card"
    IBAN = "IBAN"
    NAME = "Name of a person"
    INITIALS = "Initials"
    POSTCODE = "Postcode"
    STREET = "House number and street"
    AGE = "Age of a person"
    EVENT = "Date of an event"
    VEHICLE = "Vehicle registration"
    IP_ADDRESS = "IP address"
    ACCOUNT = "Account or profile"


SECOND_LOOK = frozenset(
    {
        PersonalDataKind.NAME,
        PersonalDataKind.INITIALS,
        PersonalDataKind.POSTCODE,
        PersonalDataKind.STREET,
        PersonalDataKind.AGE,
        PersonalDataKind.EVENT,
        PersonalDataKind.VEHICLE,
        PersonalDataKind.IP_ADDRESS,
        PersonalDataKind.ACCOUNT,
    }
)


@dataclass(frozen=True, order=True)
class Hit:
    """A place in a text, `text[start:end]`, and what it looks like."""

    start: int
    end: int
    kind: PersonalDataKind

    @property
    def is_almost_certain(self) -> bool:
        """Whether it is almost always personal data, so that it is to be taken out; the rest a person may confirm.

        Either stops a publication until an officer has released that very text.
        """
        return self.kind not in SECOND_LOOK


_POSTCODE = r"\b[A-Z]{1,2}\d[A-Z\d]? ?(?!\d(?:st|nd|rd|th)\b)\d[A-Z]{2}\b"
_STREET = (
    r"(?:Road|Rd|Street|St|Lane|Ln|Avenue|Ave|Close|Drive|Dr|Row|Court|Ct|Walk|Way|Crescent|Cres|Place|Terrace|Gardens"
    r"|Grove|Square|Mews|Hill|Yard|Rise|View|House)\b"
)
_POLICE = r"\b(?:crime|police|incident|occurrence|custody|niche|investigation|CAD|CRN)\b"
_LABEL = r"\b(?:number|no|ref|reference|log|record|report|ID|crime|incident|occurrence)\b"
_REFERENCE = r"(?=[A-Z/-]*\d)[A-Z\d]+(?:[/-][A-Z\d]+)*\b"
_MAILBOX = r"(?<![\w.+'’-])[\w.+'’-]++"
_PLATFORM = r"\b(?:snapchat|instagram|tiktok|facebook|whatsapp|telegram|discord|twitter|onlyfans)"
_ANY_CASE = {  # a kind is found if one of its patterns matches, whatever the case of the letters
    PersonalDataKind.NATIONAL_INSURANCE: (r"\b[A-Z]{2}[\s./-]?\d{2}[\s./-]?\d{2}[\s./-]?\d{2}[\s./-]?[A-D]\b",),
    PersonalDataKind.EMAIL: (
        rf"{_MAILBOX}@[\w-]+(?:\.[\w-]+)*",
        rf"{_MAILBOX}\s+(?:at|\(at\)|\[at\])\s+[\w-]+(?:\s*\.\s*|\s+dot\s+)(?:org|com|net|uk|gov|nhs|example)\b",
    ),
    PersonalDataKind.ADDRESS: (rf"\b\d{{1,4}}[A-Z]?\b,?\s+(?-i:[A-Z])[^;\d]{{2,60}}?{_POSTCODE}",),
    PersonalDataKind.BORN: (
        r"(?:\bd\.?\s?o\.?\s?b\b|date of birth|birth ?da(?:y|te)|\bborn\b|\bb\.)\W{0,4}(?:(?:is|was|on|in)\W+){0,2}"
        rf"(?:{DATE}|{MONTH}\s+\d{{4}}|(?:the\s+)?\w+(?:st|nd|rd|th)\s+(?:of\s+)?{MONTH})",
    ),
    PersonalDataKind.CRIME: (
        rf"{_POLICE}(?:\s+{_LABEL}){{1,4}}[\s.:#-]*(?!{DATE}){_REFERENCE}",
        rf"{_POLICE}[\s.:#-]*(?!{DATE})(?=(?:[A-Z/-]*\d){{4}}){_REFERENCE}",
        r"\b\d{2}[A-Z]{0,2}/\d{4,7}/\d{2}\b",
        r"\b(?:[A-Z]{2}/)?\d{6,7}/\d{2}\b",
        r"\b[A-Z]{2}\d{2}/\d{4}/\d{2}\b",
        r"\b\d{2}/\d{5,8}\b",
        rf"\blog\s+\d+\s+of\s+(?:{DATE}|\d{{1,2}}\s+{MONTH}\b)",
    ),
    PersonalDataKind.COURT: (r"\b[A-Z]{2}\d{2}[CDEFPZ]\d{5}\b", r"\bT20\d{6}\b"),
    PersonalDataKind.CLIENT: (
        r"\b(?:mosaic|liquidlogic|LCS|client|case|patient|person|social care|pupil|service user)\b(?:\s+record)?\s+"
        r"(?:ID|number|no|ref|reference)\b\W{0,3}[A-Z]{0,3}\d{4,}",
    ),
    PersonalDataKind.PASSPORT: (
        r"\bpassport\b\W{0,3}(?:number|no)?\W{0,3}\d{9}\b",
        r"\b(?=[A-Z]{2})[A-Z9]{5}\d{6}[A-Z9]{2}[A-Z\d]{3}\b",
    ),
    PersonalDataKind.BANK: (
        r"\bsort code\W{0,3}\d{2}[ -]?\d{2}[ -]?\d{2}\b",
        r"(?:\baccount|\ba/c)\s*(?:number|no)?\W{0,3}\d{8}\b",
    ),
    PersonalDataKind.POSTCODE: (_POSTCODE,),
    PersonalDataKind.ACCOUNT: (
        rf"{_PLATFORM}\.com/[\w./-]+",
        rf"{_PLATFORM}\s+(?:name|user|username|account|handle|ID)\W{{1,3}}[\w.]+",
        r"(?<![\w.])@\w{3,}",
    ),
}
_AS_WRITTEN = {
    PersonalDataKind.STREET: (
        rf"\b\d{{1,4}}[a-zA-Z]?,?\s+(?:[A-Z][\w'’]+\s+){{1,3}}{_STREET}",
        rf"\b(?:Flat|Apartment)\s+\d+\w?,?\s+(?:[A-Z][\w'’]+\s+)+{_STREET}",
    ),
}
_PATTERNS = [
    (kind, re.compile(pattern, flags))
    for patterns, flags in ((_ANY_CASE, re.IGNORECASE), (_AS_WRITTEN, 0))
    for kind, those in patterns.items()
    for pattern in those
]
_FINDERS = {
    PersonalDataKind.NHS_NUMBER: numbers.nhs_numbers,
    PersonalDataKind.PUPIL: numbers.pupil_numbers,
    PersonalDataKind.TELEPHONE: numbers.telephones,
    PersonalDataKind.CARD: numbers.cards,
    PersonalDataKind.IBAN: numbers.ibans,
    PersonalDataKind.VEHICLE: numbers.vehicles,
    PersonalDataKind.IP_ADDRESS: numbers.ip_addresses,
    PersonalDataKind.NAME: person_names.names,
    PersonalDataKind.INITIALS: person_names.initials,
    PersonalDataKind.AGE: events.ages,
    PersonalDataKind.EVENT: events.incident_spans,
}


def hits(text: str) -> list[Hit]:
    """Everything in the text that looks like personal data, in order, without what an almost certain one holds.

    Full-width letters, other dashes and zero-width characters hide nothing. A text without hits proves nothing.
    """
    places, plain = _plain(text)
    found = {Hit(places[start], places[end - 1] + 1, kind) for kind, start, end in _all(plain) if end > start}
    certain = [hit for hit in found if hit.is_almost_certain]
    return sorted(hit for hit in found if hit.is_almost_certain or not any(_holds(outer, hit) for outer in certain))


def message(where: str, hit: Hit) -> str:
    """Two sentences about a hit that do not repeat its words: `where` names the text, as “action: reason” of T-04."""
    todo = "Keep it private." if hit.is_almost_certain else "Decide whether it may be public."
    return f"{where} looks like personal data ({hit.kind}, characters {hit.start + 1} to {hit.end}). {todo}"


def _holds(outer: Hit, inner: Hit) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _plain(text: str) -> tuple[list[int], str]:
    """The original place of each character, and the text in its plainest characters."""
    seen = [
        (at, "-" if unicodedata.category(plain) == "Pd" else plain)
        for at, char in enumerate(text)
        if unicodedata.category(char) != "Cf"  # zero-width, or reversing the direction
        for plain in unicodedata.normalize("NFKC", char)
    ]
    return [at for at, _ in seen], "".join(plain for _, plain in seen)


def _all(text: str) -> Iterator[tuple[PersonalDataKind, int, int]]:
    for kind, pattern in _PATTERNS:
        yield from ((kind, *match.span()) for match in pattern.finditer(text))
    for kind, find in _FINDERS.items():
        yield from ((kind, *span) for span in find(text))
