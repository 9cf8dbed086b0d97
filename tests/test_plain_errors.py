"""A fault in a file or on the disk is reported in plain words to whoever looks after the file."""

import pytest

from loaders.publishing.release.decisions import read_decisions
from tracker.findings import NotReadable
from tracker.plain_errors import of_database, of_system
from tracker.typed_day import typed_day

WHOLE = '[[decision]]\nby = "Clerk"\non = 2026-01-05\ncolumns = ["names"]\nwhy = "Printed."\n'


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (WHOLE.replace('why = "Printed."\n', ""), "decision 1: the entry “why” is missing"),
        (WHOLE.replace("by", "who"), "decision 1: the entry “who” is not known"),
        (WHOLE.replace("2026-01-05", "7"),
         "decision 1, on: it should be a day such as 2026-03-31, and is a whole number"),
        (WHOLE.replace('["names"]', '"names"'), "decision 1, columns: it should be a list, and is a text in quotes"),
        (WHOLE.replace("names", "owner"), "no column 'owner' is public"),
        (WHOLE.replace("Clerk", " "), "a decision needs “by”, the post of who decided"),
        (WHOLE + 'formats = [".doc"]\n', "'.doc' is none of the formats .csv, .html, .ods, .xls"),
        ("[decision]\n", "decision: it should be a list, and is a table"),
        ("", "the entry “decision” is missing"),
        ("by = \xff", "it holds letters that are not UTF-8"),
    ],
)  # fmt: skip
def test_a_decision_that_cannot_be_used_is_named_with_what_is_wrong(content, said, tmp_path):
    (tmp_path / "publication.toml").write_bytes(content.encode("latin-1"))
    with pytest.raises(NotReadable) as refused:
        read_decisions(tmp_path)
    path = tmp_path / "publication.toml"
    assert str(refused.value) == f"{path} cannot be used: {said}. docs/publishing.md shows what it holds."


def test_a_whole_decision_is_read(tmp_path):
    (tmp_path / "publication.toml").write_text(WHOLE, encoding="utf-8")
    assert [decision.why for decision in read_decisions(tmp_path)] == ["Printed."]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (PermissionError(13, "Permission denied", "plan.xlsx"), "plan.xlsx cannot be used (Permission denied)."),
        (OSError(28, "No space left on device"), "here cannot be used (No space left on device)."),
        (FileExistsError(17, "File exists", "out"), "out cannot be used (a file of that name is there already)."),
        (OSError("It does not start."), "It does not start."),
    ],
)
def test_an_error_of_the_system_names_the_file_and_the_reason(error, said):
    assert of_system(error, "here") == said


def test_an_error_of_the_database_keeps_its_reason():
    assert of_database('a.IOException: IO Error: Could not write file "x": No space left') == "No space left"
    assert of_database("") == "it was ended from outside"


@pytest.mark.parametrize(
    "words", ["9999-12-31", "20260331", "2026-W14-2", "2026-3-1", "31/03/2026", "2026-02-30", "", "٢٠٢٦-٠٣-٣١"]
)
def test_a_day_is_written_in_one_way(words):
    assert typed_day(words) is None and str(typed_day("2026-03-31")) == "2026-03-31"
