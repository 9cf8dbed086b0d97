"""A question that the committee may ask, with what on record prompts it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.questions.actions import Action
from tracker.words import and_list, date_as_given, plural

MOST_REFS = 6  # named in a sentence; the record behind the question lists them all


@dataclass(frozen=True)
class Question:
    """What to ask of a body, and because of what.

    `actions` are those it is about, `recommendations` pairs of review and number; without either it is about the body.
    An officer's question has words of theirs: `because` still says what prompted it, "" where no rule did.
    """

    body: str
    text: str
    because: str
    actions: tuple[Action, ...] = ()
    recommendations: tuple[tuple[str, str], ...] = ()
    is_officers: bool = False

    def about(self) -> Iterator[tuple[str, ...]]:
        """What names each record that it is about, so that no other question is asked about the same one."""
        yield from (("action", str(action.action_id)) for action in self.actions)
        yield from (("recommendation", self.body, *record) for record in self.recommendations)
        if not self.actions and not self.recommendations:
            yield ("body", self.body)


def refs(actions: Sequence[Action]) -> str:
    """The references of some actions in a sentence: A1, A2 and A3; of many the first and how many more."""
    return names([action.action_ref for action in actions])


def names(words: Sequence[str]) -> str:
    """Some names in a sentence; of many the first and how many more."""
    more = [f"{len(words) - MOST_REFS:,} more"] if len(words) > MOST_REFS + 1 else []
    return and_list([*(words[:MOST_REFS] if more else words), *more])


def due(action: Action) -> str:
    """The current date of an action as its sender gave it: a vague one says as which day it counts."""
    return date_as_given(action.due_on, action.due_on_precision, action.due_words)


def first_due(action: Action) -> str:
    """The date first promised for an action, as exactly as it was given."""
    return date_as_given(action.first_due_on, action.first_due_on_precision)


def are(n: int) -> str:
    """The verb for so many."""
    return "is" if n == 1 else "are"


def has(n: int) -> str:
    """The verb for what so many have."""
    return "has" if n == 1 else "have"


def days(n: int) -> str:
    """So many days in words."""
    return plural(n, "day")
