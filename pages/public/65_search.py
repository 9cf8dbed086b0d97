"""Search: everything in which the words of the box stand, and where they were found."""

from pages.parts.here import asked, here
from pages.parts.show import name_tab, say, show, title
from pages.public.search_parts import found, nothing_found, what_is_searched
from tracker.questions import search

at = here()
words = asked("q")
rows = search.rows(at.db, at.as_of, words, **at.filters)

title(f"Search for “{words}”" if words else "Search")
name_tab(f"Search for “{words}”" if words else "Search", at)
if words:
    say(search.sentence(rows, words))
if not rows:
    show(*nothing_found(words, at))
for piece in found(rows, words, at):
    show(piece)
show(what_is_searched(at))
