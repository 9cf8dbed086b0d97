"""Finds what another layout would alter in the files on record, by loading both ways in a throw-away folder."""

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from loaders.load.load import load
from loaders.load.sender_counts import counts_of
from loaders.load.separate_copy import BUILT, separate_copy
from loaders.mapping.key_types import FILE_KEYS
from loaders.mapping.layout import Layout
from loaders.mapping.layout_files import LAYOUTS, layout_names
from loaders.mapping.read_layout import read_layout
from loaders.received import ledger, ledger_records
from loaders.received.temporary import temporary_folder
from tracker import store
from tracker.findings import NotReadable

FILES = """
    SELECT
        path,
        layout,
        count(row_number)::INTEGER AS rows_read,
        count(refused_words)::INTEGER AS rows_refused
    FROM file_received LEFT JOIN row_received USING (file_id)
    WHERE list_contains($paths, path)
    GROUP BY path, layout
    ORDER BY path
"""
ROWS = """
    SELECT
        path, sheet, row_number, kind,
        coalesce(a.words, r.words, v.words, c.words, m.words, refused_words) AS words,
        concat_ws(
            ', ', coalesce(a.reported_status, r.response, v.verification, m.resolution, 'refused'),
            nullif(coalesce(a.agency, r.agency), ''), nullif(a.response, 'no response'), known.action_ref
        ) AS state,
        coalesce(a.due_on, r.answer_due_on, v.checked_on, c.said_on, m.meeting_on) AS day,
        CASE kind
            WHEN 'action' THEN to_json(a) WHEN 'recommendation' THEN to_json(r) WHEN 'verification' THEN to_json(v)
            WHEN 'comment' THEN to_json(c) WHEN 'resolution' THEN to_json(m)
        END AS facts
    FROM row_received
    JOIN file_received USING (file_id)
    LEFT JOIN action_version a ON kind = 'action' AND a.version_id = row_received.version_id
    LEFT JOIN action known ON known.action_id = a.action_id
    LEFT JOIN recommendation_version r ON kind = 'recommendation' AND r.version_id = row_received.version_id
    LEFT JOIN verification_version v ON kind = 'verification' AND v.version_id = row_received.version_id
    LEFT JOIN comment_version c ON kind = 'comment' AND c.version_id = row_received.version_id
    LEFT JOIN resolution_version m ON kind = 'resolution' AND m.version_id = row_received.version_id
    WHERE list_contains($paths, path)
"""


# Our own numbers, and the columns that make up state and day.
NOT_OTHERS = {
    "version_id", "action_id", "resolution_id", "words", "reported_status", "response", "verification", "resolution",
    "agency", "due_on", "answer_due_on", "checked_on", "said_on", "meeting_on",
}  # fmt: skip


class FileRead(NamedTuple):
    """How many rows of a file on record are read and refused by the present layout and the other; 0 where not read."""

    path: str
    rows_before: int
    refused_before: int
    rows_after: int
    refused_after: int


class RowChange(NamedTuple):
    """A row that would say something else: its state and its day as both layouts read them, "" and None for no row.

    The state includes the row's agency and the reference by which its action is known. `others` are its other columns
    that differ, each with what it is and what it would be, as text.
    """

    path: str
    sheet: str
    row: int
    ref: str
    state_before: str
    state_after: str
    day_before: date | None
    day_after: date | None
    others: Mapping[str, tuple[str, str]]


class KeyChange(NamedTuple):
    """A key of a whole layout, not of a sheet or of single actions, that would say something else."""

    key: str
    before: object
    after: object


@dataclass(frozen=True)
class PastChanges:
    """What another layout would alter of the past; the counts are of the sender's actions on the given day."""

    files: tuple[FileRead, ...]
    keys: tuple[KeyChange, ...]
    rows: tuple[RowChange, ...]
    counts_before: dict[str, int]
    counts_after: dict[str, int]


def files_read_by(name: str, content: str, sender: str, folder: Path, layouts: Path) -> list[str]:
    """The paths of the files on record that a layout saved under `name` would read, and another layout reads now."""
    records = [one for one in ledger_records.expected_files(ledger.read(folder)) if one.sender == sender]
    if not records:
        return []
    days = [(one.sender, one.received_on) for one in records]
    with temporary_folder() as temporary:
        copied = Path(shutil.copytree(layouts, temporary / "layouts"))
        before = layout_names(days, copied)
        (copied / name).write_text(content, encoding="utf-8")
        after = layout_names(days, copied)
    return [one.file for one, day in zip(records, days, strict=True) if before[day] != after[day]]


