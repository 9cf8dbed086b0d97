"""One square for each action: they wrap by themselves, and each is a real link."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from tracker.compiled_words import sentence, word
from tracker.first_ten import first_five
from tracker.html.render import render
from tracker.terms import State
from tracker.theme import LOOKS
from tracker.words import plural

MOST_SQUARES = 60  # in one strip of several: more are a wall that nobody counts


@dataclass(frozen=True)
class Square:
    """One action as a square."""

    state: State
    name: str
    href: str = ""
    about: str = ""  # a few more words, shown while the mouse rests on it

    @property
    def words(self) -> str:
        """What a screen reader says for the square."""
        return f"{self.name}, {word(self.state.value)}"

    @property
    def look(self) -> str:
        """The end of the name of the square's CSS class."""
        return LOOKS[self.state].slug


@dataclass(frozen=True)
class Strip:
    """One line of squares under a name, such as an agency's actions; `href` opens the page about it."""

    name: str
    note: str
    squares: Sequence[Square]
    href: str = ""

    @property
    def counts(self) -> list[tuple[State, int]]:
        """How many squares of each state the strip has, in the order of the states."""
        states = Counter(item.state for item in self.squares)
        return [(state, states[state]) for state in State if states[state]]

    @property
    def words(self) -> str:
        """What a screen reader says for the strip's bar."""
        return ", ".join(f"{word(state.value)} {count:,}" for state, count in self.counts)


def squares(strips: Sequence[Strip], after: str) -> Markup:
    """One square per action; `after` is the id of what follows them, for skipping the links.

    Beside other strips, one with more than MOST_SQUARES becomes one bar. If there are more than 20 strips the first
    five are drawn, and a line below them says how many more the table has. The key counts every square.
    """
    states = Counter(item.state for strip in strips for item in strip.squares)
    shown = first_five(strips)
    more = len(strips) - len(shown)
    longest = MOST_SQUARES if strips[1:] else states.total()
    drawn = sum(len(strip.squares) for strip in shown if len(strip.squares) <= longest)
    return render(
        "squares",
        strips=shown,
        longest=longest,
        looks={state: LOOKS[state].slug for state in State},
        after=after,
        counts=[(state, states[state]) for state in State if states[state]],
        all=plural(drawn, "square"),
        key=word("Actions in each state"),
        rest=sentence(f"{plural(more, 'more agency', 'more agencies')} in the table.") if more else "",
    )
