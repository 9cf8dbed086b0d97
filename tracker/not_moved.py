"""What the column of revised dates says while an earlier date holds."""

NOT_MOVED = frozenset({
    "", "n/a", "na", "n.a", "n.a.", "not applicable", "-", "--", "–", "—", "no change", "no changes", "unchanged",
    "not changed", "as original", "not extended", "no extension", "not revised", "no revision",
})  # fmt: skip


def has_not_moved(text: str) -> bool:
    """Whether a text says that an earlier date holds, as a blank cell or “N/A” does; “TBC” says that it has moved."""
    return " ".join(text.split()).casefold() in NOT_MOVED
