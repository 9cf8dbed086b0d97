"""Makes the folder of the public instance, or refuses and says why."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from loaders.publishing import build_publication, earlier, publication, switch
from loaders.received import ledger, ledger_records
from loaders.received.actor import NOBODY, Actor
from loaders.received.lock import alone_in
from tracker.findings import NotReadable


@dataclass(frozen=True)
class PublishResult:
    """A new publication: its manifest, whether a running instance must be started again, and what to look at."""

    manifest: publication.Manifest
    needs_restart: bool
    warnings: tuple[str, ...]


def publish(received: Path, built: Path, out: Path, with_browser: bool = True, by: Actor = NOBODY) -> PublishResult:
    """Publishes the database in `built`, made from the files in `received`, to the folder `out`.

    Until the new publication is whole and every proof holds, the one before stays as it is. Earlier ones stay too, but
    for those with a text that may no longer be public. Raises Refused where a proof does not hold, NotReadable where
    the files, the database or `out` cannot be used.
    """
    switch.check_place(out)
    with _alone_beside(out) as beside:
        sources = build_publication.read_sources(received, built, by)
        _check_goes_on(sources.records, publication.folders(out)[:1])
        staying = earlier.staying(out, sources.public)
        manifest = build_publication.make(sources, beside / "new", staying, with_browser)
        needs_restart = switch.take_over(beside / "new", out)
        switch.remove_earlier(out)
        warnings = build_publication.warnings(sources.settings, manifest.as_known_on)
        return PublishResult(manifest, needs_restart, (*warnings, *earlier.clean_before(out, sources.public)))


def _check_goes_on(records: Sequence[ledger_records.Record], before: Sequence[Path]) -> None:
    """Raises Refused where the ledger is not the one that the publication before was made from, gone on with."""
    for head in (publication.read(folder).ledger_head for folder in before):
        if head not in ledger.links(records):
            raise build_publication.Refused(
                f"The ledger does not go on from the publication before, whose head is {head}: a record up to it was "
                "altered, removed or inserted. Put the ledger back from a copy; for other files name a new folder."
            )


def go_back(out: Path) -> publication.Manifest:
    """Shows the publication before the one that is shown and gives its manifest. Raises NotReadable without one."""
    with _alone_beside(out):
        folders = publication.folders(out)
        if len(folders) < 2:
            raise NotReadable(f"{out} holds no publication before the one that is shown.")
        manifest = publication.read(folders[1])
        switch.point_to(out, out / manifest.database)
        return manifest


@contextmanager
def _alone_beside(out: Path) -> Iterator[Path]:
    """An empty folder beside `out` to work in, locked against other publications and removed afterwards."""
    beside = out.with_name(f".{out.name}.publishing")
    with alone_in(beside):
        work = beside / "work"
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir()
        try:
            yield work
        finally:
            shutil.rmtree(work, ignore_errors=True)
