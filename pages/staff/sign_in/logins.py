"""How often people may begin to sign in, from each address and in total."""

import time
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address

from pages.parts.bucket import Bucket

# Each sign-in asks the provider and takes some 50 ms, for somebody still unknown. A whole office may share an address.
AT_ONCE, A_SECOND = 20, 1
ALL_AT_ONCE, ALL_A_SECOND = 100, 10
REMEMBERED = 1_000  # addresses
NETWORK = 64  # bits of an IPv6 address that identify a connection; its owner may choose the rest


class Logins:
    """Lets people begin to sign in, so that somebody who does so again and again keeps nobody else out.

    `clock` gives seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic):
        self._clock, self._all = clock, Bucket(ALL_AT_ONCE, ALL_A_SECOND, clock)
        self._of: dict[str, tuple[Bucket, float]] = {}  # with the time it was last asked, the longest ago first

    def __len__(self) -> int:
        """How many addresses are remembered."""
        return len(self._of)

    def take(self, address: str | None) -> bool:
        """Whether somebody at an address may begin to sign in now; `address` is None if it is not known."""
        whose = _whose(address)
        return (not whose or self._take_of(whose)) and self._all.take()

    def _take_of(self, whose: str) -> bool:
        now = self._clock()
        bucket, _ = self._of.pop(whose, (Bucket(AT_ONCE, A_SECOND, self._clock), now))
        self._of[whose] = bucket, now
        while len(self._of) > REMEMBERED or next(iter(self._of.values()))[1] < now - AT_ONCE / A_SECOND:
            del self._of[next(iter(self._of))]  # its bucket is full again by now
        return bucket.take()


def _whose(address: str | None) -> str:
    """The part of an address that identifies one connection; "" for this computer, where a proxy speaks for all."""
    try:
        found = ip_address(address or "")
    except ValueError:
        return ""
    if isinstance(found, IPv6Address):
        found = found.ipv4_mapped or found
    if found.is_loopback:
        return ""
    return str(found) if found.version == 4 else f"{int(found) >> (128 - NETWORK):x}"
