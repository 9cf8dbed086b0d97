"""Publish: what would be published now against the last publication, what each proof found, and the decision."""

from pages.parts.here import address_word, here
from pages.staff.form_messages import messages_at
from pages.staff.publish.parts import publish_page

publish_page(here(), messages_at(address_word("said")))
