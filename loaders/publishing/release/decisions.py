"""A committee's decisions to publish whole columns, and the texts that may be public by decisions and releases."""

import tomllib
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import msgspec

from loaders.publishing.release.release_log import Release, last_words
from loaders.publishing.release.texts import WITH_MARKS, Key, Text, column_words, releasable_columns
from loaders.received.changes import DECISIONS
from tracker.file_terms import WithoutMarks
from tracker.findings import NotReadable
from tracker.plain_errors import of_settings

NAMES = "names"  # in a decision: every column whose values are names or references


class Ended(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which post recorded that a decision no longer counts, on which day and why."""

    by: str
    on: date
    why: str


class Decision(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who decided that every text of some columns may be public, when and why; "" as sender or review means any.

    It covers what is in sight. If a format does not say what is hidden, it covers texts there only if it names the
    format. Once it has `ended`, it covers nothing.
    """

    by: str
    on: date
    columns: tuple[str, ...]
    why: str
    sender: str = ""
    review: str = ""
    formats: tuple[str, ...] = ()
    ended: Ended | None = None

    def covers(self, text: Text) -> bool:
        """Whether it makes a text public."""
        if self.ended:
            return False
        is_of = text.column in self.columns or (NAMES in self.columns and text.is_name)
        is_seen = any(seen == WITH_MARKS or seen in self.formats for seen in text.seen_in)
        return is_of and is_seen and self.sender in ("", text.sender) and self.review in ("", text.review)


class _File(msgspec.Struct, forbid_unknown_fields=True):
    decision: tuple[Decision, ...]


def words_of_column(column: str) -> str:
    """A column of a decision in words: “action: reason”, or that it means all names."""
    return "names and printed references" if column == NAMES else column_words(column)


def read_decisions(folder: Path) -> tuple[Decision, ...]:
    """The decisions in the file beside the ledger; none if there is no such file. Raises NotReadable."""
    path = folder / DECISIONS
    if not path.exists():
        return ()
    try:
        return decisions_in(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        why = of_settings(error)
        raise NotReadable(f"{path} cannot be used: {why}. docs/publishing.md shows what it holds.") from error


def decisions_in(text: str) -> tuple[Decision, ...]:
    """The decisions in the text of such a file. Raises ValueError if one cannot be used."""
    decisions = msgspec.convert(tomllib.loads(text), _File).decision
    for decision in decisions:
        _refuse_unusable(decision)
    return decisions


def _refuse_unusable(decision: Decision) -> None:
    if unknown := set(decision.columns) - {*releasable_columns(), NAMES}:
        raise ValueError(f"no column {sorted(unknown)[0]!r} is public")
    if not decision.by.strip():
        raise ValueError("a decision needs “by”, the post of who decided")
    if unknown := set(decision.formats) - {*WithoutMarks}:
        raise ValueError(f"{sorted(unknown)[0]!r} is none of the formats {', '.join(WithoutMarks)}")


def public_keys(texts: Sequence[Text], decisions: Sequence[Decision], releases: Sequence[Release]) -> frozenset[Key]:
    """Which texts of which columns may be public: by an officer's last word, or else because a decision covers them.

    A released text that no file holds any more, since its words were erased, is not among them: an earlier publication
    that holds it must go.
    """
    words, there = last_words(releases, texts), {text.key for text in texts}
    covered = {text.key for text in texts if any(decision.covers(text) for decision in decisions)}
    released = {key for key, word in words.items() if word.is_public and key in there}
    return frozenset(covered - words.keys() | released)
