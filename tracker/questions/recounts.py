"""Were the files behind a citation read or counted differently since, and how did the figures change?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import NamedTuple

import duckdb

from tracker import query
from tracker.compiled_words import word
from tracker.file_terms import Cause
from tracker.measure import HEADLINE, Measure
from tracker.words import and_list, day

SHOWN = 12  # characters of a method in an address
CLOCKS = (Measure.OVERDUE, Measure.OVERDUE_BY_FIRST_DATE)  # never shown one without the other


class Figure(NamedTuple):
    """How many of the chosen actions a measure counted before and after a recount."""

    number: int
    measure: Measure
    before: int
    after: int


class RecountReason(NamedTuple):
    """One thing that had changed before a recount: the name of a file, or a word of `Cause`."""

    number: int
    as_of: date
    name: str


@dataclass(frozen=True)
class Recount:
    """A recount of files, why, and the headline figures of the chosen actions as at its day."""

    as_of: date
    causes: Sequence[str]
    figures: Mapping[Measure, Figure]

    @property
    def is_changed(self) -> bool:
        """Whether any headline figure has changed."""
        return any(figure.before != figure.after for figure in self.figures.values())


class EarlierMethod(NamedTuple):
    """The method that counted the files up to a record before a recount, and whether only other files caused it."""

    number: int
    method: str
    is_by_files: bool


def method(db: duckdb.DuckDBPyConnection, record: int) -> str:
    """The method by which files up to a record are read and counted, shortened for addresses; "" without a file."""
    sql = "SELECT coalesce(max_by(method, file_id), '') FROM file_received WHERE file_id BETWEEN 1 AND $record"
    (found,) = query.column(db, sql, str, record=record)
    return found[:SHOWN]


def since(db: duckdb.DuckDBPyConnection, record: int, cited: str) -> tuple[int, ...] | None:
    """The numbers of the recounts since a method counted the files up to a record; None if the method is unknown.

    A file that came for the same day only affects citations of that day.
    """
    found = [earlier for earlier in _earlier(db, record) if earlier.method == cited]
    by_files = [earlier.number for earlier in found if earlier.is_by_files]
    if method(db, record) == cited:
        return tuple(by_files)
    first = max((earlier.number for earlier in found if not earlier.is_by_files), default=None)
    if first is None:
        return None
    later = query.column(db, "SELECT number FROM recount WHERE number >= $first", int, first=first)
    return tuple(sorted({*by_files, *later}))


def _earlier(db: duckdb.DuckDBPyConnection, record: int) -> tuple[EarlierMethod, ...]:
    return query.rows(
        db,
        f"""
        WITH by_files AS (
            SELECT number FROM recount_cause GROUP BY number HAVING bool_and(cause = '{Cause.FILES}')
        )
        SELECT
            number, left(max_by(method, from_record), {SHOWN}) AS method, number IN (FROM by_files) AS is_by_files
        FROM recount
        JOIN recount_method USING (number)
        WHERE from_record <= $record AND $record <= record AND (
            number NOT IN (FROM by_files) OR as_of = (
                SELECT known_on FROM record_on(DATE '9999-12-31') WHERE record = $record
            )
        )
        GROUP BY number
        ORDER BY number
        """,
        EarlierMethod,
        record=record,
    )


def rows(
    db: duckdb.DuckDBPyConnection, numbers: Sequence[int], review: str | None = None, agency: str | None = None
) -> list[Recount]:
    """The recounts with these numbers, with the headline figures of one review or agency, or of all."""
    causes = query.rows(
        db,
        """
        SELECT
            number, as_of, if(cause = $layout, concat_ws('.', sender, begins_on::TEXT, 'toml'), cause) AS name
        FROM recount
        JOIN recount_cause USING (number)
        WHERE list_contains($numbers, number)
        ORDER BY number, cause, name
        """,
        RecountReason,
        numbers=list(numbers),
        layout=str(Cause.LAYOUT),
    )
    figures = query.rows(
        db,
        """
        SELECT
            number, measure, sum(actions_before)::INTEGER AS before, sum(actions_after)::INTEGER AS after
        FROM recount_figure
        WHERE list_contains($measures, measure)
            AND ($review IS NULL OR review = $review) AND ($agency IS NULL OR agency = $agency)
        GROUP BY number, measure
        """,
        Figure,
        measures=[str(measure) for measure in HEADLINE],
        review=review,
        agency=agency,
    )
    return [
        Recount(as_of, [why.name for why in of_one], {one.measure: one for one in figures if one.number == number})
        for (number, as_of), of_one in groupby(causes, key=lambda why: (why.number, why.as_of))
    ]


def sentences(recounts: Sequence[Recount]) -> list[str]:
    """What each recount changed, and one sentence for all that changed no headline figure."""
    same = [recount for recount in recounts if not recount.is_changed]
    texts = [_changed(recount) for recount in recounts if recount.is_changed]
    if same:
        texts.append(f"Recounted because {_why(same)}. No headline figure changed.")
    return texts


def _changed(recount: Recount) -> str:
    figures = []
    for measure in HEADLINE:
        before, after = recount.figures[measure][2:] if measure in recount.figures else (0, 0)
        if before != after or measure in CLOCKS:
            figures.append(f"{word(measure)} {before}, now {after}")
    return f"Recounted because {_why([recount])}: {'; '.join(figures)} (as at {day(recount.as_of)})."


def _why(recounts: Sequence[Recount]) -> str:
    names = {name: recount.as_of for recount in recounts for name in recount.causes}
    if on := names.pop(Cause.FILES, None):
        names[f"the files that count for {day(on)}"] = on
    return f"{and_list(['the program' if name == Cause.PROGRAM else name for name in names])} changed"
