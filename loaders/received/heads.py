"""Heads of the ledger that somebody kept: one as it was printed, or a file with several."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from tracker.findings import NotReadable

HEAD = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")


def parse_heads(text: str | None) -> list[str]:
    """The heads that `--head` gives: one, or a file with one on each line; none if it was not given.

    A line may hold more than its head, as in heads.jsonl. Raises NotReadable if it gives no head or anything else.
    """
    if text is None:
        return []
    if HEAD.fullmatch(words := text.strip().lower()):
        return [words]
    if not text.strip() or not Path(text.strip()).is_file():
        raise NotReadable(f"“{text}” is neither the head of a ledger (64 letters and digits) nor a file of heads.")
    return _in_file(Path(text.strip()))


def _in_file(path: Path) -> list[str]:
    """The head on each line that is not blank. Raises NotReadable."""
    lines = path.read_text(encoding="utf-8", errors="replace").lower().splitlines()
    found = [(number, HEAD.findall(line)) for number, line in enumerate(lines, start=1) if line.strip()]
    for number, heads in found:
        if len(heads) != 1:
            raise NotReadable(f"{path}, line {number}, does not hold one head of a ledger. Correct or remove it.")
    if not found:
        raise NotReadable(f"{path} holds no head of a ledger. Give one, or a file of them, one a line.")
    return [heads[0] for _, heads in found]


def faults(known_heads: Sequence[str], links: Sequence[str]) -> Iterator[str]:
    """A sentence about the first kept head from which the ledger does not go on."""
    for head in known_heads:
        if head not in links:
            yield f"The ledger does not go on from the head {head}: a record up to it was altered, removed or inserted."
            return
