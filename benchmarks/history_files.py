"""Writes the returns of many months that the benchmark of the history loads."""

import csv
import random
from datetime import date, timedelta
from pathlib import Path

RETURNS, ACTIONS = 60, 200  # monthly returns of each agency, actions in each
FIRST = date(2020, 6, 1)
HEADINGS = "Ref Rec Action Owner Due Done Status Evidence Update".split()
LAYOUT = """
agency = "Agency {n:03}"
fills = "action"
review = "Benchmark Review"
illustrative = true
sheet = "CSV"
header_row = 1
dates = "day first"
reports_every = 45
[columns]
action_ref = "Ref"
recommendation_ref = "Rec"
action = "Action"
owner = "Owner"
due_on = "Due"
completed_on = "Done"
reported_status = "Status"
evidence = "Evidence"
progress_note = "Update"
[reported_status]
"Not started" = "not started"
"In progress" = "in progress"
"Complete" = "reported complete"
"""


def make(at: Path, count: int) -> None:
    """Writes CSV files of plans whose actions move, start, finish and get comments as in real plans.

    The next return of each agency is put aside, in the folder `next`.
    """
    chance = random.Random(1)
    (at / "layouts").mkdir()
    for n in range(count):
        sender = f"agency-{n:03}"
        (at / "layouts" / f"{sender}.toml").write_text(LAYOUT.format(n=n), encoding="utf-8")
        (at / "received" / sender).mkdir(parents=True)
        rows = [_action(i, chance) for i in range(ACTIONS)]
        (at / "next" / sender).mkdir(parents=True)
        for month in range(RETURNS + 1):
            on = FIRST + timedelta(days=30 * month + n % 28)
            for row in rows:
                _change(row, chance.random(), on)
            _write(at / ("received" if month < RETURNS else "next") / sender / f"{on}.csv", rows)


def _action(i: int, chance: random.Random) -> list:
    due = date(2021, 1, 1) + timedelta(days=chance.randrange(1_800))
    words = f"Agree and publish step {i} of the plan with all partners"
    return [f"A{i}", str(i % 50), words, f"Head of Service {i % 7}", due, "", "Not started", "", ""]


def _change(row: list, drawn: float, on: date) -> None:
    if drawn < 0.03:
        row[4] += timedelta(days=60)
    elif drawn < 0.08 and row[6] == "Not started":
        row[6] = "In progress"
    elif drawn < 0.10 and row[6] == "In progress":
        row[5:8] = [on, "Complete", f"Minutes of {on:%B %Y}"]
    elif drawn < 0.25:
        row[8] = f"Update given to the board in {on:%B %Y}"


def _write(path: Path, rows: list[list]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        for row in rows:
            writer.writerow([f"{cell:%d/%m/%Y}" if isinstance(cell, date) else cell for cell in row])