def past_changes(
    name: str, content: str, sender: str, on: date, folder: Path, built: Path, layouts: Path = LAYOUTS
) -> PastChanges | None:
    """What a layout would alter in the files on record, None if it would read none of them.

    Nothing is stored. Raises NotReadable if nothing can be loaded.
    """
    paths = files_read_by(name, content, sender, folder, layouts)
    if not paths:
        return None
    with separate_copy(folder, layouts, built) as (received, copied):
        before = _records(load(received, received.parent / BUILT, copied).path, paths, sender, on)
        layouts_before = [*_layouts(before, copied)]
        (copied / name).write_text(content, encoding="utf-8")
        after = _records(load(received, received.parent / BUILT, copied).path, paths, sender, on)
        keys = [one for new in _layouts(after, copied) for old in layouts_before for one in _keys(old, new)]
    return PastChanges(
        files=tuple(
            FileRead(path, *before.files.get(path, NO_FILE)[1:], *after.files.get(path, NO_FILE)[1:]) for path in paths
        ),
        keys=tuple(one for n, one in enumerate(keys) if one not in keys[:n]),
        rows=tuple(_rows(before, after)),
        counts_before=before.counts,
        counts_after=after.counts,
    )


class _Row(NamedTuple):
    ref: str
    state: str
    day: date | None
    others: Mapping[str, str]


NO_ROW = _Row("", "", None, {})
NO_FILE = ("", 0, 0)


class _Records(NamedTuple):
    files: dict[str, tuple[str, int, int]]  # the layout, the rows read, the rows refused
    rows: dict[tuple[str, str, int, str], _Row]
    counts: dict[str, int]


def _records(path: Path, paths: Sequence[str], sender: str, on: date) -> _Records:
    with closing(store.open_file(path)) as db:
        files = {row[0]: row[1:] for row in db.execute(FILES, {"paths": paths}).fetchall()}
        read = db.execute(ROWS, {"paths": paths}).fetchall()
        rows = {
            (path, sheet, row, kind): _Row(_ref(words), state, day, _others(words, facts))
            for path, sheet, row, kind, words, state, day, facts in read
        }
        return _Records(files, rows, counts_of(db, sender, on))


def _layouts(records: _Records, folder: Path) -> Iterator[Layout]:
    """The layouts by which files are read; one that nobody can read says nothing."""
    for name in sorted({layout for layout, *_ in records.files.values() if layout}):
        with suppress(NotReadable):
            yield read_layout(folder / name)


def _keys(old: Layout, new: Layout) -> Iterator[KeyChange]:
    """The keys of a whole layout that differ; what one says of single actions is seen in their rows."""
    for key in FILE_KEYS:
        if (was := getattr(old, key)) != (becomes := getattr(new, key)):
            yield KeyChange(key, was, becomes)


def _ref(words: dict[str, str]) -> str:
    return next((words[name] for name in ("action_ref", "recommendation_ref", "item") if words.get(name)), "")


def _others(words: dict[str, str], facts: str) -> dict[str, str]:
    """What a row says besides its state and day, by column; the row's own words where a column stores nothing."""
    stored = {name: str(value) for name, value in json.loads(facts).items() if value is not None}
    return {name: text for name, text in {**words, **stored}.items() if name not in NOT_OTHERS}


def _rows(before: _Records, after: _Records) -> list[RowChange]:
    """The rows that differ, sorted by file, sheet and row."""
    different = [
        (place, before.rows.get(place, NO_ROW), after.rows.get(place, NO_ROW))
        for place in sorted({*before.rows, *after.rows})
        if before.rows.get(place) != after.rows.get(place)
    ]
    return [
        RowChange(path, sheet, row, new.ref or old.ref, old.state, new.state, old.day, new.day, _different(old, new))
        for (path, sheet, row, _), old, new in different
    ]


def _different(old: _Row, new: _Row) -> dict[str, tuple[str, str]]:
    """The other columns that differ, before and after; {} for a row that only one layout reads."""
    if NO_ROW in (old, new):
        return {}
    names = sorted({*old.others, *new.others})
    both = {name: (old.others.get(name, ""), new.others.get(name, "")) for name in names}
    return {name: (was, becomes) for name, (was, becomes) in both.items() if was != becomes}
