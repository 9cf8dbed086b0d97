"""Makes the folder of the public instance, or refuses and says why."""

import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from loaders.mapping.layout_files import LAYOUTS, layouts_for
from loaders.publishing import build_publication, continuation, earlier_publications, publication, switch
from loaders.publishing.build_publication import OnStep, no_progress
from loaders.publishing.checked_build import CheckedBuild, checked_build
from loaders.publishing.difference import PublicationDifference, difference
from loaders.received import publication_log, verify
from loaders.received.actor import NOBODY, Actor
from loaders.received.lock import alone_in
from loaders.received.places import is_example
from tracker.findings import NotReadable

REBUILT, DECIDED, GOES_ON = "rebuilt", "decisions", "goes on"
STEPS = (REBUILT, build_publication.PUBLISHER, DECIDED, GOES_ON, *build_publication.PROOFS)  # in their order


class _NewPublication(NamedTuple):
    """A finished publication that lies in `folder` and is not in its place yet."""

    manifest: publication.Manifest
    rebuilt: CheckedBuild
    sources: build_publication.Sources
    folder: Path


@dataclass(frozen=True)
class PublishResult:
    """A new publication: its manifest, whether a running instance must be restarted, and warnings to look at.

    `rebuilt` is the database that it was made from.
    """

    manifest: publication.Manifest
    rebuilt: CheckedBuild
    needs_restart: bool
    warnings: tuple[str, ...]


def publish(
    received: Path,
    built: Path,
    out: Path,
    layouts: Path = LAYOUTS,
    *,
    with_browser: bool = True,
    by: Actor = NOBODY,
    on_step: OnStep = no_progress,
) -> PublishResult:
    """Publishes the files in `received`, read by `layouts`, to the folder `out`.

    Its database is built afresh from the files and must equal the one in `built`, which officers looked at. The
    publication before stays as it is until the new one is whole and every proof holds. Earlier ones stay too, except
    those with a text that may no longer be public. The ledger records the new publication and who made it just before
    it is put in its place: a failure leaves a record without a publication, never the reverse. `on_step` is called with
    each of STEPS. Raises PublicationRefused if the databases differ or a proof does not hold, NotReadable if the files,
    the database or `out` cannot be used, or if a later decision may take something out of what is public.
    """
    with _make(received, built, out, layouts, with_browser, by, on_step) as made:
        with _recorded(received, made, by):
            needs_restart = switch.take_over(made.folder, out)
        switch.remove_earlier(out)
        warnings = (
            *build_publication.warnings(made.sources.settings, made.manifest.as_known_on),
            *earlier_publications.clean_before(out, made.sources.public),
            *verify.not_on_record(received),
        )
        return PublishResult(made.manifest, made.rebuilt, needs_restart, warnings)


def _recorded(received: Path, made: _NewPublication, by: Actor) -> AbstractContextManager[None]:
    """Keeps the ledger as it is, with a record of the publication, while that is put in its place."""
    if is_example(received):  # it is part of the program, and publishing it to try it alters nothing
        return nullcontext()
    manifest = publication.current(made.folder) / publication.MANIFEST
    return publication_log.recorded(received, manifest, made.folder, by, made.sources.records)


def try_publication(
    received: Path,
    built: Path,
    out: Path,
    layouts: Path = LAYOUTS,
    *,
    with_browser: bool = True,
    on_step: OnStep = no_progress,
) -> PublicationDifference:
    """Does all that `publish` does except put the publication in its place; returns what it would change in `out`.

    Raises what `publish` raises.
    """
    with _make(received, built, out, layouts, with_browser, NOBODY, on_step) as made:
        warnings = build_publication.warnings(made.sources.settings, made.manifest.as_known_on)
        return difference(made.folder, made.manifest, out, [*warnings, *verify.not_on_record(received)])


@contextmanager
def _make(
    received: Path, built: Path, out: Path, layouts: Path, with_browser: bool, by: Actor, on_step: OnStep
) -> Iterator[_NewPublication]:
    """Makes and proves a whole publication beside `out`, in a folder that is removed afterwards unless it was moved."""
    switch.check_place(out)
    build_publication.check_actor(by)
    with _alone_beside(out) as beside:
        rebuilt = checked_build(received, built, layouts_for(received, layouts), beside / "rebuilt")
        on_step(REBUILT)
        sources = build_publication.read_sources(received, rebuilt.database, by, on_step)
        on_step(DECIDED)
        heads = continuation.heads_before(out, sources.records)
        on_step(GOES_ON)
        staying = earlier_publications.staying(out, sources.public)
        manifest = build_publication.make(sources, beside / "new", staying, heads, with_browser, on_step)
        yield _NewPublication(manifest, rebuilt, sources, beside / "new")


def go_back(out: Path) -> publication.Manifest:
    """Shows the publication before the one shown now and returns its manifest. Raises NotReadable if there is none."""
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
