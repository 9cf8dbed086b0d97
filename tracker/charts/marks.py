"""Marks that mean the same in every chart."""

from tracker.charts.canvas import SOLID, Canvas
from tracker.terms import State
from tracker.theme import BURNT, LOOKS, NAVY, PLUM, WHITE

SIDE = 19  # side of a square, in pixels


def overdue_dot(canvas: Canvas, x: float, y: float, name: str = "", url: str = "") -> None:
    """Draws an action overdue by its current date: solid."""
    canvas.point(x, y, "circle", 130, fill=BURNT, line=WHITE, thick=1, name=name, url=url)


def first_date_diamond(canvas: Canvas, x: float, y: float, name: str = "", url: str = "", area: float = 190) -> None:
    """Draws an action late by the date first promised: hollow, since the current date hides it."""
    canvas.point(x, y, "diamond", area, fill=WHITE, line=PLUM, name=name, url=url)


def moved_diamond(canvas: Canvas, x: float, y: float, name: str = "", url: str = "") -> None:
    """Draws a current date that has moved."""
    canvas.point(x, y, "diamond", 150, fill=PLUM, line=PLUM, name=name, url=url)


def return_dot(canvas: Canvas, x: float, y: float, name: str = "", url: str = "") -> None:
    """Draws a return received."""
    canvas.point(x, y, "circle", 120, fill=NAVY, line=WHITE, thick=1, name=name, url=url)


def state_square(canvas: Canvas, x: float, y: float, state: State, name: str = "", url: str = "") -> None:
    """Draws one action in the look of its state."""
    look = LOOKS[state]
    shape = {"fill": look.fill, "line": look.line, "dash": ",".join(map(str, look.dash)) or SOLID, "thick": 1.8}
    canvas.point(x, y, "square", SIDE**2, **shape, name=name, url=url)
    if look.glyph:
        area = (SIDE * 0.86) ** 2
        canvas.marks["glyphs"].append({"x": x, "y": y, "shape": look.glyph, "area": area, "line": look.ink})
