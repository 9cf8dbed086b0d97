"""What a form did, in sentences for the next page; that page's address holds a key for them, never the words."""

import secrets
from collections import defaultdict
from collections.abc import Sequence

from pages.staff.sign_in import form_sender, settings
from pages.staff.sign_in.visitor import visitor

MOST = 100  # remembered for each account; a message is shown again when its page is reloaded
# By account, so that nobody's messages push out those of another person.
_messages: defaultdict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)


def leave_messages(sentences: Sequence[str]) -> str:
    """Keeps sentences for whoever sent the form; returns their key, "" without sentences. Raises NotAllowed."""
    if not sentences:
        return ""
    key, own = secrets.token_hex(8), _messages[form_sender.who_may().account if settings.is_configured() else ""]
    own[key] = tuple(sentences)
    while len(own) > MOST:
        own.pop(next(iter(own)), None)
    return key


def messages_at(file_id: str) -> tuple[str, ...]:
    """The visitor's sentences under a key; none if the visitor has no such key."""
    person = visitor()
    return _messages[person.account if person else ""].get(file_id, ())
