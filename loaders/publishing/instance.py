"""The program of the public instance: the code of its pages, its settings, its own lock and lists of its packages."""

import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from loaders.publishing import locked_packages

ROOT = Path(__file__).parent.parent.parent
FOLDERS = ("pages/public", "pages/parts", "pages/server", "pages/static", "tracker")  # each with everything in it
REPORTS = ROOT / "tracker" / "reports"
# The writers of Word and PDF, whose packages are not installed there, and the sheet for staff.
LEFT_OUT = {REPORTS / "documents", REPORTS / "weekly"}
FILES = ("dashboard.py", "pages/frame.py", ".streamlit/config.toml", "requirements/public.txt", "LICENSE")
SITE, REQUIREMENTS, LOCK = "data/site.toml", "requirements.txt", "requirements/public.txt"
BILL, LICENCES = "sbom.cdx.json", "licences.md"
TO_START = f"# To start: pip install --require-hashes --only-binary :all: -r {LOCK}, then streamlit run dashboard.py"


def program_files(site: Path) -> dict[str, bytes]:
    """The content of every file but the data, by its place in the folder. `site` is the publisher's settings file."""
    paths = sorted([*(ROOT / file for file in FILES), *_in_folders()])
    code = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in paths}
    return {**code, **_about_packages(), SITE: site.read_bytes()}


def _in_folders() -> Iterator[Path]:
    """Every file of FOLDERS except LEFT_OUT and what a run of Python or another program leaves there."""
    for folder in FOLDERS:
        for path in (ROOT / folder).rglob("*"):
            is_left = "__pycache__" in path.parts or path.name.startswith(".") or not LEFT_OUT.isdisjoint(path.parents)
            if path.is_file() and not is_left:
                yield path


def _about_packages() -> dict[str, bytes]:
    """The list of packages that the pages import, and the bill of materials and the licences of all in the lock."""
    from loaders.publishing.bill_of_materials import bill_of_materials  # not every computer has its packages

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    packages = locked_packages.read(ROOT / LOCK)
    texts = {
        REQUIREMENTS: "\n".join([TO_START, *project["dependencies"], ""]),
        BILL: bill_of_materials(tuple(packages), project["name"], project["version"]),
        LICENCES: locked_packages.licences(packages),
    }
    return {file: text.encode() for file, text in texts.items()}


def write(files: Mapping[str, bytes], into: Path) -> None:
    """Writes files to their places in a folder."""
    for name, content in files.items():
        path = into / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def fingerprints(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file below a folder, by its place there."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}
