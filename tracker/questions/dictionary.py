"""What does each column of a downloadable table mean?"""

from collections.abc import Sequence
from datetime import date

import duckdb

from tracker import query
from tracker.columns.entries import COLUMNS
from tracker.questions.downloads import TABLES, values

# Columns worked out for the as-of date; a comment in the schema explains every other column.
WORKED_OUT = {
    "accepted": "How many of its actions count among the accepted ones.",
    "actions": "How many actions there are.",
    "agencies": "The agencies that it is addressed to or that lead an action under it.",
    "body": "A body that leads or supports the action.",
    "change_number": "1 for the first change of that kind in that file, then counting up.",
    "check_number": "1 for the first check of the action, then counting up.",
    "comment_number": "1 for the latest comment of the agency in that file, then counting up.",
    "committee": "The committee that resolved.",
    "contradicted": "How many of the verified actions their own agency reports as not complete.",
    "corrected_because": "What kind of mistake was put right about the file; blank where none was.",
    "corrected_on": "The day on which that was decided; blank where nothing was put right.",
    "correction": "What was put right about the file: withdrawn, dated anew or replaced, so that it no "
    "longer counts; blank where nothing was.",
    "days_late": "Days past the first date promised; 0 when it is not.",
    "days_moved": "Days from the date first promised to the current one.",
    "days_overdue": "Days past the current date; 0 when it is not overdue.",
    "deadline_moved": "How many actions had their date moved later at least once.",
    "decided_by": "The bodies that have got no farther than that.",
    "done_on": "The date it was done: the agency's, else that of the return or check that first said so.",
    "ended_as": "Check withdrawn or check corrected where it no longer counts; blank while it stands.",
    "ended_on": "The date of the log that shows this.",
    "evidence_since": "The date of the first return by which all of the evidence had been named; blank when none is.",
    "first_due_on": "The first date ever promised.",
    "first_due_on_precision": "How exactly that date was given; the last day of its period is counted.",
    "has_evidence": "Whether evidence is named, or a checker saw some.",
    "in_plan_of": "Whose plan holds its actions; blank where the agency sends a plan of its own.",
    "is_accepted": "Whether it counts among the accepted actions.",
    "is_contradicted": "Whether it is verified while the last report of its agency says that it is not complete.",
    "is_overdue": "Whether it is open and past its current date.",
    "is_overdue_by_first_date": "Whether it is open and past the first date promised.",
    "last_found": "What the last check found, also where the agency has claimed it anew since; blank without a check.",
    "last_received_on": "The date of the last return that held it.",
    "last_returned_on": "The date of the last return of its own plan, or else of the plan that holds its actions; "
    "blank where no plan has come.",
    "ledger_number": "The number in the ledger of the file that says so.",
    "missing_since": "The date of the first return without it; blank when the last return holds it.",
    "no_plan_for": "The review for which that plan is missing, where plans of the agency for others have come.",
    "no_plan_since": "The date of the first register that addresses it, where no plan, its own or a joint one that "
    "names it, has come since; blank where none is missing.",
    "open_dated": "How many open actions have a date that can be counted.",
    "open_undated": "How many open actions have none.",
    "overdue": "How many actions are open and past their current date.",
    "overdue_by_first_date": "How many actions are open and past the first date promised.",
    "reported_complete": "How many actions their agency claims to be complete and nobody else has confirmed.",
    "reports_every_days": "The reporting interval agreed with it, in days; blank when none is agreed.",
    "resolution_number": "1 for the first resolution of which that file has the last word, then counting up.",
    "role": "What the body is to the action: lead or supporting.",
    "roll_up": "How far the recommendation has got: no farther than the least far of its bodies.",
    "rows_read": "How many rows of it were read.",
    "rows_refused": "How many of these were refused, so that they count nowhere.",
    "rows_shown": "How many of these count.",
    "state": "The one state shown: see “How we count”.",
    "status_since": "The date of the return that first reported this status.",
    "still_open_on": "The date of a later return that still said it was not complete, after the day of completion now "
    "given; blank when there is none.",
    "supports": "How many actions of others it supports; none of them is in another count.",
    "superseded_by": "The reference of the action on record that its plan names as taking its place.",
    "timeliness": "How it stands against the clock.",
    "times_moved": "How often the due date moved later.",
    "withdrawn_on": "The date of the whole log that no longer lists it; blank while it stands.",
    "verified": "How many actions somebody else has checked and found complete.",
    "was_accepted": "Whether it was ever accepted in full or in part.",
}
AS_STORED = {"deadlines": ("days_moved",), "files": ("ledger_number",)}  # columns that mean something else there
ANY_DAY = date(2000, 1, 1)  # the columns are the same on every day
COMMENTS = "SELECT table_name, column_name, comment FROM duckdb_columns() WHERE comment IS NOT NULL"
LEDGER_NUMBER = "Its number in the ledger."


def column_meanings(db: duckdb.DuckDBPyConnection, name: str) -> list[tuple[str, str]]:
    """Each column of one of TABLES with its meaning, "" if nobody has written one."""
    described = query.result(db, f"DESCRIBE FROM ({TABLES[name].sql})", **values(name, ANY_DAY))
    return meanings(db, name, [column for column, *_ in described.rows])


def meanings(db: duckdb.DuckDBPyConnection, name: str, columns: Sequence[str]) -> list[tuple[str, str]]:
    """The columns given, of one of TABLES, each with its meaning, "" if nobody has written one."""
    comments = query.result(db, COMMENTS).rows
    stored = {
        column: comment for of in reversed(TABLES[name].sources) for table, column, comment in comments if table == of
    }
    written = {one.name: one.means for kind in COLUMNS.values() for one in kind.values() if one.open_data == name}
    worked_out = {column: means for column, means in WORKED_OUT.items() if column not in AS_STORED.get(name, ())}
    meaning_of = written | stored | {"ledger_number": LEDGER_NUMBER} | worked_out
    return [(column, meaning_of.get(column, "")) for column in columns]
