"""Writes the invented Merrowshire workbooks, byte for byte the same each time."""

import re
import sys
from datetime import date, datetime
from io import BytesIO
from itertools import groupby
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import merrowshire_story as story
from begin_ledger import begin_ledger
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

RECEIVED = Path(__file__).parent.parent / "data" / "examples" / "merrowshire" / "received"
SALTBY_NEW_LAYOUT = date(2026, 5, 1)
REGISTER_HEADINGS = [
    "Review",
    "Rec. no.",
    "Recommendation",
    "Addressed to",
    "Response",
    "Date of response",
    "Reason given",
]

RESOLUTION_HEADINGS = [
    "Meeting",
    "Item",
    "Kind",
    "Asked or resolved",
    "Of whom",
    "Actions",
    "Rec. no.",
    "Answer due",
    "Answer",
    "Answered on",
]

THIN = Side(style="thin", color="B7B7B7")
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
COLOURS = {
    "Red": "F4B6B6",
    "Amber": "FFE2A8",
    "Green": "C9E7C5",
    "Blue": "BFD7F2",
    "Grey": "D9D9D9",
    "Purple": "DCCBEA",
}

NORTHMERE_WORDS = {
    "not started": "Not started",
    "in progress": "In progress",
    "paused": "On hold",
    "reported complete": "Complete",
}
HEALTH_WORDS = {
    "not started": "Not started",
    "in progress": "On track",
    "paused": "On hold",
    "reported complete": "Complete",
}
PARTNERSHIP_WORDS = {
    "not started": ("1. Not yet started", 0.0),
    "in progress": ("2. Ongoing - on track", 0.5),
    "reported complete": ("4. Completed", 1.0),
    "will not do": ("5. Not going ahead", 0.0),
}
YOUTH_JUSTICE_WORDS = {"not started": "to start", "in progress": "under way", "reported complete": "finished"}


def northmere(book: Workbook, on: date) -> None:
    """A tidy plan: real dates, one column for original dates and one for revised, a hidden sheet of lists."""
    sheet = first_sheet(book, "Action Plan", [10, 8, 52, 32, 30, 13, 13, 36, 14, 14, 36, 40])
    titles(sheet, ["Northmere Borough Council", "Larkfield Review: action plan", f"As at {long_date(on)}"])
    header(
        sheet,
        4,
        [
            "Ref",
            "Rec no.",
            "Action",
            "Lead officer",
            "Working with",
            "Original date",
            "Revised date",
            "Reason for revised date",
            "Status",
            "Date completed",
            "Evidence",
            "Update",
        ],
    )
    for row, one in enumerate(story.positions(story.NORTHMERE, on), start=5):
        revised = one["due"] if one["due"] != one["original"] else ""
        fill(
            sheet,
            row,
            [
                *pick(one, "ref recs action owner partners original"),
                revised,
                one["reason"],
                NORTHMERE_WORDS[one["status"]],
                *pick(one, "completed evidence note"),
            ],
        )
    sheet["D15"].comment = Comment(story.PLANTS["comment"], "Plan officer")
    hidden_lists(book, sheet)


def hidden_lists(book: Workbook, sheet: Worksheet) -> None:
    """Puts the status words on a hidden sheet, as a list to choose from."""
    lists = book.create_sheet("Lists")
    for row, word in enumerate([*NORTHMERE_WORDS.values(), story.PLANTS["hidden sheet"]], start=1):
        lists.cell(row, 1, word)
    lists.sheet_state = "hidden"
    words = DataValidation(type="list", formula1=f"Lists!$A$1:$A${len(NORTHMERE_WORDS)}", allow_blank=True)
    sheet.add_data_validation(words)
    words.add("I5:I40")


