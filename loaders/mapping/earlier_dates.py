"""The date that stands while the column of a new one says that nothing has moved."""

import pandas as pd

from loaders.mapping.known_words import small

NOT_MOVED = frozenset({  # what stands in the column of a revised date while the first one holds
    "", "n/a", "na", "n.a", "n.a.", "not applicable", "-", "--", "–", "—", "no change", "no changes", "unchanged",
    "not changed", "as original", "not extended", "no extension", "not revised", "no revision",
})  # fmt: skip


def let_earlier_dates_stand(frame: pd.DataFrame, words: pd.DataFrame) -> None:
    """A plan with a current or an original date leaves the new one blank until it moves, or has no column for it.

    Some write "N/A" instead. Words such as "TBC" say that the date has moved, and nobody knows to when.
    """
    blank = _has_not_moved(words["due_on"]) if "due_on" in words else pd.Series(True, index=words.index)
    for name in (name for name in ("current_due_on", "original_due_on") if name in words):
        for part in ("", "_precision"):
            frame.loc[blank, f"due_on{part}"] = frame.loc[blank, f"{name}{part}"]
        blank &= _has_not_moved(words[name])


def _has_not_moved(words: pd.Series) -> pd.Series:
    return words.map(small).isin(NOT_MOVED)
