"""Whose actions the plan of a body may hold, since it succeeds theirs."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

from checks.facts import KnownFacts, earliest
from checks.received_file import ReceivedFile


def inherited(files: Sequence[ReceivedFile], facts: KnownFacts) -> dict[int, frozenset[str]]:
    """By the number of each such file, the senders of the bodies that its own succeeded by the day it was received.

    A sender with no file on record before it has no action that could be in it.
    """
    senders, found = earliest(facts.senders, first_files(files)), {}
    for file in files if facts.successors else ():
        bodies = {*_before(file.agency, file.received_on, facts.successors)}
        if before := frozenset(
            sender
            for (body, sender), first in senders.items()
            if body in bodies and sender != file.sender and first < file.file_id
        ):
            found[file.file_id] = before
    return found


def first_files(files: Iterable[ReceivedFile]) -> Iterator[tuple[tuple[str, str], int]]:
    """Each body with a sender for it, and the number of a file."""
    return (((file.agency, file.sender), file.file_id) for file in files if file.agency)


def _before(body: str, on: date, successors: Collection[tuple[str, str, date]]) -> Iterator[str]:
    return (name for name, successor, begins in successors if successor == body and begins <= on)


def succeeding(senders: Iterable[str], facts: KnownFacts) -> set[str]:
    """These senders and all whose actions their plans may hold."""
    own = {*senders}
    bodies = {body for body, sender in facts.senders if sender in own}
    before = {name for body in bodies for name in _before(body, date.max, facts.successors)}
    return own | {sender for body, sender in facts.senders if body in before}
