"""What the page Release reads and writes: the texts of the database shown, and decisions beside the files received."""

from collections.abc import Sequence
from pathlib import Path

from loaders.publishing.release import decision_file, release_log, waiting_texts
from loaders.publishing.release.decisions import Decision, Ended, public_keys, read_decisions
from loaders.publishing.release.texts import Key, Text, read_texts
from loaders.publishing.release.waiting_columns import WaitingColumn, decisions_on, waiting_columns
from loaders.received.actor import Actor
from pages.parts.today import london_day
from pages.staff.release.lists import Lists, read_lists
from tracker import store
from tracker.build_records import received_for
from tracker.findings import NotReadable
from tracker.words import day, plural


def lists() -> Lists:
    """Both lists as they are now. Raises NotReadable; OSError."""
    return read_lists(folder(), _texts())


def columns() -> list[WaitingColumn]:
    """The columns whose texts wait because no decision covers them. Raises NotReadable; OSError."""
    texts = _texts()
    decided = release_log.last_words(release_log.read(folder()), texts)
    waiting = {text.key for text in waiting_texts.waiting_texts(folder(), texts).not_released}
    return waiting_columns(texts, waiting, decided)


def decisions() -> tuple[Decision, ...]:
    """The decisions on columns, in the order recorded. Raises NotReadable."""
    return read_decisions(folder())


def public_by(decision: Decision) -> int:
    """How many texts of the database may be public by that decision alone. Raises NotReadable; OSError."""
    every, texts, releases = decisions(), _texts(), release_log.read(folder())
    others = [one for one in every if one != decision]
    public: frozenset[Key] = public_keys(texts, every, releases)
    return len(public - public_keys(texts, others, releases))


def folder() -> Path:
    """The folder of the files received."""
    return received_for(store.build_folder())


def record(texts: Sequence[Text], is_public: bool, by: Actor, why: str) -> str:
    """Records a decision on the texts, under today's date, and says so. Raises NotReadable; OSError."""
    on = london_day()
    release_log.add(folder(), [text.key for text in texts], is_public, by, str(on), why)
    done = "released" if is_public else "kept private"
    return f"{plural(len(texts), 'text')} {done} by {by} on {day(on)}. It counts from the next publication on."


def record_on_columns(those: Sequence[WaitingColumn], by: Decision, recorded_by: Actor) -> str:
    """Records who decided on the columns and says so; `by` holds all but the columns. Raises NotReadable; OSError."""
    if by.on > london_day():
        raise NotReadable(f"{day(by.on)} has not come yet. Give the day of the decision.")
    decision_file.add(folder(), [*decisions_on(those, by)], recorded_by)
    what = plural(len(those), "column")
    return f"The decision on {what} by {by.by} is on record. It counts from the next publication on."


def end(name: str, by: Actor, why: str) -> str:
    """Records that a decision has ended, under today's date, and says so. Raises NotReadable; OSError."""
    ended = decision_file.end(folder(), name, Ended(by.post, london_day(), why), by)
    return (
        f"The decision by {ended.by} on {day(ended.on)} has ended. The next publication leaves out what only this "
        "decision covered. What is published now stays as it is until then."
    )


def _texts() -> list[Text]:
    with store.read_only(store.current()) as db:
        return read_texts(db)
