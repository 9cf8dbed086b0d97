"""What does one file change that changes no action: resolutions, comments, and checks without a finding?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

import duckdb

from tracker import query
from tracker.open_problems import IN_ONE_PLACE
from tracker.words import and_list, plural


class EntryChange(StrEnum):
    """What a file does with one entry, by kind of entry, the most serious first."""

    RESOLUTION_WITHDRAWN = "resolution withdrawn"
    ANSWER_REMOVED = "answer removed"
    ANSWERED = "resolution answered"
    RESOLUTION_CHANGED = "resolution changed"
    RESOLUTION_BACK = "resolution back"
    RESOLUTION_ADDED = "resolution added"
    WITHOUT_FINDING = "check without a finding"
    COMMENT_REMOVED = "comment removed"
    COMMENT_ADDED = "comment added"


# What the file does, and with what; {} is how many.
DOES = {
    EntryChange.RESOLUTION_WITHDRAWN: ("withdraws {}", "resolution"),
    EntryChange.ANSWER_REMOVED: ("removes {}", "answer"),
    EntryChange.ANSWERED: ("answers {}", "resolution"),
    EntryChange.RESOLUTION_CHANGED: ("changes {}", "resolution"),
    EntryChange.RESOLUTION_BACK: ("brings {} back", "withdrawn resolution"),
    EntryChange.RESOLUTION_ADDED: ("adds {}", "resolution"),
    EntryChange.WITHOUT_FINDING: ("lists {} without a finding", "check"),
    EntryChange.COMMENT_REMOVED: ("leaves out {}", "comment"),
    EntryChange.COMMENT_ADDED: ("adds {}", "comment"),
}


@dataclass(frozen=True)
class ChangedCell:
    """Our name of a column, and what the entry has there before the file and by it, "" for nothing."""

    name: str
    was: str
    became: str


class ChangedEntry(NamedTuple):
    """An entry that a file changes, and the sheet and cell or row that say so, "" if none of its rows does.

    `ref` is the meeting and item of a resolution, the reference of a checked action, or the review of a comment, ""
    for all reviews; `cells` are those that differ.
    """

    change: EntryChange
    ref: str
    cells: tuple[ChangedCell, ...]
    sheet: str
    cell: str


# A resolution has changed if what is read from it has: a date written in another way has not.
RESOLUTIONS = """
    WITH this AS (
        SELECT file_id, sender, (received_on, file_id) AS place FROM file_received WHERE path = $path
    ), entry AS MATERIALIZED (
        SELECT
            resolution_id, r.file_id, sheet, row_number, (received_on, r.file_id) AS place, outcome, v.words,
            map_concat(v.words, MAP {
                'resolution': coalesce(nullif(resolution, 'resolution unreadable'), v.words['resolution']),
                'asked_of': asked_of::TEXT, 'action_ref': action_refs::TEXT,
                'recommendation_ref': recommendation_refs::TEXT,
                'due_on': coalesce(due_on || due_on_precision, v.words['due_on']),
                'outcome_on': coalesce(outcome_on || outcome_on_precision, v.words['outcome_on'])
            }) AS read
        FROM row_received r
        JOIN file_on($known_on) USING (file_id)
        JOIN resolution_version v USING (version_id)
        WHERE kind = 'resolution'
    ), entry_before AS (
        SELECT resolution_id, max_by(e, (place, sheet, row_number)) AS e
        FROM entry e
        WHERE place < (SELECT place FROM this)
        GROUP BY resolution_id
    ), whole_log_before AS (
        SELECT max((w.received_on, w.file_id)) AS place
        FROM whole_resolution_log_on($known_on) w
        JOIN this USING (sender)
        WHERE (w.received_on, w.file_id) < this.place
    )
    SELECT
        CASE
            WHEN withdrawn_by = this.file_id THEN 'resolution withdrawn'
            WHEN b.e IS NULL THEN 'resolution added'
            WHEN whole_log_before.place > b.e.place THEN 'resolution back'
            WHEN b.e.outcome = '' AND now.outcome <> '' THEN 'resolution answered'
            WHEN b.e.outcome <> '' AND now.outcome = '' THEN 'answer removed'
            ELSE 'resolution changed'
        END AS change,
        concat_ws(', item ', now.words['meeting_on'], nullif(now.words['item'], '')) AS ref,
        CASE change
            WHEN 'resolution withdrawn' THEN ['minute']
            WHEN 'resolution added' THEN map_keys(now.words)
            ELSE list_filter(
                map_keys(map_concat(now.words, b.e.words)),
                lambda name: coalesce(b.e.read[name], '') <> coalesce(now.read[name], '')
            )
        END AS names,
        if(withdrawn_by = this.file_id, now.words, b.e.words) AS was,
        if(withdrawn_by = this.file_id, NULL, now.words) AS became,
        ['outcome', 'minute'] AS told_by, ['meeting_on', 'item'] AS named_by,
        'resolution' AS kind, now.sheet, now.row_number
    FROM resolution_on($known_on) r
    JOIN entry now USING (resolution_id, file_id, sheet, row_number)
    LEFT JOIN entry_before b ON b.resolution_id = r.resolution_id
    JOIN this ON this.file_id IN (r.file_id, r.withdrawn_by)
    CROSS JOIN whole_log_before
    WHERE len(names) > 0 OR change = 'resolution back'
