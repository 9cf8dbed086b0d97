"""Finds the layout file that says how a sender's workbook of a given day is read."""

import glob
import hashlib
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from loaders.mapping.layout import Layout
from loaders.mapping.read_layout import read_layout
from tracker.findings import NotReadable
from tracker.typed_day import typed_day

LAYOUTS = Path(__file__).parents[1] / "layouts"
BODIES = "bodies.toml"


def layout_for(sender: str, received_on: date, folder: Path = LAYOUTS) -> Layout:
    """The layout that holds for a sender on the day a file was received.

    `<sender>.toml` holds from the start and `<sender>.2026-04-01.toml` from that date on. Folders below `folder` belong
    to other collections and are not searched: an example's "police" is not yours. Raises NotReadable if there is no
    layout or it is wrong.
    """
    latest = _latest(files_of(sender, folder), received_on)
    if not latest:
        raise NotReadable(
            f"No layout for the sender '{sender}'. Drop one of its files on the page Load and make one there, or write "
            f"{folder.parent.name}/{folder.name}/{sender}.toml (docs/adding-an-agency.md)."
        )
    if len(latest) > 1:
        names = ", ".join(file.name for file in latest)
        raise NotReadable(f"Two layouts for the sender '{sender}': {names}. Keep one.")
    return read_layout(latest[0])


def files_of(sender: str, folder: Path) -> list[tuple[date, Path]]:
    """A sender's layouts, each with the date from which it holds: the first of all dates for one without a date."""
    if Path(sender).name != sender:  # not the name of a file: it would be looked for in other folders
        return []
    name = glob.escape(sender)
    files = sorted(folder.glob(f"{name}.toml")) + sorted(folder.glob(f"{name}.????-??-??.toml"))
    return [(_from_date(file), file) for file in files]


def _latest(files: list[tuple[date, Path]], received_on: date) -> list[Path]:
    """The layout with the latest date that is not after the file's; several if they have the same date."""
    latest = max((begins for begins, _ in files if begins <= received_on), default=None)
    return [file for begins, file in files if begins == latest]


def senders(folder: Path = LAYOUTS) -> list[str]:
    """The senders that have a layout, by name."""
    return sorted({path.name.partition(".")[0] for path in folder.glob("*.toml") if path.name != BODIES})


def layout_names(files: Iterable[tuple[str, str]], folder: Path) -> dict[tuple[str, str], tuple[str, str]]:
    """Maps sender and date of receipt (ISO) to the layout's name and SHA-256; both are "" unless exactly one holds."""
    of_sender: dict[str, list[tuple[date, Path]]] = {}
    of_path: dict[Path, tuple[str, str]] = {}
    names = {}
    for sender, received_on in files:
        if sender not in of_sender:
            of_sender[sender] = files_of(sender, folder)
        latest = _latest(of_sender[sender], date.fromisoformat(received_on))
        for path in latest:
            if path not in of_path:
                of_path[path] = (path.name, hashlib.sha256(path.read_bytes()).hexdigest())
        names[sender, received_on] = of_path[latest[0]] if len(latest) == 1 else ("", "")
    return names


def bodies_sha256(folder: Path) -> str:
    """Fingerprint of the list of bodies that were renamed or merged; "" if there is none beside the layouts."""
    path = folder / BODIES
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def layouts_sha256(folder: Path) -> str:
    """Fingerprint of every layout in a folder with its name, and of the list of bodies beside them."""
    found = hashlib.sha256()
    for path in sorted(folder.glob("*.toml")):
        found.update(f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return found.hexdigest()


def own_layouts(folder: Path) -> Path:
    """The folder for layouts made on screen: beside the files received, since the program may be read-only."""
    return folder.resolve().parent / "layouts"


def layouts_for(folder: Path, layouts: Path = LAYOUTS) -> Path:
    """The folder of a collection's layouts: the chosen one, the one beside the files received, or the program's own.

    The layouts of an example, data/examples/<name>/received, are with the program in a folder of that name.
    """
    if layouts == LAYOUTS and own_layouts(folder).is_dir():
        return own_layouts(folder)
    of_example = layouts / folder.resolve().parent.name
    return of_example if of_example.is_dir() else layouts


def _from_date(file: Path) -> date:
    return typed_day(file.stem.rpartition(".")[2]) or date.min
