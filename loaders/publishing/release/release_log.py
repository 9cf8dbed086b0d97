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
    found: list[Release] = []
    releases = json_lines.read(path, Release, "is no release. Put the file back from a copy.")
    for number, release in enumerate(releases, start=1):
        if release.number != number or release.chain != release.link(_head(found)):
            raise NotReadable(
                f"{path}, line {number}, was altered, or one before it taken out. Put it back from a copy."
            )
        found.append(release)
    return found


def add(folder: Path, texts: Sequence[str], is_public: bool, by: str, on: str) -> list[Release]:
    """Records one release for each text, and waits until the disk has them. Raises NotReadable."""
    found = read(folder)
    held = len(found)
    for text in texts:
        release = Release(len(found) + 1, text, is_public, by, on, "")
        found.append(msgspec.structs.replace(release, chain=release.link(_head(found))))
    json_lines.append(folder / RELEASES, found[held:])
    return found


def last_words(found: Sequence[Release]) -> dict[str, bool]:
    """For each text that an officer dealt with, whether it may be public: the last word stands."""
    return {release.text: release.is_public for release in found}


def _head(found: Sequence[Release]) -> str:
    return found[-1].chain if found else ledger.START
