"""Describes a kind of form: its table, the words that say how to fill it in, and its rows."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from loaders.mapping.dates import read_date
from loaders.mapping.layout import Layout, SheetLayout
from loaders.request.form_columns import FormColumn
from tracker import store
from tracker.findings import NotReadable
from tracker.terms import Kind, Precision

EMPTY_ROWS = 10  # for new entries, below all others
FILES = {path.stem for path in (Path(__file__).parent / "kinds").glob("*.py")}
KINDS = tuple(kind for kind in Kind if kind in FILES)
Value = str | date


class NewFormRow(NamedTuple):
    """One row of a form: which record it is for, and its values by our names and headings.

    For an action, `sender` is who reported it first, `action_ref` its reference and `ref_given` the reference in its
    plan. `label` names any other record. In a row for a new one, `action_ref`, `ref_given` and `label` are "".
    """

    values: dict[str, Value]
    sender: str = ""
    action_ref: str = ""
    ref_given: str = ""
    label: str = ""

    @property
    def is_on_record(self) -> bool:
        """Whether the row is for something on record, and not for a new entry."""
        return bool(self.action_ref or self.label)


class SenderConventions(NamedTuple):
    """How the sender writes: its words for the form's scale with their meanings, and its layout's keys about dates."""

    words: dict[str, str]
    dates: str
    years: str
    closed_by_date: bool


class FormScope(NamedTuple):
    """What a form asks of whom: the day of the position, the sender with its layout, and whether open rows only."""

    as_of: date
    sender: str
    layout: Layout
    conventions: SenderConventions
    open_only: bool


@dataclass(frozen=True)
class FormKind:
    """Everything that differs from one kind of form to another.

    `named` are the columns by which people know a row, first the one that names it. `words` is the column with a list
    of words to choose from, and `scale` has our own words for it. `days` are columns for days. In `reason_for`, the
    third column must be filled in if the first differs from the second. `nouns` name the rows in the singular and the
    plural, for open rows only (True) or all (False). `rows` reads the rows from the database. `split` and `prefilled`
    are keys of a layout.
    """

    kind: Kind
    sheet: str
    columns: tuple[FormColumn, ...]
    named: tuple[FormColumn, ...]
    words: FormColumn
    days: tuple[FormColumn, ...]
    title: str
    subject: str
    please: str
    nouns: Mapping[bool, tuple[str, str]]
    others: str
    steps: tuple[str, ...]
    means: str
    scale: Sequence[StrEnum]
    prefilled: tuple[str, ...]
    rows: Callable[[store.Connection, FormScope], Iterator[NewFormRow]]
    split: Mapping[str, str] = field(default_factory=dict)
    reason_for: tuple[FormColumn, FormColumn, FormColumn] | None = None


def form_kind(kind: str) -> FormKind:
    """The form for records of a kind, from the module with the same name."""
    found: FormKind = import_module(f"loaders.request.kinds.{kind}").FORM
    return found


def form_for(layout: Layout, kind: Kind | None = None) -> FormKind:
    """The form for what a sender keeps by its layout: of the kind asked for, or else its plan first.

    Raises NotReadable if the sender keeps nothing of that kind.
    """
    kinds = {entry.fills for entry in layout.sheets} if not layout.compiled else set()
    wanted = [one for one in KINDS if one in kinds and kind in (None, one)]
    if not wanted:
        what = f"no {kind}s that its sender keeps" if kind else "nothing that its sender keeps and can be asked for"
        raise NotReadable(f"{layout.path.name} reads {what}, so there is nothing to ask for.")
    return form_kind(wanted[0])


def conventions_of(layout: Layout, form: FormKind) -> SenderConventions:
    """How a sender writes, by its layout; with our own words if the layout has none."""
    entries = [entry for entry in layout.sheets if entry.fills == form.kind]
    scale = form.words.fills
    words = {word: meaning for entry in entries for word, meaning in getattr(entry, scale).items()}
    return SenderConventions(
        words=words or {str(word): str(word) for word in form.scale},
        dates=_first(entries, "dates") or "day first",
        years=_first(entries, "years"),
        closed_by_date=any(entry.closed_by_date for entry in entries),
    )


def _first(entries: Sequence[SheetLayout], key: str) -> str:
    return next(filter(None, (getattr(entry, key) for entry in entries)), "")


def day_or_words(on: date | None, precision: Precision, words: str) -> Value:
    """An exact day as a date; anything else in the words that were given."""
    return on if on and precision == Precision.DAY else words


def date_in_form(record: Mapping[str, Any], name: str, words: str, conventions: SenderConventions) -> Value:
    """A day as a date; what is vague or no date in the given words, if they still mean that."""
    on, precision = record[name], record[f"{name}_precision"]
    is_same = read_date(words, "", conventions.dates, conventions.years) == (on, precision)
    return words if on is None or (precision != Precision.DAY and is_same) else on
