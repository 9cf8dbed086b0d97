"""How far is each agency?"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import shorten
from typing import Any

import pandas as pd
from markupsafe import Markup

from tracker import blocks, charts
from tracker.charts import Sentence
from tracker.squares import Square, Strip, squares
from tracker.terms import State
from tracker.theme import MUTED
from tracker.words import day, in_order, plural

NAMES, STEP = 250, 24  # pixels: the column of names, and from one square to the next
LISTED = 8  # agencies named in the words for a screen reader; the table names them all
A_LINE = (charts.WIDTH - NAMES) // STEP


METHOD = {
    "One square": "One action: one thing that one lead agency agreed to do. A shared action stands once, under its "
    "lead.",
    "Verified complete": "A named body other than the lead agency looked at evidence on a date and found it done.",
    "Reported complete, not verified": "The agency says that it is done. Nobody else has confirmed it.",
    "Overdue": "Open, and the current due date is before the date of the position. The first-promised date is counted "
    "beside it, so that moving a deadline never improves the picture.",
    "Open, no date set": "Open, with no date that can be counted, so no current date can show it as overdue.",
    "Closed, not done": "The agency will not do it or replaced it, or a checker found that it cannot be done.",
    "Not accepted": "The recommendation was not accepted and never had been.",
    "What this does not show": "A completed action does not show that children are safer. This tracks promises, not "
    "outcomes.",
}


@dataclass(frozen=True)
class Agency:
    """One agency's actions, in the order they are drawn."""

    name: str
    actions: Sequence[Any]
    overdue_by_first: int

    def count(self, state: State) -> int:
        """How many of its actions are in this state."""
        return sum(action.state == state for action in self.actions)

    @property
    def notes(self) -> list[str]:
        """Its counts in two lines, overdue beside its twin by the dates first promised."""
        return [
            f"{plural(len(self.actions), 'action')}, {self.count(State.VERIFIED_COMPLETE)} verified",
            f"{self.count(State.OVERDUE)} overdue, {self.overdue_by_first} by first dates",
        ]


def agencies(rows: pd.DataFrame) -> list[Agency]:
    """The agencies, most overdue first, then the larger plan; one row of `rows` is one action."""
    order = list(State)
    found = []
    for name, group in rows.groupby(rows.agency.where(rows.agency.fillna("") != "", "Agency not named")):
        actions = sorted(group.itertuples(index=False), key=lambda a: (order.index(a.state), in_order(a.action_ref)))
        found.append(Agency(str(name), actions, int(group.is_overdue_by_first_date.sum())))
    return sorted(found, key=lambda agency: (-agency.count(State.OVERDUE), -len(agency.actions)))


def sentence(rows: pd.DataFrame) -> Sentence:
    """What the squares show, in words."""
    counts, n = Counter(rows.state), len(rows)
    if not n:
        return Sentence("No actions are recorded", "", "No actions are recorded.")
    verified, reported = counts[State.VERIFIED_COMPLETE], counts[State.REPORTED_COMPLETE]
    title = (
        f"{verified:,} of {plural(n, 'action')} verified complete; {reported:,} more reported complete, not verified"
    )
    found = agencies(rows)
    listed = " ".join(f"{agency.name}: {', '.join(agency.notes)}." for agency in found[:LISTED])
    rest = f" And {plural(len(found) - LISTED, 'more agency', 'more agencies')}." if found[LISTED:] else ""
    return Sentence(
        title,
        "Each square is one action. A solid tick was checked by somebody other than the agency; a hollow "
        "tick is the agency’s own claim. Agencies with the most overdue actions come first, then those "
        "with the most actions.",
        f"One square for each action, by agency. {title}. {listed}{rest}",
    )


def block(rows: pd.DataFrame, source: str, **kept: str) -> Markup:
    """The squares for a page, each a link to its action; `kept` are the filters its address keeps."""
    said = sentence(rows)
    strips = [_strip(agency, kept) for agency in agencies(rows)]
    return squares(said.title, said.subtitle, strips, source, after="after-progress")


def _strip(agency: Agency, kept: dict[str, str]) -> Strip:
    marks = [Square(State(a.state), str(a.action_ref), _address(a, kept), _about(a)) for a in agency.actions]
    here = blocks.address("agencies", **{**kept, "agency": agency.name})
    return Strip(agency.name, "\n".join(agency.notes), marks, here)


def _about(action: Any) -> str:
    due = "" if pd.isna(action.due_on) else f" Due {day(action.due_on)}."
    return f"{action.action_ref}, {action.state}.{due} {shorten(str(action.action), 140, placeholder=' …')}"


def _address(action: Any, kept: dict[str, str]) -> str:
    return blocks.address("actions", **{"ref": action.action_ref, "sender": action.sender, **kept})


def table(rows: pd.DataFrame) -> Markup:
    """The same figures as a table, one row for each agency."""
    states = [state for state in State if (rows.state == state).any()]
    lines = [(a.name, len(a.actions), *map(a.count, states), a.overdue_by_first) for a in agencies(rows)]
    headings = ["Agency", "Actions", *(state.value for state in states), "Overdue by first dates"]
    return blocks.table("Actions of each agency by state", headings, lines, numeric=headings[1:])


def chart(rows: pd.DataFrame, source: str, kept: dict[str, str] | None = None) -> dict[str, Any]:
    """The same squares as a finished Vega-Lite specification; with `kept`, each square is a link."""
    marks, labels, y = charts.key(Counter(State(state) for state in rows.state))
    for agency in agencies(rows):
        drawn, written, y = _drawn(agency, y + 16, kept)
        marks, labels = marks + drawn, labels + written
    return charts.finish(marks, labels, y + 24, sentence(rows), source)


def _drawn(agency: Agency, top: float, kept: dict[str, str] | None) -> tuple[list[dict], list[dict], float]:
    names = charts.lines(agency.name, 15, NAMES - 16)
    labels = [charts.label(0, top + 10 + 19 * n, line, 14, 600) for n, line in enumerate(names)]
    below = top + 10 + 19 * len(names)
    labels += [charts.label(0, below + 17 * n, line, 12.5, 400, MUTED) for n, line in enumerate(agency.notes)]
    marks = [_mark(action, n, top, kept) for n, action in enumerate(agency.actions)]
    deep = -(-len(marks) // A_LINE) * STEP
    return marks, labels, max(below + 17 * len(agency.notes), top + deep)


def _mark(action: Any, n: int, top: float, kept: dict[str, str] | None) -> dict[str, Any]:
    line, place = divmod(n, A_LINE)
    more = {"name": f"{action.action_ref}, {action.state}"}
    if kept is not None:  # a picture that leaves the site has nowhere to lead
        more["url"] = _address(action, kept)
    return charts.square(NAMES + 10 + place * STEP, top + 11 + line * STEP, State(action.state), **more)


def method() -> Markup:
    """How the squares are counted, in words."""
    return blocks.summary_list(METHOD)
