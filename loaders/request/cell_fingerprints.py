"""Fingerprints of a form's cells that nobody should change; they stay the same if another program saves the form."""

import unicodedata
from datetime import date

from loaders.received.fingerprints import sha256

LENGTH = 16  # hexadecimal digits: two texts do not share these by chance


def fingerprint(value: str | date) -> str:
    """The fingerprint of a day, or of a text regardless of extra spaces and of how its accents are encoded."""
    text = value.isoformat() if isinstance(value, date) else value
    return sha256(" ".join(unicodedata.normalize("NFC", text).split()).encode())[:LENGTH]


BLANK = fingerprint("")
