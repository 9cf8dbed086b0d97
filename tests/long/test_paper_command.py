"""Papers without a screen: files of each format, the same bytes again, and failures in one sentence."""

import zipfile

import pytest
from papers import paper_of

from tracker.reports.__main__ import main
from tracker.reports.html import html_file


def asked(example, out, *others):
    words = ["committee", "--since", "2026-09-12", "--as-of", "2026-10-31", "--out", str(out)]
    return main([*words, "--built", str(example.built), "--address", "https://tracker.example", *others])


def test_the_command_writes_a_file_of_each_format_and_the_same_again(merrowshire, tmp_path, capsys):
    assert asked(merrowshire, tmp_path / "one") == 0
    names = [f"illustrative-committee-report-2026-10-31.{ending}" for ending in ("docx", "html", "pdf", "xlsx")]
    assert sorted(path.name for path in (tmp_path / "one").iterdir()) == names
    assert len(capsys.readouterr().out.splitlines()) == 4
    assert asked(merrowshire, tmp_path / "two") == 0
    for name in names:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    assert (tmp_path / "one" / names[1]).read_text(encoding="utf-8") == html_file(paper_of(merrowshire))


@pytest.mark.parametrize(
    ("others", "said"),
    [
        (
            ["--since", "2026-11-01"],
            "The day to compare with, 2026-11-01, is after the day of the position",
        ),
        (["--agency", "Nobody"], "There is no agency called “Nobody”, only Merrowshire F"),
        (["--review", "Nothing"], "There is no review called “Nothing”, only"),
        (["--address", "http://tracker.example"], "does not begin with https://"),
        (["--address", "https://user@tracker.example"], "does not begin with https://"),
        (["--template", "nowhere.docx"], "The template nowhere.docx is not there, or is not a Word document."),
        (["--built", "nowhere"], "No database has been built yet."),
    ],
)
def test_a_paper_that_cannot_be_written_is_reported_in_a_sentence(merrowshire, tmp_path, capsys, others, said):
    assert asked(merrowshire, tmp_path / "out", *others) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_our_styles_are_a_word_document(tmp_path):
    assert main(["template", "--out", str(tmp_path / "house.docx")]) == 0
    assert "word/styles.xml" in zipfile.ZipFile(tmp_path / "house.docx").namelist()


@pytest.mark.parametrize(("example", "said"), [
    ("merrowshire", ""),
    ("public_record", "No log tells of a meeting before 2026-10-31. Give the day of the last one: --since."),
])  # fmt: skip
def test_without_a_day_it_compares_with_the_last_meeting(request, tmp_path, capsys, example, said):
    built = str(request.getfixturevalue(example).built)
    done = main(["committee", "--as-of", "2026-10-31", "--out", str(tmp_path), "--built", built])
    assert (done, said in capsys.readouterr().err) == (2 if said else 0, True)
    assert said or "What changed since 22 September 2026" in next(tmp_path.glob("*.html")).read_text(encoding="utf-8")
