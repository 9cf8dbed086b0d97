"""How much of two invented sets of sentences the personal-data net finds: python -m benchmarks.personal_data"""

import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

from checks.personal_data.detect import SECOND_LOOK, PersonalDataKind, hits

SENTENCES = Path(__file__).parent.parent / "tests" / "personal_data_sentences.toml"
SETS = ("plain", "evasive", "harder")
HALVES = (0, 1)  # the rules were written with the 1st, 3rd … of a list in view; the 2nd, 4th … were held out
HEADINGS = (
    "kind",
    *(f"found, {which}, {half}" for which in SETS for half in ("in view", "held out")),
    *(f"false alarms, {half}" for half in ("in view", "held out")),
)
Sentences = dict[str, dict[str, list[str]]]


def main() -> None:
    """Prints a table in Markdown, as in docs/personal-data.md."""
    print("\n".join(lines()))


def lines() -> Iterator[str]:
    """A table in Markdown: a line for each kind, for all kinds that block, and for all that need a second look."""
    sentences = tomllib.loads(SENTENCES.read_text(encoding="utf-8"))
    yield _row(HEADINGS)
    yield _row("---" for _ in HEADINGS)
    for kind in PersonalDataKind:
        yield _row([f"{kind}{'' if kind in SECOND_LOOK else ' (almost certain)'}", *_shares({kind}, sentences)])
    yield _row(["**All that are almost certain**", *_shares(set(PersonalDataKind) - SECOND_LOOK, sentences)])
    yield _row(["**All for a second look**", *_shares(set(SECOND_LOOK), sentences)])


def _shares(kinds: set[PersonalDataKind], sentences: Sentences) -> Iterator[str]:
    """The finds in each half of each set, then the false alarms in each half of the harmless sentences of all sets."""
    for which in SETS:
        for half in HALVES:
            yield _share(_has({kind}, text) for kind in kinds for text in sentences[which].get(kind, [])[half::2])
    for half in HALVES:
        yield _share(_has(kinds, text) for which in SETS for text in sentences[which]["harmless"][half::2])


def _has(kinds: set[PersonalDataKind], text: str) -> bool:
    return any(hit.kind in kinds for hit in hits(text))


def _share(which: Iterable[bool]) -> str:
    answers = list(which)
    return f"{sum(answers)} of {len(answers)}" if answers else "–"


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
