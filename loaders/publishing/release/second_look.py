"""Texts that would be public and look like personal data, until an officer has released that very text."""

from collections.abc import Collection, Sequence

from checks.personal_data import detect
from checks.personal_data.detect import Hit
from loaders.publishing.release.release_log import Release, last_words
from loaders.publishing.release.texts import Text


def need_second_look(
    texts: Sequence[Text], public: Collection[str], releases: Sequence[Release]
) -> list[tuple[Text, Hit]]:
    """Each such text once, with the gravest of its hits: those that block before those that ask for a second look.

    A release of the very text is the second look: an officer saw the mark beside it, and the release says who and when.
    """
    seen = {text for text, is_public in last_words(releases).items() if is_public}
    first = {text.text: text for text in reversed(texts) if text.text in public and text.text not in seen}
    marked = [(text, _gravest(detect.hits(text.text))) for text in reversed(first.values())]
    return [(text, hit) for text, hit in marked if hit]


def _gravest(hits: Sequence[Hit]) -> Hit | None:
    return min(hits, key=lambda hit: (not hit.is_blocking, hit.start), default=None)
