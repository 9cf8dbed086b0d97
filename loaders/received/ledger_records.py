"""What a record of the ledger says, and the link that chains it to the one before."""

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

START = "0" * 64  # what the first record is chained to
NAMES = ("file", "sent_as", "salt")  # hashed apart, so that a published chain can be checked without them
VERSION: Literal[3] = 3  # of new records
RECEIVED: Literal["received"] = "received"
CHANGED: Literal["changed"] = "changed"
WITHDRAWN: Literal["withdrawn"] = "withdrawn"
DATED_ANEW: Literal["dated anew"] = "dated anew"
REPLACED: Literal["replaced"] = "replaced"
OF_VERSION_1: tuple[Literal[1], Literal[""]] = (1, "")  # said neither version nor kind


class Header(msgspec.Struct, frozen=True):
    """What a record of any version says of itself; everything else in it is passed over."""

    version: int = OF_VERSION_1[0]
    kind: str = OF_VERSION_1[1]


class Received(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """One file received: `file` is its path below the folder of all senders, `sent_as` the name its sender gave it."""

    version: Literal[1, 2, 3] = OF_VERSION_1[0]
    kind: Literal["", "received"] = OF_VERSION_1[1]
    number: int
    sender: str
    received_on: str
    size_bytes: int
    sha256: str
    file: str
    sent_as: str
    salt: str
    chain: str

    @property
    def names(self) -> str:
        """Fingerprint of the names, with a salt, since a name can be guessed."""
        return fingerprint({name: getattr(self, name) for name in NAMES})

    @property
    def file_salt(self) -> str:
        """What is given to whoever may check the file; it does not lead to the salt of the names."""
        return fingerprint(["file", self.salt])

    @property
    def commitment(self) -> str:
        """What is published in place of fingerprint and size, by which a guess of the content could be tested."""
        return sha256(f"{self.file_salt} {self.size_bytes} {self.sha256}".encode())

    @property
    def published_names(self) -> str:
        """`names` where the link can be checked with them; "" where they would help to test a guess of the content."""
        return self.names if self.version == VERSION else ""

    def link_after(self, before: str) -> str:
        """The link that this record must have where `before` is the link of the record before it."""
        header, record = (self.version, self.kind), (self.number, self.sender, self.received_on)
        if self.version == VERSION:
            return link(before, self.kind, *record, self.commitment, self.names)
        content = (*record, self.size_bytes, self.sha256, self.names)
        return fingerprint([before, *(() if header == OF_VERSION_1 else header), *content])


class Changed(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """That a file which decides what is read or published has changed; size 0 and no SHA-256: it is gone.

    `by` is a post and `account` the commitment to an account, each "" where it is not known.
    """

    version: Literal[3]
    kind: Literal["changed"]
    number: int
    file: str
    size_bytes: int
    sha256: str
    by: str
    account: str
    salt: str
    chain: str

    @property
    def content(self) -> str:
        """Fingerprint of what it says, with a salt: a published chain shows no more of it."""
        names = ("file", "size_bytes", "sha256", "by", "account", "salt")
        return fingerprint({name: getattr(self, name) for name in names})

    def link_after(self, before: str) -> str:
        """The link that this record must have where `before` is the link of the record before it."""
        return link(before, self.kind, self.number, self.content)


class Withdrawn(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """That a file received no longer counts: `withdraws` is the number of its record and `file` its place.

    Where it is dated anew or replaced, the next record is that of the file in its place.

    `because` is a word of `tracker.terms.Withdrawal`, `why` the reason in words. `bytes` says whether the file was
    there as received, or lost by then. `by` is a post and `account` the commitment to an account, "" for a typed post.
    """

    version: Literal[3]
    kind: Literal["withdrawn", "dated anew", "replaced"]
    number: int
    withdraws: int
    file: str
    on: str
    because: Literal["misfiled", "damaged"]
    bytes: Literal["kept", "lost"]
    why: str
    by: str
    account: str
    salt: str
    chain: str

    @property
    def content(self) -> str:
        """Fingerprint of what it says, with a salt: a published chain shows no more of it."""
        names = ("withdraws", "file", "on", "because", "bytes", "why", "by", "account", "salt")
        return fingerprint({name: getattr(self, name) for name in names})

    def link_after(self, before: str) -> str:
        """The link that this record must have where `before` is the link of the record before it."""
        return link(before, self.kind, self.number, self.content)


Record = Received | Changed | Withdrawn
KINDS: dict[str, type[Record]] = {
    OF_VERSION_1[1]: Received,
    RECEIVED: Received,
    CHANGED: Changed,
    **dict.fromkeys((WITHDRAWN, DATED_ANEW, REPLACED), Withdrawn),
}


def received(records: Iterable[Record]) -> list[Received]:
    """Of the records those of files received."""
    return [record for record in records if isinstance(record, Received)]


def kept(records: Sequence[Record]) -> list[Received]:
    """Of the records those of files received whose bytes must be there: all but those lost before a withdrawal."""
    lost = {number for number, end in withdrawals(records).items() if end.bytes == "lost"}
    return [record for record in received(records) if record.number not in lost]


def withdrawals(records: Iterable[Record]) -> dict[int, Withdrawn]:
    """Each withdrawal by the number of the file that it withdraws."""
    return {record.withdraws: record for record in records if isinstance(record, Withdrawn)}


def link(before: str, kind: str, *published: object) -> str:
    """The link of a record of this program: SHA-256 over the link before and what is published of the record.

    Of a file received that is its number, sender, date of receipt, commitment and fingerprint of the names; of a change
    or a withdrawal its number and content.
    """
    return fingerprint([before, VERSION, kind, *published])


def fingerprint(content: object) -> str:
    """SHA-256 of a value written as JSON in one fixed way."""
    return hashlib.sha256(msgspec.json.encode(content, order="sorted")).hexdigest()


def sha256(content: bytes) -> str:
    """Fingerprint of the bytes of a file."""
    return hashlib.sha256(content).hexdigest()


def salt() -> str:
    """Random text that keeps anybody from guessing what a fingerprint stands for."""
    return secrets.token_hex(32)
