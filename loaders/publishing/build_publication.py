"""Makes the folder of one publication from the database as loaded, and proves that it holds what it may and no more."""

import os
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from checks.personal_data import detect
from loaders.publishing import allow_list, instance, public_database, publication, switch
from loaders.publishing.open_data import write
from loaders.publishing.proofs import browser, non_interference, structure
from loaders.publishing.release import release_log
from loaders.publishing.release.decisions import public_texts, read_decisions
from loaders.publishing.release.second_look import need_second_look
from loaders.publishing.release.texts import Text, read_texts
from loaders.received import ledger, verify
from loaders.received.disk import wait_for_disk
from tracker import site, store
from tracker.open_data import FOLDER
from tracker.words import plural

OLDEST_CHECK = 90  # days since somebody compared a helpline's number


class Refused(RuntimeError):
    """Something does not hold; the message says what, what was found and what to do."""


@dataclass(frozen=True)
class Sources:
    """What a publication is made from: the database, its texts, those that may be public, and the settings file."""

    database: Path
    texts: Sequence[Text]
    public: frozenset[str]
    settings: Path
    is_illustrative: bool

    @property
    def names(self) -> frozenset[str]:
        """The texts by which rows are joined."""
        return frozenset(text.text for text in self.texts if text.is_name)


def read_sources(received: Path, built: Path) -> Sources:
    """Reads what there is to publish, and checks it. Raises Refused, NotReadable and NoDatabase."""
    database = store.current(built)
    _check_received(received, built)
    with store.read_only(database) as db:
        texts = read_texts(db)
        [(is_illustrative,)] = db.execute("SELECT is_illustrative FROM about").fetchall()
    releases = release_log.read(received)
    public = public_texts(texts, read_decisions(received), releases)
    sources = Sources(database, texts, public, _settings(received), is_illustrative)
    _check_names(sources)
    _check_personal_data(sources, releases)
    return sources


def make(sources: Sources, new: Path, before: str, with_browser: bool = True) -> publication.Manifest:
    """Writes the whole folder of a publication, proves it and waits for the disk. Raises Refused.

    `before` names the publication that it follows. Without `with_browser` no browser opens its pages, and the manifest
    lacks that proof.
    """
    publisher = _publisher(sources)
    database = _folder(sources.database, sources, new, publisher, {*sources.public, *allow_list.vocabulary()})
    proofs = _proofs(sources, database, new.with_name("trial"), with_browser)
    results = {name: _proof_result(name, faults) for name, faults in proofs}
    manifest = publication.write(new, database, results, before)
    for path in new.rglob("*"):
        wait_for_disk(path)
    return manifest


def _folder(source: Path, sources: Sources, new: Path, publisher: site.Publisher, texts: Collection[str]) -> Path:
    """Writes the folder of the public instance for a database; gives the place of the public database in it."""
    instance.write(instance.program_files(sources.settings), new)
    first = new / publication.BUILT / "published.duckdb"
    first.parent.mkdir(parents=True)
    public_database.build(source, first, texts)
    print_of = store.fingerprint(first)
    (new / publication.BUILT / print_of).mkdir()
    database = first.rename(new / publication.BUILT / print_of / f"published-{print_of}.duckdb")
    write.write(database, database.parent / FOLDER, publisher)
    switch.point_to(new, database)
    return database


def _proofs(sources: Sources, database: Path, beside: Path, with_browser: bool) -> Iterator[tuple[str, Iterator[str]]]:
    """Each proof with what speaks against it."""
    yield "structure", structure.structure(database)
    yield "released texts", structure.released(database, sources.public)
    words, public = {*sources.names, *allow_list.vocabulary()}, {*sources.public, *allow_list.vocabulary()}
    copies = non_interference.marked_copies(sources.database, beside, public, words)
    yield "non-interference", non_interference.interference(copies)
    marked = beside / "public"
    texts = {*public, *copies.texts}
    _folder(beside / "one" / "planted.duckdb", sources, marked, _publisher(sources), texts)
    yield "canaries", non_interference.marks(copies, marked)
    if with_browser:
        yield "wire", browser.leaks(marked)


def _proof_result(name: str, faults: Iterator[str]) -> str:
    try:
        against = [*faults]
    except browser.NoBrowser as error:
        raise Refused(str(error)) from error
    if against:
        raise Refused(
            f"The proof of {name} did not hold: {'; '.join(against[:5])}. Report this: it is a fault of ours."
        )
    return "held"


def _settings(received: Path) -> Path:
    """The file that names the publisher and the helplines: the setting, else that of an example, else our own."""
    of_example = received.parent / site.DEFAULT.name
    return Path(os.environ.get("TRACKER_SITE") or (of_example if of_example.exists() else site.DEFAULT))


def _publisher(sources: Sources) -> site.Publisher:
    """Who publishes; an invented publisher beside real data is refused."""
    named = site.read(sources.settings).publisher
    if named.is_invented and not sources.is_illustrative:
        raise Refused(
            f"{sources.settings.name} names an invented publisher, and this data is real. Write one of your own."
        )
    return named


def _check_received(received: Path, built: Path) -> None:
    records = ledger.read(received)
    if faults := [*verify.all_faults(received, records, built=built)]:
        raise Refused(f"{faults[0]} To see all: python -m loaders verify {received}.")
    with store.read_only(store.current(built)) as db:
        [(known,)] = db.execute("SELECT max(file_id) FROM file_received").fetchall()
    if known != len(records):
        raise Refused(
            f"The database does not hold every file of {received}. Load them first: python -m loaders load {received}"
        )


def _check_names(sources: Sources) -> None:
    """A name cannot be withheld: rows are joined by it, so without it figures would be wrong."""
    names = sorted(sources.names - sources.public - allow_list.vocabulary())
    if names:
        first = ", ".join(f"“{name}”" for name in names[:5]) + (" …" if names[5:] else "")
        raise Refused(f"{plural(len(names), 'name')} not released: {first}. Release them, or record a decision.")


def _check_personal_data(sources: Sources, releases: Sequence[release_log.Release]) -> None:
    """What looks like personal data stops it, unless an officer who saw the mark released that very text."""
    if not (doubts := need_second_look(sources.texts, sources.public, releases)):
        return
    text, hit = doubts[0]
    more = f" {plural(len(doubts) - 1, 'more text asks', 'more texts ask')} the same." if doubts[1:] else ""
    sentence = detect.message(f"{text.column} of {text.sender} {text.ref}", hit)
    raise Refused(f"{sentence}{more} To see all, and to release one: python -m loaders release.")


def warnings(settings: Path, on: str) -> Iterator[str]:
    """Which helplines nobody has checked within the 90 days before a day; the emergency line needs no check."""
    begins = date.fromisoformat(on) - timedelta(days=OLDEST_CHECK)
    old = [line.name for line in site.read(settings).support[1:] if not line.checked_on or line.checked_on < begins]
    if old:
        yield (
            f"{plural(len(old), 'helpline')} not checked within {OLDEST_CHECK} days: {', '.join(old)}. Compare each "
            f"number with the service's own website, then write checked_on in {settings.name}."
        )
