"""Which texts an officer released or withdrew, one by one: an append-only file beside the ledger, chained like it."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from loaders.received import json_lines, ledger
from tracker.findings import NotReadable

RELEASES = "releases.jsonl"


class Release(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """That one text may be public from a day on, or no longer may; `by` is a post, never a name."""

    number: int
    text: str
    is_public: bool
    by: str
    on: str
    chain: str

    def link(self, before: str) -> str:
        """The link that belongs after `before`."""
        return ledger.fingerprint([before, self.number, self.text, self.is_public, self.by, self.on])


def read(folder: Path) -> list[Release]:
    """Every release in the order made, none where none was. Raises NotReadable when one was altered or taken out."""
    path = folder / RELEASES
    checked: list[Release] = []
    releases = json_lines.read(path, Release, "is no release. Put the file back from a copy.")
    for number, release in enumerate(releases, start=1):
        if release.number != number or release.chain != release.link(_head(checked)):
            raise NotReadable(
                f"{path}, line {number}, was altered, or one before it taken out. Put it back from a copy."
            )
        checked.append(release)
    return checked


def add(folder: Path, texts: Sequence[str], is_public: bool, by: str, on: str) -> list[Release]:
    """Records one release for each text, and waits until the disk has them. Raises NotReadable."""
    releases = read(folder)
    before = len(releases)
    for text in texts:
        release = Release(len(releases) + 1, text, is_public, by, on, "")
        releases.append(msgspec.structs.replace(release, chain=release.link(_head(releases))))
    json_lines.append(folder / RELEASES, releases[before:])
    return releases


def last_words(releases: Sequence[Release]) -> dict[str, bool]:
    """For each text that an officer dealt with, whether it may be public: the last word stands."""
    return {release.text: release.is_public for release in releases}


def _head(releases: Sequence[Release]) -> str:
    return releases[-1].chain if releases else ledger.START
