"""What somebody should know before reading on: what this site is about, and where to find support."""

from markupsafe import Markup

from pages.parts.here import Here
from tracker.html import blocks

TEXT = "This site is about promises made after reviews of child sexual exploitation. It describes no abuse and no case."


def content_note(at: Here) -> Markup:
    """A calm line with the way to support."""
    support = blocks.link("Find support", at.address("find-support"))
    return blocks.banner(TEXT, kind="care", more=Markup("{}.").format(support))
