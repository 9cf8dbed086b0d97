"""Verify: whether files, ledger and database are still as recorded, and the publication still as it was made."""

from pages.parts.here import here
from pages.staff.verify.parts import verify_page

verify_page(here())