def saltby(book: Workbook, on: date) -> None:
    """References merged down, colours as words, text dates beside real ones; new headings from May 2026."""
    new = on >= SALTBY_NEW_LAYOUT
    sheet = first_sheet(book, "LR Plan", [7, 46, 8, 48, 10, 26, 14, 10, 14, 44, 30, 34])
    titles(sheet, ["Saltby Borough Council: response to the Larkfield Review", f"Updated {long_date(on)}"])
    header(
        sheet,
        3,
        [
            "Rec",
            "Recommendation",
            "Ref",
            "Action",
            "Priority",
            "Responsible officer",
            "Complete by" if new else "Target date",
            "RAG",
            "Date complete",
            "Commentary",
            "Contact notes",
            *(["Evidence"] if new else []),
        ],
    )
    words = {ref: text for ref, _, text in story.recommendations(on)}
    for row, one in enumerate(story.positions(story.SALTBY, on), start=4):
        fill(
            sheet,
            row,
            [
                one["recs"],
                words[one["recs"]],
                *pick(one, "ref action priority owner"),
                saltby_date(one["due"], row),
                saltby_colour(one, on),
                *pick(one, "completed note"),
                planted(one, "S08", "second hidden column"),
                *([one["evidence"]] if new else []),
            ],
        )
    sheet.column_dimensions["K"].hidden = True
    merge_same(sheet, story.positions(story.SALTBY, on))
    saltby_key(book)


def saltby_date(text: str, row: int) -> str:
    """Writes every second date as text (31/3/2026), and any date that a date cell would have refused."""
    year, *month_day = text.split("-")
    if not month_day or (row % 2 and year < "2200"):
        return text
    return f"{int(month_day[1])}/{int(month_day[0])}/{year}"


def saltby_colour(one: dict[str, str], on: date) -> str:
    if one["reported"] or one["ref"] == "S10":
        return one["reported"]
    if one["status"] != "in progress":
        return {"not started": "White", "reported complete": "Blue", "will not do": "Grey"}[one["status"]]
    if one["due"][:4].isdigit() and one["due"] < on.isoformat():
        return "Red"
    return "Green" if one["due"] == one["original"] else "Amber"


def merge_same(sheet: Worksheet, told: list[dict[str, str]]) -> None:
    """Merges the cells of a recommendation, and those of its words, beside all the actions under it."""
    row = 4
    for _, group in groupby(told, key=lambda one: one["recs"]):
        last = row + len(list(group)) - 1
        for column in "AB" if last > row else "":
            sheet.merge_cells(f"{column}{row}:{column}{last}")
        row = last + 1


def saltby_key(book: Workbook) -> None:
    key = book.create_sheet("Key")
    header(key, 1, ["Colour", "What it means"])
    meanings = [
        "Blue: complete",
        "Green: on track",
        "Amber: date changed",
        "Red: late",
        "White: not started",
        "Grey: will not be done",
    ]
    for row, meaning in enumerate(meanings, start=2):
        fill(key, row, meaning.split(": "))


def police(book: Workbook, on: date) -> None:
    """Two sheets of different shapes: live actions under a two-row header, and completed actions."""
    told = story.positions(story.POLICE, on)
    done = complete_before(on)
    live = first_sheet(book, "Live actions", [11, 7, 50, 30, 10, 13, 13, 36, 9, 14, 30, 34])
    titles(live, ["Merrowshire Police", "Larkfield Review action tracker", long_date(on)])
    police_header(live)
    for row, one in enumerate([one for one in told if one["ref"] not in done], start=6):
        fill(
            live,
            row,
            [
                *pick(one, "ref recs action owner priority original due reason"),
                brag(one, on),
                *pick(one, "completed evidence"),
                planted(one, "MP/10.1", "hidden column"),
            ],
        )
    live.column_dimensions["L"].hidden = True
    completed(book, [one for one in told if one["ref"] in done])
    if said := story.comments("police", on):
        own_comment(book, said)


def own_comment(book: Workbook, said: list[list[str]]) -> None:
    sheet = book.create_sheet("Comment")
    widths(sheet, [15, 90])
    header(sheet, 1, ["Date", "What the force says of its position"])
    for row, values in enumerate(said, start=2):
        fill(sheet, row, values)


def police_header(live: Worksheet) -> None:
    """A header in rows 4 and 5: the target date is split in two, every other heading is merged down."""
    header(
        live,
        4,
        [
            "Ref",
            "Rec",
            "What we will do",
            "Lead",
            "Priority",
            "Target date",
            "",
            "Reason date revised",
            "BRAG",
            "Completed on",
            "Evidence",
            "Internal",
        ],
    )
    header(live, 5, ["", "", "", "", "", "Original", "Current", "", "", "", "", ""])
    live.merge_cells("F4:G4")
    for column in "ABCDEHIJKL":
        live.merge_cells(f"{column}4:{column}5")


