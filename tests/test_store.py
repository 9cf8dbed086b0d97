"""The database is opened or refused in one sentence, replaced as a whole, and described."""

import shutil
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from drawing import Collection, rows

from loaders.load.build import build
from loaders.load.load import load
from loaders.load.read import read_all
from loaders.publishing import papers
from loaders.publishing.open_data import write
from tracker import store
from tracker.findings import Problem
from tracker.site import DEFAULT, Publisher, read
from tracker.terms import WhoActs

TO_DO = "Load the files: make run, or python -m loaders load"

PLAN = "Ref | Rec | Action | Due | Done | Status | Evidence | Reason\n"
ONE = PLAN + "A1 | 1 | Mend | d:2026-03-31 | | In progress | |"


def refused(folder: Path) -> str:
    with pytest.raises(store.NoDatabase) as sentence:
        store.connect(store.current(folder))
    return str(sentence.value)


def test_a_folder_without_a_database_says_how_to_load(tmp_path):
    assert refused(tmp_path) == f"No database has been built yet. {TO_DO}"
    assert list(tmp_path.iterdir()) == []


def test_a_pointer_to_a_missing_database_is_reported(tmp_path):
    (tmp_path / "CURRENT").write_text("tracker-1.duckdb\n", encoding="utf-8")
    assert refused(tmp_path) == f"The database tracker-1.duckdb is missing. {TO_DO}"
    assert [path.name for path in tmp_path.iterdir()] == ["CURRENT"]  # none was made by looking for it


@pytest.mark.parametrize("content", [b"", b"\n", b"\xff\xfe\x00", b"no such file"])
def test_a_damaged_pointer_is_reported(tmp_path, content):
    (tmp_path / "CURRENT").write_bytes(content)
    assert refused(tmp_path).endswith(f" is missing. {TO_DO}")


@pytest.fixture(scope="module")
def built_once(tmp_path_factory) -> Path:
    collection = Collection(tmp_path_factory.mktemp("store"))
    collection.plan("2026-01-31", ONE)
    collection.load()
    store.connect.cache_clear()
    return collection.built


@pytest.fixture
def built(built_once, tmp_path) -> Path:
    """A folder with a built database, to be damaged at will."""
    return Path(shutil.copytree(built_once, tmp_path / "copied"))


@pytest.mark.parametrize(
    "damage",
    [
        lambda whole: b"",
        lambda whole: b"\x00" * len(whole),
        lambda whole: bytes((n * 7919) % 256 for n in range(50_000)),
        lambda whole: whole[:5_000],
        lambda whole: whole[: len(whole) // 2],
        lambda whole: b"\x00" * 4096 + whole[4096:],
    ],
    ids=["empty", "zeros", "noise", "head only", "half", "no head"],
)
def test_a_damaged_database_is_refused(built, damage):
    path = store.current(built)
    path.write_bytes(damage(path.read_bytes()))
    assert refused(built) == f"The database {path.name} is damaged. {TO_DO}"


@pytest.mark.parametrize("content", [b"", b"no database", b"\x00" * 9000])
def test_a_file_that_is_not_a_database_is_refused_although_its_name_fits(built, content):
    path = built / "tracker-other.duckdb"
    path.write_bytes(content)
    path = renamed(path)
    assert refused(built) == f"The database {path.name} cannot be read. {TO_DO}"


def renamed(path: Path) -> Path:
    """Renames a database file after what it holds now, points to it, and returns its new path."""
    path = path.rename(path.with_name(f"tracker-{store.fingerprint(path)}.duckdb"))
    (path.parent / store.CURRENT).write_text(path.name, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            "UPDATE about SET schema_version = 99",
            f"is of version 99, newer than this program's {store.SCHEMA_VERSION}. "
            "Use the newer program, or choose another folder with TRACKER_BUILT.",
        ),
        (
            "UPDATE about SET schema_version = 1",
            f"is of an older version of this program. {TO_DO}",
        ),
        ("DELETE FROM about", f"is of an older version of this program. {TO_DO}"),
        ("DROP TABLE about", f"cannot be read. {TO_DO}"),
    ],
)
def test_a_database_of_another_version_is_refused(built, change, sentence):
    path = store.current(built)
    with duckdb.connect(str(path)) as db:
        db.execute(change)
    path = renamed(path)
    assert refused(built) == f"The database {path.name} {sentence}"
    with duckdb.connect(str(path)):  # nothing keeps it from being opened or replaced
        pass


