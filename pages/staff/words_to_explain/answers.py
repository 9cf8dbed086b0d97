"""What the form of the page Words to explain does: puts an answer into a layout."""

from loaders.propose.builder.open_words import OpenWord
from pages.parts.today import london_day
from pages.staff.form_messages import leave_messages
from pages.staff.form_parts import Form, actor, word
from pages.staff.words_to_explain import work as words_work
from pages.staff.words_to_explain.forms import PAGE
from tracker import store
from tracker.findings import NotReadable
from tracker.html import blocks
from tracker.plain_errors import of_system

ANEW = "Something was recorded, or a layout changed, in the meantime. Look at what the answer alters now."


def save(form: Form) -> str:
    """Puts an answer into the layout, as it was shown; leads to the list, or back to the word with what is missing."""
    key, means = word(form, "word"), word(form, "means")
    asked = words_work.find(store.connect_current(), london_day(), key)
    if asked is None or means not in asked.answers:
        return blocks.address(
            PAGE, said=leave_messages(["Nothing was saved: that word does not wait for an answer any more."])
        )
    try:
        _save(form, asked, means)
    except (NotReadable, OSError) as error:
        why = of_system(error) if isinstance(error, OSError) else str(error)
        return blocks.address(PAGE, word=key, means=means, said=leave_messages([f"Nothing was saved. {why}"]))
    done = f"“{asked.word}” is explained in {asked.layout.name}. The files of {asked.sender} are being read again."
    return blocks.address(PAGE, said=leave_messages([done]))


def _save(form: Form, asked: OpenWord, means: str) -> None:
    answer = words_work.look_at(asked, means).soon()
    if (word(form, "seen"), word(form, "ledger")) != (answer.replaces, answer.head):
        raise NotReadable(answer.why_not or ANEW)
    words_work.keep(asked, answer, actor(form, "answers"))
