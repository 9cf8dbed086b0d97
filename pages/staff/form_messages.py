"""What a form did, in sentences for the page shown next; the page's address holds a mark for them, never the words."""

import secrets
from collections import defaultdict
from collections.abc import Sequence

from pages.staff.sign_in import acting, settings
from pages.staff.sign_in.visitor import visitor

MOST = 100  # that are remembered of an account; each is shown again when its page is loaded again
# By account, so that nobody pushes out the messages of another.
_messages: defaultdict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)


def leave_messages(sentences: Sequence[str]) -> str:
    """The mark under which the form's sender gets the sentences, "" if there are none. Raises acting.NotAllowed."""
    if not sentences:
        return ""
    mark, own = secrets.token_hex(8), _messages[acting.who_may().account if settings.is_configured() else ""]
    own[mark] = tuple(sentences)
    while len(own) > MOST:
        own.pop(next(iter(own)), None)
    return mark


def messages_at(mark: str) -> tuple[str, ...]:
    """The sentences under a mark; none if the visitor has no such mark."""
    person = visitor()
    return _messages[person.account if person else ""].get(mark, ())
