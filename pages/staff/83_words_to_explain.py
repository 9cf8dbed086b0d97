"""Words to explain: words, names and references that no layout explains; an answer is a line in the layout."""

from pages.parts.here import address_word, here
from pages.staff.form_messages import messages_at
from pages.staff.words_to_explain.parts import no_answers_for_the_past, one_word, words_that_wait

at = here()
if not at.is_latest:
    no_answers_for_the_past(at)
elif key := address_word("word"):
    one_word(at, key, address_word("means"), messages_at(address_word("said")))
else:
    words_that_wait(at, messages_at(address_word("said")))
