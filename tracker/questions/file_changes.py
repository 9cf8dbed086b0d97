"""What does one file change against those before it, and which cells say so?"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple

import duckdb

from tracker import query
from tracker.open_problems import IN_ONE_PLACE
from tracker.questions import change_sentences, changes
from tracker.questions.changes import Difference
from tracker.terms import Change, Kind
from tracker.words import and_list, plural

MOST_NAMED = 4  # references that the sentence names; it only counts more
# Our column in which a row states the change; for any other change the whole row is given.
COLUMN = {
    Change.WENT_BACKWARDS: "reported_status",
    Change.MOVED_LATER: "due_on",
    Change.MOVED_EARLIER: "due_on",
    Change.DATE_REMOVED: "due_on",
    Change.DATE_SET: "due_on",
    Change.DATE_REWORDED: "due_on",
    Change.ORIGINAL_DATE_ALTERED: "original_due_on",
    Change.ANSWERS_ANOTHER: "recommendation_ref",
    Change.LEAD_CHANGED: "agency",
    Change.REPORTED_WITHOUT_EVIDENCE: "reported_status",
    Change.REPORTED_WITH_EVIDENCE: "reported_status",
    Change.STATUS_CHANGED: "reported_status",
    Change.STATUS_REWORDED: "reported_status",
    Change.ACTION_REWORDED: "action",
    Change.SUPPORT_CHANGED: "supporting_agencies",
    Change.PRIORITY_CHANGED: "priority",
    Change.RATING_CHANGED: "rag",
    Change.OWNER_CHANGED: "owner",
    Change.EVIDENCE_CHANGED: "evidence",
    Change.COMPLETION_DATE_CHANGED: "completed_on",
    Change.RECOMMENDATION_REWORDED: "recommendation",
    Change.RESPONSE_CHANGED: "response",
    **dict.fromkeys(change_sentences.CHECKS, "verification"),
}
COMPLETED = {Change.REPORTED_WITHOUT_EVIDENCE, Change.REPORTED_WITH_EVIDENCE}
# What the file does; {} is the references or their number. All other changes are only counted.
DOES = {
    Change.WENT_BACKWARDS: "reports {} as open again",
    Change.INSUFFICIENT: "finds {} insufficient",
    Change.REOPENED: "reopens {}",
    Change.CHECK_WITHDRAWN: "withdraws the check of {}",
    Change.CHECK_CORRECTED: "corrects the check of {}",
    Change.MISSING: "drops {}",
    Change.RECOMMENDATION_MISSING: "drops {}",
    Change.DATE_REMOVED: "removes the date of {}",
    Change.ORIGINAL_DATE_ALTERED: "alters the original date of {}",
    Change.LOOKS_RENUMBERED: "seems to renumber {}",
    Change.ANSWERS_ANOTHER: "moves {} to another recommendation",
    Change.LEAD_CHANGED: "changes who leads {}",
    Change.VERIFIED: "verifies {}",
    Change.CANNOT_BE_IMPLEMENTED: "finds that {} cannot be implemented",
    Change.DATE_SET: "sets a date for {}",
    Change.FIRST_RECORDED: "adds {}",
    Change.RECOMMENDATION_ADDED: "adds {}",
    Change.SPLIT: "splits off {}",
    Change.BACK: "brings {} back",
    Change.RECOMMENDATION_BACK: "brings {} back",
    Change.ACTION_REWORDED: "changes the wording of {}",
    Change.RECOMMENDATION_REWORDED: "changes the wording of {}",
    Change.RESPONSE_CHANGED: "changes the response to {}",
}


class FileChange(NamedTuple):
    """One change that a file makes, with the sheet and the cell or row that say so, "" if none of its rows does."""

    row: Difference
    sheet: str
    cell: str


class _Place(NamedTuple):
    """A stored row of a file: the action or recommendation that it is about, and the letters of its columns."""

    kind: Kind
    ref: str
    sheet: str
    row_number: int
    letters: dict[str, str]


def rows(db: duckdb.DuckDBPyConnection, path: str, known_on: date) -> tuple[FileChange, ...]:
    """What the file at `path` changes, the most serious first; `known_on` is the day from which it counts."""
    found = changes.rows(db, known_on - timedelta(days=1), known_on)
    places = {(place.kind, place.ref): place for place in reversed(_places(db, path))}
    return tuple(_with_place(row, places) for row in found if row.path == path)


def _with_place(row: Difference, places: dict[tuple[Kind, str], _Place]) -> FileChange:
    of_action = Kind.VERIFICATION if row.change in change_sentences.CHECKS else Kind.ACTION
    kind, ref = (of_action, row.action_ref) if row.action_ref is not None else (Kind.RECOMMENDATION, None)
    place = places.get((kind, ref or row.recommendation_ref or ""))
    if place is None:
        return FileChange(row, "", "")
    letter = place.letters.get(COLUMN.get(row.change, ""))
    return FileChange(row, place.sheet, f"{letter}{place.row_number}" if letter else f"Row {place.row_number}")


def _places(db: duckdb.DuckDBPyConnection, path: str) -> tuple[_Place, ...]:
    return query.rows(
        db,
        f"""
        WITH of_file AS (
            SELECT r.* FROM row_received r JOIN file_received f USING (file_id) WHERE f.path = $path
        ), named AS (
            SELECT file_id, kind, action_ref AS ref, sheet, row_number
            FROM of_file JOIN action_version USING (version_id) JOIN action USING (action_id)
            WHERE kind = 'action'
            UNION ALL
            SELECT file_id, kind, action_ref, sheet, row_number
            FROM of_file JOIN verification_version USING (version_id) JOIN action USING (action_id)
            WHERE kind = 'verification'
            UNION ALL
            SELECT file_id, kind, recommendation_ref, sheet, row_number
            FROM of_file JOIN recommendation_version USING (version_id)
            WHERE kind = 'recommendation'
        )
        SELECT
            kind, ref, sheet, row_number,
            (
                SELECT coalesce(map_from_entries(list((name, letter))), MAP {{}})
                FROM {IN_ONE_PLACE} c
                WHERE (c.file_id, c.sheet, c.kind) = (named.file_id, named.sheet, named.kind)
            ) AS letters
        FROM named
        ORDER BY sheet, row_number
        """,
        _Place,
        path=path,
    )


class ChangeFacts(NamedTuple):
    """What a sentence needs to know of one change in a file."""

    path: str
    change: Change
    action_ref: str | None
    recommendation_ref: str | None
    reason: str


def sentences(db: duckdb.DuckDBPyConnection, as_of: date, paths: Sequence[str]) -> dict[str, str]:
    """What each of these files does, in one sentence by path, as known on a day.

    There is none for a file that was not read or does not count, nor for one that holds only resolutions, which change
    no action.
    """
    read = dict(query.result(db, READ, as_of=as_of, paths=list(paths)).rows)
    changes = query.rows(
        db, CHANGED, ChangeFacts, as_of=as_of, paths=list(paths), changes=[str(change) for change in Change]
    )
    return {path: sentence([one for one in changes if one.path == path], is_first) for path, is_first in read.items()}


# Each file that can change something, and whether it is the first of its sender.
READ = """
    SELECT path, file_id = first(file_id) OVER (PARTITION BY sender ORDER BY received_on, file_id) AS is_first
    FROM file_on($as_of)
    WHERE is_read
    QUALIFY list_contains($paths, path)
        AND file_id IN (SELECT file_id FROM row_received WHERE kind <> 'resolution')
