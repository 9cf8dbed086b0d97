"""What a load did, as it is printed: rows read, shown and refused in each file, and what became of the rest."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from loaders.load.load import Loaded
from tracker import store
from tracker.terms import Severity
from tracker.words import plural


def report(loaded: Loaded, folder: Path) -> str:
    """Per file and in all, then how many files were carried over, the build, and the head of the ledger."""
    return "\n".join([*_table(loaded), *_carried(loaded), *_built(loaded, folder), f"Ledger head: {loaded.head}"])


def _table(loaded: Loaded) -> Iterator[str]:
    if not loaded.files:
        return
    counts = _counts(loaded)
    width = max(len(file.path) for file in loaded.files)
    yield f"{'file':{width}}  read  shown  refused  warnings  notices  changes"
    for file in loaded.files:
        said = _numbers(counts.loc[file.file_id]) if file.is_read else f"not read: {file.why_not_read}"
        yield f"{file.path:{width}}  {said}"
    yield f"{'in all':{width}}  {_numbers(counts.sum())}"


def _counts(loaded: Loaded) -> pd.DataFrame:
    rows = pd.concat([frame[["file_id", "is_refused"]] for frame in loaded.checked.rows.values()])
    counts = pd.DataFrame({"read": rows.groupby("file_id").size()})
    counts["refused"] = rows.groupby("file_id").is_refused.sum()
    counts["shown"] = counts.read - counts.refused
    problems = loaded.checked.problems
    for severity, name in ((Severity.WARNING, "warnings"), (Severity.NOTICE, "notices")):
        counts[name] = problems[problems.severity == severity].groupby("file_id").size()
    counts["changes"] = _changes(loaded.path)
    return counts.reindex([file.file_id for file in loaded.files]).fillna(0).astype(int)


def _changes(path: Path) -> pd.Series:
    """How much each file changed against the one before: none where it was sent, or saved, once more."""
    sql = """
        SELECT file_id, count(*) AS changes
        FROM (SELECT file_id FROM action_change UNION ALL SELECT file_id FROM recommendation_change)
        GROUP BY file_id
        """
    with store.read_only(path) as db:
        return db.execute(sql).df().set_index("file_id")["changes"]


def _numbers(count: pd.Series) -> str:
    return (
        f"{count.read:4}  {count.shown:5}  {count.refused:7}  {count.warnings:8}  {count.notices:7}  {count.changes:7}"
    )


def _carried(loaded: Loaded) -> Iterator[str]:
    if loaded.carried:
        yield f"{plural(loaded.carried, 'file')} read before, carried over."
    if loaded.checked_again:
        again = plural(loaded.checked_again, "file")
        yield f"{again} read before, checked again: new files change what is found there."
    if loaded.why_anew:
        yield f"Every file was read again: {loaded.why_anew}."


def _built(loaded: Loaded, folder: Path) -> Iterator[str]:
    if loaded.is_new:
        yield f"Built {loaded.path.name} from {folder}."
    else:
        yield f"Nothing new in {folder}. {loaded.path.name} stays."
