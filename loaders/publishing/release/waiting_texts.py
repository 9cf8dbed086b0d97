"""The texts that wait for an officer: not released, like personal data, or released before a release named a place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import msgspec

from checks.personal_data import detect
from loaders.publishing import allow_list
from loaders.publishing.release import release_log, second_person
from loaders.publishing.release.decisions import public_keys, read_decisions
from loaders.publishing.release.second_look import need_second_look
from loaders.publishing.release.texts import WITH_MARKS, Key, Text

SHORTEST = 8  # letters of a fingerprint that name a text


@dataclass(frozen=True)
class WaitingTexts:
    """The texts that wait for an officer, one text for each key.

    Those in `not_released` may not be public yet, and no officer has decided that they stay private; a name always
    waits, since nothing is published without it. Those in `to_look_at` may be public, but look like personal data.
    Those in `to_confirm` were released by their words alone, which holds only where the words were on that day.
    """

    not_released: tuple[Text, ...]
    to_look_at: tuple[Text, ...]
    to_confirm: tuple[Text, ...]


@dataclass(frozen=True)
class Group:
    """Texts to release together: of one sender, unseen for the same reason, and nothing like personal data."""

    sender: str
    why: str
    texts: tuple[Text, ...]

    @property
    def id(self) -> str:
        """The group's name: it changes as soon as a text comes or goes, so that what is released is what was listed."""
        return short_fingerprint(["group", self.sender, self.why, *sorted(text.key for text in self.texts)])


def waiting_texts(folder: Path, texts: Sequence[Text]) -> WaitingTexts:
    """Which of the texts wait, by the decisions, releases and settings of `folder`. Raises NotReadable."""
    releases = release_log.read(folder)
    public = public_keys(texts, read_decisions(folder), releases)
    words = release_log.last_words(releases, texts)
    old = {key for key, word in words.items() if word.version == release_log.OF_A_TEXT and word.is_public}
    looked_at = [text for text, _ in need_second_look(texts, public, releases, second_person.is_required(folder))]
    decided = {key for key in words if key.column}
    ours = {Key("", "", word) for word in allow_list.vocabulary()}
    return WaitingTexts(
        _each_once(text for text in texts if text.key not in public | decided | ours),
        tuple(looked_at),
        _each_once(text for text in texts if text.key in old),
    )


def groups(not_released: Sequence[Text]) -> list[Group]:
    """The texts that no decision covers and that do not look like personal data, grouped by sender and reason."""
    grouped: dict[tuple[str, str], list[Text]] = {}
    for text in not_released:
        if (why := why_not_seen(text)) and not looks_like(text.text):
            grouped.setdefault((text.sender, why), []).append(text)
    return [Group(sender, why, tuple(texts)) for (sender, why), texts in sorted(grouped.items())]


def why_not_seen(text: Text) -> str:
    """Why a decision that names its column does not cover a text: it is hidden, or its format does not say; else ""."""
    if not text.seen_in:
        return " and ".join(text.hidden)
    return "" if WITH_MARKS in text.seen_in else f"{text.seen_in[0]} does not say what is hidden"


def looks_like(text: str) -> str:
    """The kinds of personal data that a text looks like, "" for none."""
    return ", ".join(sorted({hit.kind.value for hit in detect.hits(text)}))


def text_id(key: Key) -> str:
    """The name of a text on the command line and on the page Release: the start of a fingerprint."""
    return short_fingerprint(key)


def short_fingerprint(content: object) -> str:
    """The start of the fingerprint of anything that JSON can hold."""
    return sha256(msgspec.json.encode(content)).hexdigest()[:SHORTEST]


def _each_once(texts: Iterable[Text]) -> tuple[Text, ...]:
    first = {text.key: text for text in reversed([*texts])}
    return tuple(reversed(first.values()))
