"""Nothing published shows whether a private cell changed between returns."""

from __future__ import annotations  # see conftest.py for the reason

import re
from pathlib import Path

import pytest
from drawing import LAYOUT, Collection

from loaders.load.sql_file import statements
from loaders.publishing import allow_list, public_database, version_numbers
from loaders.publishing.proofs import non_interference, private_equality
from loaders.publishing.release.texts import Key, read_texts
from tracker import store
from tracker.columns import in_sql
from tracker.terms import WITHHELD, Kind

HEADINGS = "Ref | Rec | Action | Owner | Note | Colour | Due | Done | Status | Evidence | Reason\n"
DAYS = ("2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30")
STAYING = [("Head of Roads", "Nothing new.", "Amber", "In progress")] * 4
CHANGING = [
    ("Head of Roads", "Nothing new.", "Amber", "In progress"),
    ("Head of Quays", "Tender written.", "Green", "in progress"),
    ("Head of Boats", "Tender sent.", "Red", "In Progress"),
    ("Head of Lamps", "Tender back.", "Blue", "IN PROGRESS"),
]
OWN_OF_FILE = {"commitment", "names", "chain", "method"}


def loaded(folder: Path, private: list[tuple[str, ...]], words: tuple[str, ...] = ("Light the stage.",) * 4) -> Path:
    """The database of four returns with these private cells, and with these words of the action."""
    made = Collection(folder)
    columns = '[columns]\nowner = "Owner"\nprogress_note = "Note"\nrag = "Colour"'
    made.layout("transport", LAYOUT.replace("[columns]", columns))
    for day, (owner, note, colour, status), action in zip(DAYS, private, words, strict=True):
        row = f"P-01 | 1 | {action} | {owner} | {note} | {colour} | d:2026-09-30 | | {status} | | "
        other = "P-02 | 1 | Mark the quay. | Head of Roads | | Amber | d:2026-09-30 | | In progress | | "
        made.plan(day, f"{HEADINGS}{row}\n{other}")
    made.load()
    return store.current(made.built)


def published(source: Path, into: Path, names_only: bool = False) -> dict[str, list[tuple]]:
    """Every public table built from a database, without what differs for each file."""
    with store.read_only(source) as db:
        public = {text.key for text in read_texts(db) if text.is_name or not names_only}
    into.mkdir(parents=True)
    public_database.build(source, into / "published.duckdb", public)
    with store.read_only(into / "published.duckdb") as db:
        return {
            table: db.execute(f"SELECT {columns} FROM {table} ORDER BY ALL").fetchall()
            for table, all_ in allow_list.tables().items()
            if (columns := ", ".join(column.name for column in all_ if column.name not in OWN_OF_FILE))
        }


def test_a_private_cell_that_stays_or_changes_gives_the_same_public_tables(tmp_path):
    stays = published(loaded(tmp_path / "stays", STAYING), tmp_path / "of stays")
    changes = published(loaded(tmp_path / "changes", CHANGING), tmp_path / "of changes")
    assert {table for table in stays if stays[table] != changes[table]} == set()
    assert stays["action_version"] and len(stays["action_known"]) == 8


def test_a_change_of_a_listed_column_is_public_though_its_words_are_withheld(tmp_path):
    words = ("Light the stage.", "Light the stage.", "Light the stage at night.", "Light the stage at night.")
    source = loaded(tmp_path / "reworded", CHANGING, words)
    tables = published(source, tmp_path / "public", names_only=True)
    at = [column.name for column in allow_list.tables()["action_change"]].index
    reworded = [row for row in tables["action_change"] if row[at("change")] == "action reworded"]
    assert [(row[at("was")], row[at("became")]) for row in reworded] == [(WITHHELD, WITHHELD)]
    numbers = [version for _, _, kind, version, _ in tables["row_received"] if kind == "action"]
    assert sorted(numbers) == [1, 1, 2, 2, 2, 2, 3, 3]
    assert len(tables["action_version"]) == 3


def tried(source: Path, into: Path, monkeypatch) -> list[str]:
    """The findings of the proof; the databases are built in this process, so that a test can alter the builder."""

    def built_here(source: Path, into: Path, public) -> None:
        ours = {Key("", "", word) for word in allow_list.vocabulary()}
        public_database.write(str(source), str(into), sorted({*public, *ours}))

    monkeypatch.setattr(public_database, "build", built_here)
    with store.read_only(source) as db:
        names = {text.key for text in read_texts(db) if text.is_name}
    words = {*(key.text for key in names), *allow_list.vocabulary()}
    return [*non_interference.interference(non_interference.marked_copies(source, into, names, words))]


@pytest.fixture
def source(tmp_path) -> Path:
    return loaded(tmp_path / "loaded", CHANGING)


def test_the_proof_holds(source, tmp_path, monkeypatch):
    assert tried(source, tmp_path / "trial", monkeypatch) == []


def test_the_proof_finds_numbers_that_count_private_changes(source, tmp_path, monkeypatch):
    monkeypatch.setattr(version_numbers, "with_version_numbers", lambda table, rows: rows)
    (found,) = tried(source, tmp_path / "trial", monkeypatch)
    assert found.startswith("two databases that differ only in private values gave different public files")


def test_the_proof_finds_a_count_of_returns_by_private_cells(source, tmp_path, monkeypatch):
    was, became = (in_sql.published_struct(Kind.ACTION, *of) for of in (("was", "was_compiled"), ("v", "is_compiled")))
    by_public_cells = re.compile(rf"{re.escape(became)}\s+IS DISTINCT FROM {re.escape(was)}")
    by_every_cell = "v.words IS DISTINCT FROM was.words"
    assert by_public_cells.search(statements("history.sql"))
    monkeypatch.setattr(
        private_equality, "statements", lambda step: by_public_cells.sub(by_every_cell, statements(step))
    )
    (found,) = tried(source, tmp_path / "trial", monkeypatch)
    assert found.startswith("two databases that differ only in private values gave different public files")
