"""What a search finds, where it says that it stands, and how it marks the words."""

from datetime import date

import pytest
from drawing import rows
from hypothesis import given
from hypothesis import strategies as st

from tracker.folding import Term, fold, fold_in_sql, snippet, terms, words_in_sql
from tracker.questions import search

HEAD = "Ref | Rec | Action | Due | Done | Status | Evidence | Reason"
LATER = date(2026, 3, 1)
UNDER_TRANSPORT = ["recommendation 1", "recommendation 2", "action A1", "action A2", "action A10"]


@pytest.fixture
def db(collection):
    collection.register(
        "2026-01-10",
        """
        Rec  | Recommendation                       | Agency                  | Response
        1    | Keep one shared chronology           | Department of Transport | Accepted
        2    | Publish a café’s licence every year  | Department of Health    | Accepted
        """,
    )
    collection.plan(
        "2026-01-31",
        f"""
        {HEAD}
        A1   | 1 | Bring the shared chronology in   | d:2026-06-30 | | Open        | Minute 12 | Staff left
        A2   | 2 | Print the Licence                | d:2026-06-30 | | In progress |           | Waiting for paper
        A10  | 2 | Share what was learned; 100% of A1 chronology | | | In progress | shared folder |
        """,
    )
    collection.plan(
        "2026-02-28",
        f"""
        {HEAD}
        A1   | 1 | Bring the joint record in        | d:2026-06-30 | | Open        | Minute 12 | Staff left
        A2   | 2 | Print the Licence                | d:2026-06-30 | | In progress |           | Waiting for paper
        A10  | 2 | Share what was learned; 100% of A1 chronology | | | In progress | shared folder |
        """,
    )
    return collection.load()


def found(db, words: str, as_of: date = LATER, **filters: str) -> list[str]:
    return [
        f"{record.kind} {record.ref}" for record in search.rows(db, as_of, search.wanted(db, as_of, words), **filters)
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("licence", ["recommendation 2", "action A2"]),  # case makes no difference
        ("LICENCE", ["recommendation 2", "action A2"]),
        ("cafe's", ["recommendation 2"]),  # neither do accents, or printed apostrophes
        ("café’s", ["recommendation 2"]),
        ("shared chronology", ["recommendation 1", "action A10"]),  # all words, in one place or in several
        ('"shared chronology"', ["recommendation 1"]),  # a phrase stands together
        ("“shared chronology”", ["recommendation 1"]),
        ("chron", ["recommendation 1", "action A10"]),  # the beginning of a word
        ("A1", ["action A1", "action A10"]),  # what is called exactly so comes first
        ("waiting paper", ["action A2"]),  # a note
        ("health", ["agency Department of Health", "recommendation 2"]),  # who is addressed has a page, too
        ("department transport", ["agency Department of Transport", *UNDER_TRANSPORT]),
        ("licences", ["recommendation 2", "action A2"]),  # another form of the word
        ("print publishing", []),  # each of the words must be there, in one of its forms
        ("publishing year", ["recommendation 2"]),
        ('"licences"', []),  # between quotes, as typed
        ("learning", ["action A10"]),
        ("100%", ["action A10"]),  # signs are signs
        ("A_0", []),
        ("' OR 1=1 --", []),
        ("nothing like it", []),
        ("", []),
        ('""', []),
        ("\u0301", []),  # an accent alone is no word
    ],
)
def test_what_is_found(db, words, expected):
    assert found(db, words) == expected


def test_other_forms_are_named(db):
    wanted = search.wanted(db, LATER, 'licences "printing"')
    assert [term.forms for term in wanted] == [("licence",), ()]
    assert search.forms_sentence(wanted).startswith("Other forms were searched for too: “licence”. Put a word in quot")
    assert search.forms_sentence(search.wanted(db, LATER, "licence")) == ""


