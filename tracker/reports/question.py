"""A question that the committee may ask, with what prompts it on record."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.questions.actions import Action
from tracker.words import and_list, date_as_given, plural

MOST_REFS = 6  # named in a sentence; the record behind the question lists them all


@dataclass(frozen=True)
class CommitteeQuestion:
    """What to ask a body, and why.

    `actions` are those it is about, `recommendations` pairs of review and number; with neither, it is about the body.
    An officer's question has the officer's own words: `because` still says what prompted it, "" if no rule did.
    """

    body: str
    text: str
    because: str
    actions: tuple[Action, ...] = ()
    recommendations: tuple[tuple[str, str], ...] = ()
    is_officers: bool = False

    def about(self) -> Iterator[tuple[str, ...]]:
        """Yields a key for each record that it is about, so that no other question is asked about the same record."""
        yield from (("action", str(action.action_id)) for action in self.actions)
        yield from (("recommendation", self.body, *record) for record in self.recommendations)
        if not self.actions and not self.recommendations:
            yield ("body", self.body)


def refs(actions: Sequence[Action]) -> str:
    """The references of some actions in a sentence: A1, A2 and A3; of many, the first and how many more."""
    return names([action.action_ref for action in actions])


def names(words: Sequence[str]) -> str:
    """Some names in a sentence; of many, the first and how many more."""
    more = [f"{len(words) - MOST_REFS:,} more"] if len(words) > MOST_REFS + 1 else []
    return and_list([*(words[:MOST_REFS] if more else words), *more])


def due(action: Action) -> str:
    """The current date of an action as its sender gave it; for a vague one also the day that it counts as."""
    return date_as_given(action.due_on, action.due_on_precision, action.due_words)


def first_due(action: Action) -> str:
    """The date first promised for an action, as exactly as it was given."""
    return date_as_given(action.first_due_on, action.first_due_on_precision)


def days(n: int) -> str:
    """A number of days in words."""
    return plural(n, "day")
