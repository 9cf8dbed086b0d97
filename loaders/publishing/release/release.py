"""Which texts wait for a release, by what they wait for."""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from checks.personal_data import detect
from loaders.publishing import allow_list
from loaders.publishing.release import public_texts, release_log
from loaders.publishing.release.doubtful import doubtful
from loaders.publishing.release.public_texts import Text

SHORTEST = 8  # letters of a fingerprint by which a text is named


def waiting(folder: Path, found: Sequence[Text]) -> list[Text]:
    """The texts that may not be public as things stand: each once, where it first stands. Raises NotReadable."""
    public = (
        public_texts.public(found, public_texts.decisions(folder), release_log.read(folder)) | allow_list.vocabulary()
    )
    first = {text.text: text for text in reversed(found) if text.text not in public}
    return list(reversed(first.values()))


def to_confirm(folder: Path, found: Sequence[Text]) -> list[Text]:
    """The texts that a decision makes public but that look like personal data, until one by one they are released."""
    one_by_one = release_log.read(folder)
    public = public_texts.public(found, public_texts.decisions(folder), one_by_one)
    return [text for text, _ in doubtful(found, public, one_by_one)]


def looks_like(text: str) -> str:
    """The kinds of personal data that a text looks like, "" for none."""
    return ", ".join(sorted({hit.kind.value for hit in detect.hits(text)}))


def mark(text: str) -> str:
    """What a text is called on the command line: the beginning of its fingerprint."""
    return sha256(text.encode()).hexdigest()[:SHORTEST]
