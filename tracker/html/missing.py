"""The sentence beside a field that must be filled in; the browser shows it once the form was sent without it."""

from markupsafe import Markup

MISSING = Markup('<span class="an-missing" id="an-{}-missing">{}.</span>')


def missing(name: str, words: str) -> Markup:
    """What is still to be done in a field; the field names it as what describes it."""
    return MISSING.format(name, words)
