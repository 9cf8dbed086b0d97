"""Publish: what would be published now against the last publication, what each proof found, and the decision."""

from pages.parts.here import address_word, here
from pages.staff.publish_parts import publish_page
from pages.staff.told import told

publish_page(here(), told(address_word("said")))