"""
CHANGED = """
    WITH shown AS (
        SELECT file_id, path FROM file_on($as_of) WHERE list_contains($paths, path)
    )
    SELECT path, change, action_ref, recommendation_ref, reason
    FROM (
        SELECT file_id, change, action_ref, NULL AS recommendation_ref, coalesce(reason, '') AS reason
        FROM action_change_on($as_of)
        JOIN action USING (action_id)
        -- The old reference says so; the new one need not repeat it.
        WHERE change <> 'looks renumbered' OR action_ref = was
        UNION ALL BY NAME
        SELECT file_id, change, NULL AS action_ref, recommendation_ref, reason
        FROM recommendation_change_on($as_of)
    )
    JOIN shown USING (file_id)
    ORDER BY path, list_position($changes, change), action_ref, recommendation_ref, reason
"""


def sentence(changes: Sequence[Difference | ChangeFacts], is_first: bool) -> str:
    """What the file does in one sentence: “This file reports 3 actions complete and drops LR31.”"""
    texts = [*_sentences(changes)]
    if not texts:
        return (
            "This file is the first of its sender."
            if is_first
            else "This file changes no action and no recommendation."
        )
    first = "This is the first file of its sender: it" if is_first else "This file"
    return f"{first} {and_list(texts)}."


def _sentences(rows: Sequence[Difference | ChangeFacts]) -> Iterator[str]:
    done = [row for row in rows if row.change in COMPLETED]
    if done:
        without = sum(row.change == Change.REPORTED_WITHOUT_EVIDENCE for row in done)
        yield f"reports {plural(len(done), 'action')} complete{_with_none(without, len(done), 'evidence named')}"
    for change, group in groupby(rows, key=lambda row: row.change):
        those = list(group)
        if change in (Change.MOVED_LATER, Change.MOVED_EARLIER):
            way = "later" if change == Change.MOVED_LATER else "forward"
            verb = "moves" if change == Change.MOVED_LATER else "brings"
            without = sum(not row.reason for row in those)
            yield f"{verb} {plural(len(those), 'deadline')} {way}{_with_none(without, len(those), 'reason')}"
        elif change in DOES:
            yield DOES[change].format(_list_names(those))
    if others := sum(row.change not in {*DOES, *COMPLETED, Change.MOVED_LATER, Change.MOVED_EARLIER} for row in rows):
        yield f"makes {plural(others, 'change' if others == len(rows) else 'other change')}"


def _with_none(without: int, of: int, what: str) -> str:
    """How many lack something, such as a reason, in brackets; "" if none does."""
    if not without:
        return ""
    return f" (with no {what})" if without == of else f" ({without:,} with no {what})"


def _list_names(rows: Iterable[Difference | ChangeFacts]) -> str:
    refs = list(dict.fromkeys(row.action_ref or row.recommendation_ref or "" for row in rows))
    is_action = all(row.action_ref is not None for row in rows)
    return and_list(refs) if len(refs) <= MOST_NAMED else plural(len(refs), "action" if is_action else "recommendation")
