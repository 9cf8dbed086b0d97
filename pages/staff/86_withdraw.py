"""Withdraw: corrects a file on record by withdrawing it, dating it anew, replacing it or erasing its words."""

from pages.parts.here import address_word, here
from pages.staff.form_messages import messages_at
from pages.staff.withdraw.parts import Query, every_file, one_file

at = here()
asked = Query(*(address_word(name) for name in ("file", "way", "day", "other", "cells")))
messages = messages_at(address_word("said"))
if asked.file:
    one_file(at, asked, messages)
else:
    every_file(at, messages)
