"""Makes the folder of the public instance, or refuses and says why."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from loaders.mapping.layout_files import LAYOUTS, layouts_for
from loaders.publishing import build_publication, earlier, goes_on, publication, switch
from loaders.publishing.checked_build import CheckedBuild, checked_build
from loaders.received import verify
from loaders.received.actor import NOBODY, Actor
from loaders.received.lock import alone_in
from tracker.findings import NotReadable


@dataclass(frozen=True)
class PublishResult:
    """A new publication: its manifest, whether a running instance must be started again, and what to look at.

    `rebuilt` is what it was made from.
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
) -> PublishResult:
    """Publishes what the files in `received` give by `layouts` to the folder `out`.

    It is built anew from the files, and refused where the database in `built`, which officers looked at, is another.
    Until the new publication is whole and every proof holds, the one before stays as it is. Earlier ones stay too, but
    for those with a text that may no longer be public. Raises Refused where a proof does not hold, NotReadable where
    the files, the database or `out` cannot be used.
    """
    switch.check_place(out)
    build_publication.check_actor(by)
    with _alone_beside(out) as beside:
        rebuilt = checked_build(received, built, layouts_for(received, layouts), beside / "rebuilt")
        sources = build_publication.read_sources(received, rebuilt.database, by)
        heads = goes_on.heads_before(out, sources.records)
        staying = earlier.staying(out, sources.public)
        manifest = build_publication.make(sources, beside / "new", staying, heads, with_browser)
        needs_restart = switch.take_over(beside / "new", out)
        switch.remove_earlier(out)
        warnings = (
            *build_publication.warnings(sources.settings, manifest.as_known_on),
            *earlier.clean_before(out, sources.public),
            *verify.not_on_record(received),
        )
        return PublishResult(manifest, rebuilt, needs_restart, warnings)


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
