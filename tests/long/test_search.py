"""What a search finds, where it says that the words are, and how it marks them."""

from datetime import date, timedelta

import plain_search
import pytest
from drawing import rows
from hypothesis import given
from hypothesis import strategies as st

from tracker import any_day, day_tables, store
from tracker.folding import Term, fold, fold_in_sql, fold_text, holds, snippet, terms, whole_words
from tracker.questions import search

HEAD = "Ref | Rec | Action | Due | Done | Status | Evidence | Reason"
LATER = date(2026, 3, 1)
LETTERS = st.text(st.sampled_from("aAbßÉéÈÖöſİıçÇ ñ\u0301\u0308’'“\"–-\t\n\xa0%_.ΣσςЙй서울"), max_size=20)
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
        f"{record.kind} {record.ref}"
        for record in search.rows(db, as_of, search.search_terms(db, as_of, words), **filters)
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("licence", ["recommendation 2", "action A2"]),  # case makes no difference
        ("LICENCE", ["recommendation 2", "action A2"]),
        ("cafe's", ["recommendation 2"]),  # accents and printed apostrophes make no difference either
        ("café’s", ["recommendation 2"]),
        ("shared chronology", ["recommendation 1", "action A10"]),  # all words, in one place or in several
        ('"shared chronology"', ["recommendation 1"]),  # a phrase stands together
        ("“shared chronology”", ["recommendation 1"]),
        ("chron", ["recommendation 1", "action A10"]),  # the beginning of a word
        ("A1", ["action A1", "action A10"]),  # an exact name comes first
        ("waiting paper", ["action A2"]),  # a note
        ("health", ["agency Department of Health", "recommendation 2"]),  # an addressed body has a page, too
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
def test_a_search_finds_these_records(db, words, expected):
    assert found(db, words) == expected


def test_other_forms_are_named(db):
    wanted = search.search_terms(db, LATER, 'licences "printing"')
    assert [term.forms for term in wanted] == [("licence",), ()]
    assert search.forms_sentence(wanted).startswith("Other forms were searched for too: “licence”. Put a word in quot")
    assert search.forms_sentence(search.search_terms(db, LATER, "licence")) == ""


def test_a_search_sees_what_was_known_on_the_date(db):
    assert found(db, '"shared chronology"', date(2026, 2, 1)) == ["recommendation 1", "action A1"]
    assert found(db, "joint record", date(2026, 2, 1)) == []


def test_a_search_is_limited_to_the_agency_and_the_review(db):
    assert found(db, "licence", agency="Department of Health") == ["recommendation 2"]
    assert found(db, "licence", review="Another Review") == []


def test_each_place_that_holds_a_word_is_named_with_its_text(db):
    wanted = search.search_terms(db, LATER, "shared learned")
    (places,) = search.matching_places(search.rows(db, LATER, wanted), wanted)
    assert [(place.place, place.text) for place in places] == [
        ("action", "Share what was learned; 100% of A1 chronology"),
        ("evidence", "shared folder"),
    ]


def test_a_cell_that_holds_what_separates_places_moves_no_text_to_another_place(collection):
    rows = [["Ref", "Rec", "Action", "Due", "Done", "Status", "Evidence", "Reason"], ["A1", "1", "Light\x1fthe quay"]]
    path = collection.received / "transport" / "2026-01-31.csv"
    path.parent.mkdir()
    path.write_text("\n".join(",".join(row) for row in [*rows, []]), encoding="utf-8")
    db = collection.load()
    wanted = search.search_terms(db, LATER, "quay")
    assert search.matching_places(search.rows(db, LATER, wanted), wanted) == [
        (search.Place("action", "Light the quay"),)
    ]


def test_a_search_of_a_published_copy_finds_only_what_is_public():
    assert set(search.ACTION) - set(search.action_places(is_public=True)) == {"owner"}


ODD = (
    "supervision", "training record", "1 police", "2026", "café", "İ", "ı", "straße", "ss", "ﬁ", "é'", "’", "%", "_",
    "", "a_b", "\\", "'", '"', '"of  the"', "\x1f", '"1\x1fshare"', "\u0301", "x" * 5_000, "a b c d e f g h i j",
)  # fmt: skip


