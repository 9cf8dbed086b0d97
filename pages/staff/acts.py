"""The acts that people can do here, and the one table of which role may do which."""

from collections.abc import Mapping
from enum import StrEnum


class Act(StrEnum):
    """A kind of act, in the words in which a page says who may do it. Only the first three change nothing.

    OWN and SUBMIT are for people of one sender and never reach beyond that sender.
    """

    ABOUT = "read what is said of this tracker itself"
    READ = "read every page"
    OWN = "see what is on record of one sender"
    SUBMIT = "submit a return"
    RECEIVE = "take in files"
    LAYOUT = "change layouts"
    REQUEST = "request returns"
    RELEASE = "release texts"
    PUBLISH = "publish"
    WITHDRAW = "withdraw files"
    ERASE = "erase words"


class StaffRole(StrEnum):
    """The role of somebody who signs in."""

    READER = "reader"
    OFFICER = "officer"
    AGENCY = "agency"
    CHECKER = "checker"


OF_ONE_SENDER = frozenset({Act.OWN, Act.SUBMIT})
MAY: Mapping[StaffRole, frozenset[Act]] = {
    StaffRole.READER: frozenset({Act.ABOUT, Act.READ}),
    StaffRole.OFFICER: frozenset(Act) - OF_ONE_SENDER,  # officers do both for every sender, on other pages
    StaffRole.AGENCY: OF_ONE_SENDER | {Act.ABOUT},
    StaffRole.CHECKER: OF_ONE_SENDER | {Act.ABOUT},
}
