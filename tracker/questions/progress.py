"""How far is each agency?"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from textwrap import shorten

import duckdb
from markupsafe import Markup

from tracker import compiled_words
from tracker.charts import axes
from tracker.charts.canvas import WIDE, Canvas
from tracker.charts.marks import state_square
from tracker.charts.sentence import Sentence, sentence_of
from tracker.html import blocks
from tracker.html.squares import Square, Strip, squares
from tracker.measure import Measure
from tracker.questions import actions
from tracker.questions.actions import Action
from tracker.terms import State
from tracker.theme import MUTED
from tracker.words import day, in_order, plural

STEP = 24  # pixels from one square to the next
MEASURES: tuple[Measure, ...] = ()
NONE = "No actions are recorded."

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
    actions: Sequence[Action]
    overdue_by_first: int

    def count(self, state: State) -> int:
        """How many of its actions are in this state."""
        return sum(action.state == state for action in self.actions)

    @property
    def notes(self) -> list[str]:
        """Its counts in two lines, overdue beside its twin by the dates first promised."""
        return [
            f"{plural(len(self.actions), 'action')}, {self.count(State.VERIFIED_COMPLETE)} verified",
            compiled_words.sentence(f"{self.count(State.OVERDUE)} overdue, {self.overdue_by_first} by first dates"),
        ]


def rows(
    db: duckdb.DuckDBPyConnection, as_of: date, review: str | None = None, agency: str | None = None
) -> tuple[Action, ...]:
    """One row per action, by agency and state."""
    return actions.rows(db, as_of, review, agency)


def agencies(rows: Sequence[Action]) -> list[Agency]:
    """The agencies, most overdue first, then the larger plan; one row of `rows` is one action."""
    order, by_name = list(State), defaultdict(list)
    for row in rows:
        by_name[row.agency or "Agency not named"].append(row)
    every = [
        Agency(
            name,
            sorted(actions, key=lambda action: (order.index(action.state), in_order(action.action_ref))),
            sum(action.is_overdue_by_first_date for action in actions),
        )
        for name, actions in sorted(by_name.items())
    ]
    return sorted(every, key=lambda agency: (-agency.count(State.OVERDUE), -len(agency.actions)))


def sentence(rows: Sequence[Action], as_of: date, is_illustrative: bool) -> Sentence:
    """What the squares show, in words."""
    counts = Counter(row.state for row in rows)
    verified, reported = counts[State.VERIFIED_COMPLETE], counts[State.REPORTED_COMPLETE]
    return sentence_of(
        f"{verified:,} of {plural(len(rows), 'action')} verified complete; {reported:,} more reported complete, "
        "not verified",
        "Each square is one action. A solid tick was checked by somebody other than the agency; a hollow "
        "tick is the agency’s own claim. Agencies with the most overdue actions come first, then those "
        "with the most actions.",
        [f"{agency.name}: {', '.join(agency.notes)}." for agency in agencies(rows)],
        as_of,
        is_illustrative,
    )


def block(rows: Sequence[Action], filters: Mapping[str, object]) -> Markup:
    """The squares for a page, each a link to its action; its address keeps the filters."""
    return squares([_strip(agency, filters) for agency in agencies(rows)], after="after-progress")


def _strip(agency: Agency, filters: Mapping[str, object]) -> Strip:
    marks = [Square(a.state, a.action_ref, _address(a, filters), _about(a)) for a in agency.actions]
    here = blocks.address("agencies", **{**filters, "agency": agency.name})
    return Strip(agency.name, "\n".join(agency.notes), marks, here)


def _about(action: Action) -> str:
    due = f" Due {day(action.due_on)}." if action.due_on else ""
    state, words = compiled_words.word(action.state), shorten(action.action, 140, placeholder=" …")
    return f"{action.action_ref}, {state}.{due} {words}"


def _address(action: Action, filters: Mapping[str, object]) -> str:
    return blocks.address("actions", **{"ref": action.action_ref, "sender": action.sender, **filters})


def table(rows: Sequence[Action], filters: Mapping[str, object]) -> Markup:
    """The figures as a table, one row for each agency."""
    states = [state for state in State if any(row.state == state for row in rows)]
    headings = ["Agency", "Actions", *(state.value for state in states), "Overdue by first dates"]
    lines = [_line(agency, states, filters) for agency in agencies(rows)]
    return blocks.table("Actions of each agency by state", headings, lines, numeric=headings[1:])


def _line(agency: Agency, states: Sequence[State], filters: Mapping[str, object]) -> tuple[blocks.Cell, ...]:
    def cell(n: int, **query: object) -> blocks.Cell:
        return blocks.link(n, blocks.actions_address(filters, agency=agency.name, **query))

    return (
        agency.name,
        cell(len(agency.actions)),
        *(cell(agency.count(state), state=state) for state in states),
        cell(agency.overdue_by_first, counted=Measure.OVERDUE_BY_FIRST_DATE),
    )


def chart(rows: Sequence[Action], as_of: date, filters: Mapping[str, object], width: int = WIDE) -> Canvas:
    """The squares as a drawing, each a link to its action."""
    canvas, counts = Canvas(width), Counter(row.state for row in rows)
    found = [
        (f"{compiled_words.word(state.value)} {counts[state]:,}", partial(_sign, canvas, state))
        for state in State
        if counts[state]
    ]
    axes.legend(canvas, found)
    for agency in agencies(rows):
        _draw(canvas, agency, filters)
    return canvas


def _sign(canvas: Canvas, state: State, x: float, y: float) -> None:
    state_square(canvas, x, y, state)


def _draw(canvas: Canvas, agency: Agency, filters: Mapping[str, object]) -> None:
    left, right = axes.plot_ends(canvas, has_notes=False)
    in_a_line = int((right - left) // STEP)
    deep = -(-len(agency.actions) // in_a_line) * STEP
    notes = [(note, 400, MUTED) for note in agency.notes]
    y = axes.tall_lane(canvas, agency.name, notes, deep)
    for n, action in enumerate(agency.actions):
        line, place = divmod(n, in_a_line)
        at = (left + 10 + place * STEP, y + 11 + line * STEP)
        name = f"{action.action_ref}, {compiled_words.word(action.state)}"
        state_square(canvas, *at, action.state, name, _address(action, filters))
