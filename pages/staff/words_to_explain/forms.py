"""The forms of the page Words to explain, and their addresses."""

from collections.abc import Mapping

from markupsafe import Markup

from loaders.propose.builder.open_words import OpenWord
from pages.staff.form_parts import form, post_field
from tracker.html import blocks, forms

PAGE = "words-to-explain"
SAVE = "/words-to-explain-save"


def choice(word: OpenWord, params: Mapping[str, str], means: str = "") -> Markup:
    """A form to choose an answer to a word, which the page then tries."""
    field = forms.Select("means", "Answer", "Choose an answer", [*word.answers], means)
    return forms.form(blocks.address(PAGE), [field], {**params, "word": word.key}, "Show what it alters")


def save_form(word: OpenWord, means: str, replaces: str, head: str) -> Markup:
    """A form that asks for the post and puts an answer into the layout."""
    fields = {"word": word.key, "means": means, "seen": replaces, "ledger": head}
    return form(SAVE, fields, f"Put it into {word.layout.name}", post_field())
