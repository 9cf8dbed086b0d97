"""What the forms of the page Publish do: look, publish what was looked at, go back to the publication before."""

from datetime import date

from pages.staff.form_messages import leave_messages
from pages.staff.form_parts import Form, actor, refuse_no_post, word
from pages.staff.publish import work as publish_work
from pages.staff.publish.forms import PAGE
from tracker import store
from tracker.findings import NotReadable
from tracker.html import blocks
from tracker.plain_errors import of_system
from tracker.words import day

NOTHING = "Nothing was published."
OTHER = f"{NOTHING} What it is made from, or what is published, has changed since you looked. Look at it anew."


def _address(message: str = "") -> str:
    return blocks.address(PAGE, said=leave_messages([message] if message else []))


def look(form: Form) -> str:
    """Begins to make a publication only to look at it; leads to the page."""
    try:
        publish_work.begin_look(publish_work.state())
    except (NotReadable, store.NoDatabase) as error:
        return _address(f"Nothing was looked at. {error}")
    except OSError as error:
        return _address(f"Nothing was looked at. {of_system(error)}")
    return _address()


def publish(form: Form) -> str:
    """Begins to publish what was looked at, if that is still what would be published; leads to the page."""
    state = word(form, "state")
    try:
        refuse_no_post(form, "publishes")
        looked = publish_work.look_under(state)
        if state != publish_work.state() or not looked or not looked.job.is_done or looked.job.result.why_not:
            return _address(OTHER)
        publish_work.begin_publication(state, actor(form, "publishes"))
    except (NotReadable, store.NoDatabase) as error:
        return _address(f"{NOTHING} {error}")
    except OSError as error:
        return _address(f"{NOTHING} {of_system(error)}")
    return _address()


def back(form: Form) -> str:
    """Goes back to the publication before the one that the form names; leads to the page."""
    try:
        shown = publish_work.back(word(form, "shown"))
    except NotReadable as error:
        return _address(f"Nothing was changed. {error}")
    except OSError as error:
        return _address(f"Nothing was changed. {of_system(error)}")
    if shown is None:
        return _address("Nothing was changed: another publication is shown by now.")
    return _address(f"Shown again: the publication as known on {day(date.fromisoformat(shown.as_known_on))}.")
