"""What a committee decided to publish of whole columns, and which texts may be public by that and by releases."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from loaders.publishing.release.release_log import Release, last_words
from loaders.publishing.release.texts import Text, releasable_columns
from tracker.findings import NotReadable

FILE = "publication.toml"
NAMES = "names"  # in a decision: every column whose values are names or references


@dataclass(frozen=True)
class Decision:
    """That every text of some columns may be public: who decided, when and why; "" of sender or review means any."""

    by: str
    on: date
    columns: tuple[str, ...]
    why: str
    sender: str = ""
    review: str = ""

    def covers(self, text: Text) -> bool:
        """Whether it makes a text public."""
        is_of = text.column in self.columns or (NAMES in self.columns and text.is_name)
        return is_of and self.sender in ("", text.sender) and self.review in ("", text.review)


def read_decisions(folder: Path) -> tuple[Decision, ...]:
    """The decisions in the file beside the ledger; none where there is no such file. Raises NotReadable."""
    path = folder / FILE
    if not path.exists():
        return ()
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        return tuple(_decision(entry) for entry in content["decision"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NotReadable(f"{path} cannot be used: {error}. docs/publishing.md shows what it holds.") from error


def _decision(entry: dict[str, Any]) -> Decision:
    known = {*releasable_columns(), NAMES}
    if unknown := set(entry["columns"]) - known:
        raise ValueError(f"no column {sorted(unknown)[0]!r} is public")
    if not entry["by"].strip() or not isinstance(entry["on"], date):
        raise ValueError("a decision needs `by`, the post of who decided, and `on`, a date")
    return Decision(**{**entry, "columns": tuple(entry["columns"])})


def public_texts(texts: Sequence[Text], decisions: Sequence[Decision], releases: Sequence[Release]) -> frozenset[str]:
    """The texts that may be public: by an officer's last word on a text, else where a decision covers it."""
    words = last_words(releases)
    covered = {text.text for text in texts if any(decision.covers(text) for decision in decisions)}
    return frozenset(text.text for text in texts if words.get(text.text, text.text in covered))
