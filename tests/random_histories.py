"""Invents random histories of actions, as files to check and store, and asks the database about them."""

from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import drawing
from hypothesis import strategies as st
from plain_dates import days
from plain_position import Check, History, Report, WholeLog

from checks.received_file import ReceivedFile, Sheet
from loaders.load.build import build
from tracker import store
from tracker.columns.entries import COLUMNS
from tracker.terms import Kind, Precision

START = date(2025, 1, 6)
RETURNS = [START + timedelta(days=31 * n) for n in range(6)]
LOGS = [(START + timedelta(days=15 + 31 * n), "board") for n in range(6)]
LOGS += [(START + timedelta(days=25 + 31 * n), "auditor") for n in range(6)]
DAYS = st.dates(date(2025, 1, 1), date(2025, 9, 30))
STATUSES = st.sampled_from([
    "not started", "in progress", "paused", "not reported", "status unreadable", "reported complete",
    "reported complete", "reported complete", "will not do", "superseded",
])  # fmt: skip
EVIDENCE = st.sampled_from([
    "", "minutes", "The Minutes.", "Minute 4", "minutes, item 4", "Minutes, item 5", "photograph of the rail", "a log",
])  # fmt: skip
WORDS_OF_A_RESPONSE = st.sampled_from([
    "accepted", "accepted in part", "accepted in principle", "noted", "not accepted", "response unreadable",
])  # fmt: skip
THINGS = [
    f"{verb} {thing}" for verb in ("Mend", "Paint", "Light", "Sweep") for thing in ("rails", "boats", "piers", "lamps")
]
LEADS = ("Transport", "Harbour Board")
ANSWERS = [(n, lead) for n in (1, 2) for lead in LEADS]  # two recommendations and two agencies for each history
PRECISIONS = st.sampled_from(["day", "day", "day", "month", "quarter", "season", "half year", "year"])


def _report(due: tuple[date | None, str], original: tuple[date | None, str], **said) -> Report:
    """A report with its dates as stored: a vague date is the last day of its last month."""
    (due_on, due_precision), (original_on, original_precision) = map(_last_day, (due, original))
    return Report(
        due_on=due_on,
        due_precision=due_precision,
        original_due_on=original_on,
        original_precision=original_precision,
        **said,
    )


def _last_day(given: tuple[date | None, str]) -> tuple[date | None, str]:
    on, precision = given
    if on is None or precision == "day":
        return given
    return on.replace(day=monthrange(on.year, on.month)[1]), precision


SAID = st.builds(
    _report,
    due=st.tuples(st.none() | DAYS, PRECISIONS),
    original=st.tuples(st.none() | DAYS, PRECISIONS),
    completed_on=st.none() | DAYS,
    is_unreadable=st.booleans(),
    status=STATUSES,
    evidence=EVIDENCE,
    answers=st.sampled_from([(ANSWERS[0],), (ANSWERS[0],), (ANSWERS[0], ANSWERS[2]), *((one,) for one in ANSWERS), ()]),
    last_source_on=st.none() | DAYS,
    response=st.just("no response") | st.just("no response") | WORDS_OF_A_RESPONSE,
    is_part=st.booleans(),
)
FOUND = st.sampled_from(["verified", "insufficient", "reopened", "cannot be implemented", "awaiting check"])
SAME_DAY = st.sampled_from([START + timedelta(days=days) for days in (-10, 5, 20, 40, 70, 100)])


def lines(checker: str, given: tuple[date, str], said: list[str], is_refused: bool) -> list[Check]:
    """The lines of one check in all logs; `said` has each log's finding, "" if the log does not list the check.

    A line dated after its log would be refused, so it is left out unless `is_refused`.
    """
    logs = [(*log, found) for log, found in zip(LOGS, said, strict=True) if found]
    checked_on, precision = _last_day(given)
    listed = [Check(on, checked_on, found, checker, sender, precision) for on, sender, found in logs]
    return [check for check in listed if is_refused or min(days(checked_on, precision)) <= check.received_on]


