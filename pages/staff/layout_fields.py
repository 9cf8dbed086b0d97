"""The fields of the forms of the page Layout, each with its label."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from pages.staff import form_fields
from pages.staff.form_parts import BUTTON, hidden

SENT, TABLE, WAS, FOR = "file", "table", "was", "for"  # what each of its forms says: of which file, table and choices
ROWS, COLUMNS, MEANINGS, WHOSE = "rows", "columns", "words", "whose"  # the parts of the page, to which an address leads
WIDE = Markup('<form class="an-send an-builder" action="{}" method="post">{}{}<p class="an-buttons">{}</p></form>')
SELECT = Markup('<select{} name="{}" autocomplete="off">{}</select>')
LABELLED = Markup('<p><label for="an-layout-{}">{}</label>{}</p>')
INPUT = Markup('<input id="an-layout-{}" type="{}" name="{}" value="{}" maxlength="300" autocomplete="off"{}>')
TEXT = Markup('<div class="an-copy an-draft"><p>{}</p><button type="button">Copy to clipboard</button></div>')
SIDE_BY_SIDE = Markup('<div class="an-fields">{}</div>')


def wide_form(path: str, fields: Mapping[str, str], asked: Markup, button: str) -> Markup:
    """A form as wide as the page, with one button."""
    return WIDE.format(path, hidden(fields), asked, BUTTON.format("", button))


def select(name: str, label: str, options: Mapping[str, str], chosen: str) -> Markup:
    """One of several under a label; an option is what is sent and what is shown."""
    return LABELLED.format(name, label, _select(Markup(' id="an-layout-{}"').format(name), name, options, chosen))


def select_in_cell(name: str, label: str, options: Mapping[str, str], chosen: str) -> Markup:
    """One of several in a cell of a table, whose label only screen readers are told."""
    return _select(Markup(' aria-label="{}"').format(label), name, options, chosen)


def _select(attributes: Markup, name: str, options: Mapping[str, str], chosen: str) -> Markup:
    return SELECT.format(attributes, name, form_fields.options(options, chosen))


def typed(name: str, label: str, value: str, kind: str = "text", is_required: bool = False) -> Markup:
    """A text, a number or a day under a label."""
    return LABELLED.format(
        name, label, INPUT.format(name, kind, name, value, Markup(" required") if is_required else "")
    )


def whole_text(text: str) -> Markup:
    """A layout to read and to copy, exactly as it is."""
    return TEXT.format(text)


def side_by_side(fields: Sequence[Markup]) -> Markup:
    """Fields in a row, one below the other where there is no room."""
    return SIDE_BY_SIDE.format(Markup("").join(fields))
