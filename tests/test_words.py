"""Counts, shares and short names in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.words import and_list, capital, percent, share, short


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
        (10, 16, "10 of 16 (63%)"),  # a half goes up
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
    assert short(text) == name


@given(st.text(max_size=200))
def test_a_name_is_short_and_holds_only_what_stands_there(text):
    name = short(text)
    assert len(name) <= 72
    assert " ".join(text.split()).startswith(name.removesuffix(" …"))


def test_several_in_a_sentence():
    assert [and_list(["a"]), and_list(["a", "b"]), and_list(["a", "b", "c"])] == ["a", "a and b", "a, b and c"]
    assert capital("march 2026, Q4") == "March 2026, Q4"
