"""The states as marks and words, and how often a date moved."""

from markupsafe import Markup

from tracker.compiled_words import word
from tracker.terms import RollUp, State
from tracker.theme import LOOKS
from tracker.words import times


def square(state: State) -> Markup:
    """The state's mark alone, always shown beside its words."""
    return Markup('<span class="an-square an-{}" aria-hidden="true"></span>').format(LOOKS[state].slug)


def tag(state: State | str) -> Markup:
    """A state's mark, then its words."""
    return Markup('<span class="an-tag">{}{}</span>').format(square(State(state)), word(State(state).value))


def moved_tag(n: int) -> Markup:
    """How often a deadline moved; nothing if it never did."""
    return Markup('<span class="an-tag an-moved">Moved {}</span>').format(times(n)) if n else Markup("")


def roll_up(how_far: RollUp, words: str) -> Markup:
    """How far a recommendation or one of its bodies has got, in words; with a mark if it is a state."""
    if str(how_far) in list(State):
        return tag(str(how_far))
    return Markup('<strong class="an-none">{}</strong>').format(words)


def in_one_line(*pieces: Markup) -> Markup:
    """Marks side by side in one line."""
    return Markup('<p class="an-marks">{}</p>').format(Markup("").join(pieces))