@pytest.fixture(scope="module", params=["merrowshire", "public_record"])
def kept(request):
    """An example with every cache of a server filled."""
    found = request.getfixturevalue(request.param)
    db = store.open_file(store.current(found.built))
    any_day.prepare(db)
    day_tables.prepare(db, found.as_of)
    yield found.as_of, db
    db.close()


def test_every_search_finds_what_the_plain_statement_finds(kept):
    """The plain statement folds each place of each record again."""
    as_of, db = kept
    for words in ODD:
        assert told(db, as_of, words) == plainly_told(db, as_of, words), words


def test_a_narrowed_search_finds_what_the_plain_statement_finds(kept):
    as_of, db = kept
    agency, review = db.execute("SELECT max(agency), max(review) FROM action_version").fetchone()
    for filters in ({"agency": agency}, {"review": review}, {}):
        day = as_of - timedelta(days=200)
        assert told(db, day, "the train", **filters) == plainly_told(db, day, "the train", **filters), filters


def told(db, as_of, words, **filters):
    wanted = search.search_terms(db, as_of, words)
    records = search.rows(db, as_of, wanted, **filters)
    places = search.matching_places(records, wanted)
    return wanted, [
        (*one[:7], [(place.place, place.text) for place in held]) for one, held in zip(records, places, strict=True)
    ]


def plainly_told(db, as_of, words, **filters):
    wanted = plain_search.wanted(db, as_of, terms(words.replace(search.BETWEEN, " ")))
    return wanted, plain_search.rows(db, as_of, wanted, **filters) if wanted else []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("licence", "“licence” found in 1 recommendation and 1 action."),
        ("transport", "“transport” found in 1 agency, 2 recommendations and 3 actions."),
        ('""', "There is no word there to search for."),
        ('"shared folder" x', "No record contains “shared folder” and “x”."),
    ],
)
def test_the_result_of_a_search_is_put_into_words(db, words, said):
    wanted = search.search_terms(db, LATER, words)
    assert search.sentence(search.rows(db, LATER, wanted), wanted) == said


def test_a_search_is_split_into_terms():
    quoted = [Term("two  three", is_quoted=True), Term("four five", is_quoted=True)]
    assert terms(' one "two  three" “four five” \'six ') == [Term("one"), *quoted, Term("'six")]
    assert terms('unclosed "phrase here') == [Term("unclosed"), Term("phrase"), Term("here")]
    assert len(terms("a " * 50)) == 8


@given(LETTERS)
def test_exactly_the_found_words_are_marked(merrowshire, text):
    """DuckDB and Python fold, and Python marks what was found, so all must fold alike."""
    assert rows(merrowshire.db, f"SELECT {fold_in_sql('$text')}", text=text) == [(fold(text)[0],)]
    assert fold_text(text) == fold(text)[0]


@given(LETTERS)
def test_exactly_the_found_forms_are_marked(merrowshire, text):
    """Forms are found and marked only as whole words; the plain statement has a separate expression for that."""
    plain = f"SELECT {plain_search.words(plain_search.fold('$text'))}"
    (words,) = rows(merrowshire.db, plain, text=text)[0]
    assert whole_words([fold_text(text)]) == set(words)
    for form in ("a", "e", "ab", "ci"):
        term = Term("zz", forms=(form,))
        assert holds(fold_text(text), term) == (form in words) == ("<mark>" in snippet(text, [term]))


@given(LETTERS, LETTERS, LETTERS)
def test_no_words_are_found_across_two_texts(one, other, word):
    for term in (
        Term(fold_text(text), forms=tuple(whole_words([fold_text(text)]))) for text in (word, one + other, word[:1])
    ):
        one_by_one = holds(fold_text(one), term) or holds(fold_text(other), term)
        assert holds(search.BETWEEN.join([fold_text(one), fold_text(other)]), term) == (one_by_one or not term.text)


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
def test_a_snippet_shows_the_words_around_the_first_match(text, words, html):
    assert snippet(text, [Term(word) for word in words]) == f"<bdi>{html}</bdi>"
