"""One square for each action: they wrap by themselves, and each is a real link."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from tracker.html.blocks import hidden, is_safe, link, square, tag
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
    skip = Markup('<a class="an-skip" href="#{}">Skip {}</a>').format(after, plural(len(states), "square"))
    return Markup('<div class="an-chart">{}{}<ul class="an-strips">{}</ul><span id="{}"></span></div>').format(
        _key(states), skip, Markup("").join(map(_strip, strips)), after
    )


def _key(states: Sequence[State]) -> Markup:
    line = Markup("<li>{} <span>{}</span></li>")
    return Markup('<ul class="an-key" aria-label="Actions in each state">{}</ul>').format(
        Markup("").join(line.format(tag(state), states.count(state)) for state in State if state in states)
    )


def _strip(strip: Strip) -> Markup:
    return Markup(
        '<li class="an-strip"><p><span class="an-name">{}</span><span class="an-note">{}</span></p><ul>{}</ul></li>'
    ).format(link(strip.name, strip.href), strip.note, Markup("").join(map(_square, strip.squares)))


def _square(item: Square) -> Markup:
    name = f"{item.name}, {item.state.value}"
    if not is_safe(item.href):
        return Markup("<li>{}{}</li>").format(square(item.state), hidden(name))
    return Markup('<li><a class="an-square an-{}" href="{}" title="{}">{}</a></li>').format(
        LOOKS[item.state].slug, item.href, item.about or name, hidden(name)
    )
