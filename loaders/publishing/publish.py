"""Makes the folder of the public instance, or refuses and says why: python -m loaders publish --out FOLDER."""

import argparse
import os
import shutil
import sys
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from loaders import ledger, verify
from loaders.build import wait_for_disk
from loaders.lock import alone_in
from loaders.places import default_built, default_folder
from loaders.publishing import allowed, clean, edition, folder, open_data, proofs, released, taking_over
from tracker import site, store
from tracker.open_data import FOLDER
from tracker.received import NotReadable
from tracker.words import plural


class Refused(RuntimeError):
    """A proof did not hold; the message says which, what was found and what to do."""


@dataclass(frozen=True)
class Published:
    """What a publication did: its manifest, and whether a running instance must be started again."""

    manifest: edition.Manifest
    needs_restart: bool


def publish(received: Path, built: Path, out: Path) -> Published:
    """Publishes the database in `built`, made from the files in `received`, to `out`. Raises Refused, NotReadable.

    What was published before stays as it is until the new publication is whole and every proof has held.
    """
    taking_over.check_place(out)
    beside = out.with_name(f".{out.name}.publishing")
    with alone_in(beside):
        new = beside / "new"
        shutil.rmtree(new, ignore_errors=True)
        try:
            manifest = _made(received, built, out, new)
            return Published(manifest, taking_over.take_over(new, out))
        finally:
            shutil.rmtree(new, ignore_errors=True)


def _made(received: Path, built: Path, out: Path, new: Path) -> edition.Manifest:
    """The whole folder of a publication, proved and on the disk."""
    source = store.current(built)
    _check_received(received, built)
    with store.opened(source) as db:
        found = released.texts(db)
        (is_illustrative,) = db.execute("SELECT is_illustrative FROM about").fetchone()
    public = released.public(found, released.decisions(received))
    settings = _settings(received)
    publisher = _publisher(settings, is_illustrative)
    _check_names(found, public)
    folder.write(folder.frame(settings), new)
    database = _database(source, public, new)
    held = {name: _held(name, faults) for name, faults in _proofs(database, public)}
    open_data.write(database, database.parent / FOLDER, publisher)
    taking_over.point_to(new, database)
    before = edition.current(out).name if out.exists() and any(out.iterdir()) else ""
    manifest = edition.write(new, database, held, before)
    for path in new.rglob("*"):
        wait_for_disk(path)
    return manifest


def _database(source: Path, public: Collection[str], new: Path) -> Path:
    """The public database in the folder of its edition, named by its fingerprint."""
    first = new / edition.BUILT / "published.duckdb"
    first.parent.mkdir(parents=True)
    clean.build(source, first, {*public, *allowed.vocabulary()})
    print_of = store.fingerprint(first)
    (new / edition.BUILT / print_of).mkdir()
    return first.rename(new / edition.BUILT / print_of / f"published-{print_of}.duckdb")


def _proofs(database: Path, public: Collection[str]) -> Iterator[tuple[str, Iterator[str]]]:
    yield "structure", proofs.structure(database)
    yield "released texts", proofs.released(database, public)


def _held(name: str, faults: Iterator[str]) -> str:
    if found := [*faults]:
        raise Refused(f"The proof of {name} did not hold: {'; '.join(found[:5])}. Report this: it is a fault of ours.")
    return "held"


def _settings(received: Path) -> Path:
    """The file that names the publisher and the helplines: the setting, else that of an example, else our own."""
    of_example = received.parent / site.DEFAULT.name
    return Path(os.environ.get("TRACKER_SITE") or (of_example if of_example.exists() else site.DEFAULT))


def _publisher(settings: Path, is_illustrative: bool) -> site.Publisher:
    """Who publishes; an invented publisher beside real data is refused."""
    named = site.read(settings).publisher
    if named.is_invented and not is_illustrative:
        raise Refused(f"{settings.name} names an invented publisher, and this data is real. Write one of your own.")
    return named


def _check_received(received: Path, built: Path) -> None:
    records = ledger.read(received)
    if faults := [*verify.faults(received, records, built=built)]:
        raise Refused(f"{faults[0]} To see all: python -m loaders verify {received}.")
    with store.opened(store.current(built)) as db:
        (known,) = db.execute("SELECT max(file_id) FROM file_received").fetchone()
    if known != len(records):
        raise Refused(
            f"The database does not hold every file of {received}. Load them first: python -m loaders {received}"
        )


def _check_names(found: Sequence[released.Text], public: Collection[str]) -> None:
    """A name cannot be withheld: rows are joined by it, so without it figures would be wrong."""
    names = sorted({text.text for text in found if text.is_name} - {*public, *allowed.vocabulary()})
    if names:
        listed = ", ".join(f"“{name}”" for name in names[:5]) + (" …" if names[5:] else "")
        raise Refused(f"{plural(len(names), 'name')} not released: {listed}. Release them, or record a decision.")


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status 0; 1 when something did not hold and 2 when nothing could be tried: what was published stays."""
    parser = argparse.ArgumentParser(prog="python -m loaders publish", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, help="of the files received; default: data/received")
    parser.add_argument("--out", required=True, type=Path, help="the folder of the public instance")
    parser.add_argument("--built", type=Path, help="the folder of the database; default: data/built")
    chosen = parser.parse_args(arguments)
    received = chosen.folder or default_folder()
    try:
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
        f"Held: {', '.join(manifest['proofs'])}.",
        f"To show it: cd {out} && streamlit run dashboard.py",
    ]
    if done.needs_restart:
        lines.append("The code in the folder changed: start the running instance again.")
    return "\n".join(lines)
