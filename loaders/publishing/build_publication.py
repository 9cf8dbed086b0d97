"""Makes the folder of one publication from the loaded database, and proves that it holds only what may be public."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from checks.personal_data import detect
from loaders.publishing import allow_list, instance, papers, public_database, publication, switch
from loaders.publishing.open_data import write
from loaders.publishing.proofs import browser, hidden_places, non_interference, structure
from loaders.publishing.release import release_log
from loaders.publishing.release.decisions import public_keys, read_decisions
from loaders.publishing.release.second_look import need_second_look
from loaders.publishing.release.texts import Key, Text, read_texts
from loaders.received import changes, ledger_records, witness
from loaders.received.actor import NOBODY, Actor
from loaders.received.disk import wait_for_disk
from loaders.received.lock import alone_in
from loaders.received.places import settings_of
from tracker import site, store
from tracker.open_data import FOLDER
from tracker.reports import published_papers
from tracker.words import plural

if TYPE_CHECKING:  # the package is imported only when a page is opened: not every computer has it
    from playwright.sync_api import Browser

OnStep = Callable[[str], None]  # is called with the name of each step of a publication once it holds
PROOFS = STRUCTURE, RELEASED, HIDDEN, ALIKE, CANARIES, WIRE = (
    "structure",
    "released texts",
    "hidden places",
    "non-interference",
    "canaries",
    "wire",
)
PUBLISHER = "publisher"  # the step before names and texts, on which somebody would decide for nothing
OLDEST_CHECK = 90  # days since somebody compared a helpline's number


def no_progress(step: str) -> None:
    """Does nothing with the step: nobody watches."""


class PublicationRefused(RuntimeError):
    """Something that must hold does not; the message says what, what was found and what to do."""


@dataclass(frozen=True)
class Sources:
    """What a publication is made from: database, ledger, texts, the keys that may be public, and the settings file.

    `witnesses` are the files with time stamps of the ledger's head, kept beside it, and `by` is who publishes.
    """

    by: Actor
    database: Path
    records: Sequence[ledger_records.Record]
    witnesses: Sequence[Path]
    texts: Sequence[Text]
    public: frozenset[Key]
    settings: Path
    is_illustrative: bool

    @property
    def names(self) -> frozenset[str]:
        """The texts by which rows are joined."""
        return frozenset(text.text for text in self.texts if text.is_name)


def read_sources(received: Path, database: Path, by: Actor = NOBODY, on_step: OnStep = no_progress) -> Sources:
    """Reads all that a publication of a database needs, and checks it; `on_step` is called once its publisher holds.

    Raises PublicationRefused, NotReadable and NoDatabase.
    """
    with alone_in(received):
        records = changes.record(received)
        decisions, releases = read_decisions(received), release_log.read(received)
    with store.read_only(database) as db:
        texts = read_texts(db)
        [(is_illustrative,)] = db.execute("SELECT is_illustrative FROM about").fetchall()
    public = public_keys(texts, decisions, releases)
    sources = Sources(
        by, database, records, witness.stored_answers(received), texts, public, settings_of(received), is_illustrative
    )
    _publisher(sources)
    on_step(PUBLISHER)
    _check_names(sources)
    _check_personal_data(sources, releases)
    return sources


def make(
    sources: Sources,
    new: Path,
    earlier: Sequence[str],
    heads: Sequence[publication.Head] = (),
    with_browser: bool = True,
    on_step: OnStep = no_progress,
) -> publication.Manifest:
    """Writes the whole folder `new` of a publication, proves it and waits until the disk has it.

    Raises PublicationRefused.

    `earlier` names the publications that may lie beside it, and `heads` are the ledger heads of all publications before
    it. Without `with_browser` no browser opens its pages, and the manifest lacks that proof. `on_step` is called with
    each proof that held.
    """
    try:
        # The browser starts first, so that whoever has none is told at once, not after the other proofs.
        with browser.chromium() if with_browser else nullcontext() as chromium:
            database = _folder(_build(sources, new.with_name("build")), sources, new)
            proofs = _proofs(sources, database, new.with_name("trial"), chromium)
            results = {name: _proof_result(name, faults, on_step) for name, faults in proofs}
    except browser.NotOpened as error:
        raise PublicationRefused(str(error)) from error
    for answer in sources.witnesses[-1:]:  # the last one stands for those before it
        shutil.copyfile(answer, database.parent / answer.name)
    publication.write_heads(database, heads, sources.records)
    manifest = publication.write(new, database, results, earlier, sources.records, sources.by)
    for path in new.rglob("*"):
        wait_for_disk(path)
    return manifest


def _build(sources: Sources, folder: Path) -> Path:
    """Builds the public database in a new folder of its own and returns its path."""
    folder.mkdir()
    public_database.build(sources.database, folder / "published.duckdb", sources.public)
    return folder / "published.duckdb"


def _folder(built: Path, sources: Sources, new: Path) -> Path:
    """Writes the folder of the public instance for a public database, and returns the database's path in it."""
    instance.write(instance.program_files(sources.settings), new)
    print_of = store.fingerprint(built)
    database = new / publication.BUILT / print_of / f"published-{print_of}.duckdb"
    database.parent.mkdir(parents=True)
    shutil.copyfile(built, database)
    changes = publication.ledger_changes(sources.records)
    write.write(database, database.parent / FOLDER, _publisher(sources), changes)
    papers.write(database, database.parent / published_papers.FOLDER, site.read(sources.settings))
    switch.point_to(new, database)
    return database


