"""Who publishes this site and where its readers find support: data/site.toml, or the file that TRACKER_SITE names."""

import os
import re
import tomllib
from datetime import date
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

import msgspec

from tracker.plain_errors import of_settings

ADDRESS = re.compile(r"https://[A-Za-z0-9.-]+(:\d+)?")
CONTACTS = ("mailto:", "https://", "tel:")  # as RFC 9116 requires
DEFAULT = Path(__file__).parent.parent / "data" / "site.toml"


class NotUsable(ValueError):
    """The file cannot be used; the message says where, what was found and what to do."""


class Publisher(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who answers for this site, as its pages name it; every text is "" if nobody has been named."""

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


class Web(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """This site's address, who hears of its weaknesses (RFC 9116), and until when; "" or None if not set."""

    address: str = ""
    security_contact: str = ""
    security_contact_until: date | None = None

    def __post_init__(self) -> None:
        """Raises ValueError for an unusable address or contact, saying what was found and what to do."""
        if self.address and not ADDRESS.fullmatch(self.address):
            raise ValueError(f"address: found “{self.address}”. Write it with https:// and no path")
        if self.security_contact and not self.security_contact.startswith(CONTACTS):
            raise ValueError(
                f"security_contact: found “{self.security_contact}”. Begin it with mailto:, https:// or tel:"
            )
        if self.security_contact and not self.security_contact_until:
            raise ValueError(
                "it has a security_contact and no security_contact_until. Add the day until which it holds"
            )


class Witness(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A time-stamp authority: its address, and the file of its root certificate beside the settings."""

    address: str = ""
    root: str = ""


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one process allows all its visitors together, and each of them."""

    visitors: int = 200  # who have asked for a page; one more drops the longest idle
    silent_connections: int = 200  # that have asked for nothing yet; one more drops the longest silent
    silent_seconds: float = 15  # until a connection that asks for nothing is closed
    slow_seconds: float = 30  # to send a request, or to take the next part of an answer
    answers_at_once: int = 2  # pages and downloads made at once
    answers_waiting: int = 300  # waiting for their turn; one more is told to try again
    messages: int = 30  # from one visitor in a burst
    messages_a_second: float = 2  # from one visitor in the long run

    def __post_init__(self) -> None:
        """Raises ValueError if a limit would let nobody in."""
        for name in self.__struct_fields__:
            if getattr(self, name) <= 0:
                raise ValueError(f"{name}: found {getattr(self, name)}, which would let nobody in. Write a larger one")


class PaperColumn(StrEnum):
    """A column that a committee's paper may have in its table of every action; the words are its heading."""

    REFERENCE = "Reference"
    REVIEW = "Review"
    UNDER = "Under"
    RECOMMENDATION = "Recommendation"
    ACTION = "Action"
    LEAD_AGENCY = "Lead agency"
    SUPPORTING_AGENCIES = "Supporting agencies"
    PRIORITY = "Priority"
    FIRST_PROMISED = "First promised"
    DUE_NOW = "Due now"
    CHANGES_OF_DATE = "Changes of date"
    REPORTED_STATUS = "Reported status"
    STATE = "State"
    EVIDENCE = "Evidence named"
    CHECKED = "Checked"


class CommitteeReport(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a committee wants its paper: the columns of the table of every action, in order; () for the usual ones."""

    columns: tuple[PaperColumn, ...] = ()

    def __post_init__(self) -> None:
        """Raises ValueError if readers could not make sense of the table."""
        if self.columns and PaperColumn.REFERENCE not in self.columns:
            raise ValueError("columns: “Reference” is missing, and without it nobody finds the record. Add it")
        if twice := [name for n, name in enumerate(self.columns) if name in self.columns[:n]]:
            raise ValueError(f"columns: “{twice[0]}” stands there twice. Remove one")
        if PaperColumn.DUE_NOW in self.columns and PaperColumn.FIRST_PROMISED not in self.columns:
            raise ValueError("columns: “Due now” stands there without “First promised”, which shows what moved. Add it")


class Site(msgspec.Struct, frozen=True):
    """The content of the settings file; `support` in its order, the emergency line first.

    `second_person`: two signed-in people must agree to release what looks like personal data. `about` is what the
    site's reviews are about, as part of a sentence, "" if the publisher does not say.
    """

    publisher: Publisher
    leave: ExitLink
    support: tuple[Helpline, ...]
    web: Web = Web()
    witness: Witness = Witness()
    limits: Limits = Limits()
    committee_report: CommitteeReport = CommitteeReport()
    second_person: bool = False
    about: str = ""


@lru_cache(maxsize=1)
def site() -> Site:
    """The settings of this site, read once. Raises NotUsable."""
    return read(Path(os.environ.get("TRACKER_SITE") or DEFAULT))


def publisher(is_illustrative: bool) -> Publisher:
    """Who publishes; an invented publisher is never shown beside real data."""
    in_file = site().publisher
    return Publisher() if in_file.is_invented and not is_illustrative else in_file


def about(is_illustrative: bool) -> str:
    """What the site's reviews are about; an invented publisher's answer is never shown beside real data."""
    settings = site()
    return "" if settings.publisher.is_invented and not is_illustrative else settings.about


def read(path: Path) -> Site:
    """The settings in a file. Raises NotUsable, which names the file and what is wrong with it."""
    try:
        settings = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise NotUsable(
            f"{path} cannot be read: {of_settings(error)}. Correct it, or let TRACKER_SITE name another file."
        ) from error
    for field in msgspec.structs.fields(Site):
        if field.required and field.name not in settings:
            raise NotUsable(f"{path} has no [{field.name}]. Add it as in {DEFAULT.name}.")
    try:
        return msgspec.convert(settings, Site)
    except msgspec.ValidationError as error:
        raise NotUsable(f"{path}: {of_settings(error)}. Compare it with {DEFAULT.name}.") from error
