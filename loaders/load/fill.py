"""Fills a new database with files, some at a time: each chunk is read, checked and stored before the next is read."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from checks.facts import KnownFacts
from checks.judge import CheckResult, check
from checks.received_file import ReceivedFile
from loaders.load import insert
from loaders.load.insert_files import insert_files
from loaders.load.sql_file import statements
from loaders.load.stored_facts import StoredActions, waiting_files, with_stored_facts
from tracker import store
from tracker.terms import Kind

FILES_AT_ONCE = (
    60  # a check of one file costs as much as one of sixty; more of them at once take memory and save little
)
ReadAgain = Callable[[Collection[int]], Iterable[ReceivedFile]]


@dataclass(frozen=True)
class StoredFiles:
    """What was stored: each file, its rows left out, the numbers of those checked again, and who sent a sheet.

    `last_file_before` is the number of the last file that was there before, 0 if some were checked again.
    """

    files: list[ReceivedFile]
    checked_again: frozenset[int]
    senders: frozenset[str]
    last_file_before: int


def fill(
    db: store.Connection,
    files: Iterable[ReceivedFile],
    facts: KnownFacts,
    read_again: ReadAgain,
    with_rows: str = "",
) -> StoredFiles:
    """Stores files, in the order of the ledger, and what was found in them, where the files of `facts` are stored.

    Those that waited for what a later file made known are read and checked again at the end, by all facts. The file at
    the path `with_rows` keeps its rows.
    """
    actions = StoredActions()
    stored, waiting, again, senders = [], set[int](), set[int](), set[str]()
    (last,) = db.execute("SELECT coalesce(max(file_id), 0) FROM file_received").fetchall()[0]
    for chunk in _chunks(files):
        waits, facts = _store(db, chunk, facts, actions)
        waiting |= waits
        senders |= {file.sender for file in chunk if file.sheets}
        stored += [file if file.path == with_rows else replace(file, sheets=()) for file in chunk]
    for chunk in _chunks(read_again(waiting) if waiting else ()):
        facts = _store_again(db, chunk, facts, actions)
        again |= {file.file_id for file in chunk}
    if again:
        with insert.writing(db) as writing:
            writing.execute(statements("number_checks_anew.sql"))
    return StoredFiles(stored, frozenset(again), frozenset(senders), 0 if again else last)


def _chunks(files: Iterable[ReceivedFile]) -> Iterator[list[ReceivedFile]]:
    """The files, some at a time. Each list is emptied, or its rows would stay while the next ones are read."""
    rest = iter(files)
    while chunk := list(islice(rest, FILES_AT_ONCE)):
        yield chunk
        chunk.clear()


def _store(
    db: store.Connection, files: Sequence[ReceivedFile], facts: KnownFacts, actions: StoredActions
) -> tuple[frozenset[int], KnownFacts]:
    """Stores new files; gives the files that waited for what they make known, and the facts with that."""
    with insert.writing(db) as writing:
        facts = with_stored_facts(writing, files, facts, actions)
        checked = check(files, facts)
        waits = waiting_files(writing, facts, checked.file_facts)
        writing.begin()
        insert_files(writing, files)
        _store_rows(writing, checked)
    return waits, replace(checked.facts, earlier=(), answers=())


def _store_again(
    db: store.Connection, files: Sequence[ReceivedFile], facts: KnownFacts, actions: StoredActions
) -> KnownFacts:
    """Puts what is found in stored files, now that all facts are known, in the place of what was found at first."""
    with insert.writing(db) as writing:
        checked = check(files, with_stored_facts(writing, files, facts, actions))
        insert.delete_findings(writing, [file.file_id for file in files])
        writing.begin()
        _store_rows(writing, checked)
    return replace(checked.facts, earlier=(), answers=())


def _store_rows(writing: store.Connection, checked: CheckResult) -> None:
    """Stores rows and findings, and writes all to the file: the log of a transaction would grow with each chunk."""
    insert.insert_findings(writing, checked)
    writing.execute("CREATE TEMP TABLE row_to_store AS FROM row_received LIMIT 0")
    for kind in (one for one in Kind if len(checked.rows[one])):
        insert.stage_rows(writing, kind, checked.rows[kind])
        writing.execute(statements(f"rows_{kind}.sql"))
        writing.execute(statements("rows.sql").replace("{kind}", kind))
    # In one order, so that files added one by one give the same rows in the same places as all of them at once.
    in_order = "SELECT * FROM row_to_store ORDER BY file_id, sheet, row_number, kind, version_id"
    writing.execute(f"INSERT INTO row_received BY NAME {in_order}")
    writing.commit()
    writing.execute("CHECKPOINT")
