"""Prints every text with the words of a search in it that a process still holds after one: words_held.py <folder>."""

import gc
import sys
from datetime import date
from pathlib import Path

from tracker import store
from tracker.folding import snippet, terms
from tracker.questions import search

WORD = ("quibble", "wort")  # in parts, else this program itself would hold it


def main() -> None:
    """Searches in the build of a folder, then looks through all that is held."""
    search_for("".join(WORD), store.connect(store.current(Path(sys.argv[1]))))
    gc.collect()  # what nobody holds any more may lie in rings
    print(held())


def search_for(word: str, db: store.Connection) -> None:
    """All that the page of a search does with its words."""
    for q in (word, f'"{word} supervision"'):
        wanted = search.wanted(db, date(2026, 10, 31), q)
        search.found(db, date(2026, 10, 31), search.rows(db, date(2026, 10, 31), wanted), wanted)
        search.sentence((), wanted), search.forms_sentence(wanted)
        snippet(f"a {q} b", wanted)
        snippet(f"{word}supervision", terms("supervision"))


def held() -> list[str]:
    """Each text that holds the words; a tuple of texts alone is unknown to gc, which does know who holds it."""
    seen, ahead, found = set(), gc.get_objects(), []
    while ahead:
        for one in gc.get_referents(ahead.pop()):
            if isinstance(one, str) and all(part in one for part in WORD):
                found.append(one)
            elif type(one) in (tuple, dict, frozenset) and not gc.is_tracked(one) and id(one) not in seen:
                seen.add(id(one))
                ahead.append(one)
    return found


if __name__ == "__main__":
    main()
