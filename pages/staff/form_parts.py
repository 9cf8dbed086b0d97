"""The parts of the forms of staff pages, and what a sent one says; each form goes to an address of its own."""

from collections.abc import Mapping

from markupsafe import Markup

from loaders.publishing.post import acting
from loaders.reader.limits import LARGEST_FILE
from loaders.received.actor import Actor
from loaders.received.arrival import ENDINGS
from pages.staff.form_fields import words_field
from pages.staff.sign_in.acting import actor_signed_in
from pages.staff.sign_in.visitor import visitor
from tracker.findings import NotReadable
from tracker.html.missing import missing

Form = Mapping[str, object]
FORM = Markup('<form class="an-send" action="{}" method="post">{}{}<p class="an-buttons">{}</p></form>')
BUTTON = Markup('<button type="submit"{}>{}</button>')
QUIET = Markup(' class="an-quiet"')
SIGNED_IN = Markup('<p class="an-note">On record as {}, since you are signed in.</p>')
POST = "Your post, for example Data officer. It goes on record; never a name."
UPLOAD = Markup(
    '<form class="an-send" action="{}" method="post" enctype="multipart/form-data">{}'
    '<p><label for="an-files">{}</label>'
    '<input id="an-files" type="file" name="files" accept="{}"{} required '
    'aria-describedby="an-files-note an-files-missing">{}</p>'
    '<p class="an-note" id="an-files-note">{} {}</p>'
    '<p class="an-buttons"><button type="submit">{}</button></p></form>'
)
KINDS = f"Kinds of file: {', '.join(ENDINGS[:-1])} or {ENDINGS[-1]}, each up to {LARGEST_FILE // 1_000_000} MB."
CHOICE = Markup('<div class="an-choice">{}</div>')
HIDDEN = Markup('<input type="hidden" name="{}" value="{}">')


def form(path: str, fields: Mapping[str, str], button: str, asked: Markup | str = "", is_quiet: bool = False) -> Markup:
    """A form with hidden fields, what it asks, and one button; a quiet one stands back behind another."""
    return FORM.format(path, hidden(fields), asked, BUTTON.format(QUIET if is_quiet else "", button))


def upload_form(
    path: str, label: str, note: str, button: str, fields: Mapping[str, str] | None = None, is_one: bool = False
) -> Markup:
    """A form that takes files of the kinds that are read, chosen or dropped; one alone where `is_one` says so."""
    many = Markup("" if is_one else " multiple")
    empty = missing("files", "Choose a file first")
    return UPLOAD.format(path, hidden(fields or {}), label, ",".join(ENDINGS), many, empty, KINDS, note, button)


def hidden(fields: Mapping[str, str]) -> Markup:
    """Fields that a form sends and nobody sees."""
    return Markup("").join(HIDDEN.format(name, value) for name, value in fields.items())


def asked_post(before: str = "") -> Markup:
    """The field for the post that goes on record, with a sentence before; for whoever is signed in, which post it is.

    What was typed is filled in again on the next page that asks (pages/server/scripts/typed.js).
    """
    if person := visitor():
        return SIGNED_IN.format(person.post)
    return words_field("by", f"{before} {POST}".strip(), 100)


def choice_form(form: Markup) -> Markup:
    """A form with a long button, which a phone shows below its fields."""
    return CHOICE.format(form)


def word(form: Form, name: str) -> str:
    """What a sent form says in one field, "" where it has none."""
    return str(form.get(name, "")).strip()


def actor(form: Form, what: str) -> Actor:
    """Whoever sent the form that is being acted on: the post of the account signed in, or the one that was typed.

    Raises NotReadable where no post is named ("Say which post takes the file in."), NotAllowed for a missing role.
    """
    if signed_in := actor_signed_in():
        return signed_in
    by = acting(word(form, "by"))
    if not by.post:
        raise NotReadable(f"Say which post {what}.")
    return by
