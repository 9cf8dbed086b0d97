"""Who publishes this site and where its readers find support: data/site.toml, or the file that TRACKER_SITE names."""

import os
import tomllib
from datetime import date
from functools import lru_cache
from pathlib import Path

import msgspec

DEFAULT = Path(__file__).parent.parent / "data" / "site.toml"


class NotUsable(ValueError):
    """The file cannot be used; the message says where, what was found and what to do."""


class Publisher(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who answers for this site, as its pages name it; all "" where nobody has been named."""

    name: str = ""
    contact: str = ""
    licence: str = ""
    licence_address: str = ""
    is_invented: bool = False


class ExitLink(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where "Leave this site" leads."""

    name: str
    address: str


class Helpline(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One place to turn to; `checked_on` is None until the publisher has checked the number."""

    name: str
    helps: str
    telephone: str
    address: str = ""
    checked_on: date | None = None


class Site(msgspec.Struct, frozen=True):
    """The content of the file; `support` in its order, the emergency line first."""

    publisher: Publisher
    leave: ExitLink
    support: tuple[Helpline, ...]


@lru_cache(maxsize=1)
def site() -> Site:
    """The settings of this site, read once. Raises NotUsable."""
    return read(Path(os.environ.get("TRACKER_SITE") or DEFAULT))


def publisher(is_illustrative: bool) -> Publisher:
    """Who publishes; an invented publisher is never shown beside real data."""
    in_file = site().publisher
    return Publisher() if in_file.is_invented and not is_illustrative else in_file


def read(path: Path) -> Site:
    """The settings in a file. Raises NotUsable, which names the file and what is wrong in it."""
    try:
        settings = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise NotUsable(
            f"{path} cannot be read: {error}. Correct it, or let TRACKER_SITE name another file."
        ) from error
    for name in Site.__struct_fields__:
        if name not in settings:
            raise NotUsable(f"{path} has no [{name}]. Add it as in {DEFAULT.name}.")
    try:
        return msgspec.convert(settings, Site)
    except msgspec.ValidationError as error:
        raise NotUsable(f"{path}: {error}. Compare it with {DEFAULT.name}.") from error
