"""One square for each action: they wrap by themselves, and each is a real link."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from tracker.compiled_words import word
from tracker.html.render import render
from tracker.terms import State
from tracker.theme import LOOKS
from tracker.words import plural


@dataclass(frozen=True)
class Square:
    """One action as a square."""

    state: State
    name: str
    href: str = ""
    about: str = ""  # a few more words, shown while the mouse rests on it

    @property
    def words(self) -> str:
        """What a screen reader says."""
        return f"{self.name}, {word(self.state.value)}"

    @property
    def look(self) -> str:
        """The end of the name of its style."""
        return LOOKS[self.state].slug


@dataclass(frozen=True)
class Strip:
    """One line of squares under a name, such as an agency's actions."""

    name: str
    note: str
    squares: Sequence[Square]
    href: str = ""


def squares(strips: Sequence[Strip], after: str) -> Markup:
    """One square per action; `after` is the id of what follows them, for skipping the links."""
    states = [item.state for strip in strips for item in strip.squares]
    counts = [(state, states.count(state)) for state in State if state in states]
    return render("squares", strips=strips, after=after, counts=counts, all=plural(len(states), "square"))