"""
CHECKS = """
    SELECT
        'check without a finding' AS change, action_ref AS ref, map_keys(words) AS names, NULL::MAP(TEXT, TEXT) AS was,
        words AS became, ['verification'] AS told_by, ['action_ref'] AS named_by, 'verification' AS kind,
        sheet, row_number
    FROM check_on($known_on)
    JOIN action USING (action_id)
    WHERE file_id = (SELECT file_id FROM file_received WHERE path = $path)
        AND verification NOT IN ('verified', 'insufficient', 'reopened', 'cannot be implemented')
"""
# Only a sender's last return says what its body comments; it is compared with the last one before that may hold any.
COMMENTS = """
    WITH this AS (
        SELECT file_id, sender, (received_on, file_id) AS place
        FROM file_received
        WHERE path = $path AND file_id IN (SELECT file_id FROM last_but_forms_on($known_on))
    ), return_before AS (
        SELECT max_by(f.file_id, (received_on, f.file_id)) AS file_id
        FROM file_on($known_on) f
        JOIN this USING (sender)
        WHERE is_read AND holds <> 'the rows of its form' AND (received_on, f.file_id) < place
    ), entry AS (
        SELECT r.file_id, version_id, words, sheet, row_number
        FROM row_received r
        JOIN comment_version USING (version_id)
        WHERE kind = 'comment'
    ), now AS (
        FROM entry SEMI JOIN this USING (file_id)
    ), earlier AS (
        FROM entry SEMI JOIN return_before USING (file_id)
    )
    SELECT
        'comment added' AS change, coalesce(words['review'], '') AS ref, map_keys(words) AS names,
        NULL::MAP(TEXT, TEXT) AS was, words AS became, ['comment'] AS told_by, ['review'] AS named_by,
        'comment' AS kind, sheet, row_number
    FROM now ANTI JOIN earlier USING (version_id)
    UNION ALL BY NAME
    SELECT
        'comment removed' AS change, coalesce(words['review'], '') AS ref, map_keys(words) AS names,
        words AS was, NULL::MAP(TEXT, TEXT) AS became, ['comment'] AS told_by, ['review'] AS named_by,
        'comment' AS kind, sheet, row_number
    FROM earlier ANTI JOIN now USING (version_id)
"""
# The cell is that of the first column of told_by that differs and stands in one place; without one, the row is named.
WITH_PLACES = f"""
    WITH changed AS (
        {{}}
    ), differing AS (
        SELECT
            * EXCLUDE names,
            list_filter(names, lambda name: coalesce(was[name], '') || coalesce(became[name], '') <> '') AS names
        FROM changed
    )
    SELECT
        change, coalesce(ref, '') AS ref,
        list_transform(
            list_filter(names, lambda name: NOT list_contains(named_by, name)),
            lambda name: {{name: name, was: coalesce(was[name], ''), became: coalesce(became[name], '')}}
        ) AS cells,
        if(became IS NULL, '', sheet) AS sheet,
        if(became IS NULL, '', coalesce(
            (
                SELECT min_by(letter, list_position(told_by, c.name))
                FROM {IN_ONE_PLACE} c
                JOIN file_received f USING (file_id)
                WHERE path = $path AND (c.sheet, c.kind) = (d.sheet, d.kind) AND list_contains(told_by, c.name)
                    AND list_contains(d.names, c.name)
            ),
            'Row '
        ) || row_number) AS cell
    FROM differing d
    ORDER BY list_position($changes, change), sheet, row_number, ref
"""


def rows(db: duckdb.DuckDBPyConnection, path: str, known_on: date) -> tuple[ChangedEntry, ...]:
    """What the file at `path` changes, by kind of entry; `known_on` is the day from which it counts."""
    changes = [str(one) for one in EntryChange]
    values = {"path": path, "known_on": known_on, "changes": changes}
    questions = (WITH_PLACES.replace("{}", part) for part in (RESOLUTIONS, CHECKS, COMMENTS))
    return tuple(entry for question in questions for entry in query.rows(db, question, ChangedEntry, **values))


def sentence(changed: Sequence[ChangedEntry], also: bool = False) -> str:
    """What the file does with these entries: “This file answers 2 resolutions and adds 1 comment.”; "" without any.

    `also` for a file that does something else too.
    """
    texts = [*_sentences(changed)]
    return f"This file {'also ' if also else ''}{and_list(texts)}." if texts else ""


def _sentences(changed: Sequence[ChangedEntry]) -> Iterator[str]:
    for change, group in groupby(changed, key=lambda one: one.change):
        what, noun = DOES[change]
        yield what.format(plural(len([*group]), noun))
