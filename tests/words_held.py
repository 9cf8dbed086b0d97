"""Prints every text with a search's words that the process still holds after the search: words_held.py <folder>."""

import gc
import sys
from datetime import date
from pathlib import Path

from tracker import store
from tracker.folding import snippet, terms
from tracker.questions import search

WORD = ("quibble", "wort")  # in two parts, or this program itself would hold the word


def main() -> None:
    """Searches the build in a folder, then prints the texts still in memory that hold the words."""
    search_for("".join(WORD), store.connect(store.current(Path(sys.argv[1]))))
    gc.collect()  # unused objects may still refer to each other in cycles
    print(held())


def search_for(word: str, db: store.Connection) -> None:
    """Does all that the search page does with a visitor's words."""
    for q in (word, f'"{word} supervision"'):
        wanted = search.search_terms(db, date(2026, 10, 31), q)
        search.matching_places(search.rows(db, date(2026, 10, 31), wanted), wanted)
        search.sentence((), wanted), search.forms_sentence(wanted)
        snippet(f"a {q} b", wanted)
        snippet(f"{word}supervision", terms("supervision"))


def held() -> list[str]:
    """Each text in memory that holds the words; gc tracks no tuple of texts, but it tracks what holds the tuple."""
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
