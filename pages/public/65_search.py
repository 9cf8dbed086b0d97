"""Search: every record that holds the words of the box, and where they stand in it."""

from pages.parts.here import address_word, here
from pages.parts.show import name_tab, say, show, title
from pages.public.search_parts import no_results, result_lists, searched_places
from tracker.questions import search

at = here()
words = address_word("q")
rows = search.rows(at.db, at.as_of, words, **at.filters)

title(f"Search for “{words}”" if words else "Search")
name_tab(f"Search for “{words}”" if words else "Search", at)
if words:
    say(search.sentence(rows, words))
if not rows:
    show(*no_results(words, at))
for piece in result_lists(rows, words, at):
    show(piece)
show(searched_places(at))
