"""What has the committee asked or resolved, what was answered, and what does the record show since?"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import duckdb

from tracker import query
from tracker.terms import WITHHELD, Precision, Resolution
from tracker.words import date_as_given, day, plural

# Resolutions that ask for an answer. A word that the layout does not explain might ask for one too.
ASKS = (Resolution.ASKED, Resolution.UNREADABLE)
# Changes to an action that a published copy can show as well, so that the record is the same for everybody.
CHANGED = """
    SELECT action_id, known_from
    FROM action_change_on($as_of)
    WHERE change NOT IN ('owner changed', 'colour or rating changed', 'status reworded')
"""


class ResolutionEntry(NamedTuple):
    """A resolution as the last log puts it; `meeting_on`, `due_on` and `outcome_on` are None without a readable date.

    `action_refs` and `recommendation_refs` are as written, `action_ids` the actions found and `leads` their lead
    agencies. `changed_on` is the day of the last change since the meeting to an action that it names, None if there was
    none; `returned_on` that of the last return that held one. `withdrawn_on` is the day of the whole log that left it
    out. The words of dates are "" in a published copy.
    """

    resolution_id: int
    committee: str
    review: str
    meeting_on: date | None
    meeting_on_precision: Precision
    meeting_words: str
    item: str
    resolution: Resolution
    minute: str
    asked_of: tuple[str, ...]
    action_refs: tuple[str, ...]
    recommendation_refs: tuple[str, ...]
    action_ids: tuple[int, ...]
    leads: tuple[str, ...]
    due_on: date | None
    due_on_precision: Precision
    due_words: str
    outcome: str
    outcome_on: date | None
    outcome_on_precision: Precision
    outcome_words: str
    received_on: date
    withdrawn_on: date | None
    changed_on: date | None
    returned_on: date | None
    is_struck_out: bool

    @property
    def asks(self) -> bool:
        """Whether it asks for an answer and still stands."""
        return self.resolution in ASKS and self.withdrawn_on is None

    @property
    def is_unanswered(self) -> bool:
        """Whether it asks for an answer and the log has none."""
        return self.asks and not self.outcome


class NamedAction(NamedTuple):
    """An action that a resolution names: the reference as written, and the action's number and sender."""

    resolution_id: int
    ref: str
    action_id: int
    sender: str


class MeetingDay(NamedTuple):
    """A meeting of a committee with resolutions on record, and how many there are."""

    meeting_on: date
    resolutions: int


def rows(
    db: duckdb.DuckDBPyConnection,
    as_of: date,
    review: str | None = None,
    agency: str | None = None,
    meeting: date | None = None,
    action_id: int | None = None,
    recommendation: str | None = None,
) -> tuple[ResolutionEntry, ...]:
    """The resolutions on record by a day, the latest meeting first; those without a readable date come last.

    `agency` keeps those asked of it and those about an action that it leads. `action_id`, and `recommendation`, its
    number in the `review`, keep those that name them.
    """
    return tuple(
        row
        for row in every(db, as_of)
        if (review is None or row.review in ("", review))
        and (agency is None or agency in (*row.asked_of, *row.leads))
        and meeting in (None, row.meeting_on)
        and (action_id is None or action_id in row.action_ids)
        and (recommendation is None or recommendation in row.recommendation_refs)
    )


def every(db: duckdb.DuckDBPyConnection, as_of: date) -> tuple[ResolutionEntry, ...]:
    """Every resolution on record by a day: one answer, shared by the pages of all actions."""
    return query.rows(
        db,
        f"""
        WITH entry AS MATERIALIZED ( -- used twice: worked out and planned once
            FROM resolution_on($as_of)
        ), pair AS MATERIALIZED (
            FROM resolution_action_on($as_of)
        ), named AS (
            SELECT
                resolution_id, list_sort(list(DISTINCT action_id)) AS action_ids,
                list_sort(list(DISTINCT agency)) AS leads, max(last_received_on) AS returned_on
            FROM pair
            JOIN latest_action_on($as_of) USING (action_id)
            GROUP BY resolution_id
        ), change AS (
            SELECT resolution_id, max(c.known_from) AS changed_on
            FROM pair
            JOIN ({CHANGED}) c USING (action_id)
            JOIN entry USING (resolution_id)
            WHERE c.known_from > meeting_on
            GROUP BY resolution_id
        )
        SELECT
            resolution_id, agency AS committee, review, meeting_on, meeting_on_precision,
            coalesce(words['meeting_on'], '') AS meeting_words, item, resolution, minute, asked_of, action_refs,
            recommendation_refs, coalesce(action_ids, []) AS action_ids, coalesce(leads, []) AS leads, due_on,
            due_on_precision, coalesce(words['due_on'], '') AS due_words, outcome, outcome_on, outcome_on_precision,
            coalesce(words['outcome_on'], '') AS outcome_words, received_on, withdrawn_on, changed_on, returned_on,
            EXISTS (
                FROM hidden_cell h
                WHERE (h.file_id, h.sheet, h.row_number) = (r.file_id, r.sheet, r.row_number)
                    AND kind = 'resolution' AND name IN ('minute', 'outcome') AND why = 'struck out'
            ) AS is_struck_out
        FROM entry r
        LEFT JOIN named USING (resolution_id)
        LEFT JOIN change USING (resolution_id)
        ORDER BY meeting_on DESC NULLS LAST, resolution_id
        """,
        ResolutionEntry,
        as_of=as_of,
    )


