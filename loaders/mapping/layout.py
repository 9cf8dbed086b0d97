"""A layout says how one sender's workbook is read: which sheet, which headings, which words."""

from dataclasses import dataclass, field
from pathlib import Path

from tracker.terms import Kind

COLOURED = ("reported_status", "rag")  # in which a colour may mean a word, if the plan's own key says so


@dataclass(frozen=True)
class SheetLayout:
    """How the rows of one or more sheets of the same shape are read.

    Each field but `path` is a key of a layout file; docs/adding-an-agency.md says what it means.
    """

    path: Path
    fills: Kind
    sheet: tuple[str, ...]
    columns: dict[str, str]
    header_row: tuple[int, ...] = ()  # found among the first rows if it is not given
    dates: str = ""
    years: str = ""
    log: str = ""
    lists: str = ""
    stops_at: str = ""
    section: str = ""
    sheet_names: str = ""
    fill_down: tuple[str, ...] = ()
    not_read: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    summaries: tuple[str, ...] = ()
    fillers: tuple[str, ...] = ()
    prefilled: tuple[str, ...] = ()
    serial_dates: tuple[str, ...] = ()
    numbered_by: tuple[str, ...] = ()
    closed_by_date: bool = False
    confirmed: tuple[str, ...] = ()
    year_in: dict[str, str] = field(default_factory=dict)
    split: dict[str, str] = field(default_factory=dict)
    always: dict[str, str] = field(default_factory=dict)
    agencies: dict[str, str] = field(default_factory=dict)
    colours: dict[str, str] = field(default_factory=dict)
    reported_status: dict[str, str] = field(default_factory=dict)
    response: dict[str, str] = field(default_factory=dict)
    verification: dict[str, str] = field(default_factory=dict)
    resolution: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Layout:
    """How one sender's workbook is read; `reports_every` is in days, None if no interval is agreed.

    `renumbered` joins a reference to the one it had before; `split_from` says which action a new one was part of, and
    `superseded_by` which action replaces another. Each field after the first three is a key above the sheets of a
    layout file.
    """

    path: Path
    sheets: tuple[SheetLayout, ...]
    sha256: str = ""
    agency: str = ""
    review: str = ""
    reports_every: int | None = None
    illustrative: bool = False
    compiled: bool = False
    note: str = ""
    holds: str = ""
    renumbered: dict[str, str] = field(default_factory=dict)
    split_from: dict[str, str] = field(default_factory=dict)
    superseded_by: dict[str, str] = field(default_factory=dict)
