"""A new column of text or a new measure takes one entry, from which the whole project knows it."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tracker.columns.entries import COLUMNS, NotDescribed, read
from tracker.columns.in_sql import database_columns
from tracker.questions import downloads, search
from tracker.terms import Kind

ROOT = Path(__file__).parents[2]
CODE = ("checks", "loaders", "pages", "tracker", "tests", "data/site.toml", ".streamlit", "pyproject.toml")
COLUMN = """
[local_risk]
type = "text"
means = "The risk that the plan names, in its words."
public = "the risk in the plan; each wording once it is released"
open_data = "actions"
searched_as = "risk"
sure = ["local risks"]
"""
MEASURE = """\
    LOCAL_RISK = (
        "with a risk named",
        "to be done, and the plan names a risk",
        "is_open AND texts['local_risk'] <> ''",
        "OPEN",
    )
"""
ON_THE_PAGE = '        "Risk": texts["local_risk"] or "None named",\n'


def put(path: Path, text: str, before: str) -> None:
    """Inserts a text into a file before the first occurrence of other words; "" means its end."""
    whole = path.read_text(encoding="utf-8")
    at = whole.index(before) if before else len(whole)
    path.write_text(whole[:at] + text + whole[at:], encoding="utf-8")


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a copy of the project with new entries in three files knows about the column and the measure."""
    copy = tmp_path_factory.mktemp("copy")
    for name in CODE:
        (copy / name).parent.mkdir(exist_ok=True)
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, copy / name)
    put(copy / "tracker" / "columns" / "action.toml", COLUMN, "")
    put(copy / "tracker" / "measure.py", MEASURE, "    UNCHANGED = (")
    put(copy / "pages" / "public" / "fact_lines.py", ON_THE_PAGE, '        "Evidence named"')
    drawn = tmp_path_factory.mktemp("drawn")
    python_path = os.pathsep.join([str(copy), str(copy / "tests")])
    done = subprocess.run(
        [sys.executable, "tests/invented_entries.py", str(drawn)],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": python_path, "TRACKER_BUILT": str(drawn / "built")},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_column_of_text_gets_from_the_workbook_to_the_page_and_the_open_data(found):
    texts = ["The smith may be busy", "Rain", ""]
    assert found["stored"] == [[text] for text in texts]
    assert found["given"] == texts
    assert found["means"] == "The risk that the plan names, in its words."
    assert "Risk The smith may be busy" in found["on the page"]
    assert found["searched"] == [["T1", "risk"]]
    assert found["proposed"] == "sure"


def test_a_text_of_it_is_public_once_it_is_released(found):
    assert sorted(found["to release"]) == ["Rain", "The smith may be busy"]
    assert found["public"] == [["The smith may be busy"], ["Text not released for publication"], [""]]


def test_a_measure_is_counted_listed_and_explained(found):
    assert found["measure"] == [2, "open"]
    assert found["measured"] == ["T1", "T2"]
    assert "the plan names a risk" in found["explained"]


PLAIN = '[note]\ntype = "text"\nmeans = "A note."\nprivate = "nobody needs it"\n'


@pytest.mark.parametrize(("was", "becomes", "sentence"), [
    ("private", "pubic", "found the key 'pubic'; the keys are column, compiled_only, "),
    ('private = "nobody needs it"', "", "say what it means, and why it is either public or private."),
    ("private", 'public = "shown"\nprivate', "say what it means, and why it is either public or private."),
    ("text", "word", "its type must be one of text, list, date, or a scale of tracker/terms.py."),
    ("private", 'open_data = "actions"\nprivate', "what the open data gives away must be public; say why in `public`."),
])  # fmt: skip
def test_an_unusable_entry_is_refused_in_a_sentence(was, becomes, sentence):
    with pytest.raises(NotDescribed, match=re.escape(f"tracker/columns/action.toml, [note]: {sentence}")):
        read(PLAIN.replace(was, becomes), Kind.ACTION)
    assert read(PLAIN, Kind.ACTION)["note"].holds is str


def test_open_data_and_search_follow_the_entries(merrowshire):
    for columns in COLUMNS.values():
        for column in columns.values():
            if column.open_data:
                given = downloads.rows(merrowshire.db, column.open_data, merrowshire.as_of).columns
                assert {column.name, column.column} & set(given), column
            assert column.searched_as in {"", *search.ACTION}


def test_the_database_explains_each_column_as_its_entry_does(merrowshire):
    named = "SELECT column_name, data_type, comment FROM duckdb_columns() WHERE database_name = 'tracker'"
    for kind in Kind:
        there = merrowshire.db.cursor().execute(f"{named} AND table_name = '{kind}_version'").fetchall()
        assert {(one.name, one.type, one.means) for one in database_columns(kind)} <= set(there)
