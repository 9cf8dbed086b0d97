"""The letters of columns are those of spreadsheets, from the first column to the last."""

from openpyxl.utils import column_index_from_string, get_column_letter

from loaders.reader.limits import LAST_COLUMN
from tracker.column_letters import column_number, letter


def test_letters_and_numbers_of_columns_are_those_of_openpyxl():
    columns = range(1, LAST_COLUMN + 1)
    assert [letter(column) for column in columns] == [get_column_letter(column) for column in columns]
    assert [column_number(letter(column)) for column in columns] == [*columns]
    assert column_number("ab") == column_index_from_string("ab")
