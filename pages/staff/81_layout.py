"""Layout: an officer says how to read an unfamiliar workbook that waits, sees the result, and saves the layout."""

from pages.parts.here import address_word, here
from pages.staff.form_messages import messages_at
from pages.staff.layout.parts import builder, no_file
from pages.staff.load import work as load_work
from pages.staff.load.parts import not_the_latest

at = here()
file_id, sender, messages_key = (address_word(name) for name in ("file", "sender", "said"))
if not at.is_latest:
    not_the_latest(at)
elif found := load_work.find(file_id):
    builder(found, sender, messages_at(messages_key))
else:
    no_file(file_id)