CHECKS = st.lists(
    st.builds(
        lines,
        checker=st.sampled_from(["Board", "Auditor"]),
        given=st.tuples(SAME_DAY, st.sampled_from(["day", "day", "day", "month", "quarter"])),
        said=st.lists(st.just("") | FOUND, min_size=len(LOGS), max_size=len(LOGS)),
        is_refused=st.sampled_from([True, False, False, False, False, False]),
    ),
    max_size=3,
).map(lambda checks: [line for check in checks for line in check])
ASKED = {  # when each sender's registers were received
    "committee": [START, START + timedelta(days=70)],
    "harbour": [START + timedelta(days=40), START + timedelta(days=100)],
}
ASKED_ON = [(on, sender) for sender, days in ASKED.items() for on in days]
RESPONSES = st.dictionaries(
    st.sampled_from(ANSWERS),
    st.lists(st.none() | st.just("no response") | WORDS_OF_A_RESPONSE, min_size=4, max_size=4)
    .map(lambda said: [(*asked, answer) for asked, answer in zip(ASKED_ON, said, strict=True) if answer])
    .map(lambda said: [(on, answer, sender) for on, sender, answer in said]),
    max_size=2,
)


def _with_wholes(drawn: tuple[list[History], list[int]]) -> list[History]:
    """The histories, some of them said to be part of one that was drawn before."""
    histories, wholes = drawn
    for i, history in enumerate(histories):
        history.whole = histories[wholes[i] % i] if i else None
        for _, said in history.returns:
            if said and (not i or wholes[i] > 2):
                said.is_part = False
    return histories


def _with_whole_logs(histories: list[History], is_whole: list[bool]) -> list[History]:
    """The histories, each told of every whole log with all of its lines."""
    always = (History([(on, Report()) for on in RETURNS]), Check(RETURNS[-1], START, "verified"))
    logs = [
        WholeLog(
            sender, on, [always, *((one, line) for one in histories for line in one.checks if line.received_on == on)]
        )
        for (on, sender), whole in zip(LOGS, is_whole, strict=True)
        if whole
    ]
    for history in histories:
        history.whole_logs = logs
    return histories


HISTORIES = st.builds(
    _with_whole_logs,
    st.tuples(
        st.lists(
            st.builds(
                lambda said, checks, responses: History(list(zip(RETURNS, said, strict=True)), checks, responses),
                st.lists(st.none() | SAID, min_size=len(RETURNS), max_size=len(RETURNS)),
                CHECKS,
                RESPONSES,
            ),
            min_size=1,
            max_size=16,
        ),
        st.lists(st.integers(0, 5), min_size=16, max_size=16),
    ).map(_with_wholes),
    st.lists(st.booleans(), min_size=len(LOGS), max_size=len(LOGS)),
)
COMPARED = (
    "state", "is_overdue", "is_overdue_by_first_date", "first_due_on", "times_moved", "days_moved", "verification",
    "missing_since", "response", "is_accepted", "timeliness", "is_contradicted", "evidence_since", "still_open_on",
    "changed_after_check_on",
)  # fmt: skip


def sheet(kind: Kind, rows: list[dict]) -> Sheet:
    """A sheet as if it had been read from a file: what the rows do not give is blank."""
    values: dict[str, list] = {}
    for name, column in COLUMNS[kind].items():
        holds = column.holds
        blank = [] if holds is list else None if holds is date else ""
        given = [row.get(name, blank) for row in rows]
        values[name] = given if holds in (list, date) else list(map(str, given))
        if holds is date:
            otherwise = [Precision.DAY if on else Precision.NO_DATE for on in given]
            precision = f"{name}_precision"
            values[precision] = [str(row.get(precision, one)) for row, one in zip(rows, otherwise, strict=True)]
    written = {"action": [row.get("action", "") for row in rows], "all": [str(row) for row in rows]}
    return Sheet(str(kind), kind, [*range(2, len(rows) + 2)], values, written, {"action": "Action"}, {"action": "A"})


def received(sender: str, on: date, sheets: list[Sheet], is_compiled: bool = False) -> ReceivedFile:
    agency = "Transport" if sender == "transport" else ""
    path, parts = f"{sender}/{on}.xlsx", tuple(sheets)
    return ReceivedFile(0, sender, on, path, "", 0, known_on=on, agency=agency, sheets=parts, compiled=is_compiled)


