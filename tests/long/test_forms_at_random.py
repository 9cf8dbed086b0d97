"""Whatever comes back in randomly altered forms, no action leaves the record and no first promise moves."""

import random

import pytest
from drawing import rows
from forms import asked, began, came_back, edited
from returns import positions
from trials import trials

PROMISED = {"A1": ("2027-03-31",), "A2": ("2027-03-31",), "A3": ("2026-01-31",), "A4": (None,)}
WORDS = ("", "Complete", "Dropped", "A1", "A3", "2030-01-01", "Mend the railing", "=1+1", "form-0/1", 7, "\u202eeman")


def alter(sheet, chance):
    """One thing that a person or a program may do to the table."""
    row, other = chance.randint(2, 8), chance.randint(2, 8)
    column = chance.randint(1, sheet.max_column)
    match chance.choice(("write", "write", "write", "delete", "insert", "copy", "swap", "swap column")):
        case "write":
            sheet.cell(row, column).value = chance.choice(WORDS) or None
        case "delete":
            sheet.delete_rows(row)
        case "insert":
            sheet.insert_rows(row)
        case "copy":
            for each in range(1, sheet.max_column + 1):
                sheet.cell(other, each).value = sheet.cell(row, each).value
        case "swap":
            for each in range(1, sheet.max_column + 1):
                one, two = sheet.cell(row, each), sheet.cell(other, each)
                one.value, two.value = two.value, one.value
        case "swap column":
            one, two = sheet.cell(row, column), sheet.cell(other, column)
            one.value, two.value = two.value, one.value


@pytest.mark.parametrize("seed", range(trials(6)))
def test_no_action_and_no_promise_is_lost(collection, seed):
    chance = random.Random(seed)
    began(collection)
    path = asked(collection, open_only=chance.random() < 0.3).path

    def change(book):
        for _ in range(chance.randint(1, 12)):
            alter(book["Actions"], chance)

    db = came_back(collection, edited(path, change))
    promised = positions(db, "2026-04-01", "first_due_on")
    assert {ref: promised.get(ref) for ref in PROMISED} == PROMISED
    sql = """
        SELECT count(*) = count(version_id) + count(refused_words)
        FROM row_received
        WHERE file_id = (SELECT max(file_id) FROM file_received)
    """
    assert rows(db, sql) == [(True,)]
    twice = """
        SELECT action_id FROM row_received JOIN action_version USING (version_id)
        WHERE kind = 'action' GROUP BY file_id, action_id HAVING count(*) > 1
    """
    assert rows(db, twice) == []
    (collection.built / "CURRENT").unlink()
    assert positions(collection.load(), "2026-04-01", "first_due_on") == promised
