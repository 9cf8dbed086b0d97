"""The public instance gets whole folders, so a new file in one of them is included automatically."""

import shutil
from pathlib import Path

import pytest
from modules import ROOT

from loaders.publishing import instance

SITE = ROOT / "data" / "site.toml"


@pytest.fixture
def copy(tmp_path: Path, monkeypatch) -> Path:
    """A copy of our files that the public instance is made from, for a test to add to."""
    for folder in ("pages", "tracker"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for file in ("dashboard.py", "pyproject.toml", ".streamlit/config.toml", "requirements/public.txt", "LICENSE"):
        (tmp_path / file).parent.mkdir(exist_ok=True)
        shutil.copyfile(ROOT / file, tmp_path / file)
    monkeypatch.setattr(instance, "ROOT", tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("file", "goes_along"),
    [
        ("tracker/columns.toml", True),
        ("tracker/questions/deeper/sums.sql", True),
        ("pages/parts/print.css", True),
        ("pages/public/about/60_news.md", True),
        ("pages/static/picture.png", True),
        ("tracker/__pycache__/store.cpython-311.pyc", False),
        ("tracker/.DS_Store", False),
        ("pages/staff/96_more.py", False),
        ("pages/draft.py", False),
        ("notes.txt", False),
    ],
)
def test_a_new_file_goes_along_where_its_folder_is_public(copy, file, goes_along):
    before = instance.program_files(SITE)
    (copy / file).parent.mkdir(parents=True, exist_ok=True)
    (copy / file).write_text("new")
    assert instance.program_files(SITE).keys() - before.keys() == ({file} if goes_along else set())


def test_the_font_of_pictures_goes_along():
    """Otherwise a chart's picture from the public instance would be set in whatever font its computer has."""
    assert {path.name for path in (ROOT / "tracker" / "fonts").glob("*.ttf")} <= {
        Path(file).name for file in instance.program_files(SITE) if file.startswith("tracker/fonts/")
    }


def test_no_file_that_goes_along_is_named_after_staff():
    """A published copy has none of the pages for staff, so it speaks of none; a slow test searches the whole folder."""
    assert [file for file in instance.program_files(SITE) if "staff" in file] == []
