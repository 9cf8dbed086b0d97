"""Finds texts that would be public and look like personal data, until an officer has released that very text."""

from collections.abc import Collection, Sequence

from checks.personal_data import detect
from checks.personal_data.detect import Hit
from loaders.publishing.release.release_log import OF_A_TEXT, Release, last_words
from loaders.publishing.release.texts import Key, Text


def need_second_look(
    texts: Sequence[Text], public: Collection[Key], releases: Sequence[Release], by_two: bool
) -> list[tuple[Text, Hit]]:
    """Each public text that still needs a second look, once in each place, with its most serious hit.

    A hit that is almost certain is more serious than one that is not.

    A release of the very text is the second look: an officer saw the mark beside it, and the release says who and when.
    With `by_two`, two signed-in accounts must have released it.
    """
    words = last_words(releases, texts).items()
    seen = _released_by_two(releases) if by_two else {key for key, word in words if word.is_public}
    first = {text.key: text for text in reversed(texts) if text.key in public and text.key not in seen}
    marked = [(text, _most_serious(detect.hits(text.text))) for text in reversed(first.values())]
    return [(text, hit) for text, hit in marked if hit]


def _released_by_two(releases: Sequence[Release]) -> set[Key]:
    """The keys that two accounts have released since somebody last withdrew them."""
    accounts: dict[Key, set[str]] = {}
    for release in releases:
        if not release.is_public:
            accounts = {key: known for key, known in accounts.items() if not _is_for(release, key)}
        elif release.account:
            accounts.setdefault(release.key, set()).add(release.account)
    return {key for key, known in accounts.items() if len(known) > 1}


def _is_for(release: Release, key: Key) -> bool:
    return release.text == key.text if release.version == OF_A_TEXT else release.key == key


def _most_serious(hits: Sequence[Hit]) -> Hit | None:
    return min(hits, key=lambda hit: (not hit.is_almost_certain, hit.start), default=None)
