"""A list of texts with a tick box beside each, and buttons for what is to be done with those ticked."""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup

from tracker.html.render import render
from tracker.html.text import Cell


class Tick(NamedTuple):
    """One text with its box: `mark` is what the address says where it is ticked, `notes` stand below the text."""

    mark: str
    text: str
    notes: Sequence[Cell]


class Names(NamedTuple):
    """What an address calls the marks that are ticked, and the button that was pressed."""

    ticked: str
    asked: str


def tick_form(
    action: str,
    groups: Sequence[tuple[str, Sequence[Tick]]],
    names: Names,
    buttons: Mapping[str, str],
    ticked: Collection[str],
    kept: Mapping[str, str],
) -> Markup:
    """The texts by groups, each group under its name, then the buttons by what the address calls each.

    The box of a text is ticked where its mark is among `ticked`; `kept` stays in the address.
    """
    return render(
        "ticks",
        action=action,
        groups=groups,
        names=names,
        buttons=buttons,
        ticked=ticked,
        kept=kept,
    )
