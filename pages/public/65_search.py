"""Search: every record that contains the words in the search box, and where it contains them."""

from markupsafe import Markup

from pages.parts.here import address_word, here
from pages.parts.show import name_tab, show
from pages.public.search_parts import no_results, result_lists, searched_places
from tracker.html import blocks
from tracker.questions import search

at = here()
words = address_word("q")
wanted = search.search_terms(at.db, at.as_of, words)
rows = search.rows(at.db, at.as_of, wanted, **at.filters)

name = f"Search for “{words}”" if words else "Search"
name_tab(name, at)
found = blocks.message(search.sentence(rows, wanted)) if words else Markup("")
forms = search.forms_sentence(wanted)
show(
    blocks.title(name),
    found,
    blocks.lead("", forms) if forms else Markup(""),
    *(result_lists(rows, wanted, at) if rows else no_results(words, at)),
    searched_places(at),
)
