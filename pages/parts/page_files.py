"""Which pages there are, by the files that make them, and the address of each."""

from pathlib import Path

PAGES = Path(__file__).parent.parent
# A published copy has no pages for staff, so its program can tell what it is before any database is there.
IS_PUBLISHED = not (PAGES / "staff").is_dir()


def public_screens() -> list[Path]:
    """The screens that everybody sees, in the order of their numbers; the first one is the first page."""
    return _by_number("public/[0-9]*.py")


def screens() -> list[Path]:
    """Every screen of this copy, also those that only staff see, in the order of their numbers."""
    return sorted([*public_screens(), *_by_number("staff/[0-9]*.py")], key=lambda file: file.name)


def texts() -> list[Path]:
    """The pages of words, in the order of their numbers."""
    return _by_number("public/about/[0-9]*.md")


def address(file: Path) -> str:
    """The name of a page in its address: what-changed for 20_what_changed.py."""
    return file.stem.partition("_")[2].replace("_", "-")


def _by_number(pattern: str) -> list[Path]:
    return sorted(PAGES.glob(pattern), key=lambda file: file.name)
