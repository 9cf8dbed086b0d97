"""Fingerprints of the cells of a form that nobody is to change: the same after another program has saved them."""

import unicodedata
from datetime import date

from loaders.received.ledger_records import sha256

LENGTH = 16  # hexadecimal digits: two texts with the same ones are not met by chance


def fingerprint(value: str | date) -> str:
    """The fingerprint of a text, without regard to spaces and ways of writing an accent, or of a day."""
    text = value.isoformat() if isinstance(value, date) else value
    return sha256(" ".join(unicodedata.normalize("NFC", text).split()).encode())[:LENGTH]


BLANK = fingerprint("")
