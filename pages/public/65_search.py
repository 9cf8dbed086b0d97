"""Search: every record that contains the words in the search box, and where it contains them."""

from pages.parts.here import address_word, here
from pages.parts.show import name_tab, say, show, title
from pages.public.search_parts import no_results, result_lists, searched_places
from tracker.html import blocks
from tracker.questions import search

at = here()
words = address_word("q")
wanted = search.search_terms(at.db, at.as_of, words)
rows = search.rows(at.db, at.as_of, wanted, **at.filters)

title(f"Search for “{words}”" if words else "Search")
name_tab(f"Search for “{words}”" if words else "Search", at)
if words:
    say(search.sentence(rows, wanted))
if forms := search.forms_sentence(wanted):
    show(blocks.lead("", forms))
if not rows:
    show(*no_results(words, at))
for piece in result_lists(rows, wanted, at):
    show(piece)
show(searched_places(at))
