"""Verify: whether every file, record and database is as it was recorded, and the publication as it was made."""

from pages.parts.here import here
from pages.staff.verify.parts import verify_page

verify_page(here())
