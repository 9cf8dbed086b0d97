"""Finds where a text gives the age of one person, or the day on which something happened to one."""

import re
from collections.abc import Iterator

from checks.personal_data.dates import DATE

_NUMBER = (
    r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    r"|seventeen|eighteen|nineteen)"
)
_NO_RANGE = r"\b(?!\s*(?:to|and|or|plus|under|over|-|\+)(?:\s|\d|$))"
_SOMEBODY = r"(?:boy|girl|male|female|man|woman|child|son|daughter|brother|sister|person)"
_AGES = re.compile(
    rf"(?P<old>\b{_NUMBER}[- ](?:years?|yrs?)[- ]old\b)"
    rf"|\baged\s+(?:just\s+|only\s+)?{_NUMBER}{_NO_RANGE}"
    rf"|\b{_SOMEBODY}\s*\((?:aged\s+)?\d{{1,2}}\)"
    rf"|\b(?:she|he)\s+(?:is|was|turned)\s+{_NUMBER}\b(?!\s*(?:%|per|days|of)\b)"
    r"|\bYear\s+\d{1,2}\s+(?:girl|boy|pupil|student)\b",
    re.IGNORECASE,
)
_WIDER = re.compile(r"(?:up to|under|over|at least|below|above|\bto|\band|\bor|-)\s*$", re.IGNORECASE)
_SENTENCE = re.compile(r"(?:[^.!?\n]|[.!?](?!\s|$))+")
_DATE = re.compile(DATE, re.IGNORECASE)
_INCIDENT = re.compile(rf"\bincident\s+(?:of|on)\s+{DATE}", re.IGNORECASE)
_ONE_PERSON = re.compile(
    r"\b(?:she|he|her|his|him|(?:the|a|this|one) (?:victim|survivor|child|boy|girl|suspect|perpetrator|offender|mother"
    r"|father|young person|pupil|patient|man|woman|complainant)|child [A-Z]\b)\b",
    re.IGNORECASE,
)
_HAPPENED = re.compile(
    r"missing|\bassault|\babus|\braped?\b|\barrest|\bbail|\bdisclos|\bdied\b|\bdeath\b|\bbroke down|\bsentenc|\bcharged"
    r"|\bconvict|\battack|\bmoved\b|\bplaced\b|\badmitted\b|\battended\b|\binjur|\bpregnan|\bexcluded\b|\bharm"
    r"|\boverdos|\binterviewed\b|\bborn\b|\btaken\b|\bremoved\b|\bseen\b|\btold\b",
    re.IGNORECASE,
)


def ages(text: str) -> Iterator[tuple[int, int]]:
    """Yields the spans of ages of one person; bands such as "aged 11 to 17" and "up to 25 years old" do not count."""
    for match in _AGES.finditer(text):
        if not (match["old"] and _WIDER.search(text, 0, match.start())):
            yield match.span()


def incident_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yields the spans of exact dates of incidents, or in sentences that tell what happened to one person."""
    yield from (match.span() for match in _INCIDENT.finditer(text))
    for sentence in _SENTENCE.finditer(text):
        if _ONE_PERSON.search(sentence[0]) and _HAPPENED.search(sentence[0]):
            yield from (match.span() for match in _DATE.finditer(text, *sentence.span()))
