"""Invents random recommendations, bodies, plans and checks, as files to check and store."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

import duckdb
from hypothesis import strategies as st
from random_histories import received, sheet

from checks.received_file import ReceivedFile
from loaders.load.build import build
from tracker import store
from tracker.terms import LEAD_NOT_STATED, Kind, ReportedStatus, Response

START = date(2025, 1, 6)
DAYS = [START + timedelta(days=20 * n) for n in range(4)]
AS_OF = st.sampled_from([START - timedelta(days=1), *DAYS, DAYS[-1] + timedelta(days=60), date(2026, 1, 1)])
BODIES = ["Harbour", "Transport", "Ferries", "Coastguard"]
MISSPELT = ["Harbuor", "Transprt"]
NUMBERS = [str(n) for n in range(1, 11)]
REFS = [f"A{n}" for n in range(1, 13)]
RESPONSES = [*[Response.ACCEPTED] * 6, *Response]
STATUSES = [*[ReportedStatus.REPORTED_COMPLETE] * 8, *[ReportedStatus.SUPERSEDED] * 4, *ReportedStatus]


def told(seed: int) -> dict:
    """A random story: registers and plans by their days, files that could not be read, and what was checked."""
    chance = Random(seed)
    plans = {
        (body, on): {ref: _said(chance) for ref in chance.sample(REFS, chance.randint(1, len(REFS)))}
        for body in BODIES
        if chance.random() < 0.7
        for on in chance.sample(DAYS, chance.randint(1, 2))
    }
    return {
        "registers": {on: _addressed(chance) for on in chance.sample(DAYS[:3], chance.randint(1, 2))},
        "plans": plans,
        "unread": {body: chance.choice(DAYS) for body in BODIES if chance.random() < 0.15},
        "checks": {(body, ref) for (body, _), plan in plans.items() for ref in plan if chance.random() < 0.4},
    }


def _addressed(chance: Random) -> dict[tuple[str, str], Response]:
    return {
        (number, body): chance.choice(RESPONSES)
        for number in NUMBERS
        for body in chance.sample(chance.choice([*[BODIES] * 6, [*BODIES, *MISSPELT]]), chance.choice([1, 1, 2, 4]))
    }


def _said(chance: Random) -> dict:
    return {
        "recommendation_ref": sorted(chance.sample(NUMBERS, chance.choice([1, 1, 2]))),
        "agency": chance.choice(["", "", "", *BODIES, LEAD_NOT_STATED]),
        "supporting_agencies": sorted(chance.sample(BODIES, chance.choice([0, 0, 1, 2]))),
        "reported_status": chance.choice(STATUSES),
        "due_on": chance.choice([None, START, date(2025, 12, 1)]),
        "completed_on": START,
        "evidence": "minutes",
        "superseded_by": chance.choice(["Z9", *REFS]),
    }


STORY = st.integers(0, 2**32).map(told)


def built(story: dict, folder: Path) -> duckdb.DuckDBPyConnection:
    """A database of the files that tell a story."""
    files = sorted(_files(story), key=lambda file: (file.received_on, file.sender))
    numbered = [replace(file, file_id=n) for n, file in enumerate(files, start=1)]
    return store.connect(build(folder, numbered))


def _files(story: dict) -> list[ReceivedFile]:
    registers = [
        received("committee", on, [sheet(Kind.RECOMMENDATION, [_answer(*one) for one in said.items()])])
        for on, said in story["registers"].items()
    ]
    plans = [
        replace(
            received(body.lower(), on, [sheet(Kind.ACTION, [_action(body, *one) for one in plan.items()])]), agency=body
        )
        for (body, on), plan in story["plans"].items()
    ]
    unread = [
        replace(received(body.lower(), on + timedelta(days=1), []), agency=body, is_read=False)
        for body, on in story["unread"].items()
    ]
    checks = [_check(*one) for one in sorted(story["checks"])]
    log = [received("board", DAYS[-1], [sheet(Kind.VERIFICATION, checks)])] if checks else []
    return [*registers, *plans, *unread, *log]


def _answer(addressed: tuple[str, str], response: Response) -> dict:
    number, body = addressed
    return {
        "review": "Harbour", "recommendation_ref": number, "recommendation": "Do", "agency": body, "response": response,
    }  # fmt: skip


def _action(body: str, ref: str, said: dict) -> dict:
    return said | {
        "review": "Harbour", "action_ref": ref, "action": f"Do {ref}", "agency": said["agency"] or body,
        "response": "no response",
    }  # fmt: skip


def _check(body: str, ref: str) -> dict:
    return {
        "agency": body, "action_ref": ref, "verification": "verified", "checker": "Board", "checked_on": DAYS[-1],
        "evidence": "seen",
    }  # fmt: skip
