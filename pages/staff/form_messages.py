"""What a form did, in sentences for the page that comes after it; an address holds a mark for them, never the words."""

import secrets
from collections import defaultdict
from collections.abc import Sequence

from pages.staff.sign_in import acting, settings
from pages.staff.sign_in.visitor import visitor

MOST = 100  # that are remembered of an account; each is shown again when its page is loaded again
# By account, so that nobody pushes out what another is told.
_messages: defaultdict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)


def leave_messages(sentences: Sequence[str]) -> str:
    """A mark under which whoever sent the form can ask for the sentences, "" for none. Raises acting.NotAllowed."""
    if not sentences:
        return ""
    mark, own = secrets.token_hex(8), _messages[acting.who_may().account if settings.is_configured() else ""]
    own[mark] = tuple(sentences)
    while len(own) > MOST:
        own.pop(next(iter(own)), None)
    return mark


def messages_at(mark: str) -> tuple[str, ...]:
    """The sentences under a mark; none where there is no such mark of whoever looks."""
    person = visitor()
    return _messages[person.account if person else ""].get(mark, ())
