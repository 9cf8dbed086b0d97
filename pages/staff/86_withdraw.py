"""Withdraw: a file that was recorded by mistake, what its withdrawal would change, and the decision."""

from pages.parts.here import address_word, here
from pages.staff.told import told
from pages.staff.withdraw_parts import every_file, one_file

at = here()
path, said = address_word("file"), told(address_word("said"))
if path:
    one_file(at, path, said)
else:
    every_file(at, said)
