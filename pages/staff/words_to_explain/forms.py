"""The addresses of the page Words to explain, and its forms."""

from collections.abc import Mapping

from markupsafe import Markup

from loaders.layout_builder.open_words import OpenWord
from pages.staff.form_parts import asked_post, form
from tracker.html import blocks, forms

PAGE = "words-to-explain"
SAVE = "/words-to-explain-save"


def choice(word: OpenWord, asked: Mapping[str, str], means: str = "") -> Markup:
    """Chooses one of the answers to a word, which the page then looks at."""
    field = forms.Select("means", "Answer", "Choose an answer", [*word.answers], means)
    return forms.form(blocks.address(PAGE), [field], {**asked, "word": word.mark}, "Show what it alters")


def save_form(word: OpenWord, means: str, seen: str, head: str) -> Markup:
    """Puts an answer into the layout."""
    fields = {"word": word.mark, "means": means, "seen": seen, "ledger": head}
    return form(SAVE, fields, f"Put it into {word.layout.name}", asked_post())
