"""Who somebody is here, by what the provider said when they signed in; checked again for every message."""

import logging
import re
import time
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from pages.staff.acts import MAY, Act, StaffRole
from pages.staff.sign_in import settings
from pages.staff.sign_in.ended_sign_ins import is_signed_out
from pages.staff.sign_in.staff_file import StaffEntry, StaffFile, staff_file
from tracker.site import NotUsable

CLOCKS_DIFFER = 300  # seconds by which the provider's clock may be ahead
QUOTED = re.compile("“[^”]*”")
LOG = logging.getLogger(__name__)
Claims = Mapping[str, object]


class Person(NamedTuple):
    """Somebody signed in with a role; `post` goes on record, and `account` is the provider's own number.

    An agency or a checker sees nothing but its own `sender`, which is "" for the other roles.
    """

    role: StaffRole
    post: str
    account: str
    sender: str = ""

    def may(self, act: Act) -> bool:
        """Whether the table of roles allows an act."""
        return act in MAY[self.role]


def account_of(claims: Claims) -> str:
    """The provider's number for an account: `oid` is the same in all programs of an Entra ID tenant."""
    return str(claims.get("oid") or claims.get("sub") or "")


def is_signed_in(claims: Claims) -> bool:
    """Whether a sign-in was meant for this instance, is not too old, and has not been ended."""
    issued = claims.get("iat")
    if not claims.get("sub") or not isinstance(issued, int | float) or not _is_for_us(claims.get("aud")):
        return False
    age = time.time() - issued
    return -CLOCKS_DIFFER < age < _file().hours * 3600 and not is_signed_out(claims)


def person_of(claims: Claims) -> Person | None:
    """The person the claims are about, None for nobody signed in and for an account without a role here."""
    if not is_signed_in(claims):
        return None
    account, file = account_of(claims), _file()
    values = claims.get(file.claim)
    roles = [values] if isinstance(values, str) else values if isinstance(values, list) else []
    entry = next((one for one in file.staff if _is_of(one, account, roles)), None)
    return Person(entry.role, entry.post, account, entry.sender) if entry else None


def _is_of(entry: StaffEntry, account: str, roles: list[object]) -> bool:
    return entry.account == account if entry.account else entry.claim in roles


def _is_for_us(audience: object) -> bool:
    return settings.client_id() in (audience if isinstance(audience, list) else [audience])


def _file() -> StaffFile:
    """The roles as they are now. While the file cannot be used, nobody has a role, and the log says why."""
    try:
        file = staff_file()
    except NotUsable as error:
        # A quoted word may be an account written in the wrong place.
        _say_once(QUOTED.sub("“…”", str(error)))
        return StaffFile(staff=())
    _say_once.cache_clear()
    return file


@lru_cache(maxsize=1)
def _say_once(why: str) -> None:
    """Logs a reason once, however often it recurs; as the message itself, since the log leaves out arguments."""
    LOG.warning(why)