def test_a_search_sees_what_was_known_on_the_date(db):
    assert found(db, '"shared chronology"', date(2026, 2, 1)) == ["recommendation 1", "action A1"]
    assert found(db, "joint record", date(2026, 2, 1)) == []


def test_a_search_keeps_to_the_agency_and_the_review(db):
    assert found(db, "licence", agency="Department of Health") == ["recommendation 2"]
    assert found(db, "licence", review="Another Review") == []


def test_each_place_that_holds_a_word_is_named_with_its_text(db):
    (row,) = search.rows(db, LATER, search.wanted(db, LATER, "shared learned"))
    assert [(place.place, place.text) for place in row.found] == [
        ("action", "Share what was learned; 100% of A1 chronology"),
        ("evidence", "shared folder"),
    ]


def test_a_published_copy_is_searched_without_what_it_does_not_hold():
    assert set(search.ACTION) - set(search.action_places(is_public=True)) == {"owner"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("licence", "“licence” found in 1 recommendation and 1 action."),
        ("transport", "“transport” found in 1 agency, 2 recommendations and 3 actions."),
        ('""', "There is no word there to search for."),
        ('"shared folder" x', "No record contains “shared folder” and “x”."),
    ],
)
def test_what_was_found_is_said(db, words, said):
    wanted = search.wanted(db, LATER, words)
    assert search.sentence(search.rows(db, LATER, wanted), wanted) == said


def test_terms():
    quoted = [Term("two  three", is_quoted=True), Term("four five", is_quoted=True)]
    assert terms(' one "two  three" “four five” \'six ') == [Term("one"), *quoted, Term("'six")]
    assert terms('unclosed "phrase here') == [Term("unclosed"), Term("phrase"), Term("here")]
    assert len(terms("a " * 50)) == 8


LETTERS = st.text(st.sampled_from("aAbßÉéÈÖöſİıçÇ ñ\u0301\u0308’'“\"–-\t\n\xa0%_.ΣσςЙй"), max_size=20)


@given(LETTERS)
def test_the_words_that_are_found_are_the_words_that_are_marked(merrowshire, text):
    """Python marks what DuckDB found, so the two must fold alike."""
    assert rows(merrowshire.db, f"SELECT {fold_in_sql('$text')}", text=text) == [(fold(text)[0],)]


@given(LETTERS)
def test_the_forms_that_are_found_are_the_forms_that_are_marked(merrowshire, text):
    """DuckDB finds a form as a whole word, and so Python marks it."""
    (words,) = rows(merrowshire.db, f"SELECT {words_in_sql(fold_in_sql('$text'))}", text=text)[0]
    for form in ("a", "e", "ab", "ci"):
        assert ("<mark>" in snippet(text, [Term("zz", forms=(form,))])) == (form in words)


@given(LETTERS, LETTERS)
def test_a_snippet_changes_no_character(text, word):
    shown = str(snippet(text, [Term(word)])).removeprefix("<bdi>").removesuffix("</bdi>")
    plain = shown.replace("<mark>", "").replace("</mark>", "").replace("&#39;", "'").replace("&#34;", '"')
    assert plain == text
    assert ("<mark>" in shown) == bool(fold(word)[0] and fold(word)[0] in fold(text)[0])


@pytest.mark.parametrize(
    ("text", "words", "html"),
    [
        ("A <b> and B", ["<b>"], "A <mark>&lt;b&gt;</mark> and B"),
        ("Éa e\u0301b", ["e"], "<mark>É</mark>a <mark>e\u0301</mark>b"),
        ("one two", ["one", "one two"], "<mark>one two</mark>"),
        ("nothing", ["x"], "nothing"),
        ("w " * 100 + "here" + " v" * 100, ["here"], f"… {'w ' * 44}<mark>here</mark>{' v' * 44} …"),
    ],
)
def test_a_snippet(text, words, html):
    assert snippet(text, [Term(word) for word in words]) == f"<bdi>{html}</bdi>"
