"""What the records of the ledger say, and the link that chains each to the one before."""

from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from loaders.received.fingerprints import fingerprint, sha256

START = "0" * 64  # what the first record is chained to
PLACE = ("version", "kind", "number", "chain")  # a record's place in the ledger; all else is what it says
NAMES = ("file", "sent_as", "salt")  # hashed separately, so that a published chain can be checked without them
WHO = ("by", "account")  # hashed with the names; older records lack them
VERSION: Literal[3] = 3  # of new records
RECEIVED: Literal["received"] = "received"
CHANGED: Literal["changed"] = "changed"
WITHDRAWN: Literal["withdrawn"] = "withdrawn"
DATED_ANEW: Literal["dated anew"] = "dated anew"
REPLACED: Literal["replaced"] = "replaced"
ERASED: Literal["words erased"] = "words erased"
REQUESTED: Literal["requested"] = "requested"
PUBLISHED: Literal["published"] = "published"
LEFT = ".erased"  # ends the name of what is left of a file whose words were erased
OF_VERSION_1: tuple[Literal[1], Literal[""]] = (1, "")  # its records named neither version nor kind


class Header(msgspec.Struct, frozen=True):
    """The version and kind of any record; everything else in it is ignored."""

    version: int = OF_VERSION_1[0]
    kind: str = OF_VERSION_1[1]


