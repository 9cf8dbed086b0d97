"""Tables as files that leave the site: safe to open in a spreadsheet program, and labelled with what they are."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date

from tracker.questions.returns import MadeFrom
from tracker.words import day

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
BOM = "\ufeff"  # without it Excel takes the text for Windows-1252
INVENTED_LABEL = "Illustrative data: every place, body, review and number is invented."


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[object]], note: str) -> str:
    """The rows as CSV; `note` goes in one line above the headings, unless it is "".

    Text that a spreadsheet program would take for a formula gets an apostrophe in front; dates are written 2026-03-31.
    """
    into = io.StringIO()
    writer = csv.writer(into, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    if note:
        writer.writerow([_cell(note)])
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return BOM + into.getvalue()


def _cell(value: object) -> str:
    """One value as CSV text: "" for None, yes or no for a truth value."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.15g}"  # a median of whole numbers: 120 or 120.5, never 120.0
    if isinstance(value, date | int):
        return str(value)
    return safe_text(as_text(value))


def as_text(value: object) -> str:
    """A value as text; the parts of a list are joined with semicolons."""
    return "; ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def safe_text(text: str) -> str:
    """A text, with an apostrophe in front if a spreadsheet program would take it for a formula."""
    return f"'{text}" if text.lstrip(" \n").startswith(STARTS_A_FORMULA) else text


def first_line(what: str, as_of: date, is_illustrative: bool, made_from: MadeFrom) -> str:
    """A file's first line: what it is, its as-of date, and the ledger head, which proves what it was made from."""
    received = f"from the files received up to {day(made_from.last_on)}" if made_from.last_on else "from no file"
    line = f"{what}. Position as at {day(as_of)}, {received}. Ledger head {made_from.head or 'none'}."
    return f"{INVENTED_LABEL} {line}" if is_illustrative else line


def file_name(what: str, as_of: date, is_illustrative: bool, ending: str = "csv") -> str:
    """A name that still says what the file is in somebody's folder: illustrative-actions-2026-10-31.csv."""
    return f"{'illustrative-' if is_illustrative else ''}{what}-{as_of}.{ending}"
