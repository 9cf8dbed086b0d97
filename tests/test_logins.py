"""How often people may begin to sign in: from each address, and from all of them together."""

import pytest

from pages.staff.sign_in import logins
from pages.staff.sign_in.logins import Logins


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def taken(some: Logins, address: str | None, n: int = 1000) -> int:
    return sum(some.take(address) for _ in range(n))


@pytest.mark.parametrize(("one", "other"), [("203.0.113.5", "203.0.113.6"), ("2001:db8::1", "2001:db8:0:1::1")])
def test_an_address_has_its_own_limit_and_others_still_get_in(one, other):
    some = Logins(clock := Clock())
    assert taken(some, one) == logins.AT_ONCE and taken(some, other) == logins.AT_ONCE
    clock.now += 3
    assert taken(some, one) == 3 * logins.A_SECOND


def test_addresses_of_one_connection_count_as_one():
    some = Logins(Clock())
    assert sum(some.take(f"2001:db8::{n:x}") for n in range(1, 1000)) == logins.AT_ONCE
    assert taken(some, "::ffff:203.0.113.5") == logins.AT_ONCE and not some.take("203.0.113.5")


def test_very_many_addresses_together_meet_the_limit_of_all_and_are_not_remembered():
    some = Logins(clock := Clock())
    assert sum(some.take(f"10.{n // 250}.{n % 250}.1") for n in range(5000)) == logins.ALL_AT_ONCE
    assert len(some) <= logins.REMEMBERED
    clock.now += 3600
    assert some.take("203.0.113.5") and len(some) == 1


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", None, "", "unix"])
def test_visitors_behind_a_silent_proxy_are_subject_only_to_the_limit_for_all(address):
    assert taken(some := Logins(Clock()), address) == logins.ALL_AT_ONCE and len(some) == 0
