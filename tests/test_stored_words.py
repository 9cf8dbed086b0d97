"""Every stored row of the examples leads back to the cells of its file."""

import re
from datetime import datetime
from functools import cache
from pathlib import Path

import duckdb
import openpyxl
import pytest
from drawing import rows
from openpyxl.utils import column_index_from_string

from loaders.publishing import allow_list
from loaders.reader.cell_text import as_written


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


def test_below_the_last_row_read_there_is_at_most_a_key(merrowshire):
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


def test_the_examples_contain_texts_dates_and_numbers(merrowshire):
    """The comparison above means something only if real dates, months and numbers were compared."""
    book = openpyxl.load_workbook(merrowshire.received / "health-board" / "2026-10-23.xlsx")
    kinds = {type(cell.value) for row in book["Larkfield"].iter_rows() for cell in row}
    assert {str, datetime, int} <= kinds


def test_a_public_word_of_the_vocabulary_is_one(example):
    """Otherwise a publication would withhold it, and say that nobody has released it."""
    listed = {
        (table, column.name)
        for table, columns in allow_list.tables().items()
        for column in columns
        if column.why.startswith("a word of the vocabulary") and not column.words_of
    }
    assert len(listed) > 5
    for table, name in sorted(listed):
        words = {word for (word,) in rows(example.db, f"SELECT DISTINCT {name} FROM {table} WHERE {name} <> ''")}
        assert words <= allow_list.vocabulary(), (table, name)
