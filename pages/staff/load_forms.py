"""The forms of the page Load. They are sent to addresses of their own, so that nothing is done twice or half."""

from collections.abc import Mapping

from markupsafe import Markup

from loaders.received.arrival import ENDINGS

PAGE = "load"
MOST_AT_ONCE = 20  # files
MOST_BYTES = 100_000_000  # of all files sent at once
SEND, KEEP, DROP, LOAD = "/load-send", "/load-keep", "/load-drop", "/load-again"
SEND_FORM = Markup(
    '<form class="an-load" action="{}" method="post" enctype="multipart/form-data">'
    '<p><label for="an-files">Choose files, or drop them on this field</label>'
    '<input id="an-files" type="file" name="files" accept="{}" multiple required aria-describedby="an-files-note"></p>'
    '<p class="an-note" id="an-files-note">{}</p>'
    '<p class="an-buttons"><button type="submit">Look at these files</button></p></form>'
)
KEEP_FORM = Markup(
    '<form class="an-load" action="{}" method="post">{}'
    '<p><label for="an-by">Which post takes it in? Never a name.</label>'
    '<input id="an-by" type="text" name="by" maxlength="100" required autocomplete="off"></p>'
    '<p class="an-buttons"><button type="submit">Keep it and load it</button></p></form>'
)
BUTTON_FORM = Markup(
    '<form class="an-load" action="{}" method="post">{}'
    '<p class="an-buttons"><button type="submit"{}>{}</button></p></form>'
)
DRAFT = Markup('<div class="an-copy an-draft"><p>{}</p><button type="button">Copy to clipboard</button></div>')
CHOICE = Markup('<div class="an-choice">{}</div>')
HIDDEN = Markup('<input type="hidden" name="{}" value="{}">')
QUIET = Markup(' class="an-quiet"')


def send_form(note: str) -> Markup:
    """Takes files, chosen or dropped."""
    return SEND_FORM.format(SEND, ",".join(ENDINGS), note)


def keep_form(fields: Mapping[str, str]) -> Markup:
    """Asks for the post and keeps the file that the `fields` name."""
    return KEEP_FORM.format(KEEP, _hidden(fields))


def drop_form(mark: str) -> Markup:
    """Drops a file that waits."""
    return BUTTON_FORM.format(DROP, _hidden({"file": mark}), QUIET, "Drop it: nothing is recorded")


def load_form(mark: str) -> Markup:
    """Loads once more what is on record."""
    return BUTTON_FORM.format(LOAD, _hidden({"file": mark}), "", "Load it now")


def choice_form(form: Markup) -> Markup:
    """A form with a long button, which a phone shows below its fields."""
    return CHOICE.format(form)


def draft(text: str) -> Markup:
    """A draft to copy, exactly as it is."""
    return DRAFT.format(text)


def _hidden(fields: Mapping[str, str]) -> Markup:
    return Markup("").join(HIDDEN.format(name, value) for name, value in fields.items())
