"""The settings of a site: who publishes it, where its readers find support, and what is wrong in a file of settings."""

import re
import tomllib
from datetime import date

import pytest
from drawing import LAYOUT
from screen import open_page, words

from tracker import site
from tracker.site import DEFAULT, Helpline, NotUsable, PaperColumn, Publisher, publisher, read

SMALL = """
[publisher]
name = "Example Council"
contact = "tracker@example.org"

[leave]
name = "Weather"
address = "https://example.org"

[[support]]
name = "Line"
helps = "For anybody."
telephone = "0800 1111"
checked_on = 2026-03-31
"""


@pytest.fixture
def written(tmp_path):
    def write(text: str):
        path = tmp_path / "site.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_a_small_file_is_enough(written):
    found = read(written(SMALL))
    assert found.publisher == Publisher("Example Council", "tracker@example.org")
    assert found.support == (Helpline("Line", "For anybody.", "0800 1111", "", date(2026, 3, 31)),)


def test_what_the_reviews_are_about_is_said_by_the_publisher_alone(written, monkeypatch):
    """The example's subject is not claimed for real data of somebody without settings, and none is guessed."""
    assert site.about(is_illustrative=True) == "child sexual exploitation"
    assert site.about(is_illustrative=False) == ""
    for text, about in ((SMALL, ""), (f'about = "flooding"\n{SMALL}', "flooding")):
        monkeypatch.setattr(site, "site", lambda text=text: read(written(text)))
        assert site.about(is_illustrative=False) == about
    of_the_record = read(DEFAULT.parent / "examples" / "public-record" / "site.toml")
    assert of_the_record.about == "child sexual exploitation"


@pytest.mark.parametrize(
    ("is_illustrative", "said"),
    [
        (True, "This site is about promises made after reviews of child sexual exploitation. It describes no abuse"),
        (False, "made after reviews, which may be about abuse. It describes no abuse and no case. Find support"),
    ],
)
def test_the_overview_says_what_it_is_about_and_leads_to_support_whatever_that_is(
    collection, monkeypatch, is_illustrative, said
):
    if not is_illustrative:
        collection.layout("transport", LAYOUT.replace("illustrative = true\n", ""))
        (collection.layouts / "committee.toml").unlink()
    collection.plan("2026-01-31", "Ref | Rec | Action | Due | Done | Status | Evidence | Reason\nA1 | 1 | Mend")
    collection.load()
    monkeypatch.setenv("TRACKER_BUILT", str(collection.built))
    assert said in words(open_page("public/10_overview.py", as_of=""))


def test_an_invented_publisher_never_stands_beside_real_data():
    assert publisher(is_illustrative=True).name == "Merrowshire Scrutiny Office"
    assert publisher(is_illustrative=False) == Publisher()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("[publisher]", "[publisher"), "cannot be read: Expected ']' at the end of a table declaration"),
        (("[leave]", "[left]"), "has no [leave]. Add it as in site.toml."),
        (("[[support]]", "[support]"), "support: it should be a list, and is a table. Compare it with site.toml."),
        (('contact = "', 'phone = "'), "publisher: the entry “phone” is not known. Compare it with site.toml."),
        (('telephone = "0800 1111"\n', ""), "support 1: the entry “telephone” is missing"),
        (
            ('"0800 1111"', "8001111"),
            "support 1, telephone: it should be a text in quotes, and is a whole number.",
        ),
        (("= 2026-03-31", '= "in March"'), "support 1, checked_on: it should be a day such as 2026-03-31"),
        (
            ("[leave]", '[committee_report]\ncolumns = ["Reference", "Owner"]\n[leave]'),
            "committee_report, columns 2: “Owner” is none of the words that may stand there",
        ),
        (("[leave]", '[committee_report]\ncolumns = ["Action"]\n[leave]'), "“Reference” is missing, and without it"),
        (
            ("[leave]", '[committee_report]\ncolumns = ["Reference", "State", "State"]\n[leave]'),
            "“State” stands there twice. Remove one",
        ),
        (
            ("[leave]", '[committee_report]\ncolumns = ["Reference", "Due now"]\n[leave]'),
            "“Due now” stands there without “First promised”",
        ),
        (
            ("[leave]", 'is_invented = "no"\n[leave]'),
            "publisher, is_invented: it should be true or false, and is a text in quotes",
        ),
    ],
)
def test_a_file_that_cannot_be_used_is_named_with_what_is_wrong(written, change, message):
    path = written(SMALL.replace(*change))
    with pytest.raises(NotUsable) as error:
        read(path)
    assert str(error.value).startswith(str(path)) and message in str(error.value)


def test_a_file_that_is_not_there_is_reported(tmp_path):
    with pytest.raises(NotUsable, match="cannot be read"):
        read(tmp_path / "none.toml")


def test_the_setting_names_another_file(written, monkeypatch):
    monkeypatch.setenv("TRACKER_SITE", str(written(SMALL)))
    site.site.cache_clear()
    try:
        assert publisher(is_illustrative=False).name == "Example Council"
    finally:
        site.site.cache_clear()


def test_ours_begins_with_the_emergency_and_claims_no_check_that_nobody_made():
    found = read(DEFAULT)
    assert found.support[0].telephone == "999"
    assert tomllib.loads(DEFAULT.read_text(encoding="utf-8"))["publisher"]["is_invented"] is True
    assert [line.name for line in found.support if line.checked_on] == []
    assert all(line.address.startswith("https://") for line in found.support[1:])


def test_the_columns_that_ours_names_are_all_there_are(written):
    """In our settings the lines are commented out, for a council to take over."""
    lines = DEFAULT.read_text(encoding="utf-8").splitlines()
    first = lines.index("# [committee_report]")
    columns = read(written(SMALL + "\n".join(line[2:] for line in lines[first : first + 2]))).committee_report.columns
    others = re.findall(r'"([^"]+)"', " ".join(lines[first + 2 : first + 4]))
    assert sorted([*columns, *others]) == sorted(PaperColumn)
