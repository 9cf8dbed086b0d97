"""Which pages there are, by the files that make them, and the address of each."""

import logging
from functools import cache
from importlib import metadata
from pathlib import Path

PAGES = Path(__file__).parent.parent
# A published copy has no pages for staff, so the program can tell what it is before there is any database.
IS_PUBLISHED = not (PAGES / "staff").is_dir()
NEEDED = PAGES.parent / "requirements.txt"  # what the program runs on, with the pages for staff
LOG = logging.getLogger(__name__)


def public_screens() -> list[Path]:
    """The screens that everybody sees, in the order of their numbers; the first one is the first page."""
    return [*_by_number("public/[0-9]*.py")]


def screens() -> list[Path]:
    """Every screen that this copy can show, in the order of their numbers; those for staff if it has their packages."""
    staff = _by_number("staff/[0-9]*.py") if has_staff() else ()
    return sorted([*public_screens(), *staff], key=lambda file: file.name)


def has_staff() -> bool:
    """Whether this copy shows the pages for staff: it has them, and the packages that they need."""
    return not (IS_PUBLISHED or missing_packages(NEEDED))


@cache
def missing_packages(needed: Path) -> list[str]:
    """The packages of a list of pins that are not installed here; the log says so once."""
    lines = needed.read_text(encoding="utf-8").splitlines() if needed.is_file() else []
    pins = [line for line in lines if not line.startswith("#")]
    missing = [name for name in (pin.partition("==")[0] for pin in pins) if not _is_installed(name)]
    if missing:
        install = "python -m pip install --require-hashes --only-binary :all: -r requirements/run.txt"
        LOG.warning("The pages for staff are not shown: %s not installed. To install: %s", ", ".join(missing), install)
    return missing


def _is_installed(name: str) -> bool:
    try:
        metadata.version(name)
    except metadata.PackageNotFoundError:
        return False
    return True


def texts() -> list[Path]:
    """The pages of words, in the order of their numbers."""
    return [*_by_number("public/about/[0-9]*.md")]


def asks_for_figures(file: Path) -> bool:
    """Whether a text shows figures, so that its page needs the filters."""
    return "{{ measures }}" in file.read_text(encoding="utf-8")


def address(file: Path) -> str:
    """The name of a page in its address: what-changed for 20_what_changed.py."""
    return file.stem.partition("_")[2].replace("_", "-")


@cache
def _by_number(pattern: str) -> tuple[Path, ...]:
    return tuple(sorted(PAGES.glob(pattern), key=lambda file: file.name))
