"""Draws and loads three large invented collections: PYTHONPATH=. python tests/make_large.py <folder>."""

import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from drawing import LOG, REGISTER, Collection

AS_OF = date(2026, 10, 31)
RETURNS = (date(2026, 3, 2), date(2026, 10, 5))
FIRST_DUE = date(2025, 9, 1)
WORDS = (
    "Invented action: agree with the other bodies who keeps the shared list, write down who may see it, and report to "
    "the committee twice a year what was found."
)
PLAN = """
agency = "{agency}"
fills = "action"
review = "Invented Review"
illustrative = true
sheet = "Plan"
dates = "day first"
years = "financial"
reports_every = 31

[columns]
review = "Review"
agency = "Lead"
action_ref = "Ref"
recommendation_ref = "Rec"
action = "Action"
due_on = "Due"
reported_status = "Status"
evidence = "Evidence"

[reported_status]
"Not started" = "not started"
"In progress" = "in progress"
"Complete" = "reported complete"
"Dropped" = "will not do"
"""
HEADINGS = "Review | Lead | Ref | Rec | Action | Due | Status | Evidence\n"
STATUSES = ("Not started", "In progress", "Complete", "In progress", "Complete", "In progress", "Dropped")


class Planned(NamedTuple):
    """An invented action: its sender, review, lead agency, reference and the recommendation that it answers."""

    sender: str
    review: str
    agency: str
    ref: str
    recommendation: int


def six_agencies() -> Iterator[Planned]:
    """6 agencies with 300 actions each, in one review."""
    for agency in range(1, 7):
        for n in range(1, 301):
            yield Planned(
                f"council-{agency}", "Alder Review", f"Council {agency} of Merrowshire", f"C{agency}-{n}", n % 40 + 1
            )


def twelve_reviews() -> Iterator[Planned]:
    """60 agencies with 12 actions each, one in each of 12 reviews with long names."""
    for agency in range(1, 61):
        for n in range(1, 13):
            review = (
                f"Invented Review {n:02} of how the public bodies of Merrowshire and of its neighbours work together"
            )
            name = f"Merrowshire and District Joint Body {agency:02} for Invented Purposes"
            yield Planned(f"body-{agency:02}", review, name, f"B{agency:02}-{n}", agency % 6 + 1)


def many_bodies() -> Iterator[Planned]:
    """43 bodies with 6 actions each, one under each of the same 6 recommendations, in one joint plan."""
    for agency in range(1, 44):
        for n in range(1, 7):
            yield Planned("partnership", "Birch Review", f"Parish {agency:02} of Merrowshire", f"P{agency:02}-{n}", n)


SETS = {"six-agencies": six_agencies, "twelve-reviews": twelve_reviews, "many-bodies": many_bodies}


def make(name: str, folder: Path) -> None:
    """Draws one set into a folder and loads it; its contents depend on its name alone."""
    drawn, planned = Collection(folder), list(SETS[name]())
    drawn.layout("committee", REGISTER.replace("[columns]", '[columns]\nreview = "Review"'))
    drawn.layout("board", LOG)
    for sender in sorted({one.sender for one in planned}):
        its = [one for one in planned if one.sender == sender]
        drawn.layout(
            sender, PLAN.format(agency="Partnership of Merrowshire" if name == "many-bodies" else its[0].agency)
        )
        for step, on in enumerate(RETURNS):
            drawn.plan(str(on), HEADINGS + "\n".join(_row(one, step) for one in its), sender)
    drawn.register(str(RETURNS[0]), _register(planned))
    drawn.log("2026-10-20", _log(planned))
    drawn.load()


def _row(one: Planned, step: int) -> str:
    """An action's row in a return; by the second return a third of the dates moved and a seventh has got further."""
    n = _number(one)
    due = FIRST_DUE + timedelta(days=n * 37 % 700 + (90 if step and n % 3 == 0 else 0))
    status = STATUSES[(n + step * (n % 7 == 1)) % len(STATUSES)]
    evidence = f"Minutes {n}" if n % 4 else ""
    words = f"{WORDS} No. {n}."
    given = "TBC" if n % 11 == 0 else f"d:{due}"
    return " | ".join((one.review, one.agency, one.ref, str(one.recommendation), words, given, status, evidence))


def _number(one: Planned) -> int:
    return int("".join(letter for letter in one.ref if letter.isdecimal()))


def _register(planned: list[Planned]) -> str:
    asked = sorted({(one.review, one.recommendation, one.agency) for one in planned})
    lines = [
        f"{review} | {ref} | Invented recommendation {ref}: agree who does what. | {agency} | Accepted"
        for review, ref, agency in asked
    ]
    return "Review | Rec | Recommendation | Agency | Response\n" + "\n".join(lines)


def _log(planned: list[Planned]) -> str:
    complete = [one for one in planned if STATUSES[_number(one) % 7] == "Complete" and _number(one) % 3 == 1]
    lines = [
        f"{one.agency} | {one.ref} | Yes | Inspectorate of Invented Works | d:2026-10-12 | Minutes | "
        for one in complete
    ]
    return "Agency | Ref | Found | Checker | On | Seen | Why\n" + "\n".join(lines)


if __name__ == "__main__":
    for each in SETS:
        make(each, Path(sys.argv[1]) / each)
