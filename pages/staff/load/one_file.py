"""A waiting file on the page Load: what it would change, or why that is unknown, and what can be done with it."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from loaders.load.recognise import Fit
from loaders.load.trial import Trial
from loaders.received.arrival import EARLIEST
from loaders.received.waiting_files import WaitingFile
from pages.parts.show import say, section, show, title
from pages.staff.form_parts import choice_form
from pages.staff.load import work as load_work
from pages.staff.load.findings import changes_in, hand_back, show_findings, summary
from pages.staff.load.forms import LAYOUT, PAGE, drop_form, hand_back_form, keep_form
from pages.staff.load.on_record import same_on_record
from pages.staff.load.parts import READING, submitted_by, wait
from pages.staff.load.work import FileLook
from tracker.findings import NotReadable
from tracker.html import blocks
from tracker.html.forms import Day, Select, Text, form
from tracker.typed_day import typed_day
from tracker.words import capital, day, plural

NOT_FITTING = "No layout fits this file, so nothing can be read from it yet."
WHAT_A_LAYOUT_IS = (
    "A layout says how the workbooks of one sender are read: which sheet, which columns, and what their words mean. "
    "You make it on screen, once, and the next files of that sender are read by it."
)
SEVERAL = "The layouts of several senders fit this file. Choose whose it is."
NOTHING_RECORDED = "Nothing of this file has been recorded."
TELL = "Tell us how to read this file"
TELL_ANEW = "Say how it is to be read now"
MAKE = "Make a layout for this file"
OTHER_LAYOUT = "If its form has changed, or the layout is wrong, you can make another one on screen."


def waiting_file(file: WaitingFile, sender: str, day_word: str, today: date, messages: Sequence[str]) -> None:
    """Shows a waiting file, once it has been looked at; until then, that it is being read."""
    on = _day(day_word, file.since if file.sender else today, today)
    senders = load_work.senders_of(file)
    chosen = sender if sender in senders else file.sender
    try:
        job = load_work.look_at(file, chosen, on)
    except (NotReadable, OSError) as error:
        title("Load")
        say(f"No file can be loaded now. {error}")
        return
    if not job.is_done:
        _head("Reading the file", file, messages)
        wait(job, READING)
        return
    look = job.result
    if record := load_work.on_record(file.id, look.sender) if look.sender else None:
        _head("This file is on record already", file, messages)
        same_on_record(file.name, record)
        _show_rest(look, file, _choice(look, file, on, senders, today) if len(senders) > 1 else Markup(""))
        return
    _head(_heading(look), file, messages)
    _say_what_is_odd(file, sender, chosen, day_word, on)
    _show_look(look, file, on, senders, today)


def _head(words: str, file: WaitingFile, messages: Sequence[str]) -> None:
    show(blocks.trail(blocks.link("Load", blocks.address(PAGE)), file.name))
    title(words)
    for sentence in messages:
        say(sentence)
    if file.sender:
        show(blocks.lead("", f"{submitted_by(file)} on {day(file.since)}."))


def _heading(look: FileLook) -> str:
    if look.trial:
        return "What this file would change"
    if look.differs:
        return "This file has another form"
    return "Whose file is this?" if look.fits and not look.sender else "This file cannot be read yet"


def _say_what_is_odd(file: WaitingFile, sender: str, chosen: str, day_word: str, on: date) -> None:
    if record := load_work.on_record(file.id):
        came = day(date.fromisoformat(record.received_on))
        say(f"The same file is on record as a return of {load_work.name_of(record.sender)}, received on {came}.")
    if sender and not chosen:
        say(f"There is no layout for a sender called “{sender}”.")
    if day_word and str(on) != day_word:
        say(f"“{day_word}” is not a day on which a file can have come, such as 2026-03-31. Taking {day(on)}.")


def _show_look(look: FileLook, file: WaitingFile, on: date, senders: Sequence[str], today: date) -> None:
    has_way_on = look.has_table and bool(look.differs or not (look.sender or look.fits))
    choice = _choice(look, file, on, senders, today, is_quiet=has_way_on)
    if look.trial:
        show(*summary(look.trial), blocks.lead("", NOTHING_RECORDED), choice)
        changes_in(look.trial)
        _show_decision(look.trial, look.sender, file, on)
        show_findings(look.trial)
        _show_other_layout(look, file)
    elif has_way_on:
        _show_way_on(look, file, choice if senders else Markup(""))
    else:
        show(blocks.lead(capital(look.why_not) or SEVERAL, NOTHING_RECORDED))
        show(choice if look.fits or look.sender else Markup(""), _end_form(file))
        _show_other_layout(look, file)


def _show_rest(look: FileLook, file: WaitingFile, choice: Markup) -> None:
    """Shows what else can be done with a file on record: drop the copy, give it another sender, mend its layout."""
    if look.differs:
        show(blocks.lead("", f"By the layout of now it cannot be read: {look.differs}"))
    show(_end_form(file, is_on_record=True))
    if choice:
        section("Did another sender send it too?")
        show(choice)
    _show_other_layout(look, file)


def _show_way_on(look: FileLook, file: WaitingFile, choice: Markup) -> None:
    """Shows what can be done with a file that no layout reads: say how to read it, or choose another sender."""
    if look.differs:
        show(blocks.lead(differs_from_last(look), NOTHING_RECORDED), _to_layout(TELL_ANEW, look, file))
    else:
        show(blocks.lead(NOT_FITTING, WHAT_A_LAYOUT_IS), _to_layout(TELL, look, file), blocks.quiet(NOTHING_RECORDED))
    if choice:
        section("Choose another sender" if look.sender else "Is it from a sender you know?")
        show(choice)
    show(_end_form(file))


def differs_from_last(look: FileLook) -> str:
    """How a file differs from its sender's last one or, without one, from what the sender's layout says."""
    name = load_work.name_of(look.sender)
    if load_work.has_returns(look.sender):
        return f"This file does not look like the last one of {name}: {look.differs}"
    return f"This file is not as the layout of {name} says: {look.differs}"


def _to_layout(words: str, look: FileLook, file: WaitingFile) -> Markup:
    return blocks.button_link(words, blocks.address(LAYOUT, file=file.id, sender=look.sender))


def _show_other_layout(look: FileLook, file: WaitingFile) -> None:
    """Shows the link to make another layout, for a file that has a table but may be read wrongly."""
    if look.has_table:
        section("Is it read wrongly?")
        way = blocks.link(MAKE, blocks.address(LAYOUT, file=file.id, sender=look.sender))
        show(blocks.lead("", OTHER_LAYOUT), blocks.trail(way))


def _choice(
    look: FileLook, file: WaitingFile, on: date, senders: Sequence[str], today: date, is_quiet: bool = True
) -> Markup:
    """A form for whose file it is and when it came; senders whose layout fits come first, with what it reads."""
    names = {fit.sender: _fit(fit) for fit in look.fits}
    others = [one for one in senders if one not in names]
    fields: list[Select | Day | Text] = [
        Select("sender", "Whose file it is", "Choose the sender", [*names, *others], look.sender, names, True),
        Day("day", "Day on which it came", on, EARLIEST, today, today),
    ]
    shown = form(blocks.address(PAGE), fields, {"file": file.id}, "Show what it would change", is_quiet=is_quiet)
    return choice_form(shown)


def _fit(fit: Fit) -> str:
    name = f"{fit.sender} ({fit.agency})" if fit.agency else fit.sender
    return f"{name}: {plural(fit.records, 'row')} fit{'s' if fit.records == 1 else ''}"


def _show_decision(trial: Trial, sender: str, file: WaitingFile, on: date) -> None:
    fields = {"file": file.id, "sender": sender, "day": str(on), "ledger": trial.head}
    section("Keep it, hand it back or drop it")
    of = trial.file.agency or sender
    what = f"Kept, it goes on record as “{file.name}” of {of}, received on {day(on)}, and is loaded at once."
    show(blocks.lead("", what), keep_form(fields))
    hand_back(trial, file.path)
    show(_end_form(file))


def _end_form(file: WaitingFile, is_on_record: bool = False) -> Markup:
    """A form that drops a file, or hands it back if its sender submitted it."""
    return hand_back_form(file.id) if file.sender else drop_form(file.id, is_on_record)


def _day(word: str, usual: date, today: date) -> date:
    """The day that an address names, or the usual one if it names no possible day."""
    on = typed_day(word)
    return on if on and EARLIEST <= on <= today else usual