def _proofs(
    sources: Sources, database: Path, beside: Path, chromium: "Browser | None"
) -> Iterator[tuple[str, Iterator[str]]]:
    """The name of each proof, with the faults that it finds."""
    yield STRUCTURE, structure.structure(database)
    yield RELEASED, structure.texts_not_released(database, sources.public)
    yield HIDDEN, hidden_places.hidden_marks(beside / "hidden")
    words = {*sources.names, *allow_list.vocabulary()}
    copies = non_interference.marked_copies(sources.database, beside, sources.public, words)
    yield ALIKE, non_interference.interference(copies)
    marked = beside / "public"
    # Without a manifest its pages would show nothing, and a look at them would prove nothing.
    publication.write(marked, _folder(copies.database, sources, marked), {}, (), sources.records, sources.by)
    yield CANARIES, non_interference.find_marks(copies, marked)
    if chromium:
        yield WIRE, browser.leaks(marked, chromium)


def _proof_result(name: str, faults: Iterator[str], on_step: OnStep) -> str:
    if against := [*faults]:
        raise PublicationRefused(
            f"The proof of {name} did not hold: {'; '.join(against[:5])}. Report this: it is a fault of ours."
        )
    on_step(name)
    return "held"


def _publisher(sources: Sources) -> site.Publisher:
    """Who publishes. Raises PublicationRefused for an invented publisher of real data."""
    named = site.read(sources.settings).publisher
    if named.is_invented and not sources.is_illustrative:
        raise PublicationRefused(
            f"{sources.settings} names an invented publisher, and this data is real. Name your own in a copy of that "
            "file, let TRACKER_SITE name the copy, and start the program again."
        )
    return named


def _check_names(sources: Sources) -> None:
    """Raises PublicationRefused for a name that was not released: without it figures would be wrong."""
    names = sorted(sources.names - {key.text for key in sources.public if not key.column} - allow_list.vocabulary())
    if names:
        first = ", ".join(f"“{name}”" for name in names[:5]) + (" …" if names[5:] else "")
        raise PublicationRefused(
            f"{plural(len(names), 'name')} not released: {first}. Release them, or record a decision, which covers "
            "none that is hidden in its sheet. To see them: the page Release, or python -m loaders release."
        )


def check_actor(by: Actor) -> None:
    """Raises PublicationRefused for a post that looks like a person, since the public manifest names it."""
    if detect.hits(by.post):
        raise PublicationRefused(
            f"“{by.post}” looks like personal data, and who publishes is public. Name a post, never a person."
        )


def _check_personal_data(sources: Sources, releases: Sequence[release_log.Release]) -> None:
    """Raises PublicationRefused for what looks like personal data, unless an officer released that very text."""
    by_two = site.read(sources.settings).second_person
    if not (doubts := need_second_look(sources.texts, sources.public, releases, by_two)):
        return
    text, hit = doubts[0]
    more = f" {plural(len(doubts) - 1, 'more text looks', 'more texts look')} like personal data." if doubts[1:] else ""
    raise PublicationRefused(
        f"{detect.message(text.place, hit)}{more} To see and decide: the page Release, or python -m loaders release."
    )


def warnings(settings: Path, on: str) -> Iterator[str]:
    """Warns of helplines that nobody checked in the 90 days before the day `on`; the emergency line needs no check."""
    begins = date.fromisoformat(on) - timedelta(days=OLDEST_CHECK)
    old = [line.name for line in site.read(settings).support[1:] if not line.checked_on or line.checked_on < begins]
    if old:
        yield (
            f"{plural(len(old), 'helpline')} not checked within {OLDEST_CHECK} days: {', '.join(old)}. Compare each "
            f"number with the service's own website, then write checked_on in {settings.name}."
        )
