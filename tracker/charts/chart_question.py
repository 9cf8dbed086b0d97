"""What a question defines so that a page can show it as a chart, and every question that does."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, Protocol, cast

import duckdb
from markupsafe import Markup

from tracker.charts.canvas import WIDE, Canvas
from tracker.charts.sentence import Sentence
from tracker.measure import Measure

QUESTIONS = "tracker.questions"


class ChartQuestion(Protocol):
    """What a module of tracker/questions defines so that a page can show it as a chart.

    `rows` returns a NamedTuple for each row, and the other functions take these rows. A module may also define METHOD,
    which explains its words, `block`, which draws its rows in HTML instead, `too_few`, which says why so few rows are
    not drawn, and `none`, which says NONE only if the figures on screen allow it.
    """

    __name__: str
    MEASURES: tuple[Measure, ...]
    NONE: str

    def rows(
        self, db: duckdb.DuckDBPyConnection, as_of: date, review: str | None = None, agency: str | None = None
    ) -> Sequence[Any]:
        """The figures on a date."""

    def sentence(self, rows: Any, as_of: date, is_illustrative: bool) -> Sentence:
        """The chart in words."""

    def table(self, rows: Any, filters: Mapping[str, object]) -> Markup:
        """The figures as a table, with links that keep the filters."""

    def chart(self, rows: Any, as_of: date, filters: Mapping[str, object], width: int = WIDE) -> Canvas:
        """The drawing, with links that keep the filters."""


def chart_name(question: ChartQuestion) -> str:
    """The name of a chart in the names and addresses of its files: due-ahead."""
    return question.__name__.rpartition(".")[2].replace("_", "-")


@cache
def chart_questions() -> dict[str, ChartQuestion]:
    """Every question that a page can show as a chart, by the name of its chart."""
    names = (one.name for one in iter_modules(import_module(QUESTIONS).__path__))
    modules = (import_module(f"{QUESTIONS}.{name}") for name in names)
    drawn = (cast(ChartQuestion, module) for module in modules if hasattr(module, "chart"))
    return {chart_name(question): question for question in drawn}
