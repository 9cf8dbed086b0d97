"""Which earlier publications may stay: one with a text that may no longer be public must go."""

import itertools
import shutil
from collections.abc import Collection, Iterator
from pathlib import Path

import duckdb

from loaders.publishing import publication, switch
from loaders.publishing.proofs import structure
from loaders.publishing.release.texts import Key
from tracker.findings import NotReadable

MOST = 3  # beside the one that is shown


def staying(out: Path, public: Collection[Key]) -> list[str]:
    """The names of the publications in a public folder that may stay beside a new one, the latest first.

    From the first that may hold a text not in `public`, all go: going back leads from each to the one before.
    """
    allowed = itertools.takewhile(lambda folder: _may_stay(out, folder, public), publication.folders(out))
    return [folder.name for folder in itertools.islice(allowed, MOST)]


def clean_before(out: Path, public: Collection[Key]) -> Iterator[str]:
    """Removes the previous folder, which stays when the code changes, if it holds anything but `public` texts.

    Yields a sentence if nobody can see whether it does.
    """
    before = switch.before(out)
    try:
        may_stay = {_may_stay(before, folder, public) for folder in publication.folders(before)}
    except NotReadable:
        may_stay = {None}
    if False in may_stay:
        shutil.rmtree(before)
    elif None in may_stay:
        yield (
            f"{before} was made by another version of this program, so nobody can see whether it holds a text that was "
            "withdrawn. Delete it once the new publication is shown."
        )


def _may_stay(out: Path, folder: Path, public: Collection[Key]) -> bool | None:
    """Whether a publication's database holds only `public` texts; None if its tables are of another version."""
    try:
        return not any(structure.texts_not_released(out / publication.read(folder).database, public))
    except duckdb.Error:
        return None
