"""Saves a layout beside the files received, where the next load finds it, and records which post saved it."""

import shutil
import uuid
from pathlib import Path

from loaders.mapping.layout_files import files_of, own_layouts, senders
from loaders.propose.builder.choices import NEW_FORM, Choices
from loaders.propose.builder.missing import since
from loaders.received import changes, fingerprints, ledger
from loaders.received.actor import NOBODY, Actor
from loaders.received.disk import put_in_place, wait_for_disk
from loaders.received.lock import alone_in
from tracker.findings import NotReadable


def file_name(choices: Choices, layouts: Path) -> str:
    """The name to save a layout under: the sender's first, one from a day on, or the name of the wrong one.

    Raises NotReadable where the choices do not say which, or where the name for the new form is taken.
    """
    sender = choices.sender
    if sender not in senders(layouts):
        return f"{sender}.toml"
    if choices.why == NEW_FORM and (day := since(choices)):
        name = f"{sender}.{day}.toml"
        if (layouts / name).exists():
            raise NotReadable(f"{name} is there already. If it was wrong, say so; else give another day.")
        return name
    if choices.replaces not in [path.name for _, path in files_of(sender, layouts)]:
        raise NotReadable("Say which layout was wrong.")
    return choices.replaces


def save(name: str, content: str, folder: Path, layouts: Path, by: Actor, replaces: str) -> Path:
    """Writes a layout into the folder beside the files received, with what `layouts` held until then, and records it.

    Returns its path. `replaces` is the fingerprint of the layout of that name when somebody looked, "" for none. Raises
    NotReadable where it has changed since, or something else is being recorded at this moment; OSError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with alone_in(folder):
        if own_layouts(folder).is_dir():  # somebody may have saved the first one a moment ago
            layouts = own_layouts(folder)
        if fingerprint(layouts / name) != replaces:
            raise NotReadable(f"{name} was saved by somebody else in the meantime. Look at what yours would alter now.")
        records = changes.with_changes(ledger.read(folder), folder, layouts, NOBODY)  # changes that others made by hand
        own = _own_folder(folder, layouts)
        put_in_place(content.encode(), own / name)
        ledger.write(folder, changes.with_changes(records, folder, own, by))
        return own / name


def fingerprint(path: Path) -> str:
    """The fingerprint of a layout, "" if there is none."""
    return fingerprints.sha256(path.read_bytes()) if path.is_file() else ""


def _own_folder(folder: Path, layouts: Path) -> Path:
    """The folder of layouts beside the files received. A new one begins with copies of all layouts in use until now."""
    own = own_layouts(folder)
    if not own.is_dir():
        beside = own.with_name(f".{uuid.uuid4().hex}")
        beside.mkdir(parents=True)
        for path in layouts.glob("*.toml"):
            shutil.copyfile(path, beside / path.name)
        beside.rename(own)
        wait_for_disk(own.parent)
    return own
