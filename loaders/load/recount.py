"""Compares the headline figures of a new database with the previous one's, where they should be the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from loaders.load import method
from loaders.received import recount_log
from loaders.received.recount_log import Figure, MethodPart, Recount
from tracker import store
from tracker.file_terms import Cause
from tracker.measure import HEADLINE

Figures = Mapping[tuple[str, str, str], int]  # by review, lead agency and measure
Tables = dict[str, list[dict[str, Any]]]
METHODS = "SELECT file_id, method FROM file_received WHERE file_id > 0 ORDER BY file_id"
FILES = "SELECT file_id AS record, chain, known_on FROM file_received WHERE file_id > 0"
CORRECTIONS = "SELECT known_from_file, chain, known_from FROM correction"
FIGURES = """
    SELECT review, agency, measure, count(*) AS actions
    FROM (SELECT review, agency, unnest(measures) AS measure FROM position_for($as_of, NULL, NULL))
    WHERE list_contains($headline, measure)
    GROUP BY ALL
    ORDER BY ALL
"""


@dataclass(frozen=True)
class RecordFigures:
    """The figures of the files up to a record, as of its day; `methods` are by the number of the first file of each."""

    record: int
    chain: str
    as_of: date
    methods: Mapping[int, str]
    parts: Mapping[MethodPart, str]
    figures: Figures


def stored_figures(db: store.Connection) -> RecordFigures | None:
    """The figures that a database stores, None if it holds no file."""
    return _record_figures(db, db.execute("SELECT review, agency, measure, actions FROM headline").fetchall())


def tables(db: store.Connection, before: RecordFigures | None = None, folder: Path | None = None) -> Tables:
    """The tables of a new database's own figures and of every recount.

    If the same files gave other figures `before`, or used another method, a recount is added to the log in `folder`.
    Raises NotReadable where the log cannot be read.
    """
    log = recount_log.read(folder) if folder else []
    now = _count(db)
    if before and folder:
        store.define_tables(db, before.record)  # not redefined for all records: nothing else uses this connection
        if found := _recount(before, _count(db, before.as_of)):
            log = recount_log.add(folder, found)
    return _tables(now, log)


def _count(db: store.Connection, as_of: date | None = None) -> RecordFigures | None:
    """The figures of the files that the connection shows, as of a day or else the last record's day."""
    _, _, last_day = _last(db)
    asked = {"as_of": as_of or last_day, "headline": [str(one) for one in HEADLINE]}
    return _record_figures(db, db.execute(FIGURES, asked).fetchall())


def _record_figures(db: store.Connection, figures: Sequence[tuple[Any, ...]]) -> RecordFigures | None:
    files = db.execute(METHODS).fetchall()
    if not files:
        return None
    record, chain, as_of = _last(db)
    methods = {next(group)[0]: name for name, group in groupby(files, key=lambda file: file[-1])}
    return RecordFigures(record, chain, as_of, methods, method.parts(db), {row[:3]: row[3] for row in figures})


def _last(db: store.Connection) -> tuple[int, str, date]:
    """The number and the link of the last record, and the last day on which a record became known."""
    tables = "SELECT count(*) FROM duckdb_tables() WHERE database_name = 'tracker' AND table_name = 'correction'"
    is_newer = db.execute(tables).fetchone() == (1,)  # an older database has no corrections
    records = f"{FILES} UNION ALL {CORRECTIONS}" if is_newer else FILES
    [last] = db.execute(f"SELECT max(record), max_by(chain, record), max(known_on) FROM ({records})").fetchall()
    return last


def _recount(before: RecordFigures, now: RecordFigures | None) -> Recount | None:
    """What changed for the same files, None for other files or where figures and method are the same."""
    if not now or now.chain != before.chain or (now.methods, now.figures) == (before.methods, before.figures):
        return None
    changed = {part for part, _ in before.parts.items() ^ now.parts.items()}
    return Recount(
        record=before.record,
        as_of=str(before.as_of),
        before={str(first): name for first, name in before.methods.items()},
        causes=tuple(sorted(changed)) or (MethodPart(Cause.FILES),),
        figures=tuple(
            Figure(*group, before.figures.get(group, 0), now.figures.get(group, 0))
            for group in sorted({*before.figures, *now.figures})
        ),
    )


def _tables(now: RecordFigures | None, recounts: Sequence[Recount]) -> Tables:
    """The rows of each table, by its name: the figures now, and the recounts."""
    figures = now.figures if now else {}
    names = ("review", "agency", "measure", "actions")
    return {
        "headline": [dict(zip(names, (*group, actions), strict=True)) for group, actions in figures.items()],
        "recount": [{"number": one.number, "record": one.record, "as_of": one.as_of} for one in recounts],
        "recount_method": [
            {"number": one.number, "from_record": int(first), "method": name}
            for one in recounts
            for first, name in one.before.items()
        ],
        "recount_cause": [
            {"number": one.number, "cause": part.cause, "sender": part.sender, "begins_on": part.begins_on or None}
            for one in recounts
            for part in one.causes
        ],
        "recount_figure": [
            {
                "number": one.number,
                "review": figure.review,
                "agency": figure.agency,
                "measure": figure.measure,
                "actions_before": figure.actions_before,
                "actions_after": figure.actions_after,
            }
            for one in recounts
            for figure in one.figures
        ],
    }
