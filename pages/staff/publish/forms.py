"""The forms of the page Publish, and where they are sent."""

from markupsafe import Markup

from pages.staff.form_parts import form, post_field

PAGE = "publish"
LOOK, NOW, BACK = "/publish-look", "/publish-now", "/publish-back"


def look_form(words: str) -> Markup:
    """A form that begins to make a publication only to look at it."""
    return form(LOOK, {}, words)


def publish_form(state: str) -> Markup:
    """A form that asks for the post and publishes what was looked at."""
    return form(NOW, {"state": state}, "Publish it", post_field("This is public."))


def back_form(shown: str) -> Markup:
    """A form that goes back to the publication before the one shown."""
    return form(BACK, {"shown": shown}, "Go back to the one before", is_quiet=True)
