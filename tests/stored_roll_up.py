"""Reads each recommendation in a database from the rows received, for the slow plain roll-up."""

from collections import Counter
from datetime import date

import duckdb
from drawing import rows
from plain_roll_up import Recommendation, Work, how_far, one_slip, roll_up

Key = tuple[str, str]  # review and number


def expected(db: duckdb.DuckDBPyConnection, as_of: date) -> dict[Key, tuple[str, list[str]]]:
    """How far each recommendation has got by the slow plain version, with the bodies that have got no farther."""
    return {key: roll_up(asked) for key, asked in recommendations(db, as_of).items()}


def found(db: duckdb.DuckDBPyConnection, as_of: date) -> dict[Key, tuple[str, list[str]]]:
    """How far each recommendation has got by the database, with the bodies that have got no farther."""
    sql = "SELECT review, recommendation_ref, roll_up, decided_by FROM recommendation_on($as_of)"
    return {(review, ref): (word, bodies) for review, ref, word, bodies in rows(db, sql, as_of=as_of)}


def expected_bodies(db: duckdb.DuckDBPyConnection, as_of: date) -> dict[tuple[str, str, str], str]:
    """How far each addressee of each recommendation has got by the slow plain version."""
    asked = recommendations(db, as_of)
    return {(*key, body): how_far(body, one) for key, one in asked.items() for body in one.answers}


def found_bodies(db: duckdb.DuckDBPyConnection, as_of: date) -> dict[tuple[str, str, str], str]:
    """How far each addressee of each recommendation has got by the database."""
    sql = """
        SELECT review, recommendation_ref, agency, coalesce(how_far, '')
        FROM recommendation_body_on($as_of)
        WHERE is_addressed
    """
    return {tuple(key): word for *key, word in rows(db, sql, as_of=as_of)}


def recommendations(db: duckdb.DuckDBPyConnection, as_of: date) -> dict[Key, Recommendation]:
    """All that was known on a date of every recommendation in a register."""
    answers, compiled = _answers(db, as_of)
    plans, unread = _plans(db, as_of), _unread(db, as_of)
    misspelt = _misspelt(answers, plans, compiled)
    works = _works(db, as_of)
    return {
        (review, ref): Recommendation(
            said,
            works.get((review, ref), {}),
            {body for of_review, body in plans if of_review == review},
            unread,
            misspelt,
            (review, ref) in compiled,
        )
        for (review, ref), said in answers.items()
    }


def _answers(db: duckdb.DuckDBPyConnection, as_of: date) -> tuple[dict[Key, dict[str, list[str]]], set[Key]]:
    sql = """
        SELECT review, recommendation_ref, v.agency, response, is_compiled
        FROM row_received JOIN recommendation_version v USING (version_id) JOIN file_received USING (file_id)
        WHERE kind = 'recommendation' AND known_on <= $as_of
        ORDER BY received_on, file_id, row_number
    """
    found: dict[Key, dict[str, list[str]]] = {}
    compiled = set()
    for review, ref, body, response, is_compiled in rows(db, sql, as_of=as_of):
        found.setdefault((review, ref), {}).setdefault(body, []).append(response)
        if is_compiled:
            compiled.add((review, ref))
    return found, compiled


def _plans(db: duckdb.DuckDBPyConnection, as_of: date) -> set[tuple[str, str]]:
    """Pairs of a review and a body whose plan for it is on record."""
    sql = """
        SELECT file_id, f.agency, v.review, v.agency, supporting_agencies
        FROM row_received JOIN action_version v USING (version_id) JOIN file_received f USING (file_id)
        WHERE kind = 'action' AND known_on <= $as_of AND NOT is_compiled
    """
    files: dict[tuple[int, str], list[tuple[str, str, list[str]]]] = {}
    for file_id, sender, review, lead, supports in rows(db, sql, as_of=as_of):
        files.setdefault((file_id, review), []).append((sender, lead, supports))
    found = set()
    for (_, review), actions in files.items():
        leads = {lead for _, lead, _ in actions} - {"Lead not stated"}
        found |= {(review, body) for body in {actions[0][0], *leads}}
        if len(leads) > 1:
            found |= {(review, body) for _, _, supports in actions for body in supports}
    return {(review, body) for review, body in found if body}


def _unread(db: duckdb.DuckDBPyConnection, as_of: date) -> set[str]:
    sql = """
        SELECT DISTINCT agency FROM file_received
        WHERE known_on <= $as_of AND file_id NOT IN (SELECT file_id FROM row_received WHERE version_id IS NOT NULL)
    """
    return {body for (body,) in rows(db, sql, as_of=as_of)}


def _misspelt(
    answers: dict[Key, dict[str, list[str]]], plans: set[tuple[str, str]], compiled: set[Key]
) -> dict[str, set[str]]:
    """Each name without a plan that is one slip away from better known names, with those names."""
    times = Counter(body for key, said in answers.items() if key not in compiled for body in said)
    times.update(body for _, body in plans)
    senders = {body for _, body in plans}
    known = {body: (body in senders, count) for body, count in times.items()}
    found: dict[str, set[str]] = {}
    for body in known.keys() - senders:
        meant = {other for other in known if known[other] > known[body] and one_slip(body, other)}
        if meant:
            found[body] = meant
    return found


def _works(db: duckdb.DuckDBPyConnection, as_of: date) -> dict[Key, dict[object, Work]]:
    sql = """
        SELECT
            p.sender, p.action_ref, p.review, p.recommendation_refs, p.agency, p.supporting_agencies, state,
            is_accepted, p.reported_status, verification, v.superseded_by
        FROM position_on($as_of) p JOIN action_version v USING (version_id)
    """
    found: dict[Key, dict[object, Work]] = {}
    for sender, ref, review, refs, lead, supports, state, is_accepted, status, check, successor in rows(
        db, sql, as_of=as_of
    ):
        is_superseded = status == "superseded" and check != "cannot be implemented"
        work = Work(lead, supports, state, is_accepted, is_superseded, (sender, successor))
        for number in refs:
            found.setdefault((review, number), {})[sender, ref] = work
    return found
