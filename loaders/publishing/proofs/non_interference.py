"""Publishes two copies of the database with marks in their private cells, and checks whether any mark comes out."""

import io
import zipfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from loaders.publishing import public_database
from loaders.publishing.proofs import canaries, private_equality
from loaders.publishing.proofs.canaries import FEWEST, PRIVATE, PUBLIC
from loaders.publishing.release.texts import Key

# A DuckDB file begins with three blocks of 4,096 bytes about itself: its version, its own number, check sums, and where
# the rest begins. They hold no value of a table.
BLOCK = 4096
HEADER = 3 * BLOCK
WORD = 4  # bytes, compared together: two random numbers of this length may well share one byte, but hardly all four


@dataclass(frozen=True)
class MarkedCopies:
    """Two public databases from copies that differ only in private values, and the first one made a second time."""

    database: Path
    same: Path
    other: Path
    marks: int  # in each copy


def marked_copies(source: Path, into: Path, public: Collection[Key], names: Collection[str]) -> MarkedCopies:
    """Writes both copies with their marks below `into`, and builds public databases from them as from `source`."""
    planted = {}
    for salt, is_changing in (("one", True), ("other", False)):
        (into / salt).mkdir(parents=True)
        varied = into / salt / "varied.duckdb"
        private_equality.vary(source, varied, is_changing)
        planted[salt] = canaries.plant(varied, into / salt / "planted.duckdb", salt, names)
    (into / "same").mkdir()

    def built(folder: str, salt: str) -> Path:
        path = into / folder / "published.duckdb"  # DuckDB writes the name of a file into it
        public_database.build(into / salt / "planted.duckdb", path, {*public, *planted[salt].public})
        return path

    return MarkedCopies(built("one", "one"), built("same", "one"), built("other", "other"), planted["other"].marks)


def interference(copies: MarkedCopies) -> Iterator[str]:
    """Yields a fault if private values change the public file, other than where files from equal values differ too.

    DuckDB gives each file a number of its own and check sums over it. Two files made from the same copy show where
    these are. They must lie in the header, where no value can be.
    """
    first, same, other = (path.read_bytes() for path in (copies.database, copies.same, copies.other))
    own = set(_differing(first, same))
    if outside := [at for at in own if at >= HEADER]:
        yield f"two public files made of the same database differ beyond their header, first at byte {min(outside)}"
    if beyond := [at for at in _differing(first, other) if at not in own or at >= HEADER]:
        yield (
            f"two databases that differ only in private values gave different public files, first at byte {min(beyond)}"
        )


def _differing(one: bytes, other: bytes) -> Iterator[int]:
    """Where each word begins in which two files differ; a word that only one of them has counts as well."""
    for block in range(0, max(len(one), len(other)), BLOCK):
        if one[block : block + BLOCK] != other[block : block + BLOCK]:
            words = range(block, block + BLOCK, WORD)
            yield from (at for at in words if one[at : at + WORD] != other[at : at + WORD])


def find_marks(copies: MarkedCopies, folder: Path) -> Iterator[str]:
    """Yields a fault for each file with a private mark, and if too few were planted or no public mark was found."""
    if copies.marks < FEWEST:
        yield f"only {copies.marks} marks were planted, and {FEWEST} are needed"
    content = {path: everything_in(path) for path in [copies.database, *folder.rglob("*")] if path.is_file()}
    yield from (f"{path.name} holds private text" for path, found in content.items() if PRIVATE.encode() in found)
    if PUBLIC.encode() not in content[copies.database]:
        yield "the search did not find the public marks either"


def everything_in(path: Path) -> bytes:
    """The bytes of a file and of everything that is packed in it."""
    content = path.read_bytes()
    if path.suffix == ".parquet":
        return content + str(pq.read_table(path).to_pylist()).encode()
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return content + b"".join(packed.read(name) for name in packed.namelist())
    return content
