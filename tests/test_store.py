"""The database: opened or refused in one sentence, swapped in whole, described, and true to the files it came from."""

import re
import shutil
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from functools import cache
from pathlib import Path

import duckdb
import openpyxl
import pytest
from drawing import Collection, rows
from openpyxl.utils import column_index_from_string

from loaders.load.build import build
from loaders.load.load import load
from loaders.load.read import read_all
from loaders.reader.cell_text import as_written
from tracker import store
from tracker.columns.entries import COLUMNS
from tracker.findings import Problem
from tracker.measure import Measure
from tracker.terms import (
    OUR_NAME,
    Change,
    Precision,
    ReportedStatus,
    Response,
    RollUp,
    State,
    Timeliness,
    Verification,
    WhoActs,
)

PLAN = "Ref | Rec | Action | Due | Done | Status | Evidence | Reason\n"
ONE = PLAN + "A1 | 1 | Mend | d:2026-03-31 | | In progress | |"
ROOT = Path(__file__).parent.parent


def refused(folder: Path) -> str:
    with pytest.raises(store.NoDatabase) as sentence:
        store.connect(store.current(folder))
    return str(sentence.value)


def test_no_database_yet(tmp_path):
    assert refused(tmp_path) == "No database has been built yet. Load the files: make run"
    assert list(tmp_path.iterdir()) == []


def test_a_pointer_to_a_database_that_is_gone(tmp_path):
    (tmp_path / "CURRENT").write_text("tracker-1.duckdb\n", encoding="utf-8")
    assert refused(tmp_path) == "The database tracker-1.duckdb is missing. Load the files: make run"
    assert [path.name for path in tmp_path.iterdir()] == ["CURRENT"]  # none was made by looking for it


@pytest.mark.parametrize("content", [b"", b"\n", b"\xff\xfe\x00", b"no such file"])
def test_a_damaged_pointer(tmp_path, content):
    (tmp_path / "CURRENT").write_bytes(content)
    assert refused(tmp_path).endswith(" is missing. Load the files: make run")


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
def test_a_damaged_database(built, damage):
    path = store.current(built)
    path.write_bytes(damage(path.read_bytes()))
    assert refused(built) == f"The database {path.name} is damaged. Load the files: make run"


@pytest.mark.parametrize("content", [b"", b"no database", b"\x00" * 9000])
def test_a_file_that_is_no_database_under_a_name_that_fits(built, content):
    path = built / "tracker-other.duckdb"
    path.write_bytes(content)
    path = renamed(path)
    assert refused(built) == f"The database {path.name} cannot be read. Load the files: make run"


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
            "is of an older version of this program. Load the files: make run",
        ),
        ("DELETE FROM about", "is of an older version of this program. Load the files: make run"),
        ("DROP TABLE about", "cannot be read. Load the files: make run"),
    ],
)
def test_a_database_of_another_version(built, change, sentence):
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


def test_a_question_that_goes_astray_ends_by_itself_and_writes_no_file(built, monkeypatch):
    monkeypatch.setattr(store, "LIMITS", {**store.LIMITS, "max_execution_time": "1500", "memory_limit": "50MB"})
    db = store.connect(store.current(built))
    with pytest.raises(duckdb.InterruptException, match="maximum execution time"):
        db.cursor().execute("SELECT count(*) FROM range(100000000000) AS many(x) WHERE sqrt(x) < 0")
    with pytest.raises(duckdb.OutOfMemoryException, match="failed to allocate"):
        db.cursor().execute("SELECT list(x) FROM range(20000000) AS many(x)")
    assert rows(db, "SELECT count(*) FROM action") == [(1,)]


def test_the_limits_are_those_that_hold_and_are_locked(built):
    db = store.connect(store.current(built))
    wanted = {"max_execution_time": "10000", "threads": "1", "max_temp_directory_size": "0 bytes"}
    wanted |= {"enable_external_access": "false", "memory_limit": "953.6 MiB", "allow_community_extensions": "false"}
    found = dict(rows(db, "SELECT name, value FROM duckdb_settings()"))
    assert {name: found[name] for name in wanted} == wanted
    for name in (*wanted, "lock_configuration"):
        with pytest.raises(duckdb.InvalidInputException, match="configuration has been locked"):
            db.cursor().execute(f"RESET {name}")


def test_the_file_holds_data_alone(built):
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
def test_macros_that_are_copied_are_those_that_the_statements_define(built, folder, tmp_path, monkeypatch):
    """This holds even where no file can be written; files that are written are removed afterwards."""
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


def test_what_a_load_cut_off_has_left_goes_with_the_next(collection):
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


def test_every_table_and_column_says_what_it_is(merrowshire):
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


@pytest.fixture(params=["merrowshire", "public_record"])
def example(request):
    return request.getfixturevalue(request.param)


