"""The comparison of two builds names what differs, and nothing where nothing differs."""

import shutil
from pathlib import Path

import duckdb
import pytest
from compare_builds import database, differences

CHANGES = {
    "UPDATE action_version SET owner = 'Head of Nothing' WHERE version_id = 2": (
        "action_version: row 2, owner: 'Business Manager' before, 'Head of Nothing' after"
    ),
    "DELETE FROM problem": "problem: 171 rows before, 0 after",
    "DROP TABLE problem": "problem: only before",
    "CREATE TABLE note (text TEXT)": "note: only after",
    "COMMENT ON COLUMN problem.rule IS 'None.'": (
        "problem: column rule: ('VARCHAR', 'The rule that found it.') before, ('VARCHAR', 'None.') after"
    ),
    "UPDATE about SET code_sha256 = 'other'": "",
    "UPDATE file_received SET method = 'other'": "",
}


@pytest.mark.parametrize("sql", CHANGES)
def test_the_first_difference_of_a_table_is_named(sql, merrowshire, tmp_path):
    after = Path(shutil.copy(database(merrowshire.built), tmp_path / "after.duckdb"))
    with duckdb.connect(str(after)) as db:
        db.execute(sql)
    assert [*differences(merrowshire.built, after)] == [said for said in (CHANGES[sql],) if said]


def test_rows_in_another_order_are_a_difference(merrowshire, tmp_path):
    after = Path(shutil.copy(database(merrowshire.built), tmp_path / "after.duckdb"))
    with duckdb.connect(str(after)) as db:
        db.execute("CREATE TABLE other AS FROM sheet_received ORDER BY rowid DESC; DELETE FROM sheet_received")
        db.execute("INSERT INTO sheet_received FROM other; DROP TABLE other")
    (found,) = differences(merrowshire.built, after)
    assert found.startswith("sheet_received: row 1, ")


def test_a_publication_is_compared_with_its_open_data(published_merrowshire, tmp_path):
    after = shutil.copytree(published_merrowshire, tmp_path / "public")
    assert [*differences(published_merrowshire, after)] == []
    readme = database(after).parent / "open-data" / "README.md"
    readme.write_text("Nothing.", encoding="utf-8")
    assert [*differences(published_merrowshire, after)] == ["open data README.md"]
