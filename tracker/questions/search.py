"""Where do these words stand?"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import duckdb

from tracker import query
from tracker.columns.entries import COLUMNS
from tracker.folding import Term, fold_in_sql, terms, words_in_sql
from tracker.store import is_public
from tracker.terms import Kind
from tracker.word_forms import with_forms
from tracker.words import and_list, plural

# Everything that is searched: the place as people read it, and where it stands in the rows of the position.
ACTION = {
    "reference": "action_ref",
    "action": "action",
    "agency": "agency",
    "supporting agencies": "array_to_string(supporting_agencies, ', ')",
    "owner": "owner",
    "progress note": "words['progress_note']",
    "reason": "reason",
    "evidence": "evidence",
    "evidence that the checker saw": "evidence_seen",
    "what the checker said": "check_reason",
    "priority": "priority",
}
# Beside these, every other column of an action for which tracker/columns/ says under which name it is searched.
SEARCHED = [column for column in COLUMNS[Kind.ACTION].values() if column.searched_as]
ACTION |= {column.searched_as: f"texts['{column.name}']" for column in SEARCHED if column.searched_as not in ACTION}
PRIVATE = [column.searched_as for column in SEARCHED if column.private]  # not in a published copy
RECOMMENDATION = {
    "number": "recommendation_ref",
    "recommendation": "recommendation",
    "agencies": "array_to_string(agencies, ', ')",
}
AGENCY = {"name": "agency"}


@dataclass(frozen=True)
class Place:
    """A place that holds any of the words, as people call it, and its whole text."""

    place: str
    text: str


class Record(NamedTuple):
    """An agency, recommendation or action that holds the words; `kind` says which, `state` is "" for an agency."""

    kind: str
    ref: str
    sender: str
    review: str
    agency: str
    name: str
    state: str
    found: tuple[Place, ...]


def wanted(db: duckdb.DuckDBPyConnection, as_of: date, words: str) -> list[Term]:
    """What a record must hold: each word or phrase, and the other forms of a word that occur in any record then."""
    return with_forms(terms(words), _words(db, as_of))


def _words(db: duckdb.DuckDBPyConnection, as_of: date) -> tuple[str, ...]:
    """Every word of every record as known then, folded. Kept for everybody: it depends on no search."""
    return query.column(
        db,
        f"""
        WITH {_records(is_public(db))}
        SELECT DISTINCT unnest({words_in_sql(fold_in_sql("place.text"))}) AS word
        FROM (SELECT unnest(places) AS place FROM record)
        ORDER BY word
        """,
        str,
        as_of=as_of,
        review=None,
        agency=None,
    )


def rows(
    db: duckdb.DuckDBPyConnection,
    as_of: date,
    wanted: Sequence[Term],
    review: str | None = None,
    agency: str | None = None,
) -> tuple[Record, ...]:
    """One row per agency, recommendation and action that holds every term, in one place or in several.

    Case and accents make no difference. What is called exactly so comes first. Nobody keeps the words: the answer is
    worked out for each visitor.
    """
    if not wanted:
        return ()
    return query.rows_not_kept(
        db,
        f"""
        WITH {_records(is_public(db))}, folded_record AS (
            SELECT
                *,
                list_transform($terms, lambda term: {fold_in_sql("term")}) AS terms,
                list_transform(places, lambda p: {fold_in_sql("p.text")}) AS texts,
                list_transform(texts, lambda text: {words_in_sql("text")}) AS words
            FROM record
        )
        SELECT
            kind, ref, sender, review, agency, name, state,
            list_filter(places, lambda p, n: list_bool_or(list_transform(
                terms, lambda term, t: contains(texts[n], term) OR list_has_any(words[n], $forms[t])
            ))) AS found
        FROM folded_record
        WHERE list_bool_and(list_transform(terms, lambda term, t: list_bool_or(list_transform(
            texts, lambda text, n: contains(text, term) OR list_has_any(words[n], $forms[t])
        ))))
        ORDER BY
            {fold_in_sql("ref")} = array_to_string(terms, ' ') DESC,
            kind = 'action', kind = 'recommendation',
            list_bool_or(list_transform(
                found, lambda p: p.place IN ('reference', 'number', 'action', 'recommendation')
            )) DESC,
            agency, list_transform(regexp_extract_all(ref, '\\d+|\\D+'), lambda part: if(
                regexp_matches(part, '\\d'), lpad(part, 9, '0'), part
            ))
        """,
        Record,
        terms=[term.text for term in wanted],
        forms=[list(term.forms) for term in wanted],
        as_of=as_of,
        review=review,
        agency=agency,
    )


def _records(is_public: bool) -> str:
    """The tables of a statement that end in `record`: everything that can be found, with all its places and texts."""
    return f"""
        position AS MATERIALIZED (
            SELECT * FROM position_for($as_of, $review, $agency)
        ), record AS (
            SELECT
                'agency' AS kind, agency AS ref, '' AS sender, '' AS review, agency, agency AS name, '' AS state,
                {_places(AGENCY)} AS places
            FROM agency_for($as_of, $review, $agency)
            WHERE agency NOT IN ('', 'Lead not stated')
            UNION ALL
            SELECT
                'recommendation', recommendation_ref, '', review, '', recommendation, roll_up,
                {_places(RECOMMENDATION)}
            FROM recommendation_on($as_of)
            WHERE ($review IS NULL OR review = $review) AND ($agency IS NULL OR list_contains(bodies, $agency))
            UNION ALL
            SELECT 'action', action_ref, sender, review, agency, action, state, {_places(action_places(is_public))}
            FROM position
        )
    """


def action_places(is_public: bool) -> dict[str, str]:
    """Where a search looks in an action: the name of each place, and the expression in SQL that gives its text."""
    return {place: text for place, text in ACTION.items() if not (is_public and place in PRIVATE)}


def _places(searched: dict[str, str]) -> str:
    """The expression in SQL for a list of places and their texts."""
    entries = [f"{{place: '{place}', text: coalesce({text}, '')}}" for place, text in searched.items()]
    return f"[{', '.join(entries)}]"


def sentence(rows: Sequence[Record], wanted: Sequence[Term]) -> str:
    """How many records of each kind hold the words, in a sentence."""
    words = " and ".join(f"“{term.text}”" for term in wanted)
    if not rows:
        return f"No record contains {words}." if words else "There is no word there to search for."
    counts = Counter(row.kind for row in rows)
    kinds = {"agency": "agencies", "recommendation": "recommendations", "action": "actions"}
    numbers = [plural(counts[kind], kind, many) for kind, many in kinds.items() if kind in counts]
    return f"{words} found in {and_list(numbers)}."


def forms_sentence(wanted: Sequence[Term]) -> str:
    """Which other forms of the words were looked for, and how to do without; "" where there are none."""
    forms = [f"“{form}”" for term in wanted for form in term.forms]
    if not forms:
        return ""
    named = f"Other forms were searched for too: {and_list(forms)}."
    return f"{named} Put a word in quotation marks to find it exactly as typed."
