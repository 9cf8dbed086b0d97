"""What a load did, as text to print: rows read, shown and refused in each file, and what changed."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from loaders.load.load import LoadResult
from tracker import store
from tracker.terms import Severity
from tracker.words import plural

# What a file changes against the one before: nothing if the same rows were sent again. Each change counts once,
# however often late files cause the history to be computed again.
CHANGES = "FROM (FROM action_change UNION ALL BY NAME FROM recommendation_change) WHERE known_to = DATE '9999-12-31'"
ROW_COUNTS = {
    "read": "FROM row_received",
    "refused": "FROM row_received WHERE version_id IS NULL",
    "warnings": f"FROM problem WHERE severity = '{Severity.WARNING}'",
    "notices": f"FROM problem WHERE severity = '{Severity.NOTICE}'",
    "changes": CHANGES,
}


def report(result: LoadResult, folder: Path) -> str:
    """The lines on each new file, the totals, earlier files, the build, and the head of the ledger."""
    build = (*_build(result, folder), *result.notes)
    lines = [*_table(result), *_earlier_files(result), *build, f"Ledger head: {result.head}"]
    return "\n".join(lines)


def _table(result: LoadResult) -> Iterator[str]:
    if not result.files:
        return
    counts = _counts(result)
    width = max(len(file.path) for file in result.files)
    yield f"{'file':{width}}  read  shown  refused  warnings  notices  changes"
    for file in result.files:
        numbers = _numbers(counts.loc[file.file_id]) if file.is_read else f"not read: {file.why_not_read}"
        yield f"{file.path:{width}}  {numbers}"
    yield f"{'in all':{width}}  {_numbers(counts.sum())}"


def _counts(result: LoadResult) -> pd.DataFrame:
    with store.read_only(result.path) as db:
        counts = pd.DataFrame({name: _of_files(db, rows) for name, rows in ROW_COUNTS.items()})
    counts = counts.reindex([file.file_id for file in result.files]).fillna(0).astype(int)
    counts["shown"] = counts.read - counts.refused
    return counts


def _of_files(db: store.Connection, rows: str) -> pd.Series:
    """How many of the `rows` each file has, by its number."""
    return db.execute(f"SELECT file_id, count(*) AS n FROM ({rows}) GROUP BY file_id").df().set_index("file_id")["n"]


def _numbers(count: pd.Series) -> str:
    return (
        f"{count.read:4}  {count.shown:5}  {count.refused:7}  {count.warnings:8}  {count.notices:7}  {count.changes:7}"
    )


def _earlier_files(result: LoadResult) -> Iterator[str]:
    if result.carried_over:
        yield f"{plural(result.carried_over, 'file')} read before, carried over."
    if result.still_unread:
        yield f"Still not read: {', '.join(result.still_unread)}."
    yield from result.not_as_received
    if result.checked_again:
        again = plural(result.checked_again, "file")
        yield f"{again} read before, checked again: new files change what is found there."
    if result.why_all_again:
        yield f"Every file was read again: {result.why_all_again}."


def _build(result: LoadResult, folder: Path) -> Iterator[str]:
    if result.is_new:
        yield f"Built {result.path.name} from {folder}."
    else:
        yield f"Nothing new in {folder}. {result.path.name} stays."
