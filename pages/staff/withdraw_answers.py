"""What the forms of the page Withdraw do: withdraw a file exactly as the command does, load once more."""

from loaders.publishing.corrections import decided
from loaders.received.ledger import OtherHead
from pages.parts.today import london_day
from pages.staff import load_work, withdraw_work
from pages.staff.form_parts import Form, actor, word
from pages.staff.told import tell
from pages.staff.withdraw_forms import BECAUSE, LONGEST_WHY, PAGE
from tracker.findings import NotReadable
from tracker.html import blocks
from tracker.plain_errors import of_system
from tracker.terms import Withdrawal

NOTHING = "Nothing was recorded."
ANEW = "Look at what it would change now, then withdraw it."


def _address(path: str, said: str = "") -> str:
    return blocks.address(PAGE, file=path, said=tell([said] if said else []))


def take_back(form: Form) -> str:
    """Withdraws the file that the form names; leads to what became of it, or back with what is missing."""
    path = word(form, "file")
    try:
        found = withdraw_work.on_record(path)
        if found and found.withdrawn:  # by somebody else, or by the first of two clicks
            return _address(path)
        _withdraw(form, path)
    except OtherHead as error:
        return _address(path, f"{error} {ANEW}")
    except NotReadable as error:
        return _address(path, f"{NOTHING} {error}")
    except OSError as error:
        return _address(path, f"{NOTHING} {of_system(error)}")
    return _address(path)


def _withdraw(form: Form, path: str) -> None:
    """Raises NotReadable where the form does not say all that goes on record."""
    because, why, head = (word(form, name) for name in ("because", "why", "ledger"))
    if because not in BECAUSE or not why or not head:
        raise NotReadable("Say what kind of mistake it was, and why the file is withdrawn.")
    if len(why) > LONGEST_WHY:
        raise NotReadable(f"The reason is longer than {LONGEST_WHY} characters. Give it in fewer words.")
    decision = decided(actor(form, "decides"), london_day(), why, Withdrawal(because))
    withdraw_work.take_back(path, decision, head)


def load_again(form: Form) -> str:
    """Begins to load what is on record; leads to the file that the form names."""
    path = word(form, "file")
    if withdraw_work.on_record(path) is None:
        return _address(path)
    load_work.begin_load(path)
    return _address(path)