def complete_before(on: date) -> set[str]:
    """The references complete in the return before and still so, which have left the live sheet."""
    earlier = [day for day in story.received_on("police") if day < on]
    told = story.positions(story.POLICE, earlier[-1]) if earlier else []
    still = {one["ref"] for one in story.positions(story.POLICE, on) if one["status"] == "reported complete"}
    return still & {one["ref"] for one in told if one["status"] == "reported complete"}


def brag(one: dict[str, str], on: date) -> str:
    words = {"not started": "Blue", "reported complete": "Green", "superseded": "Grey"}
    return words.get(one["status"]) or ("Red" if one["due"] < on.isoformat() else "Amber")


def completed(book: Workbook, told: list[dict[str, str]]) -> None:
    sheet = book.create_sheet("Completed")
    widths(sheet, [11, 7, 50, 30, 15, 15, 15, 34])
    titles(sheet, ["Merrowshire Police: completed actions"])
    header(
        sheet,
        3,
        ["Ref", "Rec", "What we will do", "Lead", "Original target", "Last target", "Date completed", "Evidence"],
    )
    for row, one in enumerate(told, start=4):
        fill(sheet, row, pick(one, "ref recs action owner original due completed evidence"))


def health_board(book: Workbook, on: date) -> None:
    """A plan with a three-row header, months and quarters as dates, one legend beside the table and one below it."""
    sheet = first_sheet(book, "Larkfield", [16, 9, 48, 36, 14, 12, 14, 34, 36, 32, 4, 16, 40])
    titles(sheet, ["Merrowshire Health Board", "Larkfield Review: action plan", f"Report for {on:%B %Y}"])
    health_header(sheet)
    told = story.positions(story.HEALTH_BOARD, on)
    for row, one in enumerate(told, start=8):
        fill(
            sheet,
            row,
            [
                *pick(one, "recs ref action owner due completed"),
                health_word(one, on),
                *pick(one, "evidence reason"),
                planted(one, "HB 5", "contact column"),
            ],
        )
    health_legends(sheet, below=len(told) + 9)


def health_header(sheet: Worksheet) -> None:
    header(sheet, 5, ["Recommendation", "What we will do", "", "", "Timescale", "", "Position", "", "", ""])
    header(
        sheet,
        6,
        [
            "No.",
            "Ref",
            "Action",
            "Owner(s)",
            "Month or quarter",
            "",
            "Status",
            "Evidence",
            "Reason for change",
            "Contact",
        ],
    )
    header(sheet, 7, ["", "", "", "", "Due", "Done", "", "", "", ""])
    for area in ("B5:D5", "E5:F5", "E6:F6", "G5:J5"):
        sheet.merge_cells(area)


def health_word(one: dict[str, str], on: date) -> str:
    """The board's status word: Delayed once a due month has passed, but still On track for a date in quarters."""
    late = one["due"][:2] == "20" and "/" not in one["due"] and one["due"] < f"{on:%Y-%m}"
    return "Delayed" if late and one["status"] == "in progress" else HEALTH_WORDS[one["status"]]


def health_legends(sheet: Worksheet, below: int) -> None:
    meanings = [
        "On track: will meet its date",
        "Delayed: will not, or has not",
        "On hold: stopped for now",
        "Complete: reported as done",
    ]
    for step, meaning in enumerate(["Status word: Meaning", *meanings]):
        for column, text in zip((12, 13), meaning.split(": "), strict=True):
            sheet.cell(7 + step, column, text).font = Font(italic=True, bold=step == 0)
    sheet.cell(below, 1, "Key").font = Font(bold=True)
    sheet.cell(below + 1, 1, "Q4 2025/26")
    sheet.cell(below + 1, 2, "January to March 2026")
    sheet.cell(below + 2, 1, story.PLANTS["hidden row"])
    sheet.row_dimensions[below + 2].hidden = True


