"""What a file would be read as by a layout, and what it would change: a load into a folder that is thrown away."""

import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

import pandas as pd

from checks.received_file import ReceivedFile
from loaders.load.load import LoadResult, load
from loaders.mapping.known_words import small
from loaders.mapping.layout_files import LAYOUTS, layouts_for
from loaders.mapping.read_layout import SCALES, read_layout
from tracker import store
from tracker.columns.entries import COLUMNS
from tracker.findings import LeftOut, NotReadable
from tracker.measure import Measure
from tracker.terms import Kind, Severity

DRAFT = re.compile(rb"^\s*draft\s*=\s*true\b.*$", re.MULTILINE)
TWO_CLOCKS = (Measure.OVERDUE, Measure.OVERDUE_BY_FIRST_DATE)


@dataclass(frozen=True)
class Rows:
    """How many rows of one kind of record were read, and how many of these were refused."""

    kind: Kind
    read: int
    refused: int


@dataclass(frozen=True)
class Dates:
    """How many cells of a column of dates are filled, how many hold a date, and words that cannot be read."""

    sheet: str
    column: str
    filled: int
    read: int
    unreadable: dict[str, int]


@dataclass(frozen=True)
class ProblemGroup:
    """One thing found, in however many cells; `cells` are the first of them, `what` what stands there."""

    severity: Severity
    rule: str
    sentence: str
    to_do: str
    what: str
    count: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """What a file would change against the one before of its sender: one kind of change, and the actions."""

    change: str
    refs: tuple[str, ...]


@dataclass(frozen=True)
class Trial:
    """What a file says by a layout.

    `unmapped` are words on a scale that the layout does not explain, by column, with how many cells hold them; `unused`
    are words that it explains and that stand nowhere. `left_out` are the cells not read, each block with its sheet.
    `counts` holds the actions of its sender by both clocks on the day of the trial, and all of them; `compared_with` is
    the last file of the sender before it, "" where there is none.
    """

    rows: tuple[Rows, ...]
    dates: tuple[Dates, ...]
    unmapped: dict[str, dict[str, int]]
    unused: dict[str, tuple[str, ...]]
    problems: tuple[ProblemGroup, ...]
    left_out: tuple[tuple[str, LeftOut], ...]
    counts: dict[str, int]
    changes: tuple[Change, ...]
    compared_with: str


def try_file(
    file: Path, layout: Path, sender: str, on: date, folder: Path | None = None, known: Path = LAYOUTS
) -> Trial:
    """What `file` would be by `layout` had it come from `sender` on a day; nothing is stored.

    `folder` holds what was received before, and `known` the layouts for it; None tries the file alone. Raises
    NotReadable where the file cannot be read so, with the reason.
    """
    with _apart(file, layout, sender, on, folder, known) as (received, layouts):
        result = load(received, received.parent / "built", layouts)
        new = next(one for one in result.files if one.path == _name(file, sender, on))
        if not new.is_read:
            raise NotReadable(new.why_not_read)
        return _trial(result, new, layouts / new.layout)


@contextmanager
def _apart(
    file: Path, layout: Path, sender: str, on: date, folder: Path | None, known: Path
) -> Iterator[tuple[Path, Path]]:
    """A folder received with the file in it and the layouts for it, gone afterwards; a draft is tried as it stands."""
    with tempfile.TemporaryDirectory() as temporary:
        received, layouts = Path(temporary) / "received", Path(temporary) / "layouts"
        if folder:
            _copy(folder, received)
            _copy(layouts_for(folder, known), layouts)
        layouts.mkdir(exist_ok=True)
        is_first = not (layouts / f"{sender}.toml").exists()
        (layouts / (f"{sender}.toml" if is_first else f"{sender}.{on}.toml")).write_bytes(
            DRAFT.sub(b"", layout.read_bytes())
        )
        copy = received / _name(file, sender, on)
        if [*copy.parent.glob(f"{on}.*")]:
            raise NotReadable(f"{sender} has a file of {on} on record already. Choose another day with --on.")
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, copy)
        yield received, layouts


def _copy(folder: Path, to: Path) -> None:
    """A folder with all that is in it; links stay links, which no load follows. Raises NotReadable."""
    try:
        shutil.copytree(folder, to, symlinks=True)
    except (shutil.Error, shutil.SpecialFileError) as error:
        raise NotReadable(f"{folder} holds what is no file or cannot be read. Remove it and try again.") from error


def _name(file: Path, sender: str, on: date) -> str:
    return f"{sender}/{on}{file.suffix.lower()}"


