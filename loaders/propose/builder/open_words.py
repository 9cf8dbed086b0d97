"""Words and names in current files that no layout explains, each with the place in a layout for an answer."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from loaders.mapping.check_entry import SCALES
from loaders.mapping.layout import Layout
from loaders.mapping.layout_files import layout_for
from loaders.propose.builder.amend import LayoutLine
from tracker import store
from tracker.colour_names import without_colour
from tracker.findings import NotReadable
from tracker.questions.problems import ProblemGroup

NAME_RULE = "agency_is_known"
SAME_ACTION = "It is the same action"  # the answer for two references
RENUMBERED = """
    SELECT DISTINCT a.sender, c.was, c.became, max(c.received_on)
    FROM action_change_on($as_of) c
    JOIN action a USING (action_id)
    JOIN latest_action_on($as_of) USING (action_id)
    WHERE change = 'looks renumbered' AND a.action_ref = c.became
    GROUP BY ALL
    ORDER BY ALL
"""


@dataclass(frozen=True)
class OpenWord:
    """A word that waits for an answer: where it is, which layout takes the answer, and what may be answered.

    `column` is our name for its column, "" for two references, of which `word` is the new one and `was` the earlier.
    `answers` maps each answer, as an officer reads it, to the line that it adds.
    """

    agency: str
    path: str
    sheet: str
    cells: str
    column: str
    word: str
    was: str
    hint: str
    layout: Path
    sender: str
    answers: Mapping[str, LayoutLine]

    @property
    def key(self) -> str:
        """The word's name in a page address: it stays the same as long as the word is there."""
        parts = "\x1f".join((self.path, self.sheet, self.column, self.word, self.was))
        return hashlib.sha256(parts.encode()).hexdigest()[:16]


def open_words(groups: Iterable[ProblemGroup], names: Sequence[str], layouts: Path) -> list[OpenWord]:
    """The words of a scale and the names of lead agencies that problems report as not explained.

    `names` are the known ones. A word is left out where no single place in a layout can explain it.
    """
    return [word for group in groups for word in _of_group(group, names, layouts)]


def to_explain(groups: Iterable[ProblemGroup]) -> list[ProblemGroup]:
    """The problems that an explanation of a word or a name would settle, whether or not it can be given here."""
    return [group for group in groups if _column(group) and group.first.found.strip()]


def looks_renumbered(db: store.Connection, as_of: date, layouts: Path) -> Iterator[OpenWord]:
    """The actions in the latest returns that look like earlier ones under another reference."""
    for sender, was, became, on in db.execute(RENUMBERED, {"as_of": as_of}).fetchall():
        with suppress(NotReadable):
            layout = layout_for(sender, on, layouts)
            answers = {SAME_ACTION: LayoutLine(None, "renumbered", became, was)}
            yield OpenWord(layout.agency or sender, "", "", "", "", became, was, "", layout.path, sender, answers)


def _of_group(group: ProblemGroup, names: Sequence[str], layouts: Path) -> Iterator[OpenWord]:
    first, column = group.first, _column(group)
    if not to_explain([group]) or without_colour(first.found) != first.found:
        return
    sender = first.path.partition("/")[0]
    with suppress(NotReadable):
        layout = layout_for(sender, first.received_on, layouts)
        if (number := _entry(layout, first.sheet, column)) is None:
            return
        word = first.found
        lines = _meanings(number, column, word) if column in SCALES else _names(number, word, names)
        hint = "" if column in SCALES else first.sentence
        place = (first.agency, first.path, first.sheet, group.cells, column)
        yield OpenWord(*place, word, "", hint, layout.path, sender, lines)


def _column(group: ProblemGroup) -> str:
    """Our name for the column whose word or name needs explaining, "" for any other problem."""
    name = group.first.rule.removesuffix("_is_known")
    return name if group.first.rule == NAME_RULE or (name in SCALES and name != group.first.rule) else ""


def _entry(layout: Layout, sheet: str, column: str) -> int | None:
    """The number, from 0, of the only entry that fills a column of ours from a sheet; None if none or several do.

    A cell, the title of a part or the sheet's name may fill it. A sole entry that fills it need not name the sheet: a
    text or a document has a single table.
    """
    reading = [n for n, one in enumerate(layout.sheets) if column in (*one.columns, one.section, one.sheet_names)]
    named = [n for n in reading if sheet in layout.sheets[n].sheet] or reading
    return named[0] if len(named) == 1 else None


def _meanings(number: int, column: str, word: str) -> dict[str, LayoutLine]:
    return {str(one): LayoutLine(number, column, word, str(one)) for one in SCALES[column] if one.name != "UNREADABLE"}


def _names(number: int, word: str, names: Sequence[str]) -> dict[str, LayoutLine]:
    return {name: LayoutLine(number, "agencies", word, name) for name in names if name != word}