def test_rows_read_are_rows_shown_and_rows_refused(example):
    """The file's rows are counted without the loaders: those below the headings with a word in a column we read."""
    for file_id, path in rows(example.db, "SELECT file_id, path FROM file_received ORDER BY file_id"):
        stored = rows(
            example.db,
            """
            SELECT sheet, kind, row_number, version_id IS NOT NULL, refused_words IS NOT NULL
            FROM row_received WHERE file_id = $file_id
            """,
            file_id=file_id,
        )
        assert len({row[:3] for row in stored}) == len(stored), path
        assert all(shown != was_refused for *_, shown, was_refused in stored), path
        book = original(example.received / path)
        found = {(sheet, number) for sheet, _, number, *_ in stored}
        for sheet, letters in _letters(example.db, file_id).items():
            numbers = {number for name, number in found if name == sheet}
            filled = {
                number
                for number in range(min(numbers, default=1), max(numbers, default=0) + 1)
                if any(book[sheet][f"{letter}{number}"].value not in (None, "") for letter in letters.values())
            }
            assert filled == numbers, path


def test_below_the_last_row_read_stands_nothing_but_a_key(merrowshire):
    for file_id, path, sheet, last in rows(
        merrowshire.db,
        """
        SELECT file_id, path, sheet, max(row_number)
        FROM row_received JOIN file_received USING (file_id)
        GROUP BY ALL
        """,
    ):
        below = original(merrowshire.received / path)[sheet].iter_rows(min_row=last + 1)
        first = [str(row[0].value) for row in below if row[0].value is not None]
        assert first[:1] in ([], ["Key"]), (file_id, path)


def test_every_row_leads_back_to_the_words_of_real_cells(example):
    compared = 0
    for file_id, path in rows(example.db, "SELECT file_id, path FROM file_received"):
        book = original(example.received / path)
        letters = _letters(example.db, file_id)
        for sheet, number, words in _words(example.db, file_id):
            assert set(words) == set(letters[sheet]), (path, sheet, number)
            for name, letter in letters[sheet].items():
                cell = _shown(book[sheet], letter, number)
                assert words[name] == as_written(cell.value, cell.number_format), (path, sheet, f"{letter}{number}")
                compared += 1
    assert compared > 2_000


def test_every_heading_leads_back_to_a_real_cell(example):
    for path, sheet, heading, letter in rows(
        example.db, "SELECT path, sheet, heading, letter FROM sheet_column JOIN file_received USING (file_id)"
    ):
        column = original(example.received / path)[sheet][letter]
        words = [re.sub(r"\s+", " ", str(cell.value)).strip() for cell in column if cell.value is not None]
        assert any(heading == word or heading.endswith(f" / {word}") for word in words), (path, sheet, heading)


@cache
def original(path: Path) -> openpyxl.Workbook:
    """The workbook as received, opened without the loaders."""
    return openpyxl.load_workbook(path, data_only=True)


def _letters(db: duckdb.DuckDBPyConnection, file_id: int) -> dict[str, dict[str, str]]:
    letters: dict[str, dict[str, str]] = {}
    sql = "SELECT sheet, name, letter FROM sheet_column WHERE file_id = $file_id"
    for sheet, name, letter in rows(db, sql, file_id=file_id):
        letters.setdefault(sheet, {})[name] = letter
    return letters


def _words(db: duckdb.DuckDBPyConnection, file_id: int) -> list[tuple[str, int, dict[str, str]]]:
    return rows(
        db,
        """
        SELECT r.sheet, r.row_number, coalesce(r.refused_words, a.words, c.words, v.words, m.words, s.words)
        FROM row_received r
        LEFT JOIN action_version a ON r.kind = 'action' AND a.version_id = r.version_id
        LEFT JOIN recommendation_version c ON r.kind = 'recommendation' AND c.version_id = r.version_id
        LEFT JOIN verification_version v ON r.kind = 'verification' AND v.version_id = r.version_id
        LEFT JOIN comment_version m ON r.kind = 'comment' AND m.version_id = r.version_id
        LEFT JOIN resolution_version s ON r.kind = 'resolution' AND s.version_id = r.version_id
        WHERE r.file_id = $file_id
        """,
        file_id=file_id,
    )


def _shown(sheet, letter: str, number: int):
    """The cell that a person sees at an address: the corner of a merged area shows for all of it."""
    column = column_index_from_string(letter)
    for merged in sheet.merged_cells.ranges:
        left, top, right, bottom = merged.bounds
        if left <= column <= right and top <= number <= bottom:
            return sheet.cell(top, left)
    return sheet.cell(number, column)


def test_the_words_of_the_examples_are_not_all_the_same_kind(merrowshire):
    """The comparison above means something only if real dates, months and numbers were compared."""
    book = openpyxl.load_workbook(merrowshire.received / "health-board" / "2026-10-23.xlsx")
    kinds = {type(cell.value) for row in book["Larkfield"].iter_rows() for cell in row}
    assert {str, datetime, int} <= kinds


# The SQL has the words of the scales as literals, since SQL has no import.