def _trial(result: LoadResult, new: ReceivedFile, layout: Path) -> Trial:
    rows = {kind: frame[frame.file_id == new.file_id] for kind, frame in result.checked.rows.items()}
    with closing(store.open_file(result.path)) as db:
        counts, changes = _counts(db, new), tuple(_changes(db, new))
        before = _before(db, new)
    return Trial(
        rows=tuple(Rows(kind, len(frame), int(frame.is_refused.sum())) for kind, frame in rows.items() if len(frame)),
        dates=tuple(_dates(new)),
        unmapped=_unmapped(new),
        unused=_unused(layout, new),
        problems=tuple(_grouped(result.checked.problems, new)),
        left_out=tuple((one.sheet, block) for one in new.sheets[0].accounts for block in one.left_out),
        counts=counts,
        changes=changes,
        compared_with=before,
    )


def _dates(file: ReceivedFile) -> Iterator[Dates]:
    for sheet in file.sheets:
        for name in (name for name in sheet.words if COLUMNS[sheet.kind][name].holds is date):
            filled = sheet.words[name] != ""
            is_unread = filled & (sheet.rows[f"{name}_precision"] == "unreadable")
            unread = Counter(sheet.words[name][is_unread])
            is_read = sheet.rows[name].notna() & filled
            yield Dates(sheet.name, name, int(filled.sum()), int(is_read.sum()), dict(unread.most_common()))


def _unmapped(file: ReceivedFile) -> dict[str, dict[str, int]]:
    """The words of a scale that the layout does not explain, by our column."""
    found: dict[str, Counter[str]] = {}
    for sheet in file.sheets:
        for name in sheet.words:
            holds = COLUMNS[sheet.kind][name].holds
            if issubclass(holds, StrEnum):
                is_unknown = sheet.rows[name] == str(holds["UNREADABLE"])
                found.setdefault(name, Counter()).update(sheet.words[name][is_unknown])
    return {name: dict(words.most_common()) for name, words in found.items() if words}


def _unused(layout: Path, file: ReceivedFile) -> dict[str, tuple[str, ...]]:
    """The words that the layout explains and that stand nowhere; a whole key is right even so."""
    sheets = read_layout(layout).sheets
    unused: dict[str, tuple[str, ...]] = {}
    for name in SCALES:
        known = dict.fromkeys(word for sheet in sheets for word in getattr(sheet, name))
        said = {small(text) for sheet in file.sheets if name in sheet.words for text in sheet.words[name]}
        if left := tuple(word for word in known if small(word) not in said):
            unused[name] = left
    return unused


def _grouped(problems: pd.DataFrame, file: ReceivedFile) -> Iterator[ProblemGroup]:
    """By severity, rule and what was found: 2,160 cells with the name of one agency are one thing to know."""
    own = problems[problems.file_id == file.file_id]
    keys = ["severity", "rule", "sentence", "to_do", "found"]
    groups = [(*key, frame) for key, frame in own.groupby(keys, sort=False)]
    order = list(Severity)
    for severity, rule, sentence, to_do, found, frame in sorted(groups, key=lambda one: order.index(Severity(one[0]))):
        places = [
            f"{sheet}!{cell}" if cell else sheet for sheet, cell in zip(frame["sheet"], frame["cell"], strict=True)
        ]
        yield ProblemGroup(Severity(severity), rule, sentence, to_do, found, len(frame), tuple(filter(None, places)))


def _counts(db: store.Connection, file: ReceivedFile) -> dict[str, int]:
    sql = """
        SELECT measure, count(*) FROM (
            SELECT unnest(measures) AS measure FROM position_for($on, NULL, NULL) WHERE sender = $sender
        ) GROUP BY measure
    """
    found = dict(db.execute(sql, {"on": file.received_on, "sender": file.sender}).fetchall())
    return {str(measure): found.get(str(measure), 0) for measure in (Measure.OPEN, *TWO_CLOCKS, Measure.NO_DATE)}


def _changes(db: store.Connection, file: ReceivedFile) -> Iterator[Change]:
    sql = """
        SELECT change, list(DISTINCT action_ref ORDER BY action_ref)
        FROM action_change JOIN action USING (action_id)
        WHERE file_id = $file AND known_to = DATE '9999-12-31'
        GROUP BY change ORDER BY count(*) DESC, change
    """
    yield from (Change(change, tuple(refs)) for change, refs in db.execute(sql, {"file": file.file_id}).fetchall())


def _before(db: store.Connection, file: ReceivedFile) -> str:
    sql = """
        SELECT coalesce(max_by(path, (received_on, file_id)), '')
        FROM file_on($on) WHERE sender = $sender AND is_read AND received_on < $on
    """
    return db.execute(sql, {"sender": file.sender, "on": file.received_on}).fetchall()[0][0]
