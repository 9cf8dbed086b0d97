"""How far has each agency got?"""

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
from tracker.questions.lateness import NOT_COMPUTED, Lateness
from tracker.terms import State
from tracker.theme import MUTED
from tracker.words import contradicted_note, day, in_order, plural

STEP = 24  # pixels from one square to the next
MEASURES: tuple[Measure, ...] = ()
NONE = "No actions are recorded."

METHOD = {
    "One square": "One action: one thing that one lead agency agreed to do. A shared action counts once, under its "
    "lead agency.",
    "Verified complete": "A named body other than the lead agency looked at evidence on a date and found it done.",
    "Reported complete, not verified": "The agency says that it is done. Nobody else has confirmed it.",
    "Overdue": "Open, and the current due date is before the date shown. The date first promised is counted beside it, "
    "so moving a deadline never improves the picture.",
    "Open, no date set": "Open, with no date that can be counted, so it cannot show as overdue.",
    "Closed, not done": "The agency will not do it or replaced it, or a checker found that it cannot be done.",
    "Not accepted": "The recommendation was not accepted and never had been.",
    "What this does not show": "A completed action does not show that children are safer. This tracks promises, not "
    "outcomes.",
}


@dataclass(frozen=True)
class Agency:
    """One agency's actions, in drawing order."""

    name: str
    actions: Sequence[Action]

    @property
    def lateness(self) -> Lateness:
        """Which of the agency's open actions can be judged, and which are late."""
        return Lateness.of(self.actions)

    def count(self, state: State) -> int:
        """How many of the agency's actions are in this state."""
        return sum(action.state == state for action in self.actions)

    @property
    def contradicted(self) -> int:
        """How many of its verified actions the agency itself reports as not complete."""
        return sum(action.is_contradicted for action in self.actions)

    @property
    def notes(self) -> list[str]:
        """The agency's counts in two lines, with overdue shown by both clocks."""
        against = f" ({self.contradicted} contradicted)" if self.contradicted else ""
        return [
            compiled_words.sentence(
                f"{plural(len(self.actions), 'action')}, {self.count(State.VERIFIED_COMPLETE)} verified{against}"
            ),
            compiled_words.sentence(self.lateness.note),
        ]


def rows(
    db: duckdb.DuckDBPyConnection, as_of: date, review: str | None = None, agency: str | None = None
) -> tuple[Action, ...]:
    """One row per action, by agency and state."""
    return actions.rows(db, as_of, review, agency)


def agencies(rows: Sequence[Action]) -> list[Agency]:
    """The agencies of these actions, most overdue first, then the larger plan."""
    order, by_name = list(State), defaultdict(list)
    for row in rows:
        by_name[row.agency].append(row)
    every = [
        Agency(
            name,
            sorted(actions, key=lambda action: (order.index(action.state), in_order(action.action_ref))),
        )
        for name, actions in sorted(by_name.items())
    ]
    return sorted(every, key=lambda agency: (-agency.count(State.OVERDUE), -len(agency.actions)))


def sentence(rows: Sequence[Action], as_of: date, is_illustrative: bool) -> Sentence:
    """What the squares show, in words."""
    count = Counter(measure for row in rows for measure in row.measures)
    apart = len(rows) - count[Measure.ACCEPTED]
    beside = f"; {apart:,} of them {'is' if apart == 1 else 'are'} counted apart" if apart else ""
    return sentence_of(
        f"{count[Measure.VERIFIED]:,} of {plural(count[Measure.ACCEPTED], 'accepted action')} verified complete"
        f"{contradicted_note(count[Measure.CONTRADICTED])}; "
        f"{count[Measure.REPORTED_COMPLETE]:,} more reported complete, not verified",
        f"Each square is one action{beside}. Solid tick: checked by somebody other than the agency. Hollow tick: "
        "the agency’s own claim. Most overdue actions first, then most actions.",
        [f"{agency.name}: {', '.join(agency.notes)}." for agency in agencies(rows)],
        as_of,
        is_illustrative,
    )


def block(rows: Sequence[Action], filters: Mapping[str, object]) -> Markup:
    """The squares for a page, each a link to its action; the links keep the filters."""
    return squares([_strip(agency, filters) for agency in agencies(rows)], after="after-progress")


def _strip(agency: Agency, filters: Mapping[str, object]) -> Strip:
    """One agency's squares; if there are many, they become a bar, and the agency's page has every square."""
    marks = [Square(a.state, a.action_ref, _address(a, filters), _about(a)) for a in agency.actions]
    here = blocks.address("agencies", **{**filters, "agency": agency.name})
    return Strip(agency.name, "\n".join(agency.notes), marks, here)


def _about(action: Action) -> str:
    due = f" Due {day(action.due_on)}." if action.due_on else ""
    state, words = compiled_words.word(action.state), shorten(action.action, 140, placeholder=" …")
    but = f", but its status is {action.reported_status}" if action.is_contradicted else ""
    return f"{action.action_ref}, {state}{but}.{due} {words}"


def _address(action: Action, filters: Mapping[str, object]) -> str:
    return blocks.address("actions", **{"ref": action.action_ref, "sender": action.sender, **filters})


def table(rows: Sequence[Action], filters: Mapping[str, object]) -> Markup:
    """The figures as a table, one row for each agency."""
    states = [state for state in State if any(row.state == state for row in rows)]
    headings = ["Agency", "Actions", *(state.value for state in states), "Overdue by first dates"]
    lines = [_line(agency, states, filters) for agency in agencies(rows)]
    return blocks.table("Actions of each agency by state", headings, lines, numeric=headings[1:])


def _line(agency: Agency, states: Sequence[State], filters: Mapping[str, object]) -> tuple[blocks.Cell, ...]:
    late = agency.lateness

    def cell(n: int, is_computed: bool = True, **query: object) -> blocks.Cell:
        opens = blocks.actions_address(filters, agency=agency.name, **query)
        return blocks.link(n, opens) if n or is_computed else NOT_COMPUTED

    def state_cell(state: State) -> blocks.Cell:
        count = cell(agency.count(state), late.is_computed or state != State.OVERDUE, state=state)
        if state != State.VERIFIED_COMPLETE or not agency.contradicted:
            return count
        return blocks.under(count, f"{agency.contradicted} contradicted")

    return (
        agency.name,
        cell(len(agency.actions)),
        *(state_cell(state) for state in states),
        cell(late.overdue_by_first_date, late.is_computed_by_first_date, counted=Measure.OVERDUE_BY_FIRST_DATE),
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
