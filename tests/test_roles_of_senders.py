"""An agency and a checker see their own page alone, by whatever way they ask: tried by protocol, with real accounts."""

from __future__ import annotations  # for the reason told in conftest.py

import pytest
from signing_in import CHECKER, HEALTH, OFFICER, POLICE, SignedIn, rerun_of, start_office, start_provider
from staff_copy import StaffCopy, staff_copy
from visitor import ask, texts_of

OWN = "Only you see it until you submit it"


@pytest.fixture(scope="module")
def copy(merrowshire, tmp_path_factory) -> StaffCopy:
    return staff_copy(merrowshire, tmp_path_factory.mktemp("staff"))


@pytest.fixture(scope="module")
def office(copy, tmp_path_factory):
    with (
        start_provider() as provider,
        start_office(copy.built, tmp_path_factory.mktemp("settings"), provider) as started,
    ):
        yield started


@pytest.fixture(scope="module")
def police(office) -> SignedIn:
    return SignedIn(office.site, POLICE)


@pytest.fixture(scope="module")
def health(office) -> SignedIn:
    return SignedIn(office.site, HEALTH)


@pytest.fixture(scope="module")
def checker(office) -> SignedIn:
    return SignedIn(office.site, CHECKER)


@pytest.fixture(scope="module")
def officer(office) -> SignedIn:
    return SignedIn(office.site, OFFICER)


def shown_to(one: SignedIn, message: bytes) -> str:
    with one.visit() as connection:
        return texts_of(ask(connection, message))


def test_print(police, checker, health):
    for one in (police, checker, health):
        print(shown_to(one, rerun_of()))
        print("=" * 80)
