"""New words beside old ones: what went, what came, and both texts whole again when put together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.html import blocks
from tracker.text_difference import CAME, SAME, WENT, differences


def shown(was: str, became: str) -> str:
    """The difference as text: SAME words plain, [those that went] and {those that came}."""
    marks = {SAME: "{}", WENT: "[{}]", CAME: "{{{}}}"}
    return "".join(marks[kind].format(words) for kind, words in differences(was, became))


@pytest.mark.parametrize(
    ("was", "became", "expected"),
    [
        ("Mend the railing", "Mend the railing", "Mend the railing"),
        ("Mend the railing", "Mend every railing", "Mend [the]{every} railing"),
        ("Mend", "Mend it", "Mend{ it}"),
        ("Mend it now", "Mend now", "Mend [it ]now"),
        ("", "Mend", "{Mend}"),
        ("reviewed by officers who had no part.", "reviewed by other officers.",
         "reviewed by [officers who had no part.]{other officers.}"),
        ("Audit all\nreferrals", "Audit some\nreferrals", "Audit [all]{some}\nreferrals"),
    ],
)  # fmt: skip
def test_what_went_and_what_came(was, became, expected):
    assert shown(was, became) == expected


TEXTS = st.text(alphabet="ab \n", max_size=30)


@given(was=TEXTS, became=TEXTS)
def test_both_texts_are_whole_again(was, became):
    runs = list(differences(was, became))
    assert "".join(words for kind, words in runs if kind != CAME) == was
    assert "".join(words for kind, words in runs if kind != WENT) == became
    assert all(words for _, words in runs)


def test_marks_are_said_as_well_as_shown_and_text_stays_text():
    assert blocks.word_changes("Mend <b>", "Mend *all*") == (
        '<bdi class="an-words">Mend '
        '<del><span class="an-hidden">removed: </span>&lt;b&gt;</del>'
        '<ins><span class="an-hidden">added: </span>*all*</ins></bdi>'
    )
