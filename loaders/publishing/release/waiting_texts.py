"""The texts that wait for an officer: those that nobody released, and those that look like personal data."""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from checks.personal_data import detect
from loaders.publishing import allow_list
from loaders.publishing.release import release_log
from loaders.publishing.release.decisions import public_texts, read_decisions
from loaders.publishing.release.second_look import need_second_look
from loaders.publishing.release.texts import Text

SHORTEST = 8  # letters of a fingerprint by which a text is named


def not_released(folder: Path, texts: Sequence[Text]) -> list[Text]:
    """The texts that may not be public as things stand: each once, where it first stands. Raises NotReadable."""
    public = public_texts(texts, read_decisions(folder), release_log.read(folder)) | allow_list.vocabulary()
    first = {text.text: text for text in reversed(texts) if text.text not in public}
    return list(reversed(first.values()))


def to_confirm(folder: Path, texts: Sequence[Text]) -> list[Text]:
    """The texts that a decision makes public but that look like personal data, until one by one they are released."""
    releases = release_log.read(folder)
    public = public_texts(texts, read_decisions(folder), releases)
    return [text for text, _ in need_second_look(texts, public, releases)]


def looks_like(text: str) -> str:
    """The kinds of personal data that a text looks like, "" for none."""
    return ", ".join(sorted({hit.kind.value for hit in detect.hits(text)}))


def mark(text: str) -> str:
    """The name of a text on the command line and on the page Release: the beginning of its fingerprint."""
    return sha256(text.encode()).hexdigest()[:SHORTEST]
