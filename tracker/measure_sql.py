"""The measures as statements ask for them: each is one bit of a whole number."""

import re
from collections.abc import Collection

from tracker.measure import Measure

# The columns that depend on the day itself; all others stay the same over a span of days.
OF_THE_DAY = (
    "judged_on", "is_overdue", "is_overdue_by_first_date", "is_due_soon", "days_overdue", "days_late",
)  # fmt: skip
BITS = {measure: 1 << n for n, measure in enumerate(Measure)}
# How many open actions each clock can judge, and how many are late by it: what rows of counts call them.
LATE_COUNTS = {
    "open_actions": Measure.OPEN,
    "open_dated": Measure.OPEN_WITH_DATE,
    "open_once_dated": Measure.OPEN_ONCE_DATED,
    "open_undated": Measure.NO_DATE,
    "open_unreadable": Measure.DATE_UNREADABLE,
    "overdue": Measure.OVERDUE,
    "overdue_by_first_date": Measure.OVERDUE_BY_FIRST_DATE,
}


def bits_in_sql(of_the_day: bool) -> str:
    """An SQL sum with a bit for each measure that counts the row: those that depend on the day, or all others.

    The database takes longer to plan a condition than to run it, so each condition is asked once for all callers.
    """
    chosen = [one for one in Measure if of_the_day == depends_on_the_day(one)]
    return " + ".join(f"if({measure.condition}, {BITS[measure]}, 0)" for measure in chosen)


def depends_on_the_day(measure: Measure) -> bool:
    """Whether the condition of a measure names a column that is worked out for each day."""
    return names_one_of(measure.condition, OF_THE_DAY)


def names_one_of(condition: str, columns: Collection[str]) -> bool:
    """Whether a condition names one of these columns, as a whole word."""
    return not {*re.findall(r"\w+", condition)}.isdisjoint(columns)


def ask_for_texts() -> bool:
    """Whether any measure needs a text of the plan, which is then looked up for every row."""
    return any("texts[" in measure.condition for measure in Measure)


def columns_in_sql() -> str:
    """SQL for two columns made from `bits`: `counts_as`, true or false by measure, and `measures`, a list of words."""
    counts = ", ".join(f"{measure.name.lower()}: bits & {bit} <> 0" for measure, bit in BITS.items())
    words = ", ".join(f"'{measure}'" for measure in Measure)
    return f"{{{counts}}} AS counts_as, list_filter([{words}], lambda word, n: bits >> (n - 1) & 1 = 1) AS measures"


def late_counts_in_sql() -> str:
    """SQL for the columns of LATE_COUNTS, for rows that have `counts_as`."""
    counts = (f"count(*) FILTER (counts_as.{measure.name.lower()}) AS {name}" for name, measure in LATE_COUNTS.items())
    return ", ".join(counts)


def measures_in(bits: int) -> list[Measure]:
    """The measures whose bits are set."""
    return [measure for measure, bit in BITS.items() if bits & bit]
