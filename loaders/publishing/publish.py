"""Makes the folder of the public instance, or refuses and says why: python -m loaders publish --out FOLDER."""

import argparse
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from loaders.publishing import build_publication, publication, switch
from loaders.publishing.build_publication import Refused
from loaders.publishing.proofs import structure
from loaders.received.lock import alone_in
from loaders.received.places import default_built, default_folder
from tracker import site, store
from tracker.received_file import NotReadable
from tracker.words import plural


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


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status 0; 1 when something did not hold and 2 when nothing could be tried: what was published stays."""
    parser = argparse.ArgumentParser(prog="python -m loaders publish", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, help="of the files received; default: data/received")
    parser.add_argument("--out", required=True, type=Path, help="the folder of the public instance")
    parser.add_argument("--back", action="store_true", help="show the publication before the one that is shown")
    parser.add_argument("--built", type=Path, help="the folder of the database; default: data/built")
    chosen = parser.parse_args(arguments)
    received = chosen.folder or default_folder()
    try:
        if chosen.back:
            print(f"Shown again: the publication as known on {back(chosen.out.absolute())['as_known_on']}.")
            return 0
        done = publish(received, chosen.built or default_built(chosen.folder), chosen.out.absolute())
    except Refused as error:
        print(f"Nothing was published. {error}", file=sys.stderr)
        return 1
    except (NotReadable, store.NoDatabase, site.NotUsable, OSError) as error:
        print(f"Nothing was published. {error}", file=sys.stderr)
        return 2
    print(_said(done, chosen.out))
    return 0


def _said(done: Published, out: Path) -> str:
    manifest = done.manifest
    rows = sum(table["rows"] for table in manifest["tables"].values())
    lines = [
        f"Published to {out}: {plural(len(manifest['tables']), 'table')}, {plural(rows, 'row')}, as known on "
        f"{manifest['as_known_on']}. Ledger head: {manifest['ledger_head']}",
        *done.warnings,
        f"Held: {', '.join(manifest['proofs'])}.",
        f"To show it: cd {out} && streamlit run dashboard.py",
    ]
    if done.needs_restart:
        lines.append("The code in the folder changed: start the running instance again.")
    return "\n".join(lines)
