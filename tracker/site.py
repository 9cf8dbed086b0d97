"""Who publishes this site and where its readers find support: data/site.toml, or the file that TRACKER_SITE names."""

import os
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

DEFAULT = Path(__file__).parent.parent / "data" / "site.toml"


class NotUsable(ValueError):
    """The file cannot be used; the message says where, what was found and what to do."""


@dataclass(frozen=True)
class Publisher:
    """Who answers for this site, as its pages name it; all "" where nobody has been named."""

    name: str = ""
    contact: str = ""
    licence: str = ""
    licence_address: str = ""
    is_invented: bool = False


@dataclass(frozen=True)
class WayOut:
    """Where "Leave this site" leads."""

    name: str
    address: str


@dataclass(frozen=True)
class Helpline:
    """One place to turn to; `checked_on` is None until the publisher has checked the number."""

    name: str
    helps: str
    telephone: str
    address: str = ""
    checked_on: date | None = None


@dataclass(frozen=True)
class Site:
    """All that the file says; `support` in its order, the emergency line first."""

    publisher: Publisher
    leave: WayOut
    support: tuple[Helpline, ...]


@lru_cache(maxsize=1)
def site() -> Site:
    """The settings of this site, read once. Raises NotUsable."""
    return read(Path(os.environ.get("TRACKER_SITE") or DEFAULT))


def publisher(is_illustrative: bool) -> Publisher:
    """Who publishes; an invented publisher is never shown beside real data."""
    named = site().publisher
    return Publisher() if named.is_invented and not is_illustrative else named


def read(path: Path) -> Site:
    """The settings in a file. Raises NotUsable, which names the file and what is wrong in it."""
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
        support = tuple(Helpline(**line) for line in said["support"])
        return Site(Publisher(**said["publisher"]), WayOut(**said["leave"]), support)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise NotUsable(
            f"{path} cannot be read: {error}. Correct it, or let TRACKER_SITE name another file."
        ) from error
    except KeyError as error:
        raise NotUsable(f"{path} has no [{error.args[0]}]. Add it as in {DEFAULT.name}.") from error
    except TypeError as error:
        raise NotUsable(f"{path}: {error}. Compare it with {DEFAULT.name}.") from error
