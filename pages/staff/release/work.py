"""What the page Release reads and writes: the texts of the database shown, and decisions beside the files received."""

from collections.abc import Sequence
from pathlib import Path

from loaders.publishing.release import release_log
from loaders.publishing.release.texts import Text, read_texts
from loaders.received.actor import Actor
from pages.parts.today import london_day
from pages.staff.release.lists import Lists, read_lists
from tracker import store
from tracker.build_records import received_for
from tracker.words import day, plural


def lists() -> Lists:
    """Both lists as they are now. Raises NotReadable; OSError."""
    with store.read_only(store.current()) as db:
        return read_lists(folder(), read_texts(db))


def folder() -> Path:
    """The folder of the files received."""
    return received_for(store.build_folder())


def record(texts: Sequence[Text], is_public: bool, by: Actor, why: str) -> str:
    """Records a decision on the texts, under today's date, and says so. Raises NotReadable; OSError."""
    on = london_day()
    release_log.add(folder(), [text.key for text in texts], is_public, by, str(on), why)
    done = "released" if is_public else "kept private"
    return f"{plural(len(texts), 'text')} {done} by {by} on {day(on)}. It counts from the next publication on."
