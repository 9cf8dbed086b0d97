"""Asks the database for facts from stored files, for files that wait for facts, and for rows to compare with."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from checks.facts import (
    ActionFact,
    EarlierAnswer,
    EarlierRow,
    KnownFacts,
    KnownSince,
    earliest,
    known_since,
    new_facts,
    publications,
)
from checks.inheritance import succeeding
from checks.received_file import ReceivedFile
from checks.same_reference import uses_a_reference_twice
from loaders.mapping.read_layout import read_layout
from tracker import store
from tracker.spans import NO_RECORD
from tracker.terms import LEAD_NOT_STATED, Kind

STANDS = f"known_to_file = {NO_RECORD}"  # holds for a file that was not withdrawn


OF_REGISTERS = """
    row_received
    JOIN recommendation_version v USING (version_id)
    JOIN file_received USING (file_id)
    WHERE kind = 'recommendation'
"""
REGISTER = f"{OF_REGISTERS} AND {STANDS}"


def facts_of(db: store.Connection, layouts: Path) -> KnownFacts:
    """What the files in a database that were not withdrawn make known, except about actions: see StoredActions.

    Those are by far the most. `layouts` is the folder of the layouts.
    """
    return KnownFacts(
        agencies=values(db, f"SELECT DISTINCT agency FROM file_received WHERE agency <> '' AND {STANDS}"),
        register_agencies=values(db, f"SELECT DISTINCT v.agency FROM {REGISTER}"),
        recommendations=frozenset(db.execute(f"SELECT DISTINCT review, recommendation_ref FROM {REGISTER}").fetchall()),
        names=_names(db, layouts),
        published=_publication_days(db),
        senders=frozenset(
            db.execute("SELECT DISTINCT agency, sender FROM file_received WHERE agency <> ''").fetchall()
        ),
    )


def waiting_files(db: store.Connection, before: KnownFacts, known: KnownFacts) -> frozenset[int]:
    """The numbers of the stored files that wait for a fact which is in `known` and was not known `before`."""
    sql = """
        SELECT DISTINCT file_id
        FROM awaited_fact
        WHERE scope = $scope AND (ref = '' OR ref IN (SELECT unnest($refs)))
    """
    return frozenset(
        file_id
        for scope, refs in new_facts(before, known)
        for (file_id,) in db.execute(sql, {"scope": str(scope), "refs": sorted(refs)}).fetchall()
    )


class StoredActions:
    """What stored files say of actions, asked for only once a file names their sender or a log their reference."""

    def __init__(self) -> None:
        self._senders, self._refs = set[str](), set[str]()

    def not_yet_asked_for(
        self, db: store.Connection, files: Sequence[ReceivedFile], facts: KnownFacts
    ) -> dict[ActionFact, KnownSince]:
        """The facts of the actions that these files may mean, except those asked for before."""
        senders = {sender for file in files for sender in _senders_in(file, facts)} - self._senders
        refs = {ref for file in files for ref in _refs_in_logs(file)} - self._refs
        self._senders |= senders
        self._refs |= refs
        return _actions(db, senders, refs) if senders or refs else {}


def with_stored_facts(
    db: store.Connection, files: Sequence[ReceivedFile], facts: KnownFacts, actions: StoredActions
) -> KnownFacts:
    """The facts, with the stored actions that these files may mean and the stored rows to compare theirs with."""
    return replace(
        facts,
        actions=earliest(facts.actions, actions.not_yet_asked_for(db, files, facts).items()),
        earlier=tuple(earlier_rows(db, files, facts)),
        answers=tuple(earlier_answers(db, files)),
    )


def _senders_in(file: ReceivedFile, facts: KnownFacts) -> set[str]:
    """The senders whose actions a file's plans may hold."""
    plans = [sheet for sheet in file.sheets if sheet.kind == Kind.ACTION]
    joined = {one.sender for sheet in plans for one in sheet.actions_of_rows.values()}
    return succeeding({file.sender}, _with_senders_of([file], facts)) | joined if plans else set()


def _refs_in_logs(file: ReceivedFile) -> Iterator[str]:
    for sheet in file.sheets:
        if sheet.kind == Kind.VERIFICATION:
            yield from sheet.values["action_ref"]
        elif sheet.kind == Kind.RESOLUTION:
            yield from (ref for refs in sheet.values["action_ref"] for ref in refs)


