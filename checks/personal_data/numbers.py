"""Finds numbers whose check digits or form show what they are."""

import ipaddress
import re
from collections.abc import Iterator

from phonenumbers import Leniency, PhoneNumberMatcher
from stdnum import iban, luhn
from stdnum.gb import nhs, upn

_TEN_DIGITS = re.compile(r"(?<!\d)(?<!\d[/.-])(?:\d{3}[\s.-]?\d{3}[\s.-]?\d{4}|\d(?:\s\d){9})(?![\d/])")
_PUPIL = re.compile(r"\b[A-Z]\d{11}[A-Z\d]\b")
_CARD = re.compile(r"(?<![\d-])(?=[2-6])(?:(?:\d{4}[ -]?){3}\d{1,7}|\d{4}[ -]?\d{6}[ -]?\d{5})(?![\d-]|/\d)")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[ -]?[A-Z\d]){11,30}\b", re.IGNORECASE)
_IPV4 = re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?!\w|\.\d)")
_IPV6 = re.compile(r"(?<![\w:.])[\da-f]{0,4}(?::[\da-f]{0,4}){2,7}(?![\w:])", re.IGNORECASE)
_PLATES = (  # current, 1983 to 2001, 1963 to 1982; after a word such as "reg", any from Britain and Northern Ireland
    re.compile(
        r"\b(?:(?!FY)[A-Z]{2}\d{2}[\s-]?[A-Z]{3}|[A-HJ-NPR-Y]\d{3}[\s-]?[A-Z]{3}|[A-Z]{3}[\s-]?\d{3}[A-HJ-NPR-Y])\b"
    ),
    re.compile(r"\b[A-Z]{2}\d{2}[A-Z]{3}\b", re.IGNORECASE),
    re.compile(
        r"\b(?:reg|registration|registered as|plate|VRM|index|vehicle|car|van|taxi|cab)\b"
        r"(?:\s+(?:number|no|plate|mark))?"
        r"\W{1,3}(?:[A-Z]{2}\d{2}\s?[A-Z]{3}|[A-Z]\d{1,3}\s?[A-Z]{3}|[A-Z]{3}\s?\d{1,4}[A-Z]?)\b",
        re.IGNORECASE,
    ),
)
_NUMBERED = re.compile(  # words before the number of something else
    r"(?:section|paragraph|para|version|v|clause|action|recommendation|rec|ref|item|step|policy|form|room|code)\W*$",
    re.IGNORECASE,
)


def nhs_numbers(text: str) -> Iterator[tuple[int, int]]:
    """Yields the spans of ten digits with an NHS number's check digit."""
    yield from (match.span() for match in _TEN_DIGITS.finditer(text) if nhs.is_valid(re.sub(r"\D", "", match[0])))


def pupil_numbers(text: str) -> Iterator[tuple[int, int]]:
    """Yields the spans of unique pupil numbers, by check letter alone: the library's list of authorities is of 2011."""
    yield from (one.span() for one in _PUPIL.finditer(text) if upn.calc_check_digit(one[0][1:]) == one[0][0])


def telephones(text: str) -> Iterator[tuple[int, int]]:
    """Yields the spans of possible telephone numbers as written in Britain, with a leading 0 or +, in use or not."""
    for match in PhoneNumberMatcher(text, "GB", leniency=Leniency.POSSIBLE):
        digits = re.sub(r"\D", "", match.raw_string)
        if len(digits) >= 10 and match.raw_string.lstrip("(").startswith(("0", "+")):
            yield match.start, match.end


def cards(text: str) -> Iterator[tuple[int, int]]:
    """Yields the spans of payment card numbers, by length, first digit and check digit."""
    yield from (match.span() for match in _CARD.finditer(text) if luhn.is_valid(re.sub(r"\D", "", match[0])))


def ibans(text: str) -> Iterator[tuple[int, int]]:
    """Yields the spans of international bank account numbers, by their country's form and the check digits.

    What follows one may look like more of it, so shorter ones are tried too.
    """
    for match in _IBAN.finditer(text):
        ends = (end for end in range(match.end(), match.start() + 14, -1) if not text[end : end + 1].isalnum())
        if end := next((end for end in ends if iban.is_valid(text[match.start() : end], check_country=False)), None):
            yield match.start(), end


def ip_addresses(text: str) -> Iterator[tuple[int, int]]:
    """Yields the spans of IP addresses; numbers of sections and versions, such as 4.2.1.3, do not count."""
    for pattern in (_IPV4, _IPV6):
        for match in pattern.finditer(text):
            if _is_address(match[0]) and not _is_numbered(text, match.start()):
                yield match.span()


def vehicles(text: str) -> Iterator[tuple[int, int]]:
    """Yields the spans of vehicle registrations; references such as "policy HR12 ABC" do not count."""
    for pattern in _PLATES:
        yield from (match.span() for match in pattern.finditer(text) if not _is_numbered(text, match.start()))


def _is_numbered(text: str, start: int) -> bool:
    """Whether the word before a number marks it as that of a section, a policy or the like."""
    return bool(_NUMBERED.search(text, max(0, start - 20), start))


def _is_address(text: str) -> bool:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    return address.version == 6 or max(address.packed) > 30
