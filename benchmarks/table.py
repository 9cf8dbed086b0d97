"""What benchmarks print: tables in Markdown, targets met or missed, and how cost grows with size."""

from collections.abc import Iterable, Sequence
from math import log


def table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table in Markdown."""
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


def targets(wanted: Iterable[tuple[str, float, float]]) -> str:
    """A table of targets: each one's name, the most that it may be, and what was measured."""
    rows = [[what, number(most), number(measured), verdict(measured, most)] for what, most, measured in wanted]
    return table(["wanted", "at most", "measured", ""], rows)


def number(value: float) -> str:
    """A figure with three significant digits, never as a power of ten."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def verdict(measured: float, most: float) -> str:
    """Whether a target is met, and otherwise by how much it is missed."""
    over = 100 * (measured / most - 1)
    return "met" if over <= 0 else f"**missed by {f'{over:,.0f}' if over >= 1 else 'less than 1'}%**"


def growth(sizes: Sequence[float], costs: Sequence[float]) -> float:
    """The power of the size by which the cost grew from the first to the last: 1 is proportional, 2 its square."""
    return log(costs[-1] / costs[0]) / log(sizes[-1] / sizes[0])
