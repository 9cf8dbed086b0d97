"""The parts of staff forms, and how a sent form is read; each form goes to an address of its own."""

from collections.abc import Mapping

from markupsafe import Markup

from loaders.publishing.post import acting
from loaders.reader.limits import LARGEST_FILE
from loaders.received.actor import Actor
from loaders.received.arrival import ENDINGS
from pages.staff.form_fields import words_field
from pages.staff.sign_in import settings
from pages.staff.sign_in.form_sender import actor_signed_in
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
    """A form with hidden fields, the fields `asked` and one button; a quiet form's button is less prominent."""
    return FORM.format(path, hidden(fields), asked, BUTTON.format(QUIET if is_quiet else "", button))


def upload_form(
    path: str, label: str, note: str, button: str, fields: Mapping[str, str] | None = None, is_one: bool = False
) -> Markup:
    """A form to choose or drop files of the kinds that can be read; only a single file with `is_one`."""
    many = Markup("" if is_one else " multiple")
    empty = missing("files", "Choose a file first")
    return UPLOAD.format(path, hidden(fields or {}), label, ",".join(ENDINGS), many, empty, KINDS, note, button)


def hidden(fields: Mapping[str, str]) -> Markup:
    """Fields that a form sends without showing them."""
    return Markup("").join(HIDDEN.format(name, value) for name, value in fields.items())


def post_field(before: str = "") -> Markup:
    """The field for the post that goes on record, after the sentence `before`; for somebody signed in, only their post.

    A typed post is filled in again on the next page that asks for it (pages/server/scripts/typed.js).
    """
    if person := visitor():
        return SIGNED_IN.format(person.post)
    return words_field("by", f"{before} {POST}".strip(), 100)


def choice_form(form: Markup) -> Markup:
    """A form with a long button, which goes below the fields on a phone."""
    return CHOICE.format(form)


def word(form: Form, name: str) -> str:
    """The text in one field of a sent form, "" if the form has no such field."""
    return str(form.get(name, "")).strip()


def actor(form: Form, what: str) -> Actor:
    """Who sent the form: the post of the signed-in account, or the post typed in.

    Raises NotReadable if no post is named ("Say which post takes the file in."), NotAllowed for a missing role.
    """
    if signed_in := actor_signed_in():
        return signed_in
    return _typed_actor(form, what)


def refuse_no_post(form: Form, what: str) -> None:
    """Raises NotReadable if nobody signs in and the form names no post. Unlike `actor`, it records no account."""
    if not settings.is_configured():
        _typed_actor(form, what)


def _typed_actor(form: Form, what: str) -> Actor:
    by = acting(word(form, "by"))
    if not by.post:
        raise NotReadable(f"Say which post {what}.")
    return by