SCHEMA = store.schema() + store.position()
HISTORY = "".join(
    (ROOT / "loaders" / "load" / f"{name}.sql").read_text(encoding="utf-8")
    for name in ("timelines", "repeated_rows", "history", "register_history", "acceptance", "check_history")
)
SCALES = {
    "state": State,
    "change": Change,
    "timeliness": Timeliness,
    "verification": Verification,
    "reported_status": ReportedStatus,
    "was_status": ReportedStatus,
    "response": Response,
    "current_response": Response,
    "due_on_precision": Precision,
}
OTHER_WORDS = {
    "whole", " ", r"\d", "action", "recommendation", "day", "due_on", ", ", "", "lead", "supporting",
    "0001-01-01", "9999-12-31", "withdrawn", "words erased", "the rows of its form", "told_up_to",
}  # fmt: skip
NAMED_BY_US = OUR_NAME.pattern  # references that we give
PATTERNS = {"g", r"\s+", r"[\p{L}\p{N}]+", r"\p{N}", r"\d{4}-\d{2}-\d{2}", NAMED_BY_US}  # a word, a digit in it, a day


def statements(sql: str) -> str:
    """The SQL without comments, whose words are prose."""
    sql = re.sub(r"--[^\n]*", "", sql)
    return re.sub(r"COMMENT ON [^']*'(?:[^']|'')*';", "", sql)


def quoted(sql: str) -> set[str]:
    return set(re.findall(r"'([^']*)'", sql))


def case_giving(sql: str, name: str) -> str:
    """The CASE whose outcome is called `name`."""
    (end,) = [found.start() for found in re.finditer(rf"END AS {name}\b", sql)]
    return sql[sql.rindex("CASE", 0, end) : end]


def test_every_quoted_word_is_one_of_ours():
    words = {str(word) for scale in (*SCALES.values(), RollUp, Measure) for word in scale}
    assert quoted(statements(SCHEMA)) | quoted(statements(HISTORY)) <= words | OTHER_WORDS | PATTERNS | {
        name for columns in COLUMNS.values() for name in columns
    }


@pytest.mark.parametrize("column", SCALES)
def test_a_column_is_compared_only_with_words_of_its_own_scale(column):
    sql = statements(SCHEMA) + statements(HISTORY)
    compared = re.findall(rf"\b{column}(?:, 'no response'\))? (?:=|<>|IN|NOT IN) (\([^)]*\)|'[^']*')", sql)
    found = {word for text in compared for word in quoted(text)}
    known = SCALES[column]
    assert found, "the column is compared with no word: correct this test"
    assert found <= set(known)


@pytest.mark.parametrize(("name", "scale", "missing"), [
    ("state", State, {State.OVERDUE}),  # in state_on, which compares with the day
    ("timeliness", Timeliness, {Timeliness.OVERDUE, Timeliness.DUE_SOON}),
    ("how_far", RollUp, set()),
])  # fmt: skip
def test_the_outcomes_of_a_case_are_the_members_of_its_scale(name: str, scale: type[StrEnum], missing: set):
    outcomes = set(re.findall(r"(?:THEN|ELSE) '([^']*)'", case_giving(statements(SCHEMA), name)))
    assert outcomes - OTHER_WORDS == set(scale) - missing


def test_the_least_far_of_the_bodies_decides_in_the_order_of_the_scale():
    order = re.search(r"list_position\(\s*\[([^\]]*)\],\s*how_far", statements(SCHEMA))[1]
    assert re.findall(r"'([^']*)'", order) == list(RollUp)


def test_a_measure_goes_by_its_name_in_every_statement():
    for path in [*ROOT.glob("tracker/**/*.py"), *ROOT.glob("pages/**/*.py"), *ROOT.glob("loaders/**/*.*")]:
        if path.suffix in (".py", ".sql"):
            assert not re.search(r"measures, '", path.read_text(encoding="utf-8")), path


def test_the_changes_are_all_made_and_no_other():
    sql = statements(HISTORY)
    made = set(re.findall(r"(?:THEN|ELSE) '([^']*)'", sql)) | set(re.findall(r"'([^']*)' AS change", sql))
    made |= {word for found in re.findall(r"if\([^)]*\) AS change", sql) for word in quoted(found) - {""}}
    kept = {Change.VERIFIED, Change.REOPENED}  # the checker's word is the change
    between_dates = {word for word in Change if "overdue" in word} | {Change.CONTRADICTED, Change.CLAIMED_AGAIN}
    assert made == set(Change) - kept - between_dates
    assert set(re.findall(r"verification IN \(([^)]*)\)", sql)) == {
        "'verified', 'insufficient', 'reopened', 'cannot be implemented'"
    }


def test_every_response_has_its_place_in_the_order_of_commitment():
    assert set(Response) in ordered(SCHEMA)


def test_every_finding_has_its_place_in_the_order_of_doubt():
    findings = set(Verification) - {Verification.NOT_CHECKED, Verification.AWAITING_CHECK, Verification.UNREADABLE}
    assert findings in ordered(SCHEMA) and set(Verification) - {Verification.UNREADABLE} in ordered(HISTORY)


def ordered(sql: str) -> list[set[str]]:
    """The words of each list that the SQL sorts by."""
    return [quoted(words) for words in re.findall(r"list_position\(\s*\[([^\]]*)\]", statements(sql))]
