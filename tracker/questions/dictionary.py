"""What does each column of a table to take away mean?"""

from datetime import date

import duckdb

from tracker import query
from tracker.columns.entries import COLUMNS
from tracker.questions.downloads import TABLES, values

# What is worked out for the date; every other column is explained by the comment of the schema.
WORKED_OUT = {
    "accepted": "How many of its actions count among the accepted ones.",
    "actions": "How many actions there are.",
    "agencies": "The agencies that it is addressed to or that lead an action under it.",
    "check_number": "1 for the first check of the action, then counting up.",
    "days_late": "Days past the first date promised; 0 when it is not.",
    "days_moved": "Days from the date first promised to the current one.",
    "days_overdue": "Days past the current date; 0 when it is not overdue.",
    "deadline_moved": "How many actions had their date moved later at least once.",
    "done_on": "The date it was done: the agency's, else that of the return or check that first said so.",
    "first_due_on": "The first date ever promised.",
    "has_evidence": "Whether evidence is named, or a checker saw some.",
    "is_accepted": "Whether it counts among the accepted actions.",
    "is_overdue": "Whether it is open and past its current date.",
    "is_overdue_by_first_date": "Whether it is open and past the first date promised.",
    "last_received_on": "The date of the last return that held it.",
    "last_returned_on": "The date of its last return that could be read.",
    "ledger_number": "The number in the ledger of the file that says so.",
    "missing_since": "The date of the first return without it; blank when the last return holds it.",
    "open_dated": "How many open actions have a date that can be counted.",
    "open_undated": "How many open actions have none.",
    "overdue": "How many actions are open and past their current date.",
    "overdue_by_first_date": "How many actions are open and past the first date promised.",
    "reported_complete": "How many actions their agency claims to be complete and nobody else has confirmed.",
    "reports_every_days": "The reporting interval agreed with it, in days; blank when none is agreed.",
    "roll_up": "How far the recommendation has got: no further than the least of its actions.",
    "rows_read": "How many rows of it were read.",
    "rows_refused": "How many of these were refused, so that they count nowhere.",
    "rows_shown": "How many of these count.",
    "state": "The one state shown: see “How we count”.",
    "status_since": "The date of the return that first reported this status.",
    "timeliness": "How it stands against the clock.",
    "times_moved": "How often the due date moved later.",
    "verified": "How many actions somebody else has checked and found complete.",
    "was_accepted": "Whether it was ever accepted in full or in part.",
}
AS_STORED = {"deadlines": ("days_moved",), "files": ("ledger_number",)}  # columns that mean something else there
ANY_DAY = date(2000, 1, 1)  # the columns are the same on every day
LEDGER_NUMBER = "Its number in the ledger."


def column_meanings(db: duckdb.DuckDBPyConnection, name: str) -> list[tuple[str, str]]:
    """Each column of one of TABLES and what it means, "" where nobody has said it."""
    columns = query.result(db, f"FROM ({TABLES[name].sql}) LIMIT 0", **values(name, ANY_DAY)).columns
    found = query.result(
        db,
        """
        SELECT column_name, arg_min(comment, list_position($tables, table_name)) AS means
        FROM duckdb_columns()
        WHERE list_contains($tables, table_name) AND comment IS NOT NULL
        GROUP BY column_name
        """,
        tables=list(TABLES[name].sources),
    )
    written = {one.name: one.means for kind in COLUMNS.values() for one in kind.values() if one.open_data == name}
    stored = written | dict(found.rows) | {"ledger_number": LEDGER_NUMBER}
    worked_out = {column: means for column, means in WORKED_OUT.items() if column not in AS_STORED.get(name, ())}
    return [(column, (stored | worked_out).get(column, "")) for column in columns]
