"""What the one form of the page Layout does: keeps all choices beside the file, then does what was pressed."""

from collections.abc import Mapping, Sequence
from threading import Lock
from typing import NamedTuple
from urllib.parse import parse_qsl

from loaders.propose.builder import tables
from loaders.propose.builder.choices import Choices, write_choices
from loaders.propose.builder.other_tables import with_next_table
from loaders.propose.builder.questions import choices_after
from loaders.propose.builder.study import read_by
from loaders.propose.builder.suggestions import with_suggestions
from loaders.received.waiting_files import WaitingFile
from pages.parts.numbers import whole_number
from pages.staff.form_messages import leave_messages
from pages.staff.form_parts import Form, actor, word
from pages.staff.layout import work as layout_work
from pages.staff.layout.fields import COLUMNS, DO, FOR, MEANINGS, QUESTIONS, ROWS, SENT, TABLE, VIEW, WAS, WHOSE
from pages.staff.layout.whole_page import SentPage, with_all, with_better_headings, with_depth
from pages.staff.load import work as load_work
from pages.staff.load.answers import address as address_of_load
from pages.staff.load.forms import LAYOUT
from tracker.findings import NotReadable
from tracker.html import blocks
from tracker.plain_errors import of_system

MEANWHILE = "Somebody else chose something for this file in the meantime. Look at it, then choose again."
MORE_CHOSEN = "What you had chosen beside that is kept too. Look at what it gives now, then save it."
ONE_BY_ONE = Lock()  # one program serves all staff, so no other process writes these files
PARTS = {
    "answer": QUESTIONS,
    "ask-again": QUESTIONS,
    "suggested": MEANINGS,
    "rows": ROWS,
    "columns": COLUMNS,
    "words": MEANINGS,
    "sender": WHOSE,
    "no-review": WHOSE,
}
IN_PLACE = ("answer", "ask-again", "suggested")  # buttons that leave the same table shown
VIEWS = (TABLE, "sheet", "part", "across")  # the parts of an address that say which part of a sheet is shown


class Button(NamedTuple):
    """A pressed button, and what it is about, such as the number of a row."""

    what: str
    about: str


def answer(form: Form) -> str:
    """Keeps all choices on the page, unless somebody changed something since it was shown; then does what was pressed.

    Leads back to the part of the page with the button; after saving, to the page Load.
    """
    file = load_work.find(word(form, SENT))
    if file is None:
        return blocks.address(LAYOUT, file=word(form, SENT))
    what, _, about = word(form, DO).partition(" ")
    try:
        with ONE_BY_ONE:
            before = layout_work.choices_of(file, word(form, FOR))
            if before.fingerprint != word(form, WAS):
                raise NotReadable(MEANWHILE)
            after, number, messages = _apply(file, form, before, Button(what, about))
            if after != before:
                write_choices(file.path, after)
        if what == "save":
            return _saved(file, form, [*messages, MORE_CHOSEN] if after != before else messages)
    except (NotReadable, OSError) as error:
        return _back(form, [_why_not(error, "saved" if what == "save" else "kept")])
    return _shown_next(form, Button(what, about), number, messages)


def _apply(file: WaitingFile, form: Form, before: Choices, pressed: Button) -> tuple[Choices, int, Sequence[str]]:
    """The choices after all that was sent and pressed, the table to show, from 0, and what could not be done."""
    sent = SentPage(file, form, 0)
    number = max(0, sent.whole(TABLE, len(before.tables)) - 1)
    sent = SentPage(file, form, number)
    chosen, messages = with_all(sent, before)
    try:
        after = _press(sent, chosen, pressed)
    except NotReadable as error:
        return chosen, number, [*messages, str(error)]
    new = [n for n, table in enumerate(after.tables) if table not in chosen.tables or n >= len(chosen.tables)]
    new = [] if pressed.what in IN_PLACE else new
    return after, new[0] if new else min(number, len(after.tables) - 1), messages


def _press(sent: SentPage, choices: Choices, pressed: Button) -> Choices:
    """The choices after what a button does besides keeping the page. Raises NotReadable."""
    about = whole_number(pressed.about)
    match pressed.what:
        case "heading":
            return with_depth(sent, choices, sent.sheet, about)
        case "better":
            return with_better_headings(sent, choices)
        case "add":
            chosen = sent.workbook.grids[sent.whole("add", len(sent.workbook.grids) - 1)]
            return with_next_table(read_by(sent.workbook, sent.file.name, choices), chosen.name)
        case "take-away":
            return tables.without_table(choices, sent.number)
        case "answer":
            question, _, number = pressed.about.partition(" ")
            before = layout_work.layout_of(choices.sender)
            return choices_after(read_by(sent.workbook, sent.file.name, choices), question, number, before)
        case "ask-again":
            return choices.with_nothing_decided()
        case "no-review":
            return choices.with_no_review_stated()
        case "suggested":
            return with_suggestions(read_by(sent.workbook, sent.file.name, choices), sent.number)
        case "back":
            return tables.brought_back(choices, sent.number, about)
    return with_depth(sent, choices)


def _shown_next(form: Form, pressed: Button, number: int, messages: Sequence[str]) -> str:
    """The address of the page at the part with the button, or at the table, sheet or rows that it leads to."""
    view = pressed.about if pressed.what == "go" else word(form, VIEW)
    at = {name: one for name, one in parse_qsl(view) if name in VIEWS}
    if pressed.what != "go" and (number + 1 != _number(form) or pressed.what == "heading"):
        at = {TABLE: str(number + 1)}  # where its headings stand
    return _back(form, messages, at) + ("" if messages else f"#{PARTS.get(pressed.what, ROWS)}")


def _number(form: Form) -> int:
    return whole_number(word(form, TABLE)) or 1


def _saved(file: WaitingFile, form: Form, messages: Sequence[str]) -> str:
    """Saves the layout as it was shown; leads to the page Load, which now recognises the file, or back with why not."""
    try:
        if messages:
            raise NotReadable(" ".join(messages))
        found = layout_work.look_at(file, word(form, FOR)).soon()
        shown = (word(form, WAS), word(form, "saved-as"), word(form, "seen"), word(form, "ledger"))
        if found.study is None or shown != (found.study.choices.fingerprint, found.name, found.replaces, found.head):
            raise NotReadable("Something was recorded or chosen in the meantime. Look at what it would alter now.")
        layout_work.keep_layout(found, actor(form, "saves the layout"))
    except (NotReadable, OSError) as error:
        return _back(form, [_why_not(error, "saved")])
    done = [f"{found.name} was saved and is on record."]
    done += ["The files that it alters are being read again."] if found.past else []
    return address_of_load(done, file=file.id, sender=found.study.choices.sender)


def _why_not(error: NotReadable | OSError, done: str) -> str:
    return f"Nothing was {done}. {of_system(error) if isinstance(error, OSError) else error}"


def _back(form: Form, messages: Sequence[str] = (), at: Mapping[str, str] | None = None) -> str:
    """The address of the page as it was shown, or `at` another table or part of a sheet."""
    view = dict(parse_qsl(word(form, VIEW))) if at is None else at
    table = {TABLE: word(form, TABLE)}
    return blocks.address(
        LAYOUT,
        **{SENT: word(form, SENT), "sender": word(form, FOR)},
        **{**table, **view},
        said=leave_messages(messages),
    )
