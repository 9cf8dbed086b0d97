"""What staff can do, each act under one name, and the one table of who may do what."""

from collections.abc import Mapping
from enum import StrEnum


class Act(StrEnum):
    """One kind of act, in the words with which a page says who may do it. Only the first changes nothing."""

    READ = "read every page"
    RECEIVE = "take in files"
    LAYOUT = "change layouts"
    REQUEST = "request returns"
    RELEASE = "release texts"
    PUBLISH = "publish"
    WITHDRAW = "withdraw files"
    ERASE = "erase words"


class Role(StrEnum):
    """What somebody is here who signs in."""

    READER = "reader"
    OFFICER = "officer"


MAY: Mapping[Role, frozenset[Act]] = {
    Role.READER: frozenset({Act.READ}),
    Role.OFFICER: frozenset(Act),
}