ALWAYS_THERE = {
    "review": "Harbour", "action_ref": "ZZ", "recommendation_ref": [], "action": "Always there", "agency": "Transport",
    "response": "no response", "reported_status": "in progress",
}  # fmt: skip


def _action_row(i: int, said: Report, whole: str) -> dict:
    is_unreadable = said.due_on is None and said.is_unreadable
    return ALWAYS_THERE | {
        "action_ref": f"A{i}", "recommendation_ref": [f"{i}/{n}" for n, _ in said.answers], "action": THINGS[i],
        "agency": said.answers[0][1] if said.answers else LEADS[0], "due_on": said.due_on,
        "original_due_on": said.original_due_on, "completed_on": said.completed_on, "reported_status": said.status,
        "evidence": said.evidence, "last_source_on": said.last_source_on, "response": said.response,
        "split_from": whole if said.is_part else "",
        **({"due_on_precision": said.due_precision} if said.due_on else {}),
        **({"original_due_on_precision": said.original_precision} if said.original_due_on else {}),
        **({"due_on_precision": Precision.UNREADABLE} if is_unreadable else {}),
    }  # fmt: skip


def _check_row(ref: str, made: Check) -> dict:
    return {
        "action_ref": ref, "verification": made.found, "checker": made.checker,
        "checked_on": made.checked_on, "checked_on_precision": made.precision, "evidence": "seen",
    }  # fmt: skip


def _answer_row(i: int, answered: tuple[int, str], response: str) -> dict:
    n, agency = answered
    return {
        "review": "Harbour", "recommendation_ref": f"{i}/{n}", "recommendation": "Do", "agency": agency,
        "response": response,
    }  # fmt: skip


def _ref_of(whole: History | None, histories: list[History]) -> str:
    return next((f"A{i}" for i, history in enumerate(histories) if history is whole), "")


def files_of(histories: list[History]) -> list[ReceivedFile]:
    """The returns, logs and registers that would have produced these histories."""
    files = []
    for n, on in enumerate(RETURNS):
        rows = [
            _action_row(i, said, _ref_of(history.whole, histories))
            for i, history in enumerate(histories)
            if (said := history.returns[n][1])
        ]
        is_compiled = histories[0].is_compiled
        files.append(received("transport", on, [sheet(Kind.ACTION, [*rows, ALWAYS_THERE])], is_compiled))
    whole = {log.received_on for log in histories[0].whole_logs}
    for on, sender in LOGS:
        made = [(i, line) for i, history in enumerate(histories) for line in history.checks if line.received_on == on]
        rows = [_check_row(f"A{i}", line) for i, line in made]
        if on in whole:
            rows.append(_check_row("ZZ", Check(on, START, "verified")))
        if rows:
            log = replace(sheet(Kind.VERIFICATION, rows), log="whole" if on in whole else "list")
            files.append(received(sender, on, [log]))
    for on, sender in ASKED_ON:
        rows = [
            _answer_row(i, answered, response)
            for i, history in enumerate(histories)
            for answered, said in history.responses.items()
            for day, response, _ in said
            if day == on
        ]
        if rows:
            files.append(received(sender, on, [sheet(Kind.RECOMMENDATION, rows)]))
    ordered = sorted(files, key=lambda file: (file.received_on, file.sender))
    return [ReceivedFile(**{**vars(file), "file_id": n}) for n, file in enumerate(ordered, start=1)]


def built(histories: list[History], folder: Path):
    files = files_of(histories)
    return store.connect(build(folder, files))


def positions(db, as_of: date) -> dict[str, dict]:
    """The COMPARED columns of each action by its reference, without the action that is always there."""
    sql = f"SELECT action_ref, {', '.join(COMPARED)} FROM position_on($as_of) WHERE action_ref <> 'ZZ'"
    return {ref: dict(zip(COMPARED, values, strict=True)) for ref, *values in drawing.rows(db, sql, as_of=as_of)}