def partnership(book: Workbook, on: date) -> None:
    """A log with a space at the end of its sheet name, percentages, numbered words, several values in a cell."""
    sheet = first_sheet(book, "Action log ", [8, 10, 48, 13, 26, 24, 14, 36, 11, 24, 14, 36])
    titles(sheet, [f"Merrowshire Safeguarding Partnership: Larkfield Review action log, {long_date(on)}"])
    header(
        sheet,
        2,
        [
            "Ref",
            "Rec(s)",
            "What will we do",
            "Lead agency",
            "Supporting agencies",
            "Lead officer",
            "By when",
            "Reason if moved",
            "% complete",
            "Assessment of progress",
            "Completed on",
            "Evidence / assurance",
        ],
    )
    for row, one in enumerate(story.positions(story.PARTNERSHIP, on), start=3):
        word, share = partnership_word(one, on)
        fill(
            sheet,
            row,
            [
                one["ref"],
                one["recs"].replace(", ", "; "),
                one["action"],
                one["lead"] or "MSP",
                one["partners"].replace(", ", "; "),
                *pick(one, "owner due reason"),
                share,
                word,
                *pick(one, "completed evidence"),
            ],
        )
        sheet.cell(row, 9).number_format = "0%"


def partnership_word(one: dict[str, str], on: date) -> tuple[str, float]:
    if one["status"] == "in progress" and one["due"] < on.isoformat():
        return "3. Ongoing - delayed", 0.5
    return PARTNERSHIP_WORDS[one["status"]]


def youth_justice(book: Workbook, on: date) -> None:
    """A small messy plan: its header in row 7, every date as text, one row without a reference."""
    sheet = first_sheet(book, "Sheet1", [9, 8, 48, 20, 24, 16, 20])
    titles(
        sheet,
        [
            "YJS plan - Larkfield",
            "",
            f"last changed {on.day}/{on.month}/{on:%y}",
            "",
            "please keep this sheet in order",
        ],
    )
    header(sheet, 7, ["No.", "Rec", "What", "Who", "When", "Where are we", "Done on"])
    for row, one in enumerate(story.positions(story.YOUTH_JUSTICE, on), start=8):
        word = one["reported"] or YOUTH_JUSTICE_WORDS[one["status"]]
        fill(sheet, row, [*pick(one, "ref recs action owner due"), word, one["completed"]])


def committee(book: Workbook, on: date) -> None:
    """The scrutiny committee's register: a row per recommendation and agency, and late answers on a second sheet."""
    sheet = first_sheet(book, "Register", [18, 9, 70, 38, 24, 16, 44])
    titles(sheet, [f"Register of recommendations and responses, {long_date(on)}"])
    register(
        sheet,
        [
            [story.REVIEW, ref, words, addressee(ref, agency, on), *answer(ref, agency, on)]
            for ref, agencies, words in story.recommendations(on)
            for agency in agencies
        ],
    )
    if late := story.late_answers(on):
        late_answers(book, on, late)


def late_answers(book: Workbook, on: date, late: list[list[str]]) -> None:
    sheet = book.create_sheet("Late answers")
    widths(sheet, [18, 9, 70, 38, 24, 16, 44])
    titles(sheet, ["Answers received after the register was drawn up"])
    words = {ref: text for ref, _, text in story.recommendations(on)}
    register(sheet, [[story.REVIEW, ref, words[ref], story.AGENCIES[agency], *answer] for ref, agency, *answer in late])


def register(sheet: Worksheet, rows: list[list[str]]) -> None:
    header(sheet, 3, REGISTER_HEADINGS)
    for row, values in enumerate(rows, start=4):
        fill(sheet, row, values)


def addressee(ref: str, agency: str, on: date) -> str:
    return story.MISSPELT_IN_REGISTER.get((on, ref, agency), story.AGENCIES[agency])


def answer(ref: str, agency: str, on: date) -> tuple[str, str, str]:
    word, day, reason = story.response(ref, agency, on)
    return word, day.isoformat() if day else "", reason


def assurance_board(book: Workbook, on: date) -> None:
    """The log of checks: each version repeats the one before and adds to it."""
    sheet = first_sheet(book, "Log", [14, 24, 12, 24, 32, 44, 44])
    titles(sheet, ["Merrowshire Assurance Board", "Larkfield Review: log of checks", long_date(on)])
    header(sheet, 5, ["Date checked", "Agency", "Action ref", "Finding", "Checked by", "Evidence seen", "Remarks"])
    for row, (day, agency, *rest) in enumerate(story.checks(on), start=6):
        fill(sheet, row, [day, agency, *rest])


def committee_log(book: Workbook, on: date) -> None:
    """The scrutiny committee's log: only new entries, with several references or bodies in a cell."""
    sheet = first_sheet(book, "Resolutions", [14, 8, 12, 60, 34, 18, 10, 16, 50, 14])
    titles(sheet, ["Merrowshire Scrutiny Committee: asked and resolved", long_date(on)])
    header(sheet, 4, RESOLUTION_HEADINGS)
    for row, values in enumerate(story.resolutions(on), start=5):
        fill(sheet, row, values)


