"""Makes the folder of the public instance, or refuses and says why."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from loaders.publishing import build_publication, publication, switch
from loaders.publishing.proofs import structure
from loaders.received.lock import alone_in
from tracker.received_file import NotReadable


@dataclass(frozen=True)
class Published:
    """What a publication did: its manifest, and whether a running instance must be started again."""

    manifest: publication.Manifest
    needs_restart: bool
    warnings: tuple[str, ...]


def publish(received: Path, built: Path, out: Path, is_walked: bool = True) -> Published:
    """Publishes the database in `built`, made from the files in `received`, to `out`. Raises Refused, NotReadable.

    What was published before stays as it is until the new publication is whole and every proof has held. Earlier ones
    stay too, but for those that hold a text which may no longer be public.
    """
    switch.check_place(out)
    with _alone_beside(out) as beside:
        found = build_publication.sources(received, built)
        earlier = publication.editions(out)
        manifest = build_publication.make(found, beside / "new", earlier[0].name if earlier else "", is_walked)
        needs_restart = switch.take_over(beside / "new", out)
        switch.remove_earlier(out, lambda database: not any(structure.released(database, found.public)))
        return Published(
            manifest, needs_restart, tuple(build_publication.warnings(found.settings, manifest["as_known_on"]))
        )


def back(out: Path) -> publication.Manifest:
    """Shows the publication before the one that is shown, and gives its manifest. Raises NotReadable."""
    with _alone_beside(out):
        shown = publication.editions(out)
        if len(shown) < 2:
            raise NotReadable(f"{out} holds no publication before the one that is shown.")
        switch.point_to(out, out / publication.read(shown[1])["database"])
        return publication.read(shown[1])


@contextmanager
def _alone_beside(out: Path) -> Iterator[Path]:
    """A folder beside `out` to work in, empty and held against other publications; what was left there goes."""
    beside = out.with_name(f".{out.name}.publishing")
    with alone_in(beside):
        work = beside / "work"
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir()
        try:
            yield work
        finally:
            shutil.rmtree(work, ignore_errors=True)