class FileReceived(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """A file received: `file` is its path below the folder of all senders, `sent_as` the name that its sender gave it.

    `by` is the post that took it in and `account` the commitment to an account, each "" if not known.
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
        """A fingerprint of the names and of who took it in, if known; salted, since a name can be guessed."""
        who = {name: value for name in WHO if (value := getattr(self, name))}
        return fingerprint({name: getattr(self, name) for name in NAMES} | who)

    @property
    def file_salt(self) -> str:
        """The salt for whoever may check the file; it does not reveal the salt of the names."""
        return fingerprint(["file", self.salt])

    @property
    def commitment(self) -> str:
        """What is published in place of fingerprint and size, with which anybody could test a guess of the content."""
        return sha256(f"{self.file_salt} {self.size_bytes} {self.sha256}".encode())

    @property
    def published_names(self) -> str:
        """`names` if the link can be checked with them; "" for older records, where they would help to test guesses."""
        return self.names if self.version == VERSION else ""


class SettingsChanged(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Records a change to a file that decides what is read or published; size 0 and no SHA-256 mean that it is gone.

    `by` is a post and `account` the commitment to an account, each "" if not known.
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


class FileWithdrawn(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Records that a file received no longer counts: `withdraws` is the number of its record and `file` its place.

    If it is dated anew or replaced, the next record is of the file in its place.

    `because` is a word of `tracker.file_terms.Withdrawal`, `why` the reason in words. `bytes` says whether the file was
    still there as received or lost. `by` is a post and `account` the commitment to an account, "" for a typed post.
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
        """The number of the record of the file that this record is about."""
        return self.withdraws


class WordsErased(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Records that the words of a file were erased: `erases` is the number of its record and `file` its place.

    A file with what was left is beside it and is read instead: `left_bytes` is its size and `left_sha256` its
    fingerprint, 0 and "" if the original could not be read. The other fields are as in `FileWithdrawn`.
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
        """The number of the record of the file that this record is about."""
        return self.erases


class ReturnRequested(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Records that a form asks a sender for a return: a line of `file`, with this SHA-256, holds what is in the form.

    `due` is the day by which the return should come; `by` and `account` are as in `FileWithdrawn`.
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


class PublicationMade(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Records that a publication was made: `file` is the place of its manifest below the public folder, with a SHA-256.

    `by` is the post that published it and `account` the commitment to an account, each "" if not known.
    """

    version: Literal[3]
    kind: Literal["published"]
    number: int
    file: str
    manifest_sha256: str
    by: str
    account: str
    salt: str
    chain: str


Record = FileReceived | SettingsChanged | FileWithdrawn | WordsErased | ReturnRequested | PublicationMade
KINDS: dict[str, type[Record]] = {
    **dict.fromkeys((OF_VERSION_1[1], RECEIVED), FileReceived),
    CHANGED: SettingsChanged,
    **dict.fromkeys((WITHDRAWN, DATED_ANEW, REPLACED), FileWithdrawn),
    ERASED: WordsErased,
    REQUESTED: ReturnRequested,
    PUBLISHED: PublicationMade,
}


def received(records: Iterable[Record]) -> list[FileReceived]:
    """The records of files received."""
    return [record for record in records if isinstance(record, FileReceived)]


def expected_files(records: Sequence[Record]) -> list[FileReceived]:
    """The records of files received whose bytes must be there: all but those that were lost before a withdrawal.

    For a file whose words were erased, the record describes what was left of it.
    """
    lost, erased = lost_files(records), erasures(records)
    there = (one for one in received(records) if one.number not in lost)
    return [after_erasure(one, erased[one.number]) if one.number in erased else one for one in there]


def lost_files(records: Sequence[Record]) -> set[int]:
    """The numbers of files that have no bytes any more, so that none are looked for."""
    lost = {number for number, end in withdrawals(records).items() if end.bytes == "lost"}
    return lost | {number for number, one in erasures(records).items() if not one.left_sha256}


def after_erasure(record: FileReceived, erased: WordsErased) -> FileReceived:
    """A file's record with the place, size and fingerprint of what was left when its words were erased."""
    left = f"{record.file}{LEFT}"
    return msgspec.structs.replace(record, file=left, size_bytes=erased.left_bytes, sha256=erased.left_sha256)


def withdrawals(records: Iterable[Record]) -> dict[int, FileWithdrawn]:
    """Each withdrawal, by the number of the file that it withdraws."""
    return {record.withdraws: record for record in records if isinstance(record, FileWithdrawn)}


def erasures(records: Iterable[Record]) -> dict[int, WordsErased]:
    """Each erasure of words, by the number of the file that it is about."""
    return {record.erases: record for record in records if isinstance(record, WordsErased)}


def corrections(records: Iterable[Record]) -> list[FileWithdrawn | WordsErased]:
    """The records that correct something about a file received."""
    return [record for record in records if isinstance(record, FileWithdrawn | WordsErased)]


def requests(records: Iterable[Record]) -> dict[str, ReturnRequested]:
    """Each request, by the name of its form."""
    return {record.form: record for record in records if isinstance(record, ReturnRequested)}


def link_after(record: Record, before: str) -> str:
    """The link that a record must have if `before` is the link of the record before it."""
    if not isinstance(record, FileReceived):
        return link(before, record.kind, record.number, content(record))
    header, place = (record.version, record.kind), (record.number, record.sender, record.received_on)
    if record.version == VERSION:
        return link(before, record.kind, *place, record.commitment, record.names)
    of_file = (*(() if header == OF_VERSION_1 else header), *place, record.size_bytes, record.sha256, record.names)
    return fingerprint([before, *of_file])


def publications(records: Iterable[Record]) -> list[PublicationMade]:
    """The records of publications."""
    return [record for record in records if isinstance(record, PublicationMade)]


def content(record: SettingsChanged | FileWithdrawn | WordsErased | ReturnRequested | PublicationMade) -> str:
    """A salted fingerprint of what the record says: a published chain shows nothing else of it."""
    return fingerprint({name: getattr(record, name) for name in record.__struct_fields__ if name not in PLACE})


def link(before: str, kind: str, *published: object) -> str:
    """The link of a record of the current version: SHA-256 over the link before and what is published of the record.

    For a file received, that is its number, sender, date of receipt, commitment and fingerprint of the names; for any
    other record, its number and content.
    """
    return fingerprint([before, VERSION, kind, *published])
