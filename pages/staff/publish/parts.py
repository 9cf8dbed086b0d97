"""The states of the page Publish: not looked at yet, at work, refused, ready to be published, published."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from loaders.publishing.publish import PublishResult
from loaders.received.places import default_public
from pages.parts.here import Here
from pages.parts.show import say, section, show, title
from pages.staff.load import work as load_work
from pages.staff.publish import work as publish_work
from pages.staff.publish.forms import PAGE, back_form, look_form, publish_form
from pages.staff.publish.tables import differences, release_link, steps_table
from pages.staff.publish.work import Work
from tracker import store
from tracker.findings import NotReadable
from tracker.html import blocks
from tracker.words import plural

OPENING = "See what would be published now before anybody publishes it."
ABOUT = (
    "A publication is made whole beside the one that is shown, and every proof is run. That takes some minutes. "
    "Nothing that is published changes before you say so."
)
NOT_THE_LATEST = "What is published is the latest position: go there first."
NO_EXAMPLE = load_work.EXAMPLE_SHOWN.format("nothing to publish")
READY = "Every proof held. Publishing makes it once more and runs the proofs again, so that nothing goes out unproved."
GO_BACK = "The publication before is shown again. This does not take back what somebody has copied meanwhile."
OUT_OF_DATE = "What it is made from, or what is published, has changed since somebody looked. Look at it anew."
IN_THE_FOLDER = (
    "It lies in the folder above. Readers of another computer see it once the folder has been copied there "
    "(docs/publishing.md)."
)
LEAVE = "You may leave this page: it goes on by itself. If the program is stopped, what is published stays as it is."


def publish_page(at: Here, messages: Sequence[str]) -> None:
    """Shows the page in its current state."""
    title("Publish")
    for sentence in messages:
        say(sentence)
    if not at.is_latest:
        show(blocks.lead("", NOT_THE_LATEST), blocks.trail(blocks.link("Latest position", at.latest_address(PAGE))))
        return
    if load_work.is_example_in_place_of_own():
        show(blocks.lead("", NO_EXAMPLE))
        return
    show(blocks.lead(OPENING, ABOUT))
    try:
        state = publish_work.state()
        _show_last()
    except (NotReadable, OSError, store.NoDatabase) as error:
        say(f"Nothing can be published now. {error}")
        return
    _show_work(state, at)


def _show_last() -> None:
    section("What is published")
    if not (last := publish_work.last()):
        show(blocks.lead("", f"Nothing has been published to {default_public()} yet."))
        return
    facts: dict[str, blocks.Cell] = {
        "As known on": date.fromisoformat(last.as_known_on),
        "Published by": str(last.actor),
        "Holds": f"{plural(len(last.tables), 'table')}, {plural(sum(one.rows for one in last.tables.values()), 'row')}",
        "Ledger head": last.ledger_head,
        "Folder": str(default_public()),
    }
    show(blocks.summary_list(facts))
    if done := publish_work.just_published():
        show(blocks.notes(_after(done)))
    if publish_work.can_go_back():
        show(blocks.details("Go back to the publication before", blocks.lead("", GO_BACK), back_form(last.database)))


def _after(done: PublishResult) -> list[str]:
    """What officers need to know after a publication, in sentences."""
    restart = ["The code in the folder changed. Restart the running instance."] if done.needs_restart else []
    return [
        f"Published from this page. Built once more from {plural(done.rebuilt.files, 'file')}.",
        IN_THE_FOLDER,
        *restart,
        *done.warnings,
    ]


def _show_work(state: str, at: Here) -> None:
    section("What would be published now")
    publishing, looking = publish_work.publication_under_way(), publish_work.look_under(state)
    if why_not := publish_work.why_not_published():
        say(f"Nothing was published. {why_not}")
    if publishing:
        _wait(publishing, "It is being published.")
    elif looking and not looking.job.is_done:
        _wait(looking, "The publication is being made, and its proofs are run.")
    elif looking:
        _show_outcome(looking, state, at)
    else:
        words = OUT_OF_DATE if publish_work.is_out_of_date() else "Nobody has looked yet."
        show(blocks.lead("", words), look_form("Look at what would be published"))


def _wait(work: Work, words: str) -> None:
    """Says what is under way and which steps are done, and reloads the page once the work is done."""

    @st.fragment(run_every=2)
    def look_again() -> None:
        if work.job.is_done:
            st.rerun()
        show(blocks.lead(words, f"{plural(work.job.seconds, 'second')} so far. {LEAVE}"), steps_table(work.steps_done))

    look_again()


def _show_outcome(looking: Work, state: str, at: Here) -> None:
    """Shows what the look found."""
    found = looking.job.result
    if found.difference is None:
        say(f"This could not be published. {found.why_not}")
        show(steps_table(looking.steps_done, is_stopped=True), blocks.trail(release_link(at)), look_form("Look again"))
        return
    show(*differences(found.difference, at))
    section("What each proof found")
    show(steps_table(looking.steps_done))
    section("Publish it")
    show(blocks.lead("", f"{READY} It goes to {default_public()}."), publish_form(state))
