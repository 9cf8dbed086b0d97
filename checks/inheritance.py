"""Whose actions a body's plan may hold because it succeeds their bodies."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

from checks.facts import KnownFacts
from checks.received_file import ReceivedFile


def inherited(files: Sequence[ReceivedFile], facts: KnownFacts) -> dict[int, frozenset[str]]:
    """By file number, the senders of the bodies that the file's own body had succeeded by the day it was received."""
    senders = facts.senders | {(file.agency, file.sender) for file in files if file.agency}
    found = {}
    for file in files if facts.successors else ():
        bodies = {*_before(file.agency, file.received_on, facts.successors)}
        if before := frozenset(sender for body, sender in senders if body in bodies and sender != file.sender):
            found[file.file_id] = before
    return found


def _before(body: str, on: date, successors: Collection[tuple[str, str, date]]) -> Iterator[str]:
    return (name for name, successor, begins in successors if successor == body and begins <= on)


def succeeding(senders: Iterable[str], facts: KnownFacts) -> set[str]:
    """These senders, and all senders whose actions their plans may hold."""
    own = {*senders}
    bodies = {body for body, sender in facts.senders if sender in own}
    before = {name for body in bodies for name in _before(body, date.max, facts.successors)}
    return own | {sender for body, sender in facts.senders if body in before}
