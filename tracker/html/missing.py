"""The sentence beside a field that must be filled in; the browser shows it after the form was sent without it."""

from markupsafe import Markup

MISSING = Markup('<span class="an-missing" id="an-{}-missing">{}.</span>')


def missing(name: str, words: str) -> Markup:
    """The element that says what is still to be done in a field; the field refers to it as its description."""
    return MISSING.format(name, words)
