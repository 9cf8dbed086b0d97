"""Release: which texts may not be public yet, a tick box beside each, and the decision on those ticked."""

from pages.parts.here import here
from pages.parts.show import title
from pages.staff.release.parts import release

title("Release")
release(here())