def _actions(db: store.Connection, senders: Collection[str], refs: Collection[str]) -> dict[ActionFact, KnownSince]:
    sql = f"""
        WITH wanted AS (
            SELECT action_id
            FROM action
            WHERE sender IN (SELECT unnest($senders))
                OR action_ref IN (SELECT unnest($refs)) OR ref_given IN (SELECT unnest($refs))
        )
        SELECT
            action_ref, a.sender, review, v.agency, supporting_agencies, ref_given, file_received.agency AS plan_of,
            min((known_on, if(received_on = known_on, 0, file_id), file_id))
        FROM row_received
        JOIN action_version v USING (version_id)
        JOIN action a USING (action_id)
        JOIN file_received USING (file_id)
        WHERE kind = 'action' AND {STANDS} AND action_id IN (FROM wanted)
        GROUP BY ALL
    """
    found = db.execute(sql, {"senders": sorted(senders), "refs": sorted(refs)}).fetchall()
    return {
        ActionFact(ref, sender, review, agency, tuple(supporting), ref_given, plan_of): KnownSince(*first)
        for ref, sender, review, agency, supporting, ref_given, plan_of, first in found
    }


def bodies_in(db: store.Connection) -> frozenset[str]:
    """Every body that a stored file names as its own, as lead or as supporting."""
    sql = """
        SELECT agency FROM file_received
        UNION SELECT agency FROM recommendation_version
        UNION SELECT agency FROM action_version
        UNION SELECT unnest(supporting_agencies) FROM action_version
    """
    return values(db, sql) - {"", LEAD_NOT_STATED}


def earlier_rows(db: store.Connection, files: Sequence[ReceivedFile], facts: KnownFacts) -> Iterator[EarlierRow]:
    """The rows on record to compare new ones with, where a sender uses a reference twice or succeeds another."""
    senders = {file.sender for file in files}
    before = succeeding(senders, _with_senders_of(files, facts)) - senders
    repeating = {file.sender for file in files if uses_a_reference_twice(file)}
    sql = """
        SELECT a.sender, f.sender AS sent_by, review, ref_given, action_ref, file_id, v.words
        FROM row_received r
        JOIN action_version v USING (version_id)
        JOIN action a USING (action_id)
        JOIN file_received f USING (file_id)
        WHERE kind = 'action' AND f.sender IN (SELECT unnest($senders)) AND (
            f.sender IN (SELECT unnest($wanted))
            OR f.sender IN (SELECT sender FROM action GROUP BY sender, ref_given HAVING count(*) > 1)
        )
        -- What comes before all of these files is compared by the last words of each action alone.
        QUALIFY file_id >= $first OR rank() OVER (
            PARTITION BY a.sender, action_ref, f.sender, file_id < $first ORDER BY file_id DESC
        ) = 1
    """
    heirs = senders if before else set()
    of_whom = {
        "senders": sorted(senders | before),
        "wanted": sorted(repeating | before | heirs),
        "first": _first_number(files),
    }
    return (EarlierRow(*row) for row in db.execute(sql, of_whom).fetchall())


def _with_senders_of(files: Sequence[ReceivedFile], facts: KnownFacts) -> KnownFacts:
    return replace(facts, senders=facts.senders | {(file.agency, file.sender) for file in files})


def earlier_answers(db: store.Connection, files: Sequence[ReceivedFile]) -> Iterator[EarlierAnswer]:
    """The answers on record that count beside these files; none where only one sender has sent registers.

    Nobody could disagree with that sender.
    """
    new = {file.sender for file in files for sheet in file.sheets if sheet.kind == Kind.RECOMMENDATION}
    sql = f"""
        SELECT review, recommendation_ref, v.agency, sender, file_id, received_on, response, known_to_file
        FROM {OF_REGISTERS} AND known_to_file >= $first
    """
    senders = values(db, f"SELECT DISTINCT sender FROM {OF_REGISTERS}") if new else frozenset()
    rows = db.execute(sql, {"first": _first_number(files)}).fetchall() if new and len(senders | new) > 1 else []
    return (EarlierAnswer(*row) for row in rows)


def _first_number(files: Iterable[ReceivedFile]) -> int:
    return min((file.file_id for file in files if file.file_id > 0), default=NO_RECORD)


def _names(db: store.Connection, layouts: Path) -> dict[tuple[str, str], KnownSince]:
    """The spellings in layouts with their names, each known since the first file read by a layout that has it."""
    sql = f"SELECT layout, received_on, known_on, file_id FROM file_received WHERE is_read AND {STANDS}"
    used = earliest({}, ((name, known_since(*file)) for name, *file in db.execute(sql).fetchall()))
    sheets = ((sheet, known) for name, known in used.items() for sheet in read_layout(layouts / name).sheets)
    return earliest({}, ((name, known) for sheet, known in sheets for name in sheet.agencies.items()))


def _publication_days(db: store.Connection) -> dict[tuple[str, date], KnownSince]:
    sql = f"""
        SELECT
            review, published_on, published_on_precision, received_on::TIMESTAMP AS received_on,
            known_on::TIMESTAMP AS known_on, file_id
        FROM {REGISTER}
            AND published_on IS NOT NULL
        GROUP BY ALL
    """
    return earliest({}, publications(db.execute(sql).df()))


def values(db: store.Connection, sql: str) -> frozenset[Any]:
    """The distinct values of a statement with one column."""
    return frozenset(value for (value,) in db.execute(sql).fetchall())
