"""What a plain address asks for: the position on a day, narrowed down to a review, a body or one record."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import duckdb

from tracker import exports
from tracker.html import links
from tracker.questions import actions, choices, former_names, recommendations, returns
from tracker.questions.actions import Action
from tracker.questions.recommendations import Recommendation
from tracker.typed_day import typed_day
from tracker.words import day

NAME = "Answerable"
NAMES = ("review", "agency", "ref", "sender", "as_of")  # the parameters that an address may have


class NotThere(LookupError):
    """There is nothing at the address; the message says what was found in it and what to do."""


@dataclass(frozen=True)
class FeedRequest:
    """A position as it is asked for; None means all. For one record, `action` or `recommendation` is set."""

    db: duckdb.DuckDBPyConnection
    as_of: date
    review: str | None = None
    agency: str | None = None
    action: Action | None = None
    recommendation: Recommendation | None = None

    @property
    def is_compiled(self) -> bool:
        """Whether all of it was compiled from published sources, and so gets different words."""
        if self.action:
            return self.action.is_compiled
        return choices.is_compiled(self.db, self.as_of, self.review, self.agency)

    @property
    def invented_label(self) -> str:
        """The words that begin the title of invented data, "" for real data."""
        return "Illustrative data: " if choices.is_illustrative(self.db) else ""

    def about(self, what: str) -> str:
        """What it is and what the position was made from, in the words of a download's first line."""
        made_from, invented = returns.made_from(self.db, self.as_of), choices.is_illustrative(self.db)
        return exports.first_line(f"{what} of {self.whose}", self.as_of, invented, made_from)

    @property
    def whose(self) -> str:
        """What it is narrowed down to, in words."""
        if self.action:
            return f"{self.action.action_ref}, {self.action.agency}"
        if self.recommendation:
            return f"recommendation {self.recommendation.recommendation_ref}, {self.recommendation.review}"
        return ", ".join(filter(None, (self.review, self.agency))) or "all reviews and agencies"

    @property
    def query(self) -> dict[str, object]:
        """The parameters of its address, without the day."""
        if self.action:
            return {"ref": self.action.action_ref, "sender": self.action.sender}
        if self.recommendation:
            return {"review": self.recommendation.review, "ref": self.recommendation.recommendation_ref}
        return {"review": self.review, "agency": self.agency}

    def page(self, name: str = "", **more: object) -> str:
        """The site address of the record's page, or else of the page `name`, narrowed down to the same selection."""
        own = "actions" if self.action else "recommendations" if self.recommendation else name
        return links.address(own, **self.query, **more)


def read_request(db: duckdb.DuckDBPyConnection, words: Mapping[str, str], today: date) -> FeedRequest:
    """The position that an address's words ask for; without a day, that of the last file. Raises NotThere."""
    filters = {name: words.get(name, "") for name in NAMES}
    as_of = _day(db, filters["as_of"], today)
    _known(filters["review"], choices.reviews(db), "a review")
    _known(filters["agency"], choices.agencies(db), "an agency")
    review, agency = filters["review"] or None, filters["agency"] or None
    at = FeedRequest(db, as_of, review, agency and former_names.name_on(db, as_of, agency))
    if filters["sender"] or (filters["ref"] and not review):
        return FeedRequest(db, as_of, action=_action(at, filters["ref"], filters["sender"]))
    if filters["ref"]:
        return FeedRequest(db, as_of, recommendation=_recommendation(at, filters["ref"]))
    return at


def _day(db: duckdb.DuckDBPyConnection, word: str, today: date) -> date:
    first, last = choices.first_received(db), choices.last_known(db)
    if first is None or last is None:
        raise NotThere("No file has been received yet.")
    chosen = typed_day(word) if word else min(last, today)
    if chosen is None:
        raise NotThere(f"“{word}” is not a date such as 2026-03-31.")
    if not first <= chosen <= today and word:
        raise NotThere(f"We can show any day from {day(first)}, the day of the first file, to today.")
    return chosen


def _known(word: str, known: list[str], what: str) -> None:
    if word and word not in known:
        raise NotThere(f"We do not have {what} called “{word}”.")


def _action(at: FeedRequest, ref: str, sender: str) -> Action:
    if not ref:
        raise NotThere("Name the reference of the action beside its sender: ref=….")
    found = [row for row in actions.rows(at.db, at.as_of) if row.action_ref == ref and sender in ("", row.sender)]
    if not found:
        raise NotThere(f"We do not have an action called “{ref}” of that sender on {day(at.as_of)}.")
    if len(found) > 1:
        raise NotThere(f"More than one sender uses the reference “{ref}”. Name one of them: sender=….")
    return found[0]


def _recommendation(at: FeedRequest, ref: str) -> Recommendation:
    rows = recommendations.rows(at.db, at.as_of, review=at.review)
    found = next((row for row in rows if row.recommendation_ref == ref), None)
    if not found:
        raise NotThere(f"We do not have a recommendation {ref} of that review on {day(at.as_of)}.")
    return found
