"""Publishes two copies of the database whose private cells hold marks instead, and looks whether any mark comes out."""

import io
import zipfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from loaders.publishing import public_database
from loaders.publishing.proofs import canaries
from loaders.publishing.proofs.canaries import FEWEST, PRIVATE, PUBLIC

# Of two files with the same contents DuckDB 2.0.0 makes these bytes differ: check sums and a number of its own.
OWN_BYTES = ((0, 8), (124, 140), (8192, 8200), (8316, 8332))


@dataclass(frozen=True)
class Trial:
    """Two public databases made from copies that differ only in private values."""

    database: Path
    other: Path
    marks: int  # in each copy
    texts: frozenset[str]  # of the control


def trial(source: Path, into: Path, public: Collection[str], names: Collection[str]) -> Trial:
    """Plants both copies below `into` and builds from each as from `source`."""
    built = []
    for salt in ("one", "other"):
        (into / salt).mkdir(parents=True)
        planted = canaries.plant(source, into / salt / "planted.duckdb", salt, names)
        built.append(into / salt / "published.duckdb")
        public_database.build(into / salt / "planted.duckdb", built[-1], {*public, *planted.texts})
    return Trial(*built, planted.marks, planted.texts)


def interference(tried: Trial) -> Iterator[str]:
    """Whether private values change anything in the public file."""
    one, other = (bytearray(path.read_bytes()) for path in (tried.database, tried.other))
    for start, end in OWN_BYTES:
        one[start:end] = other[start:end] = b"\0" * (end - start)
    if one != other:
        yield "two databases that differ only in private values gave different public files"


def marks(tried: Trial, folder: Path) -> Iterator[str]:
    """Which files of a folder hold a mark of a private cell; the search must find those of the control."""
    if tried.marks < FEWEST:
        yield f"only {tried.marks} marks were planted, and {FEWEST} are needed"
    content = {path: everything_in(path) for path in [tried.database, *folder.rglob("*")] if path.is_file()}
    yield from (f"{path.name} holds private text" for path, found in content.items() if PRIVATE.encode() in found)
    if PUBLIC.encode() not in content[tried.database]:
        yield "the search did not find the public marks either"


def everything_in(path: Path) -> bytes:
    """The bytes of a file, and of what is packed in it."""
    content = path.read_bytes()
    if path.suffix == ".parquet":
        return content + str(pq.read_table(path).to_pylist()).encode()
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return content + b"".join(packed.read(name) for name in packed.namelist())
    return content
