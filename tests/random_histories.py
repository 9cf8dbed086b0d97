"""Random histories of actions, as files that can be checked and stored, and what the database says of them."""

from datetime import date, timedelta
from pathlib import Path

import drawing
import pandas as pd
from hypothesis import strategies as st
from plain_position import Check, History, Report

from checks.judge import check
from checks.received_file import ReceivedFile, Sheet
from loaders.load.build import build
from tracker import store
from tracker.columns.entries import COLUMNS
from tracker.terms import Kind, Precision

START = date(2025, 1, 6)
RETURNS = [START + timedelta(days=31 * n) for n in range(6)]
LOGS = [START + timedelta(days=15 + 31 * n) for n in range(6)]
DAYS = st.dates(date(2025, 1, 1), date(2025, 9, 30))
STATUSES = st.sampled_from([
    "not started", "in progress", "status unreadable", "reported complete", "reported complete", "will not do",
])  # fmt: skip
SAID = st.builds(
    Report,
    due_on=st.none() | DAYS,
    original_due_on=st.none() | DAYS,
    completed_on=st.none() | DAYS,
    is_unreadable=st.booleans(),
    status=STATUSES,
    evidence=st.sampled_from(["", "minutes"]),
    last_source_on=st.none() | DAYS,
)
FOUND = st.sampled_from(["verified", "insufficient", "reopened", "cannot be implemented", "awaiting check"])
CHECKS = st.lists(
    st.builds(Check, received_on=st.sampled_from(LOGS), checked_on=DAYS, found=FOUND),
    max_size=3,
    unique_by=(lambda check: check.checked_on, lambda check: check.received_on),
)
RESPONSES = st.lists(
    st.sampled_from([
        "accepted", "accepted in part", "accepted in principle", "noted", "not accepted", "response unreadable",
    ]),
    max_size=2,
)  # fmt: skip
ASKED = [START, START + timedelta(days=70)]  # when the register was received
HISTORIES = st.lists(
    st.builds(
        lambda said, checks, responses: History(
            list(zip(RETURNS, said, strict=True)), checks, {"": list(zip(ASKED, responses, strict=False))}
        ),
        st.lists(st.none() | SAID, min_size=len(RETURNS), max_size=len(RETURNS)),
        CHECKS,
        RESPONSES,
    ),
    min_size=1,
    max_size=16,
)
COMPARED = (
    "state", "is_overdue", "is_overdue_by_first_date", "first_due_on", "times_moved", "days_moved", "verification",
    "missing_since", "response", "is_accepted", "timeliness",
)  # fmt: skip


def sheet(kind: Kind, rows: list[dict]) -> Sheet:
    """A sheet as if it had been read: what is not given is blank."""
    full = []
    for row in rows:
        values = {}
        for name, column in COLUMNS[kind].items():
            holds = column.holds
            blank = [] if holds is list else None if holds is date else ""
            values[name] = row.get(name, blank)
            if holds is date:
                otherwise = Precision.DAY if values[name] else Precision.NO_DATE
                values[f"{name}_precision"] = str(row.get(f"{name}_precision", otherwise))
        full.append(values)
    frame = pd.DataFrame(full, index=range(2, len(full) + 2))
    for name, column in COLUMNS[kind].items():
        holds = column.holds
        if holds is date:
            frame[name] = pd.Series(frame[name].tolist(), index=frame.index, dtype="datetime64[us]")
        elif holds is not list:
            frame[name] = frame[name].astype(str)
    if kind == Kind.ACTION:
        frame["times_used"] = 1
    words = pd.DataFrame({"action": [str(row) for row in rows]}, index=frame.index, dtype=str)
    return Sheet(str(kind), kind, frame, words, {"action": "Action"}, {"action": "A"})


def received(sender: str, on: date, sheets: list[Sheet], is_compiled: bool = False) -> ReceivedFile:
    agency = "Transport" if sender == "transport" else ""
    path, parts = f"{sender}/{on}.xlsx", tuple(sheets)
    return ReceivedFile(0, sender, on, path, "", 0, known_on=on, agency=agency, sheets=parts, compiled=is_compiled)


ALWAYS_THERE = {
    "review": "Harbour", "action_ref": "ZZ", "recommendation_ref": [], "action": "Always there", "agency": "Transport",
    "response": "no response", "reported_status": "in progress",
}  # fmt: skip


def _action_row(i: int, said: Report) -> dict:
    is_unreadable = said.due_on is None and said.is_unreadable
    return ALWAYS_THERE | {
        "action_ref": f"A{i}", "recommendation_ref": [f"{i}"], "action": "Do", "due_on": said.due_on,
        "original_due_on": said.original_due_on, "completed_on": said.completed_on, "reported_status": said.status,
        "evidence": said.evidence, "last_source_on": said.last_source_on,
        **({"due_on_precision": Precision.UNREADABLE} if is_unreadable else {}),
    }  # fmt: skip


def _check_row(i: int, made: Check) -> dict:
    return {
        "agency": "Transport", "action_ref": f"A{i}", "verification": made.found, "checker": "Board",
        "checked_on": made.checked_on, "evidence": "seen",
    }  # fmt: skip


def _answer_row(i: int, response: str) -> dict:
    return {
        "review": "Harbour", "recommendation_ref": f"{i}", "recommendation": "Do", "agency": "Transport",
        "response": response,
    }  # fmt: skip


def files_of(histories: list[History]) -> list[ReceivedFile]:
    """The returns, logs and registers that would have told these histories."""
    files = []
    for n, on in enumerate(RETURNS):
        rows = [_action_row(i, said) for i, history in enumerate(histories) if (said := history.returns[n][1])]
        is_compiled = histories[0].is_compiled
        files.append(received("transport", on, [sheet(Kind.ACTION, [*rows, ALWAYS_THERE])], is_compiled))
    for on in LOGS:
        rows = [
            _check_row(i, made)
            for i, history in enumerate(histories)
            for made in history.checks
            if made.received_on == on and any(said for _, said in history.returns)
        ]
        if rows:
            files.append(received("board", on, [sheet(Kind.VERIFICATION, rows)]))
    for n, on in enumerate(ASKED):
        rows = [_answer_row(i, said[n][1]) for i, h in enumerate(histories) if len(said := h.responses[""]) > n]
        if rows:
            files.append(received("committee", on, [sheet(Kind.RECOMMENDATION, rows)]))
    ordered = sorted(files, key=lambda file: (file.received_on, file.sender))
    return [ReceivedFile(**{**vars(file), "file_id": n}) for n, file in enumerate(ordered, start=1)]


def built(histories: list[History], folder: Path):
    files = files_of(histories)
    return store.connect(build(folder, files, check(files)))


def positions(db, as_of: date) -> dict[str, dict]:
    """By reference, what is compared of each action but the one that is always there."""
    sql = f"SELECT action_ref, {', '.join(COMPARED)} FROM position_on($as_of) WHERE action_ref <> 'ZZ'"
    return {ref: dict(zip(COMPARED, values, strict=True)) for ref, *values in drawing.rows(db, sql, as_of=as_of)}
