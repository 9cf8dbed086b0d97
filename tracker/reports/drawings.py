"""The two drawings of a paper: a line for each agency and no taller, since both share a page with a table."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import accumulate, groupby, takewhile
from typing import TypeVar

from tracker.charts import axes
from tracker.charts.canvas import SOLID, WIDE, Canvas, lines
from tracker.charts.marks import SIDE, first_date_diamond, overdue_dot, state_square
from tracker.charts.sentence import Sentence
from tracker.compiled_words import sentence, word
from tracker.questions import choices, hidden_overdue, progress
from tracker.questions.progress import Agency
from tracker.reports.meeting import Meeting
from tracker.reports.paper import Block, Paragraph, ParagraphKind, Picture, text
from tracker.terms import State
from tracker.theme import INK, LOOKS, MUTED
from tracker.words import plural

NAMES = 262  # pixels; the marks begin to the right
LEFT, RIGHT = NAMES + 18, WIDE - 10
STEP = SIDE + 4  # from one square to the next
MOST = int((RIGHT - LEFT) // STEP)  # squares in a line; if any agency has more, each gets a bar
LOW, NOTES = 24, 216
# Height of all lines together in pixels. A paper gives a drawing 41 mm: with more lines, the letters, 14 pixels high,
# would be smaller than a footnote's, so agencies without room appear only in the appendix.
ROOM = 185
Row = TypeVar("Row")
PADDING = dict.fromkeys(("left", "top", "right", "bottom"), 2)  # paper has margins; Streamlit accepts no single number


def how_far(meeting: Meeting) -> Iterator[Block]:
    """Yields a square for each action, or a bar for each agency, after a sentence that says the same."""
    rows = progress.rows(meeting.db, meeting.as_of, meeting.review, meeting.agency)
    if not rows:
        yield Paragraph(text(progress.NONE))
        return
    canvas, found, counts = Canvas(), progress.agencies(rows), Counter(row.state for row in rows)
    states = [state for state in State if counts[state]]
    axes.legend(canvas, [(f"{word(state)} {counts[state]:,}", partial(_sign, canvas, state)) for state in states])
    drawn = _fitting(found, lambda agency: _height(agency.name))
    most = max(len(agency.actions) for agency in drawn)
    for agency in drawn:
        y = _lane(canvas, agency.name)
        if most > MOST:
            _bar(canvas, agency, y, (RIGHT - LEFT) / most)
        else:
            _squares(canvas, agency, y)
    caption = progress.sentence(rows, meeting.as_of, choices.is_illustrative(meeting.db))
    yield from _with_sentence(canvas, caption, len(found), len(drawn))


def two_clocks(meeting: Meeting) -> Iterator[Block]:
    """Yields what is overdue now and by the dates first promised, a line for each agency, after a sentence."""
    rows = hidden_overdue.rows(meeting.db, meeting.as_of, meeting.review, meeting.agency)
    late = hidden_overdue.agencies_to_draw(rows)
    caption = hidden_overdue.sentence(rows, meeting.as_of, choices.is_illustrative(meeting.db)) if rows else None
    if caption is None or not late:
        yield Paragraph(text(f"{caption.title}." if caption else sentence(hidden_overdue.NONE)))
        return
    canvas, drawn = Canvas(), _fitting(late, lambda row: _height(row.agency, LOW + 4))
    signs = {"Overdue by the current date": overdue_dot, "Overdue by the date first promised": first_date_diamond}
    axes.legend(canvas, [(words, partial(draw, canvas)) for words, draw in signs.items()])
    most = max(max(row.overdue, row.overdue_by_first_date) for row in late) or 1
    top, scale = canvas.height + 6, axes.linear_scale(0, most, LEFT, RIGHT - NOTES)
    for row in drawn:
        y = _lane(canvas, row.agency, LOW + 4)
        hidden_overdue.draw_clocks(canvas, row, y, scale, {})
        canvas.text(WIDE - NOTES + 16, y, sentence(row.lateness.note), 13, 600, fill=INK)
    for n in axes.round_numbers(most, 10):
        canvas.grid(scale(n), top, scale(n), canvas.height)
        canvas.text(scale(n), canvas.height + 10, f"{n:,}", 12.5, fill=MUTED, align="center")
    canvas.height += 18
    yield from _with_sentence(canvas, caption, len(late), len(drawn))


def _sign(canvas: Canvas, state: State, x: float, y: float) -> None:
    state_square(canvas, x, y, state)


def _fitting(rows: Sequence[Row], height: Callable[[Row], int]) -> Sequence[Row]:
    """As many of the first rows as fit; at least one."""
    ends = accumulate(map(height, rows))
    return rows[: max(1, sum(1 for _ in takewhile(lambda end: end <= ROOM, ends)))]


def _height(name: str, low: int = LOW) -> int:
    """The height in pixels of an agency's line, whose name may wrap."""
    return max(low, 17 * len(lines(name, 14, NAMES)) + 4)


def _lane(canvas: Canvas, name: str, low: int = LOW) -> float:
    """Adds an agency's name below what is there; returns the y of its marks."""
    wrapped, height = lines(name, 14, NAMES), _height(name, low)
    middle = canvas.height + height / 2
    for n, words in enumerate(wrapped):
        canvas.text(NAMES, middle + 17 * (n - (len(wrapped) - 1) / 2), words, 14, align="right")
    canvas.height += height
    return middle


def _squares(canvas: Canvas, agency: Agency, y: float) -> None:
    for n, action in enumerate(agency.actions):
        state_square(canvas, LEFT + 10 + n * STEP, y, action.state)


def _bar(canvas: Canvas, agency: Agency, y: float, unit: float) -> None:
    """Draws a box for each state, with its number if there is room; `unit` is the width of one action in pixels."""
    x: float = LEFT
    for state, same in groupby(agency.actions, key=lambda action: action.state):
        look, n = LOOKS[state], len(list(same))
        right, dash = x + n * unit, ",".join(map(str, look.dash)) or SOLID
        canvas.box(x, y - SIDE / 2, right, y + SIDE / 2, fill=look.fill, line=look.line, dash=dash)
        if right - x > 9 * len(f"{n:,}"):
            canvas.text((x + right) / 2, y, f"{n:,}", 12.5, 600, fill=look.ink, align="center")
        x = right


def _with_sentence(canvas: Canvas, caption: Sentence, found: int, drawn: int) -> Sequence[Block]:
    """The sentence, then the drawing with the source as its last line."""
    more = f" Of {plural(found, 'agency', 'agencies')} the first {drawn} are drawn." if found > drawn else ""
    canvas.height = canvas.paragraph(0, canvas.height + 14, caption.source, WIDE, 12, fill=MUTED)
    return [
        Paragraph(text(f"{caption.title}.{more}"), ParagraphKind.NOTE),
        Picture({**canvas.specification(), "padding": PADDING}, caption.alt),
    ]
