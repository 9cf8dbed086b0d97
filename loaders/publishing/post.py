"""The post of whoever does something that goes on record, which the ledger keeps for ever."""

from checks.personal_data import detect
from loaders.received.actor import Actor
from tracker.findings import NotReadable


def acting(post: str) -> Actor:
    """Whoever acts under a typed post, "" for nobody named. Raises NotReadable where it looks like a person."""
    by = " ".join(post.split())
    refuse_personal(by, "Name a post, never a person.")
    return Actor(by)


def refuse_personal(text: str, advice: str) -> None:
    """Raises NotReadable for words that look like personal data, with the advice: they would stay for ever."""
    if detect.hits(text):
        raise NotReadable(f"“{text}” looks like personal data, and the ledger keeps it for ever. {advice}")
