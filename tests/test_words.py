"""Counts, shares and short names in words, and phrases that no screen says."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.words import abbreviate, and_list, capital, percent, share

ROOT = Path(__file__).parent.parent
SAID_IN = ("checks", "loaders", "pages", "tracker", "docs", "README.md")
AS_SAID_THEN = {"decisions.md", "changelog.md"}
# Phrases that a meeting would stumble over, each with what is said instead.
NOT_SAID = {
    "with the very same words": "wording unchanged",
    "with the same words for three": "wording unchanged for three",
    "late by neither": "not counted here",
    "By the calendar": "Date passed",
    "confirmed by nobody else": "nobody else has confirmed that",
    "plan first agreed": "dates first promised",
    "on time only because of it": "would otherwise be overdue",
    "by the first date alone": "by the first date only",
    "has committed itself to nothing": "made no commitment",
    "What stands behind each": "Evidence behind each",
    "Nor has one come": "No plan from others either",
    "gravest": "most serious",
    'What must hold"': "What is needed",
    "Left out of its last return": "Not read from its latest file",
    " went as ": "disappeared; … appeared",
    "it now says": "now reported as",
    "Claimed again since it was": "claimed again since",
    "From the two positions": "Comparing the two dates",
    "came to be contradicted": "contradicted",
    "names nothing.": "is not evidence.",
    "stays what it was. ": "stays as it was. ",
    "See that no other": "Please confirm that they differ",
    "counts no longer": "no longer counts",
    "in no figure above": "not in the figures above",
    "stands in the place of this one": "replaces this action",
    "figures may be others": "the figures may differ",
    "slipped in": "inserted",
    "Date moved once": "Moved once",
    "the least far of them decides": "only as far as the body that has got least far",
    "goes on under its new name": "appears under its new name",
    "is another than before": "has changed",
    "are others than before": "have changed",
    "puts a check otherwise": "describes the check differently",
    "as is assumed where nothing is said": "the default",
    "left out knowingly": "left out on purpose",
    "nothing where nothing is said": "blank where nothing is recorded",
    "of which no plan has come": "that has sent no plan",
    "is longer ago than it agreed": "has not reported within the interval it agreed",
    "holds a stranger back": "stops an attacker",
    "What it does more is": "The extra time goes into",
    "ends with 0 where": "exits with 0 if",
    "would let anybody test guesses of": "test guesses about",
}


@pytest.mark.parametrize(
    ("n", "of", "said"),
    [
        (21, 74, "21 of 74 (28%)"),
        (3, 9, "3 of 9"),  # too few for a percentage
        (0, 0, "0 of 0"),
        (0, 40, "0 of 40 (0%)"),
        (1, 1000, "1 of 1,000 (1%)"),  # some are never none
        (999, 1000, "999 of 1,000 (99%)"),  # nearly all are not all
        (10, 10, "10 of 10 (100%)"),
        (10, 16, "10 of 16 (63%)"),  # a half is rounded up
    ],
)
def test_a_share_stands_beside_its_counts(n, of, said):
    assert share(n, of) == said


@given(st.integers(10, 10**6).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_only_all_are_a_hundred_per_cent_and_only_none_are_none(counts):
    n, of = counts
    assert (percent(n, of) == "100%") == (n == of)
    assert (percent(n, of) == "0%") == (n == 0)
    assert abs(int(percent(n, of)[:-1]) - 100 * n / of) <= 1


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Set a supervision standard.", "Set a supervision standard"),
        ("Two short. Sentences here.", "Two short. Sentences here"),
        (
            "Write a supervision standard for social workers and their managers, and record each session against it.",
            "Write a supervision standard for social workers and their managers …",
        ),
        (
            "Audit all referrals about exploitation closed without action since June 2020 and publish the findings.",
            "Audit all referrals about exploitation closed without action …",  # no word is left dangling
        ),
        (
            "No, " + "never do this again " * 5,
            "No, never do this again never do this again never do this again never …",
        ),
        ("x" * 100, "x" * 70 + " …"),
        ("  spaces\nand lines  ", "spaces and lines"),
        ("", ""),
    ],
)
def test_a_name_says_when_it_leaves_something_out(text, name):
    assert abbreviate(text) == name


@given(st.text(max_size=200))
def test_a_name_is_short_and_holds_only_what_stands_there(text):
    name = abbreviate(text)
    assert len(name) <= 72
    assert " ".join(text.split()).startswith(name.removesuffix(" …"))


def test_several_in_a_sentence():
    assert [and_list(["a"]), and_list(["a", "b"]), and_list(["a", "b", "c"])] == ["a", "a and b", "a, b and c"]
    assert capital("march 2026, Q4") == "March 2026, Q4"


def test_phrases_that_nobody_says_do_not_come_back():
    places = [ROOT / place for place in SAID_IN]
    files = [file for place in places for file in ([place] if place.is_file() else place.rglob("*.*"))]
    texts = {
        file: _sentences(file) for file in files if file.suffix in {".py", ".md"} and file.name not in AS_SAID_THEN
    }
    assert len(texts) > 200
    assert [(file.name, words) for file, text in texts.items() for words in NOT_SAID if words in text] == []


def _sentences(file: Path) -> str:
    """The text of a file, with strings over several lines joined."""
    return re.sub(r"\s+", " ", re.sub(r"\"\n\s*f?\"", "", file.read_text(encoding="utf-8")))
