"""Forms whose choices go into the address of a page, so that each choice has its own address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from markupsafe import Markup

from tracker.html.render import render


@dataclass(frozen=True)
class Select:
    """A choice of one name; `every` means all of them and is left out of the address.

    `names` gives the words shown for options that the address writes differently. If it `is_required`, one has to be
    chosen.
    """

    name: str
    label: str
    every: str
    options: Sequence[str]
    chosen: str
    names: Mapping[str, str] = field(default_factory=dict)
    is_required: bool = False


@dataclass(frozen=True)
class Day:
    """A day from `first` to `last`; the `usual` one is left out of the address."""

    name: str
    label: str
    chosen: date
    first: date
    last: date
    usual: date


@dataclass(frozen=True)
class Text:
    """A few words, `most` characters at most; the `usual` ones are left out of the address."""

    name: str
    label: str
    chosen: str
    usual: str
    most: int


def form(
    action: str,
    fields: Sequence[Select | Day | Text],
    params: Mapping[str, str],
    button: str = "Show",
    ways: Mapping[str, str] | None = None,
    is_quiet: bool = False,
) -> Markup:
    """The fields with a button, and links to usual choices; everything else in `params` stays in the address.

    A quiet button is less prominent than another one on the page.
    """
    names = {field.name for field in fields}
    others = {name: value for name, value in params.items() if value and name not in names}
    kinds = [(field, type(field).__name__) for field in fields]
    return render("form", action=action, button=button, is_quiet=is_quiet, fields=kinds, kept=others, ways=ways or {})


def side_by_side(*forms: Markup) -> Markup:
    """Forms in a row, or one below the other if there is no room."""
    return Markup('<div class="an-forms">{}</div>').format(Markup("").join(forms))
