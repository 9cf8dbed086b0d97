"""Witnesses outside: time stamps of the ledger's head, so that not even the folder's owner can rewrite its past."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from cryptography.x509 import Certificate

from loaders.received import changes, ledger, time_stamp
from loaders.received.actor import Actor
from loaders.received.disk import write_once
from loaders.received.lock import alone_in
from loaders.received.time_stamp import TimeStamp
from tracker.findings import NotReadable
from tracker.plain_errors import of_system
from tracker.words import day, plural

REWRITTEN = (
    "{name}: the ledger is not the one that was witnessed on {day}. The first record that does not fit is one of "
    "{first} to {last}: it was altered, removed or inserted since."
)


def request(folder: Path) -> bytes:
    """A request for a time stamp of the ledger's head. Raises NotReadable if there is no ledger."""
    records = ledger.read(folder)
    if not records:
        raise NotReadable(f"There is no ledger in {folder}. A load begins one.")
    return time_stamp.request(ledger.head(records))


def store_answer(folder: Path, answer: bytes, root: Certificate, by: Actor) -> int:
    """Keeps an authority's answer beside the ledger and on record; returns the number of the record that it is for.

    What somebody else changed before is recorded separately. Raises NotReadable if the answer was not signed under
    `root`, is for no record of this ledger, or is kept already.
    """
    with alone_in(folder):
        number = number_in(ledger.links(changes.record(folder)), _read(answer, root))
        if not number:
            raise NotReadable("It is for no record of this ledger. Send the request that was made from it.")
        place = folder / f"witness-{number}.tsr"
        if place.exists():
            raise NotReadable(f"{place.name} is there already: record {number} has its witness.")
        write_once(answer, place)
        changes.record(folder, by)
        return number


def number_in(links: Sequence[str], stamp: TimeStamp) -> int:
    """The number of the record whose link a stamp is for, 0 if there is none."""
    return next((number for number, link in enumerate(links, start=1) if stamp.is_for(link)), 0)


def stored_answers(folder: Path) -> list[Path]:
    """The answers kept in a folder, in the order of their records."""
    return sorted(folder.glob(changes.WITNESSES), key=_number)


def faults(answers: Sequence[Path], links: Sequence[str], root: Certificate | None) -> Iterator[str]:
    """A sentence about each answer that cannot be read, and about the first that is for another ledger than this.

    `links` has the link of every record, in order. Without a `root` nothing shows who signed an answer.
    """
    fits = 0
    for path in answers:
        try:
            stamp = _read(path.read_bytes(), root)
        except NotReadable as error:
            yield f"{path.name}: {error}"
            continue
        except OSError as error:
            yield of_system(error, path)
            continue
        if not (number := number_in(links, stamp)):
            on, last = day(stamp.taken_at.date()), _number(path) or len(links)
            yield REWRITTEN.format(name=path.name, day=on, first=fits + 1, last=last)
            return
        fits = number


def up_to(answers: Sequence[Path], links: Sequence[str], root: Certificate | None) -> str:
    """Says in words up to which record the answers hold, provided that none has a fault."""
    if not answers:
        return (
            "No witness outside: the owner of the folder could rewrite it unseen. docs/ledger.md says how to get one."
        )
    if not root:
        count = plural(len(answers), "witness", "witnesses")
        return f"{count} not checked: name the authority's root certificate with --root."
    stamps = [_read(path.read_bytes(), root) for path in answers]
    number, stamp = max((number_in(links, stamp), stamp) for stamp in stamps)
    when = f"{day(stamp.taken_at.date())} at {stamp.taken_at:%H:%M} UTC"
    after = f" {plural(len(links) - number, 'record')} after it." if number < len(links) else ""
    return f"Witnessed up to record {number} on {when}, by an authority under {time_stamp.name_of(root)}.{after}"


def _read(answer: bytes, root: Certificate | None) -> TimeStamp:
    try:
        return time_stamp.read(answer, root)
    except NotReadable as error:
        raise NotReadable(f"The answer {error}") from error


def _number(path: Path) -> int:
    """The number in the name of an answer that this program kept, 0 for another file."""
    found = re.fullmatch(r"witness-(\d+)", path.stem)
    return int(found[1]) if found else 0
