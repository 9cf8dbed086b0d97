"""The opening of the Overview: what the site is about, the sentence and the five figures of a position."""

from markupsafe import Markup

from pages.parts.figures import headline_cards, opening
from pages.parts.here import Here
from tracker import site
from tracker.html import blocks

CONTENT_NOTE = "This site is about promises made after reviews{}. It describes no abuse and no case."
NO_SUBJECT = (
    ", which may be about abuse"  # where nobody says what they are about, whoever reads on is warned all the same
)


def overview_opening(at: Here) -> list[Markup]:
    """What the Overview begins with, also in the first sight that comes before anything is loaded."""
    support = Markup("{}.").format(blocks.link("Find support", at.address("find-support")))
    about = site.about(at.is_illustrative)
    return [
        blocks.banner(CONTENT_NOTE.format(f" of {about}" if about else NO_SUBJECT), kind="care", more=support),
        blocks.title(_title(at)),
        opening(at),
        headline_cards(at),
    ]


def _title(at: Here) -> str:
    """Says whose position it is: one agency's figures must not pass for those of its whole review."""
    if at.agency:
        return f"{at.agency}, {at.review or 'all reviews'}: where it stands"
    return f"{at.review}: where it stands" if at.review else "All reviews: where they stand"
