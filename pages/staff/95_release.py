"""Release: which texts may not be public yet, and the decision on each."""

from pages.parts.here import here
from pages.parts.show import show, title
from tracker.html import blocks

at = here()
title("Release")
try:
    from pages.staff.releasing import decide, show_texts
except ModuleNotFoundError as error:
    lead = "Releasing texts needs packages that are not installed here."
    command = "python -m pip install --require-hashes --only-binary :all: -r requirements/publish.txt"
    show(blocks.lead(lead, f"{error}. To install them: {command}"))
else:
    decide(at)
    show_texts()
