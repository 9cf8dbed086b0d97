"""One square for each action: they wrap by themselves, and each is a real link."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from tracker.blocks import hidden, is_safe, link, square, tag
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


def squares(title: str, subtitle: str, strips: Sequence[Strip], source: str, after: str = "") -> Markup:
    """A figure with one square per action; `after` is the id that follows it, for skipping the links."""
    states = [item.state for strip in strips for item in strip.squares]
    skip = Markup('<a class="an-skip" href="#{}">Skip {}</a>').format(after, plural(len(states), "square"))
    return Markup(
        '<figure class="an-chart"><figcaption><p class="an-title">{}</p>'
        '<p class="an-note">{}</p></figcaption>{}{}'
        '<ul class="an-strips">{}</ul><p class="an-source"{}>{}</p></figure>'
    ).format(
        title, subtitle, _key(states), skip if after else "", Markup("").join(map(_strip, strips)),
        Markup(' id="{}"').format(after) if after else "", source,
    )  # fmt: skip


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
