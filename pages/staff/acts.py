"""What staff can do that changes what is on record, each under one name."""

from enum import StrEnum


class Act(StrEnum):
    """One kind of act, in the words with which a page says who may do it."""

    RECEIVE = "take in files"
    LAYOUT = "change layouts"
    REQUEST = "request returns"
    RELEASE = "release texts"
    PUBLISH = "publish"
    WITHDRAW = "withdraw files"
    ERASE = "erase words"
