"""Writes the public-record workbooks: python tests/make_public_record.py [folder]."""

import re
import sys
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from begin_ledger import begin_ledger
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet
from public_record_facts import ALL, NOT_SEEN, Check, Compilation, Item, Position, Source

RECEIVED = Path(__file__).parents[1] / "data" / "examples" / "public-record" / "received"
HEADER_ROW = 5
RECOMMENDATIONS, ACTIONS, CHECKS = "Recommendations", "Commitments and actions", "Checks by others"
HEADINGS = {
    RECOMMENDATIONS: (
        "No.",
        "Recommendation (our words)",
        "First body named",
        "Response",
        "Response date",
        "Source",
        "Source date",
    ),
    ACTIONS: (
        "Ref.",
        "Answers no.",
        "What was asked or promised",
        "First body named",
        "Other bodies named",
        "Deadline as stated",
        "Deadline set by",
        "Status as published",
        "Completed on",
        "Position as published (our words)",
        "Reason given",
        "Evidence named",
        "Source",
        "Source date",
        "Last exact source date",
    ),
    CHECKS: (
        "Ref.",
        "First body named",
        "Finding as published",
        "Checked by",
        "Published on",
        "Report",
        "Note",
        "Source",
        "Source date",
    ),
}
NARROW, WIDE = 18, 48
WIDE_HEADINGS = {
    "Recommendation (our words)",
    "What was asked or promised",
    "Position as published (our words)",
    "Source",
}
SECONDARY = "Secondary source."
# Every part of the zip has this timestamp, so that the same facts always make the same bytes.
WRITTEN = (2026, 1, 1, 0, 0, 0)


def write_all(folder: Path) -> list[Path]:
    """Writes each sender's dated workbooks below `folder` and returns their paths."""
    return [write_one(folder, facts, on) for facts in ALL for on in facts.compiled_up_to]


def write_one(folder: Path, facts: Compilation, on: date) -> Path:
    """Writes one workbook, what was public for one review up to one date, and returns its path."""
    path = folder / facts.sender / f"{on}.xlsx"
    path.parent.mkdir(parents=True, exist_ok=True)
    _save(workbook_of(facts, on), path)
    return path


def workbook_of(facts: Compilation, on: date) -> Workbook:
    """The workbook of one file; a register that ever has a check has a sheet for checks in every file."""
    shown = [(item, position) for item in facts.items if (position := item.position_on(on))]
    sheets = {
        RECOMMENDATIONS: [_recommendation_row(item, position) for item, position in shown],
        ACTIONS: [_action_row(item, position, on) for item, position in shown],
    }
    if any(item.checks for item in facts.items):
        sheets[CHECKS] = [_check_row(item, check) for item, check in _checks(shown, on)]
    workbook = Workbook()
    workbook.remove(workbook.active)
    for title, rows in sheets.items():
        _fill(workbook.create_sheet(title), facts, on, rows)
    return workbook


def _recommendation_row(item: Item, position: Position) -> list:
    return [
        item.number,
        item.asked,
        item.bodies[0],
        position.response or NOT_SEEN,
        position.response_on,
        *_cited(position.sources),
    ]


def _action_row(item: Item, position: Position, on: date) -> list:
    told = position.told or "No later position was seen in our sources."
    return [
        item.ref,
        item.number,
        item.action,
        item.bodies[0],
        "; ".join(item.bodies[1:]),
        position.due,
        position.due_set_by,
        position.status or NOT_SEEN,
        position.completed_on,
        f"{SECONDARY} {told}" if item.is_secondary else told,
        position.reason,
        position.evidence,
        *_cited(position.sources),
        position.last_source_on(on),
    ]


def _checks(shown: list[tuple[Item, Position]], on: date) -> Iterator[tuple[Item, Check]]:
    return ((item, check) for item, _ in shown for check in item.checks if check.known_from <= on)


def _check_row(item: Item, check: Check) -> list:
    return [
        item.ref,
        item.bodies[0],
        check.finding,
        check.checker,
        check.found_on,
        check.evidence,
        check.note,
        *_cited(check.sources),
    ]


def _cited(sources: tuple[Source, ...]) -> tuple[str, str]:
    return " | ".join(source.address for source in sources), " | ".join(source.on for source in sources)


def _fill(sheet: Worksheet, facts: Compilation, on: date, rows: list[list]) -> None:
    for line in _title_lines(facts, on):
        sheet.append([line])
    sheet["A1"].font = Font(bold=True)
    sheet.append([])
    sheet.append(HEADINGS[sheet.title])
    for row in rows:
        sheet.append([value or None for value in row])
    _dress(sheet)


def _title_lines(facts: Compilation, on: date) -> tuple[str, str, str]:
    what_it_is = (
        f"A compiler's register from public sources, compiled up to {on.day} {on:%B %Y}. "
        "No body named here sent it or has agreed it. The wording is the compiler's."
    )
    return (
        facts.title,
        what_it_is,
        f'"{NOT_SEEN}" means that our sources show nothing. It never means that nothing was done.',
    )


def _dress(sheet: Worksheet) -> None:
    for heading in sheet[HEADER_ROW]:
        heading.font = Font(bold=True)
        is_wide = heading.value in WIDE_HEADINGS
        sheet.column_dimensions[heading.column_letter].width = WIDE if is_wide else NARROW
    for row in sheet.iter_rows(min_row=HEADER_ROW):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if isinstance(cell.value, date):
                cell.number_format = "d mmmm yyyy"
    sheet.freeze_panes = sheet.cell(HEADER_ROW + 1, 1)


def _save(workbook: Workbook, path: Path) -> None:
    """Saves the workbook without the time, which openpyxl stamps into the properties and the zip."""
    stamp = b"%d-%02d-%02dT%02d:%02d:%02dZ" % WRITTEN
    with TemporaryDirectory() as folder:
        workbook.save(plain := Path(folder) / path.name)
        with zipfile.ZipFile(plain) as made, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as fixed:
            for name in made.namelist():
                content = made.read(name)
                if name == "docProps/core.xml":
                    content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", stamp, content)
                part = zipfile.ZipInfo(name, WRITTEN)
                part.compress_type = zipfile.ZIP_DEFLATED
                fixed.writestr(part, content)


if __name__ == "__main__":
    for written in write_all(Path(sys.argv[1]) if len(sys.argv) > 1 else RECEIVED):
        print(written)
    begin_ledger(Path(sys.argv[1]) if len(sys.argv) > 1 else RECEIVED)
