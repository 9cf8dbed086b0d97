"""The states as marks and words, and how often a date moved."""

from markupsafe import Markup

from tracker.compiled_words import word
from tracker.terms import State
from tracker.theme import LOOKS


def square(state: State) -> Markup:
    """The state's mark alone; always beside its words."""
    return Markup('<span class="an-square an-{}" aria-hidden="true"></span>').format(LOOKS[state].slug)


def tag(state: State | str) -> Markup:
    """A state in words behind its mark."""
    return Markup('<span class="an-tag">{}{}</span>').format(square(State(state)), word(State(state).value))


def moved_tag(times: int, moved: str = "Date moved") -> Markup:
    """How often a deadline moved; nothing when it never did."""
    often = {1: "once", 2: "twice"}.get(times, f"{times:,} times")
    return Markup('<span class="an-tag an-moved">{} {}</span>').format(moved, often) if times else Markup("")


def roll_up(words: str) -> Markup:
    """How far a recommendation has got: a state's tag, or plain words where no action is planned."""
    return tag(words) if words in list(State) else Markup('<strong class="an-none">{}</strong>').format(words)


def together(*pieces: Markup) -> Markup:
    """Marks side by side on one line."""
    return Markup('<p class="an-marks">{}</p>').format(Markup("").join(pieces))
