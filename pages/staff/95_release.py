"""Release: the texts that may not be public yet, each with a tick box, and the decision on the ticked ones."""

from pages.parts.here import here
from pages.parts.show import title
from pages.staff.release.parts import release

title("Release")
release(here())
