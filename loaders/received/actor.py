"""Who does something that goes on record: a post, and the account once somebody is signed in."""

from typing import NamedTuple


class Actor(NamedTuple):
    """Who acts. `post` is never a name; `account` is the commitment to the account signed in, "" for a typed post."""

    post: str
    account: str = ""

    @property
    def is_signed_in(self) -> bool:
        """Whether sign-in says who it is, and not only the person."""
        return bool(self.account)

    def __str__(self) -> str:
        """The post as people read it, and whether it was only typed."""
        if not self.post:
            return "nobody named"
        return self.post if self.is_signed_in else f"{self.post} (typed, not signed in)"


NOBODY = Actor("")
