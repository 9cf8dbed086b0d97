"""Which texts an officer released or withdrew, one by one: an append-only file beside the ledger, chained like it."""

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from loaders.received import ledger
from tracker.received_file import NotReadable

RELEASES = "releases.jsonl"


@dataclass(frozen=True)
class Release:
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
    path, found = folder / RELEASES, []
    if not path.exists():
        return found
    lines = path.read_text(encoding="utf-8").split("\n")  # a text may hold other ends of lines
    for number, line in enumerate(lines[: -1 if not lines[-1] else None], start=1):
        try:
            release = Release(**json.loads(line))
        except (ValueError, TypeError) as error:
            raise NotReadable(f"{path}, line {number}, is no release. Put the file back from a copy.") from error
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
        found.append(Release(**asdict(release) | {"chain": release.link(_head(found))}))
    with (folder / RELEASES).open("a", encoding="utf-8") as file:
        file.writelines(json.dumps(asdict(release), ensure_ascii=False) + "\n" for release in found[held:])
        file.flush()
        os.fsync(file.fileno())
    return found


def last_words(found: Sequence[Release]) -> dict[str, bool]:
    """For each text that an officer dealt with, whether it may be public: the last word stands."""
    return {release.text: release.is_public for release in found}


def _head(found: Sequence[Release]) -> str:
    return found[-1].chain if found else ledger.START
