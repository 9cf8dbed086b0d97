"""The columns whose texts wait because no decision covers them, for a decision on a whole column of one sender."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from msgspec.structs import replace

from loaders.publishing.release.decisions import NAMES, Decision, words_of_column
from loaders.publishing.release.texts import Key, Text
from loaders.publishing.release.waiting_texts import looks_like, short_fingerprint


@dataclass(frozen=True)
class WaitingColumn:
    """The texts that wait in one column of one sender, "" for none; all names of a sender count as one column.

    A name comes once for each place that holds it, since it may be seen in only one of them.
    """

    column: str
    sender: str
    texts: tuple[Text, ...]

    @property
    def id(self) -> str:
        """Its name in an address. It stays the same when texts come or go, as a decision holds for these too."""
        return short_fingerprint(["column", self.column, self.sender])

    @property
    def words(self) -> str:
        """The column in words: “action: reason”."""
        return words_of_column(self.column)

    @property
    def formats(self) -> tuple[str, ...]:
        """The formats that a decision must name to cover all texts, such as ".csv": they do not show what is hidden."""
        in_sight = {text.key for text in self.covered()}
        return tuple(sorted({ending for text in self.texts if text.key not in in_sight for ending in text.seen_in}))

    @property
    def count(self) -> int:
        """How many texts wait in it."""
        return len({text.key for text in self.texts})

    def covered(self, formats: tuple[str, ...] = ()) -> list[Text]:
        """The texts, each once, that a decision on it covers if it names these formats."""
        decision = Decision("", date.min, (self.column,), "", self.sender, formats=formats)
        return [*{text.key: text for text in self.texts if decision.covers(text)}.values()]

    def released(self, formats: tuple[str, ...] = ()) -> list[Text]:
        """The texts that such a decision makes public at once: what looks like personal data waits even so."""
        return [text for text in self.covered(formats) if not looks_like(text.text)]


def waiting_columns(texts: Sequence[Text], waiting: Collection[Key], decided: Collection[Key]) -> list[WaitingColumn]:
    """The columns of the texts that wait, by sender, but those of which no decision would cover a text.

    `waiting` has the keys of texts that may not be public yet, and `decided` those on which an officer has decided:
    they keep that decision.
    """
    grouped: dict[tuple[str, str], list[Text]] = {}
    for text in texts:
        if text.key in waiting and text.key not in decided:
            grouped.setdefault((text.sender, _column(text)), []).append(text)
    columns = [WaitingColumn(column, sender, tuple(those)) for (sender, column), those in sorted(grouped.items())]
    return [column for column in columns if column.covered(column.formats)]


def decisions_on(columns: Sequence[WaitingColumn], by: Decision) -> Iterator[Decision]:
    """A decision like `by` for each sender of the columns, on all its columns, naming only formats of its texts."""
    for sender in dict.fromkeys(column.sender for column in columns):
        of_sender = [column for column in columns if column.sender == sender]
        there = {ending for column in of_sender for ending in column.formats}
        yield replace(
            by,
            columns=tuple(column.column for column in of_sender),
            sender=sender,
            formats=tuple(ending for ending in by.formats if ending in there),
        )


def _column(text: Text) -> str:
    """NAMES, but for a name without a sender: a decision on NAMES without a sender holds for every sender."""
    return NAMES if text.is_name and text.sender else text.column
