"""Where do these words occur?"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from string import digits
from typing import NamedTuple

import duckdb

from tracker import query
from tracker.cache import cached
from tracker.columns import in_sql
from tracker.columns.entries import COLUMNS
from tracker.folding import Term, fold_in_sql, fold_text, holds, terms, whole_words
from tracker.questions import agencies, recommendations
from tracker.terms import LEAD_NOT_STATED, Kind
from tracker.word_forms import with_forms
from tracker.words import and_list, plural

# Everything searched in an action: the place as people call it, and the SQL for its text, where `s` is the action's
# position and `v` the words of its last return.
ACTION = {
    "reference": "action_ref",
    "action": "v.action",
    "agency": "s.agency",
    "supporting agencies": "array_to_string(s.supporting_agencies, ', ')",
    "owner": "v.owner",
    "progress note": "v.words['progress_note']",
    "reason": "v.reason",
    "evidence": "v.evidence",
    "evidence that the checker saw": "evidence_seen",
    "what the checker said": "check_reason",
    "priority": "v.priority",
}
# Also every other column of an action that tracker/columns/ gives a name to search under.
SEARCHED = [column for column in COLUMNS[Kind.ACTION].values() if column.searched_as]
ACTION |= {column.searched_as: in_sql.text(column, "v") for column in SEARCHED if column.searched_as not in ACTION}
PRIVATE = [column.searched_as for column in SEARCHED if column.private]  # not in a published copy
TITLE = ("reference", "action")  # records with a term here come before others
PLACES = {"agency": ("name",), "recommendation": ("number", "recommendation", "agencies"), "action": (*ACTION,)}
KINDS = {"agency": "agencies", "recommendation": "recommendations", "action": "actions"}  # in the order of the answer
# Separates two texts of a record, so that no words are found across both; nobody can type it, see `wanted`.
BETWEEN = "\x1f"


@dataclass(frozen=True)
class Place:
    """A place that holds any of the words, under the name people give it, and its whole text."""

    place: str
    text: str


class Record(NamedTuple):
    """An agency, recommendation or action that can be found; `kind` says which, `state` is "" for an agency.

    `texts` are all that is searched, in the order of PLACES. `title` is the reference and the words, folded for
    searching, `others` all else. BETWEEN separates the texts in each of them.
    """

    kind: str
    ref: str
    sender: str
    review: str
    agency: str
    name: str
    state: str
    texts: str
    title: str
    others: str


def search_terms(db: duckdb.DuckDBPyConnection, as_of: date, words: str) -> list[Term]:
    """The terms a record must hold: each word or phrase, with the other forms of a word that occur in any record."""
    return with_forms(terms(words.replace(BETWEEN, " ")), _words(db, as_of))


@cached
def _words(db: duckdb.DuckDBPyConnection, as_of: date) -> tuple[str, ...]:
    """Every word of every record as known then, folded. Kept for everybody: it depends on no search."""
    every = whole_words(text for record in _records(db, as_of, None, None) for text in (record.title, record.others))
    return tuple(sorted(every))


def rows(
    db: duckdb.DuckDBPyConnection,
    as_of: date,
    wanted: Sequence[Term],
    review: str | None = None,
    agency: str | None = None,
) -> tuple[Record, ...]:
    """One row per agency, recommendation and action that holds every term, in one place or in several.

    Case and accents make no difference. Exact names come first. Nobody keeps the words: the answer is worked out for
    each visitor.
    """
    if not wanted:
        return ()
    asked = _fold_terms(wanted)
    found = [
        record
        for record in _records(db, as_of, review, agency)
        if all(holds(record.title, term) or holds(record.others, term) for term in asked)
    ]
    return tuple(sorted(found, key=lambda record: _place_in_answer(record, asked)))


def _fold_terms(wanted: Sequence[Term]) -> list[Term]:
    return [term._replace(text=fold_text(term.text)) for term in wanted]


def _place_in_answer(record: Record, asked: Sequence[Term]) -> tuple[object, ...]:
    is_called_so = record.title.split(BETWEEN)[0] == " ".join(term.text for term in asked)
    is_in_title = any(holds(record.title, term) for term in asked)
    ref = [part.rjust(9, "0") if part[0] in digits else part for part in re.findall("[0-9]+|[^0-9]+", record.ref)]
    order = [*KINDS].index(record.kind)
    return not is_called_so, order, not is_in_title, record.agency, ref, record.sender, record.review


@cached
def _records(db: duckdb.DuckDBPyConnection, as_of: date, review: str | None, agency: str | None) -> tuple[Record, ...]:
    """Everything that can be found. Kept for everybody, so that a search only looks through texts already folded."""
    names = agencies.names(db, as_of, review, agency)
    return (
        *(_agency(name) for name in names if name not in ("", LEAD_NOT_STATED)),
        *map(_recommendation, recommendations.rows(db, as_of, review, agency)),
        *_actions(db, as_of, review, agency),
    )


def _agency(name: str) -> Record:
    return Record("agency", name, "", "", name, name, "", name, fold_text(name), "")


def _recommendation(one: recommendations.Recommendation) -> Record:
    ref, name, bodies = one.recommendation_ref, one.recommendation, ", ".join(one.agencies)
    texts, title = BETWEEN.join((ref, name, bodies)), BETWEEN.join((fold_text(ref), fold_text(name)))
    return Record("recommendation", ref, "", one.review, "", name, one.roll_up, texts, title, fold_text(bodies))


def _actions(db: duckdb.DuckDBPyConnection, as_of: date, review: str | None, agency: str | None) -> tuple[Record, ...]:
    between = f"chr({ord(BETWEEN)})"
    others = ", ".join(text for place, text in ACTION.items() if place not in TITLE)
    texts = ", ".join(f"coalesce(replace({text}, {between}, ' '), '')" for text in ACTION.values())
    return query.uncached_rows(
        db,
        f"""
        SELECT
            'action' AS kind, ref, sender, review, agency, name, state, texts,
            {fold_in_sql("title")} AS title, {fold_in_sql("others")} AS others
        FROM (
            SELECT
                action_ref AS ref, sender, s.review, s.agency, v.action AS name, state,
                array_to_string([{texts}], {between}) AS texts,
                concat_ws({between}, {", ".join(ACTION[place] for place in TITLE)}) AS title,
                concat_ws({between}, {others}) AS others
            FROM state_on($as_of) s
            JOIN action_version v USING (version_id)
            WHERE ($review IS NULL OR s.review = $review) AND ($agency IS NULL OR s.agency = $agency)
        )
        """,
        Record,
        as_of=as_of,
        review=review,
        agency=agency,
    )


def matching_places(records: Sequence[Record], wanted: Sequence[Term]) -> list[tuple[Place, ...]]:
    """For each record, in order, the places that hold any of the terms."""
    asked = _fold_terms(wanted)
    return [
        tuple(place for place in _places(record) if any(holds(fold_text(place.text), term) for term in asked))
        for record in records
    ]


def _places(record: Record) -> Iterator[Place]:
    return map(Place, PLACES[record.kind], record.texts.split(BETWEEN))


def action_places(is_public: bool) -> list[str]:
    """The places in an action that a search looks at."""
    return [place for place in ACTION if not (is_public and place in PRIVATE)]


def sentence(rows: Sequence[Record], wanted: Sequence[Term]) -> str:
    """How many records of each kind contain the words, in a sentence."""
    words = " and ".join(f"“{term.text}”" for term in wanted)
    if not rows:
        return f"No record contains {words}." if words else "There is no word there to search for."
    counts = Counter(row.kind for row in rows)
    numbers = [plural(counts[kind], kind, many) for kind, many in KINDS.items() if kind in counts]
    return f"{words} found in {and_list(numbers)}."


def forms_sentence(wanted: Sequence[Term]) -> str:
    """Which other forms of the words were searched for, and how to avoid that; "" if there are none."""
    forms = [f"“{form}”" for term in wanted for form in term.forms]
    if not forms:
        return ""
    named = f"Other forms were searched for too: {and_list(forms)}."
    return f"{named} Put a word in quotation marks to find it exactly as typed."
