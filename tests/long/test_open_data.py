"""Open data: every format gives back every value, the same data gives the same bytes, and anybody can check it."""

from __future__ import annotations  # see conftest.py for the reason

import csv
import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import openpyxl
import pytest
from csvw import CSVW
from frictionless import Package
from openpyxl.utils.escape import unescape
from python_calamine import CalamineWorkbook

from loaders.publishing.open_data import workbook, write
from loaders.publishing.open_data.workbook import CHANGED, LONGEST, NOT_IN_XML, fit
from tracker import store
from tracker.counting_code import counting_sha256
from tracker.measure import Measure
from tracker.questions import downloads, measures
from tracker.site import Publisher
from tracker.terms import WITHHELD

ROOT = Path(__file__).parents[2]
PUBLISHER = Publisher("Merrow Office", "office@example.org", "Open Government Licence v3.0", "https://example.org/ogl")
HOSTILE = (
    "=HYPERLINK(\"https://example.org\")", "+1", "-1", "@SUM(A1)", "#N/A", "TRUE", "00123", "2026-03-31", "1e5",
    "two\nlines", "two\r\nlines", "carriage\rreturn", "\ttab", " blanks ", 'a "quoted" word', "comma, semicolon; bar|",
    "_x000D_", "_x0041_ and _x005F_", "\u202eright to left", "é 😀 ﷽ \u200b", "<b>&amp;</b>", "'apostrophe", "null",
    "NaN", "bell\x07 and \x1f and \ufffe", "long " * 8_000, "\r" * 20_000, "😀" * 20_000,
)  # fmt: skip
CANARY = "CANARY-OWNER-7731"


class Made(NamedTuple):
    """A database, its open data, and the date of its position."""

    database: Path
    folder: Path
    as_of: date

    def file(self, name: str, ending: str) -> Path:
        """The file of one table, or "open-data" for the workbook."""
        file = f"{name.replace('_', '-')}-{self.as_of}.{ending}"
        (found,) = [path for path in self.folder.iterdir() if path.name.removeprefix("illustrative-") == file]
        return found

    def stored(self, name: str) -> list[tuple]:
        """The rows of a table as DuckDB itself returns them, sorted by all columns; an empty text becomes None."""
        sql = f"SELECT * FROM ({downloads.TABLES[name].sql}) ORDER BY ALL"
        rows = store.connect(self.database).cursor().execute(sql, downloads.values(name, self.as_of)).fetchall()
        return [tuple(None if value == "" else value for value in row) for row in rows]


def make(database: Path, folder: Path) -> Made:
    with store.read_only(database) as db:
        (as_of,) = db.execute("SELECT max(known_on) FROM file_received").fetchone()
    write.write(database, folder, PUBLISHER)
    return Made(database, folder, as_of)


@pytest.fixture(scope="module")
def invented(merrowshire, tmp_path_factory) -> Made:
    return make(store.current(merrowshire.built), tmp_path_factory.mktemp("open") / "invented")


@pytest.fixture(scope="module")
def real(public_record, tmp_path_factory) -> Made:
    return make(store.current(public_record.built), tmp_path_factory.mktemp("open") / "real")


@pytest.fixture(scope="module")
def hostile(merrowshire, tmp_path_factory) -> Made:
    """The invented example with hostile texts wherever people may write, and a canary in what is private."""
    copied = tmp_path_factory.mktemp("hostile") / "copy.duckdb"
    shutil.copy(store.current(merrowshire.built), copied)
    with duckdb.connect(copied) as db:
        db.execute("CREATE TEMP TABLE hostile AS SELECT unnest($texts) AS text, unnest(range($n)) AS n",
                   {"texts": HOSTILE, "n": len(HOSTILE)})  # fmt: skip
        for table, column in (
            ("action_version", "action"), ("action_version", "evidence"), ("recommendation_version", "recommendation"),
            ("recommendation_version", "reason"), ("verification_version", "reason"), ("deadline", "reason"),
            ("action_change", "was"),
        ):  # fmt: skip
            db.execute(f"UPDATE {table} SET {column} = (SELECT text FROM hostile WHERE n = {table}.rowid % $n)",
                       {"n": len(HOSTILE)})  # fmt: skip
        db.execute("UPDATE action_version SET supporting_agencies = ['one; two', 'three']")
        db.execute(
            "UPDATE action_version SET owner = $canary, words = MAP {'progress_note': $canary}", {"canary": CANARY}
        )
        db.execute("UPDATE file_received SET path = $canary, sent_as = $canary", {"canary": CANARY})
        db.execute("UPDATE action_change SET was = $canary WHERE change = 'owner changed'", {"canary": CANARY})
    database = copied.rename(copied.with_name(f"tracker-{store.fingerprint(copied)}.duckdb"))
    return make(database, tmp_path_factory.mktemp("open") / "hostile")


