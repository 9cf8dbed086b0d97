"""Pages as a body's lawyer or a person affected would read them: no page says more than its files."""

import re

import pytest
from screen import open_page, words

AS_OF = "2026-11-20"
OLDHAM = "Oldham assurance review (2022): public commitments"
PAGES = ("10_overview", "30_overdue_and_moved", "40_agencies", "50_recommendations", "60_actions")


@pytest.fixture
def read(monkeypatch, public_record):
    """Returns a function that reads the words of a page of the public record."""
    monkeypatch.setenv("TRACKER_BUILT", str(public_record.built))
    return lambda page, **query: words(open_page(f"public/{page}.py", **{"as_of": AS_OF, **query}))


# The public record


@pytest.mark.parametrize(
    ("ref", "review", "said"),
    [
        ("C12", OLDHAM, "Not accepted 2024 (counted as 31 December 2024)"),
        ("C1", "Rochdale multi-agency review (2012)", "Accepted September 2012 (counted as 30 September 2012)"),
        ("C9", OLDHAM, "Accepted 12 July 2023 Named"),
    ],
)
def test_the_day_of_an_answer_is_as_exact_as_its_source(read, ref, review, said):
    assert said in read("50_recommendations", ref=ref, review=review)


def test_no_page_says_that_a_body_named_with_others_was_not_addressed(read):
    """HMICFRS addressed its first recommendation to six bodies; the register has one row for all of them."""
    text = read(
        "50_recommendations",
        ref="1",
        review="Inspection of the response to group-based child sexual exploitation (2023)",
    )
    assert "Not addressed" not in text
    assert "Welsh Government No response seen Also named GBE-1" in text


def test_a_date_that_has_gone_by_is_not_still_to_come(read):
    """In November 2026 a date in March 2026 is past; nobody looked after October 2025."""
    text = read("30_overdue_and_moved")
    assert "still to come" not in text
    assert "pale bars are all others: no source of a later, exact day was seen" in text


LATE = re.compile(r"\b[Ll]ate\b|\bhide\b|falls? due")
AS_WRITTEN = re.compile(r"“[^”]*”")


def test_no_page_of_the_public_record_says_that_anybody_is_late(read):
    assert not LATE.findall(AS_WRITTEN.sub("", read("30_overdue_and_moved")))


@pytest.mark.parametrize("page", PAGES)
def test_the_public_record_has_items_everywhere(read, page):
    """A recommendation that nobody answered is nobody's action."""
    text = read(page, agency="Home Office") if page == "40_agencies" else read(page)
    text = text.replace("A completed action does not show", "")
    assert not re.findall(r"\b[Aa]ctions?\b", text.partition("How we count")[0].partition("Search Search")[2])


def test_a_commitment_is_not_called_a_recommendation_of_somebody(read):
    text = read("60_actions", ref="OLD-C5")
    assert "What was recommended" not in text
    assert "What was asked or promised The leader of the council to write" in text


def test_whoever_found_something_and_whoever_tells_of_it_are_two(read):
    text = read("60_actions", ref="GBE-1")
    assert "by HMICFRS (as an independent tracker gives it) on 24 October 2025" in text


def test_words_about_a_status_are_the_same_everywhere(read):
    assert "No status reported" not in read("60_actions")
    assert "Counted apart from accepted items." in read("60_actions", ref="IICSA-5")
    assert "Deadline set by the review of September 2012" in read("60_actions", ref="ROCH-2012-2")


def test_a_sentence_begins_with_a_capital(read):
    assert "31 December 2025 Published as done, evidence named; was without a status word" in read(
        "60_actions", ref="OLD-C14"
    )


def test_nobody_sent_a_compiled_file(monkeypatch, public_record):
    monkeypatch.setenv("TRACKER_BUILT", str(public_record.built))
    text = words(open_page("staff/90_problems.py", as_of=AS_OF))
    assert "Whoever compiled the file" in text and "The agency" not in text
