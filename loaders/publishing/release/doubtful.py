"""Texts that would be public and look like personal data, until an officer has released that very text."""

from collections.abc import Collection, Sequence

from checks.personal_data import detect
from checks.personal_data.detect import Hit
from loaders.publishing.release.public_texts import Text
from loaders.publishing.release.release_log import Release, last_words


def doubtful(found: Sequence[Text], public: Collection[str], one_by_one: Sequence[Release]) -> list[tuple[Text, Hit]]:
    """Each such text once, with the gravest of its hits: those that block before those that ask for a second look.

    A release of the very text is the second look: an officer saw the mark beside it, and the release says who and when.
    """
    seen = {text for text, is_public in last_words(one_by_one).items() if is_public}
    first = {text.text: text for text in reversed(found) if text.text in public and text.text not in seen}
    marked = [(text, _gravest(detect.hits(text.text))) for text in reversed(first.values())]
    return [(text, hit) for text, hit in marked if hit]


def _gravest(hits: Sequence[Hit]) -> Hit | None:
    return min(hits, key=lambda hit: (not hit.is_blocking, hit.start), default=None)