@pytest.fixture(params=["invented", "real", "hostile"])
def made(request) -> Made:
    return request.getfixturevalue(request.param)


NAMES = sorted(downloads.TABLES)


def in_order(rows: Iterator[tuple] | list[tuple], name: str) -> list[tuple]:
    """Rows by their key, which no two share."""
    width = len(downloads.TABLES[name].key)
    ordered = {tuple(str(value) for value in row[:width]): row for row in rows}
    return [ordered[key] for key in sorted(ordered)]


@pytest.mark.parametrize("name", NAMES)
def test_no_two_rows_share_a_key(made, name):
    stored = made.stored(name)
    assert len(stored) == len(in_order(stored, name))
    # Nobody has sent any about the real reviews.
    assert stored or name in ("comments", "resolutions", "resolution_actions")


@pytest.mark.parametrize("name", NAMES)
def test_parquet_gives_back_every_value(made, name):
    read = duckdb.sql(f"FROM '{made.file(name, 'parquet')}'")
    assert read.fetchall() == made.stored(name)


@pytest.mark.parametrize("name", NAMES)
def test_json_gives_back_every_value(made, name):
    held = json.loads(made.file(name, "json").read_bytes())
    assert [tuple(row.values()) for row in held["rows"]] == [
        tuple(str(value) if isinstance(value, date) else value for value in row) for row in made.stored(name)
    ]
    assert held["about"]["As at"] == str(made.as_of)


@pytest.mark.parametrize("name", NAMES)
def test_csv_gives_back_every_value_with_an_apostrophe_before_a_formula(made, name):
    described = CSVW(str(made.file(name, "csv-metadata.json")), validate=True)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert described.is_valid
    table = described.tables[0]
    assert table.check_primary_key()
    assert [tuple(map(plain, row.values())) for row in table] == [tuple(map(safe, row)) for row in made.stored(name)]


STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def safe(value: Any) -> Any:
    """A value as the CSV file gives it: the text of a cell, or the first one of a list, may have an apostrophe."""
    if isinstance(value, list):
        return [safe(text) if n == 0 else text for n, text in enumerate(value)]
    is_formula = isinstance(value, str) and value.lstrip(" \n").startswith(STARTS)
    return f"'{value}" if is_formula else value


