"""Checks the post of whoever does something that goes on record, since the ledger keeps it for ever."""

from checks.personal_data import detect
from loaders.received.actor import Actor
from tracker.findings import NotReadable


def acting(post: str) -> Actor:
    """The actor with a typed post, "" for nobody named. Raises NotReadable if the post looks like a person."""
    by = " ".join(post.split())
    refuse_personal(by, "Name a post, never a person.")
    return Actor(by)


def refuse_personal(text: str, advice: str) -> None:
    """Raises NotReadable, with the advice, for words that look like personal data: they would stay for ever."""
    if detect.hits(text):
        raise NotReadable(f"“{text}” looks like personal data, and the ledger keeps it for ever. {advice}")
