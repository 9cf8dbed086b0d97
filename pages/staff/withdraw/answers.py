"""What the forms of the page Withdraw do: correct a file exactly as the commands do, or load again."""

from contextlib import suppress
from typing import BinaryIO

from loaders.load.correct import Choice, Way
from loaders.publishing.corrections import decide
from loaders.received.ledger import OtherHead
from loaders.received.waiting_files import drop_old
from loaders.received.withdraw import CorrectionDecision
from pages.parts.today import london_day
from pages.staff.form_messages import leave_messages
from pages.staff.form_parts import Form, actor, word
from pages.staff.load import work as load_work
from pages.staff.withdraw import work as withdraw_work
from pages.staff.withdraw.forms import BECAUSE, LONGEST_WHY, PAGE
from tracker.file_terms import Withdrawal
from tracker.findings import NotReadable
from tracker.html import blocks
from tracker.plain_errors import of_system

NOTHING = "Nothing was recorded."
ANEW = "Look at what it would change now, then decide."
CHOSEN = ("day", "other", "cells")  # what a way needs besides the file, by the names in address and form
SAY_ALL = {
    Way.WITHDRAW: "Say what kind of mistake it was, and why the file is withdrawn.",
    Way.REDATE: "Give the day on which the file came, and say why it gets that day.",
    Way.REPLACE: "Send the file to put in its place, and say why it is replaced.",
    Way.ERASE: "Say why its words are erased.",
}


def _address(path: str, way: Way, message: str = "", **others: str) -> str:
    asked = "" if way is Way.WITHDRAW else way
    return blocks.address(PAGE, file=path, way=asked, **others, said=leave_messages([message] if message else []))


def correct_file(way: Way, form: Form) -> str:
    """Corrects the form's file as it says; leads to the result, or back with what is missing."""
    path, others = word(form, "file"), {name: word(form, name) for name in CHOSEN}
    try:
        found = withdraw_work.on_record(path)
        if found and found.done(way):  # somebody else, or the first of two clicks, has done it
            return _address(path, way)
        chosen = withdraw_work.choice(path, way, **others)
        withdraw_work.correct_file(
            _whole(way, form, chosen), _decision(way, form), word(form, "ledger"), word(form, "layouts")
        )
    except OtherHead as error:
        return _address(path, way, f"{error} {ANEW}", **others)
    except NotReadable as error:
        return _address(path, way, f"{NOTHING} {error}", **others)
    except OSError as error:
        return _address(path, way, f"{_began(path, way)} {of_system(error)}", **others)
    return _address(path, way)


def _began(path: str, way: Way) -> str:
    """Says whether a correction is on record although something failed, such as removing a copy after erasing words."""
    with suppress(NotReadable, OSError):
        found = withdraw_work.on_record(path)
        return "It is on record." if found and found.done(way) else NOTHING
    return "Whether it is on record cannot be seen."


def _whole(way: Way, form: Form, chosen: Choice | None) -> Choice:
    """The choice, once complete. Raises NotReadable if the form leaves out anything that goes on record."""
    why = word(form, "why")
    if chosen is None or not why or not word(form, "ledger"):
        raise NotReadable(SAY_ALL[way])
    if len(why) > LONGEST_WHY:
        raise NotReadable(f"The reason is longer than {LONGEST_WHY} characters. Give it in fewer words.")
    if way is Way.ERASE and word(form, "typed") != chosen.file:
        raise NotReadable(f"To erase its words, type the name of the file as it stands here: {chosen.file}.")
    if way is Way.ERASE and word(form, "sure") != "yes":
        raise NotReadable("To erase its words, tick that you have read what this reaches.")
    return chosen


def _decision(way: Way, form: Form) -> CorrectionDecision:
    because = withdraw_work.BECAUSE[way]
    if way is Way.WITHDRAW:
        if word(form, "because") not in BECAUSE:
            raise NotReadable(SAY_ALL[way])
        because = Withdrawal(word(form, "because"))
    return decide(actor(form, "decides"), london_day(), word(form, "why"), because)


def take(path: str, name: str, size: int, content: BinaryIO) -> str:
    """Lets a file wait to replace the one at a path; leads to what that would change, or says why it was not taken."""
    drop_old(load_work.waiting_folder(), london_day())
    try:
        return _address(path, Way.REPLACE, other=load_work.take(name, size, content).sha256)
    except NotReadable as error:
        return _address(path, Way.REPLACE, f"{name} was not taken. {error}")
    except OSError as error:
        return _address(path, Way.REPLACE, f"{name} was not taken. {of_system(error)}")


def none_sent(path: str) -> str:
    """Leads back with the message that no file was chosen."""
    return _address(path, Way.REPLACE, "No file was chosen. Choose one, then send it.")


def load_again(form: Form) -> str:
    """Begins to load all that is on record; leads to the form's file."""
    path, way = word(form, "file"), word(form, "way")
    if withdraw_work.on_record(path) is not None:
        load_work.begin_load(path)
    return _address(path, Way(way) if way in {*Way} else Way.WITHDRAW)
