"""Places the parts of a chart: a lane for each name, numbers or days along the x-axis, a legend."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from tracker.charts.canvas import WIDE, Canvas, lines
from tracker.compiled_words import word
from tracker.first_ten import first_ten
from tracker.theme import GREY, INK, MUTED, PALE
from tracker.words import plural

NAMES, NOTES = 220, 216  # width in pixels of the names and of the notes on a wide chart
FEWEST = 3  # fewer marks show nothing
Scale = Callable[[float], float]
Note = tuple[str, int, str]  # words, weight, colour


def more_in_table(lanes: Sequence[object], first: Callable[..., Sequence[object]] = first_ten) -> str:
    """A sentence that says how many lanes are drawn, "" if all are; `first` selects those drawn."""
    drawn = len(first(lanes))
    return f" The chart shows the first {drawn}; the table has all {len(lanes):,}." if len(lanes) > drawn else ""


def plot_ends(canvas: Canvas, has_notes: bool = True) -> tuple[float, float]:
    """The x of the left and the right end of the marks, in pixels."""
    if canvas.width < WIDE:
        return 8, canvas.width - 8
    return NAMES + 14, WIDE - (NOTES + 6 if has_notes else 24)


def linear_scale(low: float, high: float, left: float, right: float) -> Scale:
    """A function from a number to its x in pixels."""
    return lambda value: left + (value - low) / ((high - low) or 1) * (right - left)


def lane(canvas: Canvas, name: str, notes: Sequence[Note], depth: float = 26) -> float:
    """Adds a lane for one line of marks, `depth` pixels high, below what is there; returns the y of the marks.

    A wide chart has the name left of the marks and the notes right of them, a narrow one has both above.
    """
    top = canvas.height
    if canvas.width < WIDE:
        below = canvas.paragraph(0, top + 10, name, canvas.width, 14, weight=600)
        for words, weight, colour in notes:
            below = canvas.paragraph(0, below, words, canvas.width, 12.5, weight=weight, fill=colour)
        canvas.height = below + depth + 14
        canvas.strips.append((below, below + depth))
        return below + depth / 2
    name_lines = lines(name, 14, NAMES)
    height = max(depth + 18, 18 * len(name_lines) + 12, 18 * len(notes) + 12)
    middle = top + height / 2
    for n, words in enumerate(name_lines):
        canvas.text(NAMES, middle + 18 * (n - (len(name_lines) - 1) / 2), words, 14, align="right")
    for n, (words, weight, colour) in enumerate(notes):
        canvas.text(WIDE - NOTES + 16, middle + 18 * (n - (len(notes) - 1) / 2), words, 13, weight, fill=colour)
    canvas.height = top + height
    return middle


def tall_lane(canvas: Canvas, name: str, notes: Sequence[Note], depth: float) -> float:
    """Adds a lane for several lines of marks, `depth` pixels high, below what is there; returns the y of their top.

    The notes go under the name; both are left of the marks on a wide chart and above them on a narrow one.
    """
    top = canvas.height + 14
    width = NAMES if canvas.width == WIDE else canvas.width
    below = canvas.paragraph(0, top + 10, name, width, 14, weight=600)
    for words, weight, colour in notes:
        below = canvas.paragraph(0, below, words, width, 12.5, weight=weight, fill=colour)
    y = top if canvas.width == WIDE else below - 6
    canvas.height = max(below, y + depth)
    return y


def steps_apart(places: Iterable[float], room: float = 16, deep: int = 4) -> list[int | None]:
    """How many steps below its line each mark goes, above it if negative, so that no two touch.

    A mark with no room within `deep` steps gets None.
    """
    steps = sorted(range(-deep, deep + 1), key=lambda step: (abs(step), -step))
    placed: list[tuple[float, int]] = []
    found: list[int | None] = []
    for x in places:
        used_steps = {step for other, step in placed if abs(other - x) < room}
        free = next((step for step in steps if step not in used_steps), None)
        found.append(free)
        if free is not None:
            placed.append((x, free))
    return found


def depth(steps: Iterable[int | None]) -> int:
    """The most steps that any mark of a lane goes down or up."""
    return max((abs(step) for step in steps if step is not None), default=0)


def beside(heights: Sequence[float], room: float = 14) -> list[float]:
    """How far left of its x each mark goes, in pixels: 0, or more where it would touch earlier ones."""
    return [room * sum(abs(other - y) < room for other in heights[:n]) for n, y in enumerate(heights)]


def too_few(marks: int, thing: str) -> str:
    """Why nothing is drawn if there are too few marks to show anything, "" if there are enough."""
    return f"Too few marks for a chart: {plural(marks, thing)}. See the table." if marks < FEWEST else ""


def legend(canvas: Canvas, entries: Iterable[tuple[str, Callable[[float, float], None]]]) -> None:
    """Adds a legend below what is there: each entry is the words for a mark, and a function that draws it at x, y."""
    x, y = 8.0, canvas.height + 12
    for name, draw in entries:
        words = word(name)  # those for compiled records are longer
        width = 20 + len(words) * 6.6
        if x > 8 and x + width > canvas.width:
            x, y = 8.0, y + 24
        draw(x, y)
        canvas.text(x + 16, y, words)
        x += width + 18
    canvas.height = y + 22


def x_axis(canvas: Canvas, top: float, ticks: Iterable[tuple[float, str]], title: str = "") -> None:
    """Adds the axis below what is there: for each tick (its x and its words) a grid line from `top` down."""
    left, right = plot_ends(canvas)
    bottom = canvas.height + 4
    for x, words in ((x, words) for x, words in ticks if left - 1 <= x <= right + 1):
        for begin, end in canvas.strips or [(top, bottom)]:
            canvas.grid(x, begin, x, end)
        canvas.text(x, bottom + 13, words, 12.5, fill=MUTED, align="center")
    canvas.rule(left, bottom, right, bottom, GREY)
    canvas.height = bottom + 24
    if title:
        canvas.text((left + right) / 2, canvas.height + 8, title, 12.5, fill=MUTED, align="center")
        canvas.height += 20


def y_axis(canvas: Canvas, up: Scale, most: int, left: float) -> None:
    """Adds numbers left of `left`, each with a grid line to its right; `up` is the scale of the y."""
    for n in round_numbers(most, 6):
        canvas.grid(left, up(n), canvas.width - 10, up(n), GREY if n == 0 else PALE)
        canvas.text(left - 8, up(n), f"{n:,}", 12.5, fill=MUTED, align="right")


def month_axis(canvas: Canvas, begin: date, end: date, across: Scale) -> None:
    """Adds the months between two days below what is there, without grid lines; `across` takes ordinal days."""
    for on in months(begin, end, 6 if canvas.width == WIDE else 3):
        x = across(on.toordinal())
        canvas.rule(x, canvas.height, x, canvas.height + 5, GREY)
        canvas.text(x, canvas.height + 16, f"{on:%b %Y}", 12.5, fill=MUTED, align="center")
    canvas.height += 28


def as_of_line(canvas: Canvas, x: float, top: float, bottom: float, words: str) -> None:
    """Adds the dashed line of the as-of date, with its words on the side that has room."""
    for begin, end in canvas.strips or [(top, bottom)]:
        canvas.rule(x, begin, x, end, INK, 1.4, "5,3")
    is_left = x > canvas.width / 2
    canvas.text(x - 6 if is_left else x + 6, top + 6, words, 12, 600, align="right" if is_left else "left")


def round_numbers(most: int, at_most: int) -> list[int]:
    """Whole numbers from 0 to `most`, evenly spaced, at most `at_most` of them."""
    steps = (unit * 10**power for power in range(9) for unit in (1, 2, 5))
    step = next(step for step in steps if most // step < at_most)
    return list(range(0, most + 1, step))


def months(first: date, last: date, at_most: int) -> list[date]:
    """First days of months between two days, evenly spaced, at most `at_most` of them."""
    span = (last.year - first.year) * 12 + last.month - first.month + 1
    step = next((step for step in (1, 2, 3, 6, 12, 24, 60, 120) if span / step <= at_most), 240)
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    starts = [date(n // 12, n % 12 + 1, 1) for n in numbers if n % step == 0]
    return [day for day in starts if first <= day <= last]


def time_scale(
    first: date, last: date, left: float, right: float, at_most: int
) -> tuple[Scale, list[tuple[float, str]]]:
    """A scale for ordinal days, and the ticks of the months between two days."""
    scale = linear_scale(first.toordinal(), last.toordinal(), left, right)
    return scale, [(scale(day.toordinal()), f"{day:%b %Y}") for day in months(first, last, at_most)]
