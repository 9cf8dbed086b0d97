"""Records a decision on whole columns, or the end of one, and leaves everything else in the file as it was written."""

from collections.abc import Sequence
from pathlib import Path

import msgspec
import tomlkit
from tomlkit.exceptions import TOMLKitError

from checks.personal_data import detect
from loaders.publishing.release.decisions import Decision, Ended, decisions_in, read_decisions
from loaders.publishing.release.waiting_texts import short_fingerprint
from loaders.received import changes
from loaders.received.actor import Actor
from loaders.received.changes import DECISIONS
from loaders.received.disk import put_in_place
from loaders.received.lock import alone_in
from tracker.findings import NotReadable

BY_HAND = (
    f"{DECISIONS} is written in a way that cannot be changed here. Change it by hand: docs/publishing.md shows how."
)


def decision_id(decision: Decision) -> str:
    """The name of a decision in an address: the start of a fingerprint."""
    return short_fingerprint(decision)


def add(folder: Path, decisions: Sequence[Decision], by: Actor) -> None:
    """Adds decisions to those beside the files received; the ledger says who recorded them. Raises NotReadable."""
    _refuse_personal(*(words for one in decisions for words in (one.by, one.why)))
    with alone_in(folder):
        changes.record(folder)
        known = read_decisions(folder)
        if repeated := [one for one in decisions if one in known]:
            raise NotReadable(f"The decision of {repeated[0].by} on these columns is on record already.")
        before = f"{_text(folder).rstrip()}\n\n".lstrip()
        _put(folder, before + "\n".join(map(_written, decisions)), (*known, *decisions), by)


def end(folder: Path, name: str, ended: Ended, by: Actor) -> Decision:
    """Records that the decision with that id has ended, and returns it. Raises NotReadable if none counts any more."""
    _refuse_personal(ended.why)
    with alone_in(folder):
        changes.record(folder)
        known = read_decisions(folder)
        place = next((n for n, one in enumerate(known) if not one.ended and decision_id(one) == name), None)
        if place is None:
            raise NotReadable("That decision no longer counts. Somebody may have changed it in the meantime.")
        new = msgspec.structs.replace(known[place], ended=ended)
        _put(folder, _with_end(_text(folder), place, ended), (*known[:place], new, *known[place + 1 :]), by)
        return known[place]


def _refuse_personal(*texts: str) -> None:
    """Raises NotReadable for words that look like personal data: what is decided stays on record."""
    for words in texts:
        if detect.hits(words):
            raise NotReadable(f"“{words}” looks like personal data. Name a committee or a post, never a person.")


def _put(folder: Path, text: str, wanted: Sequence[Decision], by: Actor) -> None:
    """Writes the file if it then says exactly what is wanted, and records who did."""
    try:
        is_wanted = decisions_in(text) == (*wanted,)
    except ValueError:
        is_wanted = False
    if not is_wanted:
        raise NotReadable(BY_HAND)
    put_in_place(text.encode(), folder / DECISIONS)
    changes.record(folder, by)


def _text(folder: Path) -> str:
    path = folder / DECISIONS
    return path.read_bytes().decode() if path.exists() else ""


def _with_end(text: str, place: int, ended: Ended) -> str:
    """The text of the file with the end of the decision at that place, counted from 0."""
    try:
        document, table = tomlkit.parse(text), _table(ended)
        table.add(tomlkit.nl())
        document["decision"][place]["ended"] = table
        return tomlkit.dumps(document)
    except (TOMLKitError, ValueError) as error:  # for instance decisions that somebody wrote as one list on one line
        raise NotReadable(BY_HAND) from error


def _written(decision: Decision) -> str:
    """One decision as it stands in the file."""
    document, table = tomlkit.document(), tomlkit.aot()
    table.append(_table(decision))
    document["decision"] = table
    return tomlkit.dumps(document)


def _table(entry: Decision | Ended) -> tomlkit.items.Table:
    table = tomlkit.table()
    for name, value in msgspec.structs.asdict(entry).items():
        if value not in ("", (), None):
            table[name] = [*value] if isinstance(value, tuple) else value
    return table
