"""Publish: how a new publication would differ from the last one, what each proof found, and the decision."""

from pages.parts.here import address_word, here
from pages.staff.form_messages import messages_at
from pages.staff.publish.parts import publish_page

publish_page(here(), messages_at(address_word("said")))