@pytest.mark.parametrize("name", NAMES)
def test_no_cell_of_a_csv_file_begins_a_formula(hostile, name):
    with hostile.file(name, "csv").open(encoding="utf-8", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert [cell for cell in cells if cell.lstrip(" \n").startswith(STARTS) and not is_number(cell)] == []


def is_number(cell: str) -> bool:
    return cell.removeprefix("-").isdigit()


def test_every_cell_of_a_csv_file_is_quoted(hostile):
    """A spreadsheet program that separates by semicolons would otherwise begin a cell in the middle of a text."""
    content = hostile.file("actions", "csv").read_bytes().decode()
    quoted = io.StringIO()
    rows = csv.reader(io.StringIO(content, newline=""))
    csv.writer(quoted, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(rows)
    assert content == quoted.getvalue()


def plain(value: Any) -> Any:
    return value.date() if isinstance(value, datetime) else value


@pytest.mark.parametrize("name", NAMES)
def test_the_workbook_gives_back_every_value_that_it_can_contain(made, name):
    """Both readers read it; values that a workbook cannot contain are listed."""
    flat = [tuple(flatly(value) for value in row) for row in made.stored(name)]
    heads = tuple(columns(name, made))
    lossy = [
        (key_of(row, name), column) for row in flat for column, value in zip(heads, row, strict=True) if is_lossy(value)
    ]
    assert [tuple(rest) for table, *rest in not_exact(made) if table == name] == lossy
    for sheets in (by_openpyxl(made.file("open-data", "xlsx")), by_calamine(made.file("open-data", "xlsx"))):
        _, headings, *rows = sheets[name]
        assert headings == heads
        assert [exact(row, wanted) for row, wanted in zip(rows, flat, strict=True)] == [exact(row, row) for row in flat]


def key_of(row: tuple, name: str) -> str:
    return " / ".join(str(value) for value in row[: len(downloads.TABLES[name].key)])


def exact(row: tuple, wanted: tuple) -> list:
    """The cells of a row that must come back exactly."""
    return [value for value, want in zip(row, wanted, strict=True) if not is_lossy(want)]


def flatly(value: Any) -> Any:
    """A list as one text, as in a cell."""
    if isinstance(value, list):
        return ("|" if any(";" in text for text in value) else ";").join(value) or None
    return value


def is_lossy(value: Any) -> bool:
    """Whether no cell can contain it: some control characters, or over 32,767 characters as the file writes them."""
    if not isinstance(value, str):
        return False
    written = len(value.encode("utf-16-le")) // 2 + 6 * value.count("\r")
    return bool(NOT_IN_XML.search(value)) or written > LONGEST


def columns(name: str, made: Made) -> list[str]:
    sql = downloads.TABLES[name].sql
    cursor = store.connect(made.database).cursor().execute(sql, downloads.values(name, made.as_of))
    return [column[0] for column in cursor.description]


@cache
def by_openpyxl(path: Path) -> dict[str, list[tuple]]:
    book = openpyxl.load_workbook(path)
    cells = (cell for sheet in book for row in sheet.iter_rows() for cell in row)
    assert [cell.coordinate for cell in cells if cell.data_type in "fe"] == []  # no formula, no error
    return {sheet.title: [tuple(map(unescaped, row)) for row in sheet.iter_rows(values_only=True)] for sheet in book}


def unescaped(value: Any) -> Any:
    return unescape(value) if isinstance(value, str) else plain(value)


@cache
def by_calamine(path: Path) -> dict[str, list[tuple]]:
    book = CalamineWorkbook.from_path(path)
    sheets = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    return {name: [tuple(map(whole, row)) for row in rows] for name, rows in sheets.items()}


def whole(value: Any) -> Any:
    """Undoes what Calamine does: every number is a float and an empty cell an empty text."""
    if value == "":
        return None
    return int(value) if isinstance(value, float) else plain(value)


def not_exact(made: Made) -> list[tuple[str, str, str]]:
    return [row[:3] for row in by_openpyxl(made.file("open-data", "xlsx")).get(CHANGED, [])[1:]]


def test_a_value_that_a_workbook_cannot_contain_is_listed_with_its_key(hostile, invented):
    assert not_exact(invented) == []
    assert len(not_exact(hostile)) > 4
    stored = {" / ".join(map(str, row[:2])) for row in hostile.stored("actions")}
    assert {key for table, key, _ in not_exact(hostile) if table == "actions"} <= stored
    said = dict(row[:2] for row in by_openpyxl(hostile.file("open-data", "xlsx"))["About"])
    assert said["Values that a workbook cannot hold exactly"] == f"{len(not_exact(hostile))}: see the sheet “Not exact”"


def everything_in(path: Path) -> bytes:
    """The bytes of a file, unpacked where it is packed."""
    if path.suffix == ".parquet":
        return str(duckdb.sql(f"FROM '{path}'").fetchall()).encode()
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as parts:
            return b"".join(parts.read(name) for name in parts.namelist())
    return path.read_bytes()


def test_nothing_private_leaves(hostile):
    assert [path.name for path in hostile.folder.iterdir() if CANARY.encode() in everything_in(path)] == []
    for ending in ("csv", "json", "parquet"):  # the same search finds public values
        assert b"HYPERLINK" in everything_in(hostile.file("actions", ending))
    assert b"HYPERLINK" in everything_in(hostile.file("open-data", "xlsx"))


def test_the_same_database_gives_the_same_bytes(invented, tmp_path):
    """In another process, at another time, with other hashes."""
    code = (
        "import sys; from pathlib import Path; from loaders.publishing.open_data import write;"
        "from tracker.site import Publisher;"
        f"write.write(Path(sys.argv[1]), Path(sys.argv[2]), {PUBLISHER!r})"
    )
    done = [sys.executable, "-W", "error", "-c", code, str(invented.database), str(tmp_path / "again")]
    subprocess.run(done, check=True, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"})
    first = {path.name: path.read_bytes() for path in invented.folder.iterdir()}
    assert {path.name: path.read_bytes() for path in (tmp_path / "again").iterdir()} == first


def test_the_data_package_is_valid(made):
    report = Package(str(made.folder / "datapackage.json")).validate()
    assert report.flatten(["title", "message"]) == []
    assert report.stats["tasks"] == len([*made.folder.iterdir()]) - 2  # itself, and all in one


def faults(folder: Path) -> set[str]:
    return {title for (title,) in Package(str(folder / "datapackage.json")).validate().flatten(["type"])}


def lose_a_line(folder: Path) -> Path:
    """Removes the last action from the CSV file of actions."""
    (path,) = folder.glob("illustrative-actions-*.csv")
    *kept, _, end = path.read_bytes().split(b"\r\n")
    path.write_bytes(b"\r\n".join([*kept, end]))
    return path


def test_the_data_package_shows_an_altered_file_by_its_fingerprint(invented, tmp_path):
    shutil.copytree(invented.folder, tmp_path / "copy")
    lose_a_line(tmp_path / "copy")
    assert {"hash-count", "byte-count"} & faults(tmp_path / "copy")


def test_the_data_package_shows_a_lost_record_by_its_references(invented, tmp_path):
    """This works even if size and fingerprint were altered with the file."""
    copied = tmp_path / "copy"
    shutil.copytree(invented.folder, copied)
    content = lose_a_line(copied).read_bytes()
    package = json.loads((copied / "datapackage.json").read_bytes())
    (one,) = [one for one in package["resources"] if one["name"] == "actions"]
    one |= {"bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}
    (copied / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    assert faults(copied) == {"foreign-key"}


def test_every_column_is_explained_everywhere(invented):
    package = json.loads((invented.folder / "datapackage.json").read_bytes())
    tables = {one["name"]: one for one in package["resources"] if one["type"] == "table"}
    assert sorted(tables) == NAMES
    with (invented.folder / "data-dictionary.csv").open(encoding="utf-8", newline="") as file:
        explained = {(row["table"], row["column"]): row["means"] for row in csv.DictReader(file)}
    for name, table in tables.items():
        assert [field["name"] for field in table["schema"]["fields"]] == columns(name, invented)
        assert all(explained[name, field["name"]] for field in table["schema"]["fields"])
    readme = (invented.folder / "README.md").read_text(encoding="utf-8")
    assert f"“{WITHHELD}” takes its place" in readme
    assert all(f"\n| {name} | {len(invented.stored(name))} | " in readme for name in NAMES)


def test_invented_data_says_so_and_real_data_does_not(invented, real):
    mark = "Illustrative data: every place, body, review and number is invented."
    for path in invented.folder.glob("*-2026-*"):
        assert path.name.startswith("illustrative-")
    for name in NAMES:
        assert invented.file(name, "csv").read_text(encoding="utf-8").startswith(f'"{mark}"')
        headings = ",".join(f'"{column}"' for column in columns(name, real))
        assert real.file(name, "csv").read_text(encoding="utf-8").startswith(headings)
        assert invented.file(name, "json").read_text(encoding="utf-8").startswith(f'{{"about": {{"Mark": "{mark}"')
        assert by_openpyxl(invented.file("open-data", "xlsx"))[name][0][0].startswith(mark)
    assert (invented.folder / "README.md").read_text(encoding="utf-8").startswith(f"> {mark}")
    assert "illustrative" not in "".join(path.name + path.read_text("latin-1") for path in real.folder.glob("*.md"))


def test_the_licence_is_the_publishers_own_or_none(invented, merrowshire, tmp_path):
    package = json.loads((invented.folder / "datapackage.json").read_bytes())
    assert package["licenses"] == [{"title": "Open Government Licence v3.0", "path": "https://example.org/ogl"}]
    write.write(invented.database, tmp_path / "unnamed", Publisher())
    package = json.loads((tmp_path / "unnamed" / "datapackage.json").read_bytes())
    assert (package["licenses"], package["contributors"]) == ([], [])
    assert "has not named a licence" in (tmp_path / "unnamed" / "README.md").read_text(encoding="utf-8")


def test_the_figures_are_those_of_the_pages(invented):
    count = measures.counts(store.connect(invented.database), invented.as_of)
    agencies = json.loads(invented.file("agencies", "json").read_bytes())["rows"]
    for column, measure in {
        "accepted": Measure.ACCEPTED, "verified": Measure.VERIFIED, "reported_complete": Measure.REPORTED_COMPLETE,
        "overdue": Measure.OVERDUE, "overdue_by_first_date": Measure.OVERDUE_BY_FIRST_DATE,
    }.items():  # fmt: skip
        assert sum(row[column] for row in agencies) == count[measure] > 0
    actions = json.loads(invented.file("actions", "json").read_bytes())["rows"]
    assert sum(row["is_overdue"] for row in actions) == count[Measure.OVERDUE]


def test_no_open_data_is_written_from_a_database_without_files(tmp_path):
    with duckdb.connect(tmp_path / "empty.duckdb") as db:
        db.execute(store.schema())
        db.execute("INSERT INTO about VALUES (?, FALSE, '', ?, '')", [store.SCHEMA_VERSION, counting_sha256()])
    database = (tmp_path / "empty.duckdb").rename(
        tmp_path / f"tracker-{store.fingerprint(tmp_path / 'empty.duckdb')}.duckdb"
    )
    with pytest.raises(store.NoDatabase, match="holds no file"):
        write.write(database, tmp_path / "out", PUBLISHER)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("value", "held", "change"),
    [
        (date(1900, 3, 1), date(1900, 3, 1), ""),
        (date(1900, 2, 28), "1900-02-28", "a date that Excel cannot count is text"),
        ("a" * LONGEST, "a" * LONGEST, ""),
        ("a" * (LONGEST + 1), "a" * LONGEST, "cut to 32,767 of 32,768 characters"),
        ("😀" * 16_384, "😀" * 16_383, "cut to 32,766 of 32,768 characters"),
        ("\r" * 4_682, "_x000D_" * 4_675, "cut to 4,675 of 4,682 characters"),
        ("a\x07b\x08", "a\ufffdb\ufffd", "2 control characters are shown as \ufffd"),
        ("_x000D_", "_x005F_x000D_", ""),
        (7, 7, ""),
        (None, None, ""),
    ],
)
def test_a_cell_can_contain_what_the_writer_says(value, held, change):
    assert fit(value) == (held, change)


def test_a_table_longer_than_a_sheet_is_left_out_and_the_workbook_says_so(invented, tmp_path, monkeypatch):
    monkeypatch.setattr(workbook, "MOST_ROWS", 75)
    write.write(invented.database, tmp_path / "short", PUBLISHER)
    short = Made(invented.database, tmp_path / "short", invented.as_of)
    sheets = by_openpyxl(short.file("open-data", "xlsx"))
    assert "actions" not in sheets and "recommendations" in sheets
    assert ("actions", None, None, "left out: 76 rows are more than a sheet holds") in sheets[CHANGED]
