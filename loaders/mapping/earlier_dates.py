"""Keeps the earlier date where the column of new dates says that nothing has moved."""

from collections.abc import Mapping, Sequence
from typing import Any

from tracker.not_moved import has_not_moved


def let_earlier_dates_stand(values: dict[str, Sequence[Any]], written: Mapping[str, Sequence[str]]) -> None:
    """Fills in due dates that are blank until they move, or that have no column, from the current or original ones.

    Some plans write "N/A" instead of leaving them blank. Words such as "TBC" say that the date has moved, and nobody
    knows to when. `values` are the columns as read, whose dates and precision are changed; `written` are the words of
    the columns that the plan has.
    """
    blank = _have_not_moved(written["due_on"]) if "due_on" in written else [True] * len(values["due_on"])
    for name in (name for name in ("current_due_on", "original_due_on") if name in written and any(blank)):
        for part in ("", "_precision"):
            both = zip(blank, values[f"{name}{part}"], values[f"due_on{part}"], strict=True)
            values[f"due_on{part}"] = [earlier if is_blank else new for is_blank, earlier, new in both]
        blank = [one and other for one, other in zip(blank, _have_not_moved(written[name]), strict=True)]


def _have_not_moved(texts: Sequence[str]) -> list[bool]:
    known = {text: has_not_moved(text) for text in {*texts}}
    return [known[text] for text in texts]
