"""The two lists of the page Release: texts that wait for a decision, and texts decided on."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from markupsafe import Markup

from loaders.publishing.release import release_log, waiting_texts
from loaders.publishing.release.release_log import Release
from loaders.publishing.release.texts import Text, column_words
from tracker.html.text import Cell
from tracker.html.ticks import Tick
from tracker.words import capital, day, plural

TO_LOOK_AT, NOT_RELEASED, TO_CONFIRM = (
    "Looks like personal data",
    "Not released",
    "Released by its words alone, to confirm",
)
EXPLAINED = {
    TO_LOOK_AT: "A decision covers these columns, yet nothing is published before somebody decided on each text.",
    NOT_RELEASED: "No decision covers these texts. “Text not released for publication” stands in their place.",
    TO_CONFIRM: "Such a release holds where the words stood on its day. To confirm it, release the text once more.",
}


class TextLine(NamedTuple):
    """A text in a list: why it is listed, the text itself, and the last decision on it, if any."""

    kind: str
    text: Text
    word: Release | None = None

    @property
    def legend(self) -> str:
        """The name of its group: its kind, its sender and its column, as “harbour, action: reason”."""
        return f"{self.kind} · {self.text.sender}, {column_words(self.text.column)}".replace(" · ,", " ·")


class Lists(NamedTuple):
    """The waiting texts in the order to decide on them, the groups that one tick covers, and the texts decided on."""

    waiting: Sequence[TextLine]
    groups: Sequence[waiting_texts.Group]
    decided: Sequence[TextLine]

    def texts(self, ids: Sequence[str]) -> list[Text]:
        """The texts that ids stand for, each once; an id no longer in any list adds none."""
        known: dict[str, Sequence[Text]] = {}
        for line in (*self.decided, *self.waiting):
            text_id = waiting_texts.text_id(line.text.key)
            known[text_id] = [*known.get(text_id, ()), line.text]
        known |= {group.id: group.texts for group in self.groups}
        return [*{text.key: text for text_id in ids for text in known.get(text_id, ())}.values()]


def read_lists(folder: Path, texts: Sequence[Text]) -> Lists:
    """Both lists, from the files received in `folder` and all texts of their database. Raises NotReadable."""
    found = waiting_texts.waiting_texts(folder, texts)
    kinds = {TO_LOOK_AT: found.to_look_at, NOT_RELEASED: found.not_released, TO_CONFIRM: found.to_confirm}
    waiting = [TextLine(kind, text) for kind, those in kinds.items() for text in sorted(those, key=_place)]
    groups = [group for group in waiting_texts.groups(found.not_released) if len(group.texts) > 1]
    words = release_log.last_words(release_log.read(folder), texts)
    of_key = {text.key: text for text in reversed(texts)}
    decided = [
        TextLine(_decision_words(word), of_key[key], word)
        for key, word in sorted(words.items(), key=lambda item: item[1].number, reverse=True)
        if key in of_key
    ]
    return Lists(waiting, groups, decided)


def ticks(lines: Sequence[TextLine]) -> Iterator[tuple[str, list[Tick]]]:
    """A tick box for each line, grouped under the lines' legends."""
    for legend, those in groupby(lines, key=lambda line: line.legend):
        yield legend, [Tick(waiting_texts.text_id(line.text.key), line.text.text, [*_notes(line)]) for line in those]


def group_ticks(groups: Sequence[waiting_texts.Group]) -> list[Tick]:
    """One tick box for all texts of a sender that are unseen for the same reason: a filter left on hides hundreds."""
    words = [(group, f"All {plural(len(group.texts), 'text')} of {group.sender}") for group in groups]
    return [Tick(group.id, text, [_strong(f"In the sheet: {group.why}")]) for group, text in words]


def _place(text: Text) -> tuple[str, str]:
    return text.sender, text.column


def _decision_words(word: Release) -> str:
    return "May be public" if word.is_public else "May not be public"


def _notes(line: TextLine) -> Iterator[Cell]:
    """Notes on a text: its reference, whether readers of the sheet see it, what it looks like, who decided and why."""
    if line.text.ref:
        yield line.text.ref
    why, looks_like = waiting_texts.why_not_seen(line.text), waiting_texts.looks_like(line.text.text)
    yield _strong(f"In the sheet: {why}") if why else "Seen in the sheet"
    yield _strong(f"Looks like: {looks_like}") if looks_like else "Nothing looks like personal data"
    if word := line.word:
        yield f"{word.actor}, {day(date.fromisoformat(word.on))}"
        yield f"Reason: {word.why}" if word.why else "No reason recorded"


def _strong(text: str) -> Markup:
    return Markup("<strong>{}</strong>").format(capital(text))
