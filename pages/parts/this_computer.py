"""Whether a request comes from the computer on which the program runs."""

from collections.abc import Mapping
from ipaddress import ip_address
from typing import Any


def is_of_this_computer(scope: Mapping[str, Any], headers: Mapping[str, str]) -> bool:
    """Whether both ends of a connection are on this computer, with no other program between them."""
    if any(name.startswith("x-forwarded-") or name in ("forwarded", "x-real-ip", "via") for name in headers):
        return False
    if scope.get("http_version") == "1.0":  # no browser asks like this, but a proxy that nobody configured does
        return False
    try:
        return all(ip_address(scope[end][0]).is_loopback for end in ("client", "server"))
    except (TypeError, ValueError):  # not a network address at all
        return False
