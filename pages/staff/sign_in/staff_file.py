"""Reads who has which role from data/staff.toml, or the file that TRACKER_STAFF names; it is never published."""

import tomllib
from functools import lru_cache
from pathlib import Path

import msgspec

from loaders.publishing.post import acting
from loaders.received.arrival import SENDER
from loaders.received.places import roles_file
from pages.staff.acts import MAY, Act, StaffRole
from tracker.findings import NotReadable
from tracker.plain_errors import of_settings
from tracker.site import NotUsable

MOST_HOURS = 30 * 24  # as long as Streamlit lets a browser keep its cookie
ADVICE = "Correct it as docs/sign-in.md shows."


class StaffEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One role: whose it is, by a value of the claim or by an account, and the post that goes on record.

    `sender` names the layout of the sender to which an agency or a checker belongs; "" for the other roles.
    """

    role: StaffRole
    post: str
    claim: str = ""
    account: str = ""
    sender: str = ""

    def __post_init__(self) -> None:
        """Raises ValueError, with what was found and what to do."""
        if bool(self.claim) == bool(self.account):
            raise ValueError("an entry names a claim or an account, and not both. Write one of them")
        try:
            by = acting(self.post)
        except NotReadable as error:
            raise ValueError(str(error)) from error
        if not by.post:
            raise ValueError("an entry has an empty post. Name the post that goes on record, such as Data officer")
        self._refuse_wrong_sender()

    def _refuse_wrong_sender(self) -> None:
        is_of_one = Act.OWN in MAY[self.role]
        if is_of_one and not self.sender:
            raise ValueError(f"an entry with the role {self.role} has no sender. Name the one that it belongs to")
        if self.sender and not is_of_one:
            raise ValueError(f"an entry with the role {self.role} has a sender, and sees all of them. Take it out")
        if self.sender and not SENDER.fullmatch(self.sender):
            raise ValueError(f"“{self.sender}” is not the name of a sender. Give that of its layout, such as police")


class StaffFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of the file: the roles, for how many hours a sign-in counts, and which claim holds roles."""

    staff: tuple[StaffEntry, ...]
    hours: float = 10
    claim: str = "roles"

    def __post_init__(self) -> None:
        """Raises ValueError, with what was found and what to do."""
        if not 0 < self.hours <= MOST_HOURS:
            raise ValueError(
                f"hours is {self.hours:g}. Write a number above 0 and up to {MOST_HOURS}: a browser forgets a sign-in "
                "after 30 days"
            )


def staff_file() -> StaffFile:
    """The file's content as it is now, so that removing a role there takes effect at once. Raises NotUsable."""
    path = roles_file()
    try:
        now = path.stat()
    except OSError as error:
        raise NotUsable(f"{path} cannot be read, so nobody has a role: {of_settings(error)}. {ADVICE}") from error
    return _read(path, now.st_mtime_ns, now.st_size)


@lru_cache(maxsize=1)
def _read(path: Path, _changed: int, _size: int) -> StaffFile:
    try:
        return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), StaffFile)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise NotUsable(f"{path} cannot be used: {of_settings(error)}. {ADVICE}") from error