WRITERS = {
    "northmere": northmere,
    "saltby": saltby,
    "police": police,
    "health-board": health_board,
    "safeguarding-partnership": partnership,
    "youth-justice": youth_justice,
    "committee": committee,
    "assurance-board": assurance_board,
    "committee-log": committee_log,
}


def write_all(folder: Path = RECEIVED) -> list[Path]:
    """Writes every workbook of every sender into the folder and returns their paths."""
    return [write_one(folder, sender, on) for sender in WRITERS for on in story.received_on(sender)]


def write_one(folder: Path, sender: str, on: date) -> Path:
    """Writes what one sender sent on one day and returns its path."""
    book = Workbook()
    book.properties.creator = book.properties.lastModifiedBy = "Invented example"
    book.properties.title = "Invented example data: Merrowshire does not exist"
    book.properties.created = datetime(on.year, on.month, on.day, 9)
    WRITERS[sender](book, on)
    path = folder / sender / f"{on}.xlsx"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(steady(book, on))
    return path


def steady(book: Workbook, on: date) -> bytes:
    """The workbook's bytes without the time of saving, which openpyxl stamps in two places."""
    saved, again = BytesIO(), BytesIO()
    book.save(saved)
    with ZipFile(saved) as old, ZipFile(again, "w") as new:
        for name in old.namelist():
            part = ZipInfo(name, (on.year, on.month, on.day, 9, 0, 0))
            part.compress_type, part.create_system = ZIP_DEFLATED, 3
            new.writestr(part, at_nine(old.read(name), on) if name == "docProps/core.xml" else old.read(name))
    return again.getvalue()


def at_nine(properties: bytes, on: date) -> bytes:
    return re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + f"{on}T09:00:00Z".encode(), properties)


def first_sheet(book: Workbook, name: str, columns: list[int]) -> Worksheet:
    book.active.title = name
    widths(book.active, columns)
    return book.active


def widths(sheet: Worksheet, columns: list[int]) -> None:
    for number, width in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width


def titles(sheet: Worksheet, lines: list[str]) -> None:
    """Writes lines above the table, the first one large."""
    for row, line in enumerate(lines, start=1):
        if line:
            sheet.cell(row, 1, line).font = Font(bold=row == 1, size=14 if row == 1 else 11)


def header(sheet: Worksheet, row: int, headings: list[str]) -> None:
    for column, heading in enumerate(headings, start=1):
        cell = sheet.cell(row, column, heading or None)
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor="3B4A66")
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        cell.border = BOX
    sheet.freeze_panes = sheet.cell(row + 1, 1)


def fill(sheet: Worksheet, row: int, values: list[str | float]) -> None:
    """Writes one row of the table, each value as a person would have typed it."""
    for column, value in enumerate(values, start=1):
        cell = sheet.cell(row, column)
        cell.value, cell.number_format = typed(value)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.border = BOX
        if value in COLOURS:
            cell.fill = PatternFill("solid", fgColor=COLOURS[value])


def pick(one: dict[str, str], names: str) -> list[str]:
    return [one[name] for name in names.split()]


def planted(one: dict[str, str], ref: str, place: str) -> str:
    """The private words planted beside one action; "" for every other action."""
    return story.PLANTS[place] if one["ref"] == ref else ""


def typed(value: str | float) -> tuple[object, str]:
    """A cell's value and number format: days and months as real dates, whole numbers as numbers."""
    text = str(value)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return date.fromisoformat(text), "dd/mm/yyyy"
    if re.fullmatch(r"\d{4}-\d\d", text):
        return date.fromisoformat(f"{text}-01"), "mmm-yy"
    if text.isdigit():
        return int(text), "General"
    return (value, "General") if value != "" else (None, "General")


def long_date(on: date) -> str:
    return f"{on.day} {on:%B %Y}"


if __name__ == "__main__":
    written = write_all(Path(sys.argv[1]) if len(sys.argv) > 1 else RECEIVED)
    print(f"{len(written)} workbooks written")
    begin_ledger(Path(sys.argv[1]) if len(sys.argv) > 1 else RECEIVED)
