"""Time stamps by RFC 3161: requests them, and checks an authority's answer without a network."""

import hashlib
import urllib.request
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from tracker.findings import NotReadable

LARGEST = 100_000  # bytes of an answer, which has about 6,000 with a chain of certificates
WAITS = 30.0  # seconds for an authority
CERTIFICATES = 0xA0  # the tag before the certificates in an answer


class TimeStamp(NamedTuple):
    """What an authority answers: when, in UTC, it was given the SHA-256 `digest`."""

    taken_at: datetime
    digest: bytes

    def is_for(self, text: str) -> bool:
        """Whether the stamp was asked for this text."""
        return self.digest == hashlib.sha256(text.encode()).digest()


def request(text: str) -> bytes:
    """A request for a stamp of a text, as authorities accept it; it holds the fingerprint and not the text."""
    builder = TimestampRequestBuilder().data(text.encode()).hash_algorithm(HashAlgorithm.SHA256)
    return builder.build().as_bytes()


def ask(address: str, content: bytes) -> bytes:
    """Sends a request to an authority and returns its answer. Raises NotReadable."""
    if not address.startswith(("http://", "https://")):
        raise NotReadable(f"{address} is not a web address. Correct it in the settings.")
    asked = urllib.request.Request(address, content, {"Content-Type": "application/timestamp-query"})
    try:
        with urllib.request.urlopen(asked, timeout=WAITS) as answer:
            return answer.read(LARGEST)
    except OSError as error:
        raise NotReadable(f"{address} did not answer. Try again, or send a request by hand.") from error


def read_root(path: Path) -> x509.Certificate:
    """Reads an authority's root certificate from a PEM file. Raises NotReadable."""
    try:
        return x509.load_pem_x509_certificate(path.read_bytes())
    except (OSError, ValueError) as error:
        raise NotReadable(f"{path} is not a PEM certificate. Get the root certificate from the authority.") from error


def name_of(root: x509.Certificate) -> str:
    """Whose root certificate it is, with the fingerprint that people compare."""
    return f"{root.subject.rfc4514_string()} (root certificate SHA-256 {root.fingerprint(SHA256()).hex()})"


def read(answer: bytes, root: x509.Certificate | None) -> TimeStamp:
    """The stamp in an authority's answer; without a `root` nothing shows who signed it. Raises NotReadable.

    The certificates must have been valid when the stamp was taken; they may have expired since.
    """
    try:
        response = decode_timestamp_response(_with_certificates_in_order(answer))
        stamp = TimeStamp(response.tst_info.gen_time, response.tst_info.message_imprint.message)
    except ValueError as error:
        raise NotReadable("is no time stamp by RFC 3161. Ask the authority for one anew.") from error
    if root:
        _verify(response, root)
    return stamp


def _verify(response: TimeStampResponse, root: x509.Certificate) -> None:
    verifier = VerifierBuilder().add_root_certificate(root).build()
    try:
        verifier.verify(response, response.tst_info.message_imprint.message)
    except (VerificationError, ValueError) as error:  # its words are OpenSSL's
        raise NotReadable(f"was not signed by an authority under {name_of(root)}.") from error


def _with_certificates_in_order(answer: bytes) -> bytes:
    """The answer with its certificates in the order that the format, and so the library, demands.

    Authorities that send a chain, such as OpenSSL's, put the signer first. No signature covers the order.
    """
    try:
        ((_, start, end),) = _elements(answer, 0, len(answer))
        _status, token = _elements(answer, start, end)
        _type, content = _elements(answer, *token[1:])
        ((_, *signed),) = _elements(answer, *content[1:])
        ((_, start, end),) = (one for one in _elements(answer, *signed) if answer[one[0]] == CERTIFICATES)
        in_order = sorted(answer[begin:stop] for begin, _, stop in _elements(answer, start, end))
    except (ValueError, IndexError):
        return answer
    return answer[:start] + b"".join(in_order) + answer[end:]


def _elements(content: bytes, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Each element between two places of DER: where it begins, where its content begins, and where it ends."""
    while start < end:
        length, inside = content[start + 1], start + 2
        if length >= 0x80:  # then the rest of it says how many bytes hold the length
            inside += length - 0x80
            length = int.from_bytes(content[start + 2 : inside], "big")
        yield start, inside, inside + length
        start = inside + length
