"""What the page Layout does in the background: studies a waiting file by the choices made, and saves its layout."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path

from loaders.load.past_changes import PastChanges, past_changes
from loaders.mapping.layout import Layout
from loaders.mapping.layout_files import layout_for, layouts_sha256
from loaders.mapping.read_layout import read_layout
from loaders.propose.builder.begin import begin
from loaders.propose.builder.choices import Choices, read_choices
from loaders.propose.builder.missing import open_questions, stops, to_know
from loaders.propose.builder.reviews import nearly, reviews_in
from loaders.propose.builder.save import file_name, fingerprint, save
from loaders.propose.builder.study import Study, open_workbook
from loaders.propose.builder.try_choices import study
from loaders.reader.read_file import Workbook
from loaders.received import ledger
from loaders.received.actor import Actor
from loaders.received.waiting_files import WaitingFile
from pages.parts.today import london_day
from pages.staff.jobs import Job, Jobs
from pages.staff.load import work as load_work
from tracker import store
from tracker.findings import NotReadable
from tracker.words import plural

NEEDS_RECORDS = "A layout is saved with a file that holds records, and this one holds none."
SOME_WORDS = 3  # named of the words that nobody has decided on


@dataclass(frozen=True)
class LayoutResult:
    """What a file gives by the choices made. `missing` lists what keeps the layout from being saved; if it is empty,
    `name` is its file's name, `replaces` the fingerprint of the file it replaces, `head` that of the ledger, and `past`
    what it alters in the files on record. `reviews` are in use; `why_not` says why there is no study at all.
    """

    study: Study | None = None
    why_not: str = ""
    missing: tuple[str, ...] = ()
    name: str = ""
    replaces: str = ""
    head: str = ""
    past: PastChanges | None = None
    reviews: tuple[str, ...] = ()


STUDIES: Jobs[LayoutResult] = Jobs(5)  # few, since each holds its workbook in memory


def choices_of(file: WaitingFile, sender: str) -> Choices:
    """The choices made for a file; before any were made, those of a draft for a sender. Raises NotReadable."""
    if there := read_choices(file.path):
        return there
    layout = layout_of(sender)
    return begin(workbook_of(file.path), file.name, sender if layout else "", layout, _are_illustrative())


def layout_of(sender: str) -> Layout | None:
    """The layout that a sender has today, None if it has none that can be read."""
    if sender in load_work.known_senders():
        with suppress(NotReadable):
            return layout_for(sender, london_day(), load_work.layouts())
    return None


def _are_illustrative() -> bool:
    """Whether all readable layouts are for invented data, which never lie beside real ones; False without any."""
    found = []
    for path in load_work.layouts().glob("*.toml"):
        with suppress(NotReadable):
            found.append(read_layout(path).illustrative)
    return bool(found) and all(found)


@lru_cache(maxsize=3)
def workbook_of(path: Path) -> Workbook:
    """The waiting workbook at a path, which is cached, since the path names its bytes. Raises NotReadable."""
    return open_workbook(path)


def look_at(file: WaitingFile, sender: str) -> Job[LayoutResult]:
    """The study of a file by its present choices; a new one if a layout or a record came in since.

    Raises NotReadable if the ledger cannot be read.
    """
    folder, chosen = load_work.received(), read_choices(file.path)
    head = ledger.head(ledger.read(folder))
    key = (file.sha256, chosen.fingerprint if chosen else f"of {sender}", head, layouts_sha256(load_work.layouts()))
    return STUDIES.begin((*key, london_day()), partial(_look, file, sender, folder, store.build_folder(), head))


def _look(file: WaitingFile, sender: str, folder: Path, built: Path, head: str) -> LayoutResult:
    """Studies a file; raises nothing, since nobody may be there to see it: an error becomes `why_not`."""
    try:
        choices = choices_of(file, sender)
        found = study(file.path, workbook_of(file.path), choices, london_day(), layout_of(choices.sender))
        return _to_save(found, folder, built, head)
    except Exception as error:
        return LayoutResult(why_not=load_work.error_words(error))


def _to_save(study: Study, folder: Path, built: Path, head: str) -> LayoutResult:
    """A study with what keeps its layout from being saved, or with what saving it would alter."""
    choices, layouts = study.choices, load_work.layouts()
    found = LayoutResult(study, reviews=reviews_in(layouts))
    if missing := [*_missing(study, found.reviews)]:
        return replace(found, missing=tuple(missing))
    try:
        name = file_name(choices, layouts)
        past = past_changes(name, study.text, choices.sender, london_day(), folder, built, layouts)
    except NotReadable as error:
        return replace(found, missing=(str(error),))
    return replace(found, name=name, replaces=fingerprint(layouts / name), head=head, past=past)


def _missing(study: Study, reviews: Sequence[str]) -> Iterator[str]:
    """What keeps a layout from being saved, each reason in a sentence that says which table it is about."""
    choices = study.choices
    if study.why_not and not (study.is_empty and study.questions):  # an answer may find records
        yield NEEDS_RECORDS if study.is_empty else study.why_not
    if study.questions:
        yield f"Answer the {plural(len(study.questions), 'question')} at the top of the page."
    for n in range(len(choices.tables)):
        where = f"Table {n + 1}: " if len(choices.tables) > 1 else ""
        if words := _words_to_say(study, n):
            yield f"{where}{words}"
    yield from open_questions(choices, set(load_work.known_senders()))
    if (near := nearly(choices.review, reviews)) and choices.other_review != near:
        yield f"“{choices.review}” is nearly the name of a review in use, “{near}”. Say whether it is that one."


def _words_to_say(study: Study, number: int) -> str:
    """A sentence naming the words of a table that nobody has decided on, "" for none."""
    undecided = [f"“{word.as_written}”" for word in study.open_words_of(number)]
    more = f" and {len(undecided) - SOME_WORDS} more" if len(undecided) > SOME_WORDS else ""
    return f"Say what these words mean: {', '.join(undecided[:SOME_WORDS])}{more}." if undecided else ""


def missing_of(study: Study, number: int) -> list[str]:
    """What is missing, or may be left open, in one of several tables, each in a sentence."""
    alone = study.choices.with_one_table(number)
    return [*stops(alone), *filter(None, [_words_to_say(study, number)]), *to_know(alone)]


def keep_layout(result: LayoutResult, by: Actor) -> None:
    """Saves the layout of a complete study, and reads again the files on record that it alters, if any.

    Raises NotReadable if anything is missing or another was saved in the meantime; OSError.
    """
    if result.study is None or result.missing:
        raise NotReadable("Something is still to be chosen. Look at the page again.")
    save(result.name, result.study.text, load_work.received(), load_work.layouts(), by, result.replaces)
    if result.past:
        load_work.begin_load(f"layouts/{result.name}")
