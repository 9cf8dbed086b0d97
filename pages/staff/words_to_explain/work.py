"""What the page Words to explain does: works out what an answer would alter, and puts it into the layout."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

from loaders.load.past_changes import PastChanges, past_changes
from loaders.mapping.layout_files import layouts_sha256
from loaders.propose.builder.amend import LayoutLine, with_line
from loaders.propose.builder.open_words import OpenWord, looks_renumbered, open_words, to_explain
from loaders.propose.builder.save import fingerprint, save
from loaders.received import ledger
from loaders.received.actor import Actor
from pages.parts.today import london_day
from pages.staff.jobs import Job, Jobs
from pages.staff.load import work as load_work
from tracker import store
from tracker.findings import NotReadable
from tracker.questions import choices, problems


@dataclass(frozen=True)
class LineEffect:
    """What a line in a layout would alter. `why_not` says why it cannot be put there, "" if it can.

    `text` is the layout with the line, `seen` the fingerprint of the layout without it, `head` the head of the ledger.
    """

    text: str = ""
    replaces: str = ""
    head: str = ""
    past: PastChanges | None = None
    why_not: str = ""


ANSWERS: Jobs[LineEffect] = Jobs(20)


class WaitingWords(NamedTuple):
    """What waits for an answer: words and names, then references; and how many others cannot be explained here."""

    words: list[OpenWord]
    others: int


def waiting_words(db: store.Connection, as_of: date, agency: str | None = None) -> WaitingWords:
    """What waits on a day, for one agency or all; nothing in the example, whose layouts are not the user's own."""
    if load_work.is_example_in_place_of_own():
        return WaitingWords([], 0)
    layouts = load_work.layouts()
    groups = to_explain(problems.group_problems(problems.rows(db, as_of, agency)))
    words = open_words(groups, choices.agencies(db), layouts)
    renumbered = [one for one in looks_renumbered(db, as_of, layouts) if agency in (None, one.agency)]
    return WaitingWords([*words, *renumbered], len(groups) - len(words))


def find(db: store.Connection, as_of: date, key: str) -> OpenWord | None:
    """The open word with a key, None if it no longer waits."""
    return next((one for one in waiting_words(db, as_of).words if one.key == key), None)


def look_at(word: OpenWord, means: str) -> Job[LineEffect]:
    """The look at one answer; a new one if a file was recorded or a layout changed since the last."""
    head = ledger.head(ledger.read(load_work.received()))
    key = (word.key, means, head, layouts_sha256(load_work.layouts()), london_day())
    return ANSWERS.begin(key, partial(_look, word.layout, word.sender, word.answers[means], head))


def _look(layout: Path, sender: str, line: LayoutLine, head: str) -> LineEffect:
    """What a line would alter; raises nothing, since nobody may be there to see it: an error becomes `why_not`."""
    try:
        seen = fingerprint(layout)  # first, so that saving notices whatever else is saved from here on
        text = with_line(layout, line)
        folder, built = load_work.received(), store.build_folder()
        past = past_changes(layout.name, text, sender, london_day(), folder, built, load_work.layouts())
    except Exception as error:
        return LineEffect(why_not=load_work.error_words(error))
    return LineEffect(text, seen, head, past)


def keep(word: OpenWord, answer: LineEffect, by: Actor) -> None:
    """Puts the line into the layout, and reads again the files on record that it reads.

    Raises NotReadable if the line cannot be put there, or the layout was changed in the meantime; OSError.
    """
    if answer.why_not:
        raise NotReadable(answer.why_not)
    save(word.layout.name, answer.text, load_work.received(), load_work.layouts(), by, answer.replaces)
    load_work.begin_load(f"layouts/{word.layout.name}")
