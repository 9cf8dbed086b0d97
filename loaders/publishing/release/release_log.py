"""Which texts an officer released or withdrew, one by one: an append-only file beside the ledger, chained like it."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Literal

import msgspec

from loaders.publishing.release import second_person
from loaders.publishing.release.texts import Key, Text
from loaders.received import changes, fingerprints, json_lines, ledger_records
from loaders.received.actor import Actor
from loaders.received.changes import RELEASES
from loaders.received.lock import alone_in
from tracker.findings import NotReadable

OF_A_TEXT: Literal[1] = 1  # the version of records that name only a text
WITH_REASON: Literal[3] = 3  # the version of records that say why


class Release(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """Records that one text may be public from a day on, or no longer may.

    `by` is a post, never a name, and `account` the commitment to the signed-in account, "" for a typed post. `column`
    and `sender` say where the text is; both are empty for a name, which is one text everywhere. A record of version 1
    names neither. `why` is the reason for the decision, "" if none was given; records before version 3 have none.
    """

    version: Literal[1, 2, 3] = OF_A_TEXT
    number: int
    column: str = ""
    sender: str = ""
    text: str
    is_public: bool
    by: str
    on: str
    chain: str
    account: str = ""
    why: str = ""

    @property
    def actor(self) -> Actor:
        """Who released or withdrew it."""
        return Actor(self.by, self.account)

    @property
    def key(self) -> Key:
        """The key of the text, in a record that names its place."""
        return Key(self.column, self.sender, self.text)

    def link(self, before: str) -> str:
        """The link that this record must have after the link `before`."""
        account = (self.account,) if self.account else ()  # releases from before sign-in have none
        end = (self.account, self.why) if self.version == WITH_REASON else account
        place = () if self.version == OF_A_TEXT else (self.version, self.column, self.sender)
        return fingerprints.fingerprint(
            [before, *place, self.number, self.text, self.is_public, self.by, self.on, *end]
        )


def read(folder: Path) -> list[Release]:
    """Every release, in the order made. Raises NotReadable if one was altered or removed."""
    path = folder / RELEASES
    checked: list[Release] = []
    releases = json_lines.read(path, Release, "is no release. Put the file back from a copy.")
    for number, release in enumerate(releases, start=1):
        if release.number != number or release.chain != release.link(_head(checked)):
            raise NotReadable(f"{path}, line {number}, was altered, or one before it removed. Put it back from a copy.")
        checked.append(release)
    return checked


def add(folder: Path, keys: Sequence[Key], is_public: bool, by: Actor, on: str, why: str = "") -> list[Release]:
    """Records one release for each key here and in the ledger, waits until the disk has them, and returns all releases.

    What somebody else changed before is recorded separately. Raises NotReadable, also if the settings ask for a second
    person and a typed post would release what looks like personal data.
    """
    if is_public:
        second_person.refuse_typed(folder, [key.text for key in keys], by)
    with alone_in(folder):
        changes.record(folder)
        releases = read(folder)
        before = len(releases)
        for key in keys:
            release = Release(
                version=WITH_REASON,
                number=len(releases) + 1,
                **key._asdict(),
                is_public=is_public,
                by=by.post,
                on=on,
                chain="",
                account=by.account,
                why=why,
            )
            releases.append(msgspec.structs.replace(release, chain=release.link(_head(releases))))
        json_lines.append(folder / RELEASES, releases[before:])
        changes.record(folder, by)
    return releases


def last_words(releases: Sequence[Release], texts: Sequence[Text]) -> dict[Key, Release]:
    """For each key that an officer dealt with, the last release or withdrawal, which is the one that counts.

    In version 1, a release holds where its text already was on its day; a withdrawal holds wherever the text is, since
    it was meant to keep it back.
    """
    places: dict[str, list[Text]] = {}
    for text in texts:
        places.setdefault(text.text, []).append(text)
    words: dict[Key, Release] = {}
    for release in releases:
        if release.version == OF_A_TEXT:
            day = date.fromisoformat(release.on)
            covered = (text for text in places.get(release.text, ()) if text.first_on <= day or not release.is_public)
            words.update((text.key, release) for text in covered)
        else:
            words[release.key] = release
    return words


def _head(releases: Sequence[Release]) -> str:
    return releases[-1].chain if releases else ledger_records.START
