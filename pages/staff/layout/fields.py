"""The fields and buttons of the form on the page Layout, each with its label."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from markupsafe import Markup

from pages.staff import form_fields
from pages.staff.form_parts import QUIET, hidden

SEND = "/layout-answers"
SENT, TABLE, WAS, FOR = "file", "table", "was", "for"  # of which file, table, choices and sender it is
VIEW, DO = "view", "do"  # the part of the sheet that was shown, and the button that was pressed
QUESTIONS = "questions"  # the part of the page with questions that only an officer can answer
ROWS, COLUMNS, MEANINGS, WHOSE = (
    "rows",
    "columns",
    "words",
    "whose",
)  # the other parts of the page, to which an address leads
# The browser requires no field, since every button sends the whole page.
WHOLE = Markup('<form class="an-send an-builder" action="{}" method="post" novalidate>{}{}</form>')
BUTTONS = Markup('<p class="an-buttons">{}</p>')
BUTTON = Markup('<button type="submit" name="{}" value="{}"{}>{}</button>')
SELECT = Markup('<select{} name="{}" autocomplete="off">{}</select>')
LABELLED = Markup('<p><label for="an-layout-{}">{}</label>{}</p>')
INPUT = Markup('<input id="an-layout-{0}" type="{1}" name="{0}" value="{2}" maxlength="300" autocomplete="off"{3}>')
OFFERED = Markup('<datalist id="an-offered-{}">{}</datalist>')
TEXT = Markup(
    '<div class="an-copy an-draft"><p>{}</p><button type="button" class="an-quiet">Copy to clipboard</button></div>'
)
LINK = Markup(' class="an-as-link"')
LINKS = Markup('<nav class="an-pages" aria-label="{}"><p>{}</p></nav>')
HERE = Markup('<strong aria-current="page">{}</strong>')
SIDE_BY_SIDE = Markup('<div class="an-fields">{}</div>')


def whole_form(fields: Mapping[str, str], parts: Sequence[Markup]) -> Markup:
    """The one form of the page, at full width."""
    return WHOLE.format(SEND, hidden(fields), Markup("").join(parts))


def button(do: str, words: str, is_quiet: bool = False) -> Markup:
    """A button that sends the whole page; `do` says what to do besides keeping it."""
    return BUTTONS.format(plain_button(do, words, QUIET if is_quiet else ""))


def plain_button(do: str, words: str, attributes: Markup | str = "") -> Markup:
    """A button without a line of its own, for a table's cell or a row of buttons."""
    return BUTTON.format(DO, do, attributes, words)


def step(words: str, is_here: bool, view: Mapping[str, str]) -> Markup:
    """A button to another part of the page that keeps the choices on this one; `view` is its address, less any ""."""
    if is_here:
        return HERE.format(words)
    return plain_button(f"go {urlencode({name: one for name, one in view.items() if one})}", words, LINK)


def steps(label: str, ways: Sequence[Markup]) -> Markup:
    """Buttons to other parts of the page side by side, "" for none."""
    return LINKS.format(label, Markup(" ").join(ways)) if ways else Markup("")


def select(name: str, label: str, options: Mapping[str, str], chosen: str) -> Markup:
    """A list to choose from under a label; `options` maps what is sent to what is shown."""
    return LABELLED.format(name, label, _select(Markup(' id="an-layout-{}"').format(name), name, options, chosen))


def select_in_cell(name: str, label: str, options: Mapping[str, str], chosen: str) -> Markup:
    """A list to choose from in a table's cell; only screen readers are told its label."""
    return _select(Markup(' aria-label="{}"').format(label), name, options, chosen)


def _select(attributes: Markup, name: str, options: Mapping[str, str], chosen: str) -> Markup:
    return SELECT.format(attributes, name, form_fields.options(options, chosen))


def input_field(name: str, label: str, value: str, kind: str = "text", offered: Sequence[str] = ()) -> Markup:
    """A field for a text, a number or a day under a label; `offered` values are suggestions."""
    list_attribute = Markup(' list="an-offered-{}"').format(name) if offered else ""
    field = LABELLED.format(name, label, INPUT.format(name, kind, value, list_attribute))
    options = form_fields.options(dict.fromkeys(offered, ""), "")
    return Markup("{}{}").format(field, OFFERED.format(name, options)) if offered else field


def whole_text(text: str) -> Markup:
    """The exact text of a layout, to read and to copy."""
    return TEXT.format(text)


def side_by_side(fields: Sequence[Markup]) -> Markup:
    """Fields in a row, stacked where there is no room."""
    return SIDE_BY_SIDE.format(Markup("").join(fields))
