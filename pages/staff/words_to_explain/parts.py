"""The states of the page Words to explain: the list of open words, and one word with what an answer would alter."""

from collections.abc import Sequence

from markupsafe import Markup

from loaders.propose.builder.open_words import SAME_ACTION, OpenWord
from pages.parts.here import Here
from pages.parts.paging import part, steps
from pages.parts.show import say, show, title
from pages.staff.form_parts import choice_form
from pages.staff.load import work as load_work
from pages.staff.load.parts import wait
from pages.staff.past_change_tables import show_past
from pages.staff.words_to_explain import work as words_work
from pages.staff.words_to_explain.forms import PAGE, choice, save_form
from pages.staff.words_to_explain.work import LineEffect
from tracker.findings import NotReadable
from tracker.html import blocks
from tracker.words import plural, readable_name

TITLE = "Words to explain"
WHY = "No layout explains these, and nothing is guessed. An answer is a line in the layout of the sender."
NO_EXAMPLE = load_work.EXAMPLE_SHOWN.format("nothing of yours to explain")
BY_HAND = "Their layout is missing, or more than one line of it would have to change. Change it by hand."
NOTHING = "Every word, name and reference in the last files is explained."
HEADINGS = ("Word, name or reference", "What it is", "Where it stands")


def no_answers_for_the_past(at: Here) -> None:
    """Says why no word can be explained in a past position."""
    title(TITLE)
    show(blocks.lead("", "An answer changes how files are read from now on: go to the latest position first."))
    show(blocks.trail(blocks.link("Latest position", at.latest_address(PAGE))))


def words_that_wait(at: Here, messages: Sequence[str]) -> None:
    """Shows each open word with its place, linked to the answers that can be given."""
    title(TITLE)
    for sentence in messages:
        say(sentence)
    if load_work.is_example_in_place_of_own():
        show(blocks.lead("", NO_EXAMPLE))
        return
    words, others = words_work.waiting_words(at.db, at.as_of, at.agency)
    if others:
        show(blocks.lead("", f"{plural(others, 'word')} cannot be explained here. {BY_HAND}"))
        show(blocks.trail(blocks.link("Problems", at.address("problems"))))
    if words:
        _show_words(words, at)
    elif not others:
        show(blocks.lead(NOTHING))


def _show_words(words: Sequence[OpenWord], at: Here) -> None:
    show(blocks.lead(f"{plural(len(words), 'word waits', 'words wait')} for an answer.", WHY))
    shown = part(len(words))
    lines = [(_link(one, at), _kind(one), _where(one)) for one in shown.cut(words)]
    show(blocks.table(f"{plural(len(words), 'word')} to explain{shown.words}", HEADINGS, lines), steps(shown))


def one_word(at: Here, key: str, means: str, messages: Sequence[str]) -> None:
    """Shows one word: where it is found, and what the chosen answer would alter."""
    word = words_work.find(at.db, at.as_of, key)
    show(blocks.trail(blocks.link(TITLE, at.address(PAGE)), word.word if word else "A word"))
    title(f"“{word.word}”" if word else "Explained, or gone")
    for sentence in messages:
        say(sentence)
    if word is None:
        show(blocks.lead("This word does not wait for an answer any more."))
        return
    show(blocks.lead(_place_words(word), word.hint), choice_form(choice(word, _filters(at), means)))
    if means in word.answers:
        _show_answer(word, means)


def _show_answer(word: OpenWord, means: str) -> None:
    try:
        job = words_work.look_at(word, means)
    except (NotReadable, OSError) as error:
        say(f"No answer can be given now. {error}")
        return
    if not job.is_done:
        wait(job, "All files of this sender are read by this answer, and by the layout as it is now.")
        return
    answer = job.result
    if answer.why_not:
        show(blocks.lead("This answer cannot be given here.", answer.why_not))
        return
    _show_past(answer)
    show(save_form(word, means, answer.replaces, answer.head))


def _show_past(answer: LineEffect) -> None:
    if answer.past:
        show_past(answer.past)
    else:
        show(blocks.lead("No file on record is read by this layout, so nothing on record changes."))


def _link(word: OpenWord, at: Here) -> Markup:
    return blocks.link(f"{word.was} → {word.word}" if word.was else word.word, at.address(PAGE, word=word.key))


def _kind(word: OpenWord) -> str:
    if word.was:
        return "Looks like an earlier action under a new reference"
    return "A lead agency that is not known" if word.column == "agency" else f"A word for {readable_name(word.column)}"


def _where(word: OpenWord) -> Markup:
    return blocks.under(word.agency, f"{word.path}, {word.sheet}: {word.cells}" if word.path else word.layout.name)


def _place_words(word: OpenWord) -> str:
    if word.was:
        return f"Is {word.word} of {word.agency} the action that was {word.was} before? “{SAME_ACTION}” joins the two."
    return f"{_kind(word)}, in {word.cells} of {word.sheet}, {word.path}."


def _filters(at: Here) -> dict[str, str]:
    return {name: str(value) for name, value in at.address_filters.items() if value}
