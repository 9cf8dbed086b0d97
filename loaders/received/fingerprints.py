"""Fingerprints of values and of files, and the salt that keeps anybody from guessing what one stands for."""

import hashlib
import secrets

import msgspec


def fingerprint(content: object) -> str:
    """The SHA-256 of a value written as JSON in one fixed way."""
    return hashlib.sha256(msgspec.json.encode(content, order="sorted")).hexdigest()


def sha256(content: bytes) -> str:
    """The SHA-256 of the bytes of a file."""
    return hashlib.sha256(content).hexdigest()


def salt() -> str:
    """Random text that keeps anybody from guessing what a fingerprint stands for."""
    return secrets.token_hex(32)
