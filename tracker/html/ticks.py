"""A list of texts with a tick box beside each, and buttons that act on those ticked."""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup

from tracker.html.render import render
from tracker.html.text import Cell


class Tick(NamedTuple):
    """One text with its box: `mark` is its value in the address when ticked, `notes` go below the text."""

    mark: str
    text: str
    notes: Sequence[Cell]


class Names(NamedTuple):
    """The names that an address uses for the ticked marks and for the button pressed."""

    ticked: str
    asked: str


def tick_form(
    action: str,
    groups: Sequence[tuple[str, Sequence[Tick]]],
    names: Names,
    buttons: Mapping[str, str],
    ticked: Collection[str],
    hidden: Mapping[str, str],
) -> Markup:
    """The texts in named groups, then the buttons; `buttons` maps a button's value in the address to its words.

    A text's box is ticked if its mark is among `ticked`; `hidden` stays in the address.
    """
    return render(
        "ticks",
        action=action,
        groups=groups,
        names=names,
        buttons=buttons,
        ticked=ticked,
        kept=hidden,
    )
