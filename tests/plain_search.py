"""The search as one plain statement that folds every text again: slow, to test the search that visitors use."""

from tracker import query
from tracker.folding import TYPED, TYPOGRAPHIC
from tracker.questions.search import ACTION
from tracker.word_forms import with_forms

RECOMMENDATION = {
    "number": "recommendation_ref",
    "recommendation": "recommendation",
    "agencies": "array_to_string(agencies, ', ')",
}
RECORDS = """
    record AS (
        SELECT
            'agency' AS kind, agency AS ref, '' AS sender, '' AS review, agency, agency AS name, '' AS state,
            {agency} AS places
        FROM agency_for($as_of, $review, $agency)
        WHERE agency NOT IN ('', 'Lead not stated')
        UNION ALL
        SELECT 'recommendation', recommendation_ref, '', review, '', recommendation, roll_up, {recommendation}
        FROM recommendation_on($as_of)
        WHERE ($review IS NULL OR review = $review) AND ($agency IS NULL OR list_contains(bodies, $agency))
        UNION ALL
        SELECT 'action', action_ref, sender, s.review, s.agency, s.action, state, {action}
        FROM position_for($as_of, $review, $agency) s
        JOIN action_version v USING (version_id)
    )
"""


def fold(text):
    typed = TYPED.replace("'", "''")
    return f"regexp_replace(strip_accents(lower(translate({text}, '{TYPOGRAPHIC}', '{typed}'))), '\\s+', ' ', 'g')"


def words(text):
    return f"regexp_extract_all({text}, '[a-z]+')"


def places(texts):
    return "[" + ", ".join(f"{{place: '{place}', text: coalesce({text}, '')}}" for place, text in texts.items()) + "]"


def records():
    return RECORDS.format(
        agency=places({"name": "agency"}), recommendation=places(RECOMMENDATION), action=places(ACTION)
    )


def wanted(db, as_of, terms):
    sql = f"""
        WITH {records()}
        SELECT DISTINCT unnest({words(fold("place.text"))}) AS word FROM (SELECT unnest(places) AS place FROM record)
        ORDER BY word
    """
    every = query.uncached_result(db, sql, as_of=as_of, review=None, agency=None).rows
    return with_forms(terms, [word for (word,) in every])


def rows(db, as_of, wanted, review=None, agency=None):
    """Each record found: its kind, reference, sender, review, agency, name, state, and places with their texts."""
    sql = f"""
        WITH {records()}, folded_record AS (
            SELECT
                *,
                list_transform($terms, lambda term: {fold("term")}) AS terms,
                list_transform(places, lambda p: {fold("p.text")}) AS texts,
                list_transform(texts, lambda text: {words("text")}) AS words
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
            {fold("ref")} = array_to_string(terms, ' ') DESC,
            kind = 'action', kind = 'recommendation',
            list_bool_or(list_transform(
                found, lambda p: p.place IN ('reference', 'number', 'action', 'recommendation')
            )) DESC,
            agency, list_transform(regexp_extract_all(ref, '\\d+|\\D+'), lambda part: if(
                regexp_matches(part, '\\d'), lpad(part, greatest(9, length(part))::INTEGER, '0'), part
            )), sender, review
    """
    asked = {"terms": [term.text for term in wanted], "forms": [list(term.forms) for term in wanted]}
    found = query.uncached_result(db, sql, as_of=as_of, review=review, agency=agency, **asked).rows
    return [(*row, [(place["place"], place["text"]) for place in places]) for *row, places in found]
