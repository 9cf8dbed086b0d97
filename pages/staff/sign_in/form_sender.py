"""Who sent the form that is being acted on; checked again wherever something is written."""

from collections.abc import Mapping
from contextvars import ContextVar
from typing import NamedTuple

from starlette.types import Scope

from loaders.received import accounts
from loaders.received.actor import Actor
from pages.staff.acts import Act
from pages.staff.load import work as load_work
from pages.staff.sign_in import settings
from pages.staff.sign_in.cookie import claims_of
from pages.staff.sign_in.person import Person, person_of


class NotAllowed(Exception):
    """Somebody may not do an act; the message says so. Not an OSError, which would be taken for a disk fault."""


class RequestedAct(NamedTuple):
    """What a form asks for: the act, and the provider's claims about the person who sent it."""

    act: Act
    claims: Mapping[str, object]


_asked: ContextVar[RequestedAct] = ContextVar("asked")


def begin(scope: Scope, act: Act) -> None:
    """Makes the sender of this request the one who acts, in this task and in the threads it waits for."""
    _asked.set(RequestedAct(act, claims_of(scope) if settings.is_configured() else {}))


def who_may() -> Person:
    """The person who acts, as of now. Raises NotAllowed, even if the role was taken away only a moment ago."""
    act, claims = _asked.get()
    person = person_of(claims)
    if person is None:
        raise NotAllowed("You are not signed in any more. Sign in, then send the form again.")
    if not person.may(act):
        raise NotAllowed(f"As {person.role} you cannot {act}.")
    return person


def actor_signed_in() -> Actor | None:
    """The signed-in person as they go on record, None if nobody signs in here. Raises NotAllowed, NotReadable."""
    if not settings.is_configured():
        return None
    person = who_may()
    return Actor(person.post, accounts.commitment(load_work.received(), person.account))