def test_a_screen_cannot_write_or_reach_other_files(built, tmp_path):
    db = store.connect(store.current(built))
    (tmp_path / "secret.csv").write_text("a\n1\n", encoding="utf-8")
    for sql in ("DELETE FROM about", f"FROM '{tmp_path}/secret.csv'", f"COPY action TO '{tmp_path}/out.csv'"):
        with pytest.raises(duckdb.Error):
            db.cursor().execute(sql)
    with pytest.raises(duckdb.InvalidInputException, match="configuration has been locked"):
        db.cursor().execute("SET enable_external_access = TRUE")


def test_a_runaway_query_ends_by_itself_and_writes_no_file(built, monkeypatch):
    of_screens = store.LIMITS_OF_SCREENS | {"max_execution_time": "1500", "memory_limit": "50MB"}
    monkeypatch.setattr(store, "LIMITS_OF_SCREENS", of_screens)
    db = store.connect(store.current(built))
    with pytest.raises(duckdb.InterruptException, match="maximum execution time"):
        db.cursor().execute("SELECT count(*) FROM range(100000000000) AS many(x) WHERE sqrt(x) < 0")
    with pytest.raises(duckdb.OutOfMemoryException, match="failed to allocate"):
        db.cursor().execute("SELECT list(x) FROM range(20000000) AS many(x)")
    assert rows(db, "SELECT count(*) FROM action") == [(1,)]


def test_only_a_screen_has_a_limit_of_time(built, tmp_path, monkeypatch):
    """A load or a publication on a busy machine would fail otherwise."""
    limit = "SELECT value FROM duckdb_settings() WHERE name = 'max_execution_time'"
    assert rows(store.connect(store.current(built)), limit) == [("10000",)]
    with closing(store.open_file(store.current(built))) as db:
        assert rows(db, limit) == [("0",)]
    monkeypatch.setattr(store, "LIMITS_OF_SCREENS", {"no such setting": "1"})  # so what uses it fails
    publisher = Publisher("Merrow Office", "office@example.org", "CC BY 4.0")
    assert papers.write(store.current(built), tmp_path / "papers", read(DEFAULT))
    assert write.write(store.current(built), tmp_path / "open-data", publisher)


def test_the_limits_are_in_force_and_locked(built):
    db = store.connect(store.current(built))
    wanted = {"max_execution_time": "10000", "threads": "1", "max_temp_directory_size": "0 bytes"}
    wanted |= {"enable_external_access": "false", "memory_limit": "953.6 MiB", "allow_community_extensions": "false"}
    found = dict(rows(db, "SELECT name, value FROM duckdb_settings()"))
    assert {name: found[name] for name in wanted} == wanted
    for name in (*wanted, "lock_configuration"):
        with pytest.raises(duckdb.InvalidInputException, match="configuration has been locked"):
            db.cursor().execute(f"RESET {name}")


def test_the_file_contains_only_data(built):
    with duckdb.connect(str(store.current(built)), read_only=True) as db:
        own = "SELECT count(*) FROM {} WHERE NOT internal"
        assert [rows(db, own.format(kind)) for kind in ("duckdb_views()", "duckdb_functions()", "duckdb_types()")] == [
            [(0,)], [(0,)], [(0,)],
        ]  # fmt: skip


# DuckDB writes the columns of an EXCLUDE in any order.
MACROS = r"""
    SELECT function_name, parameters, list_sort(regexp_extract_all(macro_definition, '\w+'))
    FROM duckdb_functions()
    WHERE NOT internal
    ORDER BY ALL
"""


@pytest.mark.parametrize("folder", ["a folder", "the officer's", "none"])
def test_copied_macros_are_those_that_the_statements_define(built, folder, tmp_path, monkeypatch):
    """This is true even where no file can be written; written files are removed afterwards."""
    place = tmp_path / folder
    if folder != "none":
        place.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(place))
    monkeypatch.setattr("tracker.macros._files", {})
    worked_out, copied = (store.open_file(store.current(built)) for _ in range(2))
    with duckdb.connect() as db:
        db.execute(store.schema() + store.position())
        defined = rows(db, MACROS)
    for connection in (worked_out, copied):
        assert rows(connection, MACROS) == defined
        assert rows(connection, "SELECT state FROM position_on(DATE '2026-05-31')") == [("Overdue",)]
        assert rows(connection, "SELECT database_name FROM duckdb_databases() WHERE NOT internal ORDER BY ALL") == [
            ("memory",), ("tracker",),
        ]  # fmt: skip
    assert not place.exists() or [*place.iterdir()] == []


