"""What a record of the ledger says, and the link that chains it to the one before."""

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

START = "0" * 64  # what the first record is chained to
PLACE = ("version", "kind", "number", "chain")  # of a record in the ledger; all else is what it says
NAMES = ("file", "sent_as", "salt")  # hashed apart, so that a published chain can be checked without them
WHO = ("by", "account")  # hashed with the names; not there in older records
VERSION: Literal[3] = 3  # of new records
RECEIVED: Literal["received"] = "received"
CHANGED: Literal["changed"] = "changed"
WITHDRAWN: Literal["withdrawn"] = "withdrawn"
DATED_ANEW: Literal["dated anew"] = "dated anew"
REPLACED: Literal["replaced"] = "replaced"
ERASED: Literal["words erased"] = "words erased"
REQUESTED: Literal["requested"] = "requested"
LEFT = ".erased"  # the end of the name of what is left of a file whose words were erased
OF_VERSION_1: tuple[Literal[1], Literal[""]] = (1, "")  # said neither version nor kind


class Header(msgspec.Struct, frozen=True):
    """What a record of any version says of itself; everything else in it is passed over."""

    version: int = OF_VERSION_1[0]
    kind: str = OF_VERSION_1[1]


class Received(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """One file received: `file` is its path below the folder of all senders, `sent_as` the name its sender gave it.

    `by` is the post that took it in and `account` the commitment to an account, each "" where it is not known.
    """

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
    by: str = ""
    account: str = ""

    @property
    def names(self) -> str:
        """Fingerprint of the names, and of who took it in, if known; with a salt, since a name can be guessed."""
        who = {name: said for name in WHO if (said := getattr(self, name))}
        return fingerprint({name: getattr(self, name) for name in NAMES} | who)

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
        return _said(self)

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
    def about(self) -> int:
        """The number of the record of the file that it is about."""
        return self.withdraws

    @property
    def content(self) -> str:
        """Fingerprint of what it says, with a salt: a published chain shows no more of it."""
        return _said(self)

    def link_after(self, before: str) -> str:
        """The link that this record must have where `before` is the link of the record before it."""
        return link(before, self.kind, self.number, self.content)


class Erased(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """That the words of a file received were erased: `erases` is the number of its record and `file` its place.

    What was left lies beside it and is read in its place: `left_bytes` is its size and `left_sha256` its fingerprint, 0
    and "" where the file could not be read. The other fields are those of `Withdrawn`.
    """

    version: Literal[3]
    kind: Literal["words erased"]
    number: int
    erases: int
    file: str
    on: str
    because: Literal["personal data"]
    left_bytes: int
    left_sha256: str
    why: str
    by: str
    account: str
    salt: str
    chain: str

    @property
    def about(self) -> int:
        """The number of the record of the file that it is about."""
        return self.erases

    @property
    def content(self) -> str:
        """Fingerprint of what it says, with a salt: a published chain shows no more of it."""
        return _said(self)

    def link_after(self, before: str) -> str:
        """The link that this record must have where `before` is the link of the record before it."""
        return link(before, self.kind, self.number, self.content)


class Requested(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """That a sender is asked for a return, by a form: what stands in it is a line of `file`, whose SHA-256 this holds.

    `due` is the day by which it is to come. `by` is a post and `account` the commitment to an account, "" for a typed
    post.
    """

    version: Literal[3]
    kind: Literal["requested"]
    number: int
    sender: str
    form: str
    due: str
    file: str
    line_sha256: str
    by: str
    account: str
    salt: str
    chain: str

    @property
    def content(self) -> str:
        """Fingerprint of what it says, with a salt: a published chain shows no more of it."""
        return _said(self)

    def link_after(self, before: str) -> str:
        """The link that this record must have where `before` is the link of the record before it."""
        return link(before, self.kind, self.number, self.content)


Record = Received | Changed | Withdrawn | Erased | Requested
KINDS: dict[str, type[Record]] = {
    OF_VERSION_1[1]: Received,
    RECEIVED: Received,
    CHANGED: Changed,
    **dict.fromkeys((WITHDRAWN, DATED_ANEW, REPLACED), Withdrawn),
    ERASED: Erased,
    REQUESTED: Requested,
}


def received(records: Iterable[Record]) -> list[Received]:
    """Of the records those of files received."""
    return [record for record in records if isinstance(record, Received)]


def kept(records: Sequence[Record]) -> list[Received]:
    """Of the records those of files received whose bytes must be there: all but those lost before a withdrawal.

    Of one whose words were erased, that is what was left of it.
    """
    lost, erased = lost_files(records), erasures(records)
    there = (one for one in received(records) if one.number not in lost)
    return [left_of(one, erased[one.number]) if one.number in erased else one for one in there]


def lost_files(records: Sequence[Record]) -> set[int]:
    """The numbers of files of which no bytes are there, and none are looked for."""
    lost = {number for number, end in withdrawals(records).items() if end.bytes == "lost"}
    return lost | {number for number, one in erasures(records).items() if not one.left_sha256}


def left_of(record: Received, erased: Erased) -> Received:
    """The record of a file with the place, the size and the fingerprint of what was left of it."""
    return msgspec.structs.replace(
        record, file=f"{record.file}{LEFT}", size_bytes=erased.left_bytes, sha256=erased.left_sha256
    )


def withdrawals(records: Iterable[Record]) -> dict[int, Withdrawn]:
    """Each withdrawal by the number of the file that it withdraws."""
    return {record.withdraws: record for record in records if isinstance(record, Withdrawn)}


def erasures(records: Iterable[Record]) -> dict[int, Erased]:
    """Each erasure of words by the number of the file that it is about."""
    return {record.erases: record for record in records if isinstance(record, Erased)}


def corrections(records: Iterable[Record]) -> list[Withdrawn | Erased]:
    """Of the records those that put something right about a file received."""
    return [record for record in records if isinstance(record, Withdrawn | Erased)]


def requests(records: Iterable[Record]) -> dict[str, Requested]:
    """Each request by the name of its form."""
    return {record.form: record for record in records if isinstance(record, Requested)}


def _said(record: Changed | Withdrawn | Erased | Requested) -> str:
    """Fingerprint of what a record says, its salt included."""
    return fingerprint({name: getattr(record, name) for name in record.__struct_fields__ if name not in PLACE})


def link(before: str, kind: str, *published: object) -> str:
    """The link of a record of this program: SHA-256 over the link before and what is published of the record.

    Of a file received that is its number, sender, date of receipt, commitment and fingerprint of the names; of any
    other record its number and content.
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
