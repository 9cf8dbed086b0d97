"""Whoever sent the form that is being acted on: asked again wherever something is written."""

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
    """Whoever asks may not do it; the message says so. No OSError, or it would be taken for a fault of the disk."""


class Asked(NamedTuple):
    """What a form asks for: the act, and what the provider said of whoever sent it."""

    act: Act
    claims: Mapping[str, object]


_asked: ContextVar[Asked] = ContextVar("asked")


def begin(scope: Scope, act: Act) -> None:
    """From now on, in this task and in threads that it waits for, whoever sent this request does this act."""
    _asked.set(Asked(act, claims_of(scope) if settings.is_configured() else {}))


def who_may() -> Person:
    """Whoever acts, as of now. Raises NotAllowed, also where the role was taken away a moment ago."""
    act, claims = _asked.get()
    person = person_of(claims)
    if person is None:
        raise NotAllowed("You are not signed in any more. Sign in, then send the form again.")
    if not person.may(act):
        raise NotAllowed(f"As {person.role} you cannot {act}.")
    return person


def actor_signed_in() -> Actor | None:
    """Who goes on record, None where nobody signs in here. Raises NotAllowed, NotReadable."""
    if not settings.is_configured():
        return None
    person = who_may()
    return Actor(person.post, accounts.commitment(load_work.received(), person.account))