def named_actions(db: duckdb.DuckDBPyConnection, as_of: date) -> dict[tuple[int, str], NamedAction]:
    """Each action that a resolution names, by the number of the resolution and the reference as written."""
    found = query.rows(
        db,
        """
        SELECT resolution_id, ref, action_id, sender
        FROM resolution_action_on($as_of)
        JOIN action USING (action_id)
        """,
        NamedAction,
        as_of=as_of,
    )
    return {(one.resolution_id, one.ref): one for one in found}


def meetings(db: duckdb.DuckDBPyConnection, as_of: date, review: str | None = None) -> tuple[MeetingDay, ...]:
    """The meetings up to a day that have an exact date and resolutions on record, the latest first."""
    return query.rows(
        db,
        """
        SELECT meeting_on, count(*) AS resolutions
        FROM resolution_on($as_of)
        WHERE meeting_on <= $as_of AND meeting_on_precision = 'day' AND withdrawn_on IS NULL
            AND ($review IS NULL OR review IN ('', $review))
        GROUP BY meeting_on
        ORDER BY meeting_on DESC
        """,
        MeetingDay,
        as_of=as_of,
        review=review,
    )


def last_meeting(db: duckdb.DuckDBPyConnection, as_of: date, review: str | None = None) -> date | None:
    """The day of the last meeting before `as_of`, None if none is on record; `as_of` may be the next meeting's day."""
    return next((one.meeting_on for one in meetings(db, as_of, review) if one.meeting_on < as_of), None)


def meeting_line(row: ResolutionEntry) -> str:
    """The meeting and, if it may be published, the item: 14 October 2026, item 6a."""
    on = date_as_given(row.meeting_on, row.meeting_on_precision, row.meeting_words)
    return f"{on}, item {row.item}" if row.item not in ("", WITHHELD) else on


def answer(row: ResolutionEntry) -> str:
    """What was answered; if an answer was asked for and none seen, says so; else ""."""
    if row.outcome or not row.asks:
        return row.outcome
    return "No answer seen, although the log gives a date for one" if row.outcome_on else "No answer seen"


def dates(row: ResolutionEntry) -> str:
    """When it was answered and when an answer was due, "" if the log gives no date."""
    given = (
        ("Answered", row.outcome_on, row.outcome_on_precision, row.outcome_words),
        ("Due", row.due_on, row.due_on_precision, row.due_words),
    )
    sentences = [f"{what} {date_as_given(on, precision, words)}" for what, on, precision, words in given if on or words]
    return ". ".join(sentences)


def since(row: ResolutionEntry) -> str:
    """What the record shows of the actions named since the meeting, or why it shows nothing; "" if none is named."""
    if not row.action_refs:
        return ""
    if row.meeting_on is None:
        return "Not known: the log gives no date for the meeting that can be read"
    if row.returned_on is None:
        return "No return on record lists the action named"
    if row.changed_on:
        return f"The record changed since, last on {day(row.changed_on)}"
    last_file = f"the last file that lists it came on {day(row.returned_on)}"
    return f"No change on record since; {last_file}"


def closing_sentence(entries: Sequence[ResolutionEntry]) -> str:
    """The sentence that the committee closed an action, "" if none of its resolutions does so."""
    closing = [row for row in entries if row.resolution == Resolution.CLOSED and row.withdrawn_on is None]
    return f"Closed by resolution of the committee on {meeting_line(closing[0])}" if closing else ""


def opening(entries: Sequence[ResolutionEntry]) -> str:
    """How many resolutions there are, and how many of their questions have no answer."""
    asked = [row for row in entries if row.asks]
    silent = sum(row.is_unanswered for row in asked)
    answered = f"{len(asked) - silent:,} of them answered, {silent:,} with no answer seen"
    questions = f" {plural(len(asked), 'question')}: {answered}." if asked else ""
    return f"{plural(len(entries), 'resolution')}.{questions}"