def test_the_pointer_names_the_last_build_and_the_one_before_stays_readable(collection):
    collection.plan("2026-01-31", ONE)
    collection.load()
    first = store.current(collection.built)
    collection.plan("2026-02-28", ONE)
    collection.load()
    second = store.current(collection.built)
    assert first != second
    assert [rows(store.connect(path), "SELECT count(*) FROM file_received") for path in (first, second)] == [
        [(1,)],
        [(2,)],
    ]
    collection.plan("2026-03-31", ONE)
    collection.load()
    assert in_folder(collection.built) == sorted(["CURRENT", second.name, store.current(collection.built).name])


def in_folder(built: Path) -> list[str]:
    """The names of the files in a folder, without the lock of the loads."""
    return sorted(path.name for path in built.iterdir() if not path.name.startswith("."))


def test_the_next_load_deletes_what_a_cut_off_load_left(collection):
    collection.plan("2026-01-31", ONE)
    collection.load()
    first = store.current(collection.built)
    for name in ("tracker-1.duckdb", "tracker-1.duckdb.wal", "tracker-1.pointer"):
        (collection.built / name).write_bytes(b"half")
    (collection.built / "tracker-1.building.spilled").mkdir()
    (collection.built / "tracker-1.building.spilled" / "duckdb_temp_storage-0.tmp").write_bytes(b"half")
    collection.plan("2026-02-28", ONE)
    collection.load()
    assert in_folder(collection.built) == sorted(["CURRENT", first.name, store.current(collection.built).name])


def test_a_build_that_fails_leaves_the_old_database_in_place(built, collection):
    before = store.current(built)
    collection.plan("2026-02-28", ONE)
    files = list(read_all(collection.received, collection.layouts))
    problem = Problem("A1", "It is wrong.", "Put it right.", None, WhoActs.DATA_OFFICER, "a_rule")
    files[-1] = replace(files[-1], problems=(problem,))  # without a severity, which the table does not allow
    with pytest.raises(duckdb.Error):
        build(built, files)
    assert store.current(built) == before
    assert in_folder(built) == sorted(["CURRENT", before.name])


def test_the_same_files_give_the_same_database(tmp_path, merrowshire):
    again = store.connect(load(merrowshire.received, tmp_path).path)
    for (table,) in rows(again, "SELECT table_name FROM duckdb_tables()"):
        assert rows(again, f"FROM {table}") == rows(merrowshire.db, f"FROM {table}"), table


def test_every_table_and_column_has_a_comment(merrowshire):
    tables = rows(merrowshire.db, "SELECT table_name, comment FROM duckdb_tables()")
    sql = "SELECT table_name, column_name, comment FROM duckdb_columns() WHERE database_name = 'tracker'"
    columns = rows(merrowshire.db, sql)
    assert len(tables) > 15 and len(columns) > 100
    for *name, comment in tables + columns:
        assert comment and comment.endswith("."), name


def test_a_row_is_shown_or_refused_and_never_both_or_neither(built):
    with duckdb.connect(str(store.current(built))) as db:
        for version, words in ((1, "MAP {}"), ("NULL", "NULL")):
            with pytest.raises(duckdb.ConstraintException):
                db.execute(f"INSERT INTO row_received VALUES (1, 'Plan', 9, 'action', {version}, NULL, NULL, {words})")
        db.execute("INSERT INTO row_received VALUES (1, 'Plan', 9, 'action', NULL, NULL, NULL, MAP {})")


def test_a_refused_row_makes_no_action(collection):
    collection.plan("2026-01-31", ONE + "\n | 1 | Sweep | d:2026-03-31 | | In progress | |")
    db = collection.load()
    assert rows(db, "SELECT action_ref FROM action") == [("A1",)]
    assert rows(db, "SELECT row_number, refused_words['action'] FROM row_received WHERE version_id IS NULL") == [
        (3, "Sweep")
    ]
