"""Writes one file with everything that cannot be made again, and restores it to folders that verify."""

import gzip
import io
import os
import shutil
import tarfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

import msgspec

from loaders.received.disk import wait_for_disk
from loaders.received.fingerprints import sha256
from loaders.received.lock import HOLDER, LOCK
from tracker.findings import NotReadable

CONTENTS, VERSION = "backup.json", 1
# With secrets.toml, whoever has a copy could forge the cookies of anybody who signs in.
LEFT_OUT = {LOCK, HOLDER, "__pycache__", "secrets.toml"}
NOT_WHOLE = "{file} is not whole ({why}). Take another copy; nothing was restored."


class BackupContents(msgspec.Struct, frozen=True):
    """What a backup holds: each file's SHA-256 by its name there, such as received/transport/2026-03-31.xlsx."""

    version: int
    files: dict[str, str]


def write(parts: Mapping[str, Path], to: Path) -> BackupContents:
    """Writes files and folders, each under its name, to a new file `to`, and waits until the disk has it.

    Returns what it wrote. The caller keeps loads out meanwhile. Raises NotReadable where `to` exists; OSError.
    """
    if to.exists():
        raise NotReadable(f"{to} exists already. Name a new file, so that no older copy is lost.")
    to.parent.mkdir(parents=True, exist_ok=True)
    beside = to.with_name(f".{to.name}.writing")
    try:
        with tarfile.open(beside, "w:gz") as archive:
            files = {name: _add(archive, name, path) for name, path in _files(parts)}
            contents = BackupContents(VERSION, files)
            _add_bytes(archive, CONTENTS, msgspec.json.format(msgspec.json.encode(contents), indent=1))
        wait_for_disk(beside)
        beside.rename(to)
        wait_for_disk(to.parent)
    finally:
        beside.unlink(missing_ok=True)
    return contents


def _files(parts: Mapping[str, Path]) -> Iterator[tuple[str, Path]]:
    """Each file's name in the backup and its path. Raises NotReadable for a link, since it may lead anywhere."""
    for name, part in parts.items():
        for path in sorted(part.rglob("*")) if part.is_dir() else [part]:
            if path.is_symlink():
                raise NotReadable(f"{path} is a link. Put the file itself there, then make the copy.")
            if path.is_file() and LEFT_OUT.isdisjoint(path.parts):
                yield (PurePosixPath(name) / path.relative_to(part).as_posix()).as_posix(), path


def _add(archive: tarfile.TarFile, name: str, path: Path) -> str:
    """Adds a file and returns its fingerprint; one reading serves both."""
    content = path.read_bytes()
    described = archive.gettarinfo(path, name)
    described.size, described.type = len(content), tarfile.REGTYPE  # else a second name of one file would become a link
    archive.addfile(described, io.BytesIO(content))
    return sha256(content)


def _add_bytes(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    described = tarfile.TarInfo(name)
    described.size = len(content)
    archive.addfile(described, io.BytesIO(content))


def restore(file: Path, into: Path) -> BackupContents:
    """Writes everything in a backup to a new folder `into`, and returns what the backup holds.

    Raises NotReadable where the folder is not empty or the backup is not whole, and then leaves nothing; OSError.
    """
    if into.exists() and (not into.is_dir() or any(into.iterdir())):
        raise NotReadable(f"{into} is not empty. Name a new folder, so that nothing there is written over.")
    beside = into.absolute().with_name(f".{into.name}.restoring")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    try:
        contents = _compared(file, _unpacked(file, beside), beside)
        if into.exists():
            into.rmdir()
        beside.rename(into)
        wait_for_disk(into.absolute().parent)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return contents


def _unpacked(file: Path, into: Path) -> dict[str, str]:
    """Writes every file of a backup below a folder, and returns the fingerprint of each by its name."""
    found = {}
    try:
        with tarfile.open(file, "r:gz") as archive:
            for member in archive:
                reading = archive.extractfile(member) if member.isreg() else None
                if reading is None or member.name.startswith("/") or ".." in PurePosixPath(member.name).parts:
                    raise NotReadable(NOT_WHOLE.format(file=file, why=f"“{member.name}” is not a file of a backup"))
                content = reading.read()
                _write(into / member.name, content, member)
                found[member.name] = sha256(content)
    except (tarfile.TarError, gzip.BadGzipFile, zlib.error, EOFError) as error:
        why = "it was cut off, altered or not written by the command backup"
        raise NotReadable(NOT_WHOLE.format(file=file, why=why)) from error
    return found


def _write(path: Path, content: bytes, member: tarfile.TarInfo) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    os.utime(path, (member.mtime, member.mtime))
    path.chmod(member.mode & 0o777)
    wait_for_disk(path)


def _compared(file: Path, found: dict[str, str], unpacked: Path) -> BackupContents:
    """The backup's own list of contents, compared with the files found. Raises NotReadable where they differ."""
    try:
        contents = msgspec.json.decode((unpacked / CONTENTS).read_bytes(), type=BackupContents)
    except (OSError, ValueError) as error:
        raise NotReadable(NOT_WHOLE.format(file=file, why=f"it has no {CONTENTS}")) from error
    if contents.version > VERSION:
        raise NotReadable(f"{file} is of version {contents.version}. Use the newer program that wrote it.")
    for name in sorted({*found, *contents.files} - {CONTENTS}):
        if found.get(name) != contents.files.get(name):
            raise NotReadable(NOT_WHOLE.format(file=file, why=f"{name} is missing or was altered"))
    (unpacked / CONTENTS).unlink()
    return contents
