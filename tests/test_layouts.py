"""A wrong layout is refused with where, what was found and what to do; it is never read as something else."""

import re
from datetime import date
from pathlib import Path

import pytest
from drawing import LAYOUT

from loaders.mapping.layout_files import BODIES, LAYOUTS, layout_for, layouts_for
from loaders.mapping.read_layout import read_layout
from tracker.columns.entries import COLUMNS
from tracker.findings import NotReadable
from tracker.terms import Kind

GOOD = """
agency = "Department of Transport"
fills = "action"
sheet = "Plan"
dates = "day first"
reports_every = 30

[columns]
action_ref = "Ref"
due_on = "Due"

[reported_status]
"Green" = "reported complete"
"""
KEYS = (
    "agencies, agency, always, closed_by_date, colours, columns, compiled, confirmed, dates, fill_down, fillers, "
    "fills, header_row, holds, illustrative, leave_out, lists, log, not_read, note, numbered_by, prefilled, "
    "reported_status, reports_every, resolution, response, review, section, serial_dates, sheet, sheet_names, split, "
    "stops_at, summaries, titles, verification, year_in, years"
)
OPEN_TO_TITLES = [name for name, column in COLUMNS[Kind.ACTION].items() if column.is_text and name != "action_ref"]


@pytest.mark.parametrize(
    ("found", "instead", "sentence"),
    [
        (
            'sheet = "Plan"', 'sheet = "Plan"\nheader_rows = 3',
            f"transport.toml, a key: found 'header_rows', but it must be one of {KEYS}. Did you mean 'header_row'?",
        ),
        (
            'fills = "action"', 'fills = "actions"',
            "transport.toml, fills: found 'actions', but it must be one of recommendation, action, verification, "
            "comment, resolution.",
        ),
        ('fills = "action"', "fills = 1", "transport.toml, fills: found 1, but it must be text in quotes."),
        (
            'fills = "action"\n', "",
            "transport.toml: 'fills' is missing. Add it; docs/adding-an-agency.md shows how.",
        ),
        (
            'sheet = "Plan"\n', "",
            "transport.toml: 'sheet' is missing. Add it; docs/adding-an-agency.md shows how.",
        ),
        (
            "[columns]", "[agencies]",
            "transport.toml: 'columns' is missing. Add it; docs/adding-an-agency.md shows how.",
        ),
        (
            'sheet = "Plan"', "sheet = 3",
            "transport.toml, sheet: found 3, but it must be text in quotes, or a list of such texts.",
        ),
        (
            'sheet = "Plan"', "sheet = []",
            "transport.toml, sheet: found [], but it must be the name of at least one sheet.",
        ),
        (
            'sheet = "Plan"', 'sheet = "Plan"\nheader_row = []',
            "transport.toml, header_row: found [], but it must be a row number, or a list of them.",
        ),
        (
            'sheet = "Plan"', 'sheet = "Plan"\nheader_row = "3"',
            "transport.toml, header_row: found ['3'], but it must be a row number, or a list of them.",
        ),
        (
            'action_ref = "Ref"', "action_ref = 1",
            "transport.toml, [columns]: found {'action_ref': 1, 'due_on': 'Due'}, "
            "but it must be a table of texts in quotes.",
        ),
        (
            'action_ref = "Ref"\ndue_on = "Due"\n', "",
            "transport.toml, [columns]: found {}, but it must be a heading for at least one of our columns.",
        ),
        (
            'due_on = "Due"', 'due_in = "Due"',
            "transport.toml, columns: found 'due_in', but it must be one of our columns. Did you mean 'due_on'?",
        ),
        (
            'due_on = "Due"', 'due_date = "Due"',
            "transport.toml, columns: found 'due_date', but it must be one of our columns. Did you mean 'due_on'?",
        ),
        (
            'due_on = "Due"', 'due_on = "Due"\nstops_at = "End"',
            "transport.toml, columns: found 'stops_at', but it must be one of our columns. 'stops_at' is a key of the "
            "layout: keys stand above the first [table].",
        ),
        (
            'due_on = "Due"', 'due_on = "Due"\nclosed_by_date = true',
            "transport.toml, [columns]: found {'action_ref': 'Ref', 'due_on': 'Due', 'closed_by_date': True}, but it "
            "must be a table of texts in quotes. 'closed_by_date' is a key of the layout: keys stand above the "
            "first [table].",
        ),
        (
            '"Green" = "reported complete"', '"Green" = "reported complete"\nstops_at = "Key"',
            "transport.toml, [reported_status] \"stops_at\": found 'Key', but it must be one of not started, "
            "in progress, paused, reported complete, will not do, superseded, not reported, status unreadable. "
            "'stops_at' is a key of the layout: keys stand above the first [table].",
        ),
        (
            "[reported_status]", '[agencies]\n"HB" = "Harbour Board"\nstops_at = "Key"\n[reported_status]',
            "transport.toml, [agencies]: found {'HB': 'Harbour Board', 'stops_at': 'Key'}, but it must be spellings of "
            "agencies. 'stops_at' is a key of the layout: keys stand above the first [table].",
        ),
        (
            "[reported_status]", '[renumbered]\n"A2" = "A1"\nstops_at = "Key"\n[reported_status]',
            "transport.toml, [renumbered]: found {'A2': 'A1', 'stops_at': 'Key'}, but it must be a table of references "
            "in quotes: new = old. 'stops_at' is a key of the layout: keys stand above the first [table].",
        ),
        (
            "[columns]", 'always = { owners = "Head" }\n[columns]',
            "transport.toml, always: found 'owners', but it must be one of our columns. Did you mean 'owner'?",
        ),
        (
            "[columns]", "always = { priority = 1 }\n[columns]",
            "transport.toml, [always]: found {'priority': 1}, but it must be a table of texts in quotes.",
        ),
        (
            "[columns]", 'fill_down = "recommendation"\n[columns]',
            "transport.toml, fill_down: found 'recommendation', but it must be one of our columns. "
            "Did you mean 'recommendation_ref'?",
        ),
        (
            "[columns]", 'prefilled = "number"\n[columns]',
            "transport.toml, prefilled: found 'number', but it must be one of our columns. Did you mean 'action_ref'?",
        ),
        (
            "[columns]", 'leave_out = ""\n[columns]',
            "transport.toml, leave_out: found '', but it must be text in quotes, or a list of such texts.",
        ),
        (
            "[columns]", 'section = "due_on"\n[columns]',
            "transport.toml, section: found 'due_on', but it must be one of our columns of text that [columns] leaves "
            f"open: {', '.join(OPEN_TO_TITLES)}.",
        ),
        (
            "[columns]", 'sheet_names = "due_on"\n[columns]',
            "transport.toml, sheet_names: found 'due_on', but it must be one of our columns of text that [columns] "
            f"leaves open: {', '.join(OPEN_TO_TITLES)}.",
        ),
        (
            "[columns]", 'section = "agency"\nsheet_names = "agency"\n[columns]',
            "transport.toml, sheet_names: found 'agency', but it must be another column than section fills.",
        ),
        (
            "[reported_status]", '[colours]\n"green" = "Green"\n[reported_status]',
            "transport.toml, [colours]: found 'GREEN', but it must be a colour as six digits and letters A to F, "
            "such as 00B050.",
        ),
        (
            "[reported_status]", '[colours]\n"00b050" = "Green"\n[reported_status]',
            "transport.toml, [colours]: found {'00B050': 'Green'}, but it must be with a heading for reported_status "
            "or rag in [columns].",
        ),
        (
            "[columns]", 'split = { owner = ";" }\n[columns]',
            "transport.toml, split: found 'owner', but it must be a column of several values: "
            "recommendation_ref, supporting_agencies.",
        ),
        (
            "[columns]", 'split = { recommendation_ref = "" }\n[columns]',
            "transport.toml, [split]: found {'recommendation_ref': ''}, but it must be a table of texts in quotes.",
        ),
        (
            '"Green" = "reported complete"', '"Green" = "complete"',
            "transport.toml, [reported_status] \"Green\": found 'complete', but it must be one of not started, "
            "in progress, paused, reported complete, will not do, superseded, not reported, status unreadable. "
            "Did you mean 'reported complete'?",
        ),
        (
            'dates = "day first"', 'dates = "dd/mm"',
            "transport.toml, dates: found 'dd/mm', but it must be one of day first, month first, year first.",
        ),
        (
            'dates = "day first"', 'dates = "day first"\nyears = "school"',
            "transport.toml, years: found 'school', but it must be one of financial, calendar.",
        ),
        (
            "reports_every = 30", 'reports_every = "monthly"',
            "transport.toml, reports_every: found 'monthly', but it must be a number of days.",
        ),
        (
            "reports_every = 30", "reports_every = 0",
            "transport.toml, reports_every: found 0, but it must be a number of days.",
        ),
        (
            "reports_every = 30", "illustrative = 1",
            "transport.toml, illustrative: found 1, but it must be true or false.",
        ),
        (
            "[columns]", '[sheets]\nsheet = "Plan"\n[columns]',
            "transport.toml, sheets: found {'sheet': 'Plan'}, "
            "but it must be written as [[sheets]], once for each sheet.",
        ),
        (
            "[reported_status]", '[[sheets]]\nreview = "Harbour Review"\n[reported_status]',
            "transport.toml, [[sheets]]: found 'review', but it must be above the sheets, "
            "since it holds for the whole file.",
        ),
        (
            "[reported_status]", "[[sheets]]\ncolumns = 3\n[reported_status]",
            "transport.toml, [columns]: found 3, but it must be a table of texts in quotes.",
        ),
        (
            'sheet = "Plan"', 'sheet = "Plan"\npath = "Plan"',
            f"transport.toml, a key: found 'path', but it must be one of {KEYS}.",
        ),
        (
            "reports_every = 30", "reports_every = true",
            "transport.toml, reports_every: found True, but it must be a number of days.",
        ),
        (
            "[reported_status]", '[renumbered]\nA2 = 1\n[reported_status]',
            "transport.toml, [renumbered]: found {'A2': 1}, but it must be a table of references in quotes: new = old.",
        ),
        (
            'sheet = "Plan"', "sheet = Plan",
            "transport.toml is not correct TOML: Invalid value (at line 4, column 9). Correct that line.",
        ),
    ],
)  # fmt: skip
def test_a_wrong_layout_is_refused_in_one_sentence(tmp_path, found, instead, sentence):
    assert GOOD.count(found) == 1
    path = tmp_path / "transport.toml"
    path.write_text(GOOD.replace(found, instead), encoding="utf-8")
    with pytest.raises(NotReadable, match=re.escape(sentence) + "$"):
        read_layout(path)


def test_a_layout_in_another_encoding_says_so(tmp_path):
    path = tmp_path / "transport.toml"
    path.write_bytes(GOOD.replace("Transport", "Tränsport").encode("latin-1"))
    with pytest.raises(NotReadable, match=r"^transport\.toml is not correct TOML: it holds letters that are not UTF-8"):
        read_layout(path)


def test_the_good_layout_is_read(tmp_path):
    (tmp_path / "transport.toml").write_text("\ufeff" + GOOD, encoding="utf-8")
    layout = layout_for("transport", date(2026, 1, 1), tmp_path)
    assert (layout.agency, layout.reports_every, layout.illustrative) == ("Department of Transport", 30, False)
    assert layout.sheets[0].header_row == ()  # searched for
    assert layout.sheets[0].always == {"agency": "Department of Transport"}


def test_a_sheet_of_its_own_adds_to_the_tables_of_the_whole_file(tmp_path):
    text = GOOD + '[[sheets]]\nsheet = "Old"\n[sheets.columns]\ndue_on = "Target"\nowner = "Lead"\n'
    (tmp_path / "transport.toml").write_text(text, encoding="utf-8")
    (sheet,) = read_layout(tmp_path / "transport.toml").sheets
    assert sheet.sheet == ("Old",)
    assert sheet.columns == {"action_ref": "Ref", "due_on": "Target", "owner": "Lead"}
    assert sheet.reported_status == {"Green": "reported complete"}


def test_a_dated_layout_counts_from_its_date_on(tmp_path):
    for name in ("transport.toml", "transport.2026-04-01.toml", "transport.2026-09-01.toml"):
        (tmp_path / name).write_text(GOOD, encoding="utf-8")
    in_force = {on: layout_for("transport", date.fromisoformat(on), tmp_path).path.name for on in (
        "2026-03-31", "2026-04-01", "2026-08-31", "2026-09-01",
    )}  # fmt: skip
    assert in_force == {
        "2026-03-31": "transport.toml",
        "2026-04-01": "transport.2026-04-01.toml",
        "2026-08-31": "transport.2026-04-01.toml",
        "2026-09-01": "transport.2026-09-01.toml",
    }


def test_no_layout_before_the_first_date(tmp_path):
    (tmp_path / "transport.2026-04-01.toml").write_text(GOOD, encoding="utf-8")
    assert _refused("transport", tmp_path) == (
        "No layout for the sender 'transport'. Drop one of its files on the page Load and make one there, or write "
        f"{tmp_path.parent.name}/{tmp_path.name}/transport.toml (docs/adding-an-agency.md)."
    )


def test_two_layouts_for_one_day_are_refused(tmp_path):
    for name in ("transport.toml", "transport.2026-02-30.toml"):  # there is no such day, so it holds from the start
        (tmp_path / name).write_text(GOOD, encoding="utf-8")
    assert _refused("transport", tmp_path) == (
        "Two layouts for the sender 'transport': transport.toml, transport.2026-02-30.toml. Keep one."
    )


@pytest.mark.parametrize("sender", ["harbour", "*", "[a-z]*", "Transport", "police"])
def test_an_unknown_sender_gets_no_layout(tmp_path, sender):
    (tmp_path / "transport.toml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "merrowshire").mkdir()
    (tmp_path / "merrowshire" / "police.toml").write_text(GOOD, encoding="utf-8")  # of another collection
    assert _refused(sender, tmp_path) == (
        f"No layout for the sender '{sender}'. Drop one of its files on the page Load and make one there, or write "
        f"{tmp_path.parent.name}/{tmp_path.name}/{sender}.toml (docs/adding-an-agency.md)."
    )


def test_an_example_has_layouts_of_its_own():
    data = Path(__file__).parent.parent / "data"
    assert layouts_for(data / "examples" / "merrowshire" / "received") == LAYOUTS / "merrowshire"
    assert layouts_for(data / "received") == LAYOUTS


OF_REAL_WORKBOOKS = Path(__file__).parent / "real_layouts"


@pytest.mark.parametrize(
    "path",
    sorted(path for path in (*LAYOUTS.rglob("*.toml"), *OF_REAL_WORKBOOKS.glob("*.toml")) if path.name != BODIES),
    ids=lambda path: f"{path.parent.name}/{path.name}",
)
def test_every_layout_of_the_project_can_be_read(path):
    assert read_layout(path).sheets


def _refused(sender: str, folder: Path) -> str:
    with pytest.raises(NotReadable) as refused:
        layout_for(sender, date(2026, 3, 31), folder)
    return str(refused.value)


def test_a_draft_is_refused_until_a_person_has_checked_it(tmp_path):
    (tmp_path / "transport.toml").write_text('draft = true\nfills = "action"\n', encoding="utf-8")
    with pytest.raises(NotReadable) as error:
        read_layout(tmp_path / "transport.toml")
    assert str(error.value) == (
        "transport.toml is a draft. Check every line against the workbook, then remove its line 'draft = true'."
    )


@pytest.mark.parametrize(
    ("found", "instead", "sentence"),
    [
        (
            '"Green" = "reported complete"', '"Green" = "reported complete"\n"GREEN " = "in progress"',
            "transport.toml, [reported_status] \"GREEN \": found 'in progress', but it must be 'reported complete', as "
            "for the same word in other letters.",
        ),
        (
            "[columns]", '[agencies]\n"A" = "B"\n"B" = "A"\n[columns]',
            "transport.toml, [agencies]: found 'A', but it must be led to the name that everybody is to read, not in a "
            "circle.",
        ),
        (
            'sheet = "Plan"', 'sheet = "Plan"\nnot_read = ["due"]',
            "transport.toml, not_read: found 'due', but it must be a heading that [columns] does not name as well.",
        ),
        (
            'sheet = "Plan"', 'sheet = "Plan"\nheader_row = [5, 4]',
            "transport.toml, header_row: found [5, 4], but it must be row numbers from top to bottom, each once.",
        ),
        (
            'agency = "Department of Transport"', 'agency = " "',
            "transport.toml, agency: found ' ', but it must be a name that can be read.",
        ),
        (
            "reports_every = 30", "reports_every = 9223372036854775807",
            "transport.toml, reports_every: found 9223372036854775807, but it must be a number of days.",
        ),
        (
            "reports_every = 30", "reports_every = " + "[" * 3_000 + "]" * 3_000,
            "transport.toml has lists within lists that no layout needs. Remove them.",
        ),
    ],
)  # fmt: skip
def test_a_layout_that_contradicts_itself_is_refused(tmp_path, found, instead, sentence):
    path = tmp_path / "transport.toml"
    path.write_text(GOOD.replace(found, instead), encoding="utf-8")
    with pytest.raises(NotReadable, match=re.escape(sentence) + "$"):
        read_layout(path)


def test_names_may_lead_to_themselves_or_on(tmp_path):
    path = tmp_path / "transport.toml"
    text = GOOD.replace("[columns]", '[agencies]\n"A" = "A"\n"B" = "A"\n"C" = "B"\n[columns]')
    path.write_text(text, encoding="utf-8")
    assert read_layout(path).sheets[0].agencies == {"A": "A", "B": "A", "C": "B"}


@pytest.mark.parametrize("header", ["", "header_row = 1\n"])
def test_rows_that_two_entries_read_would_count_twice(collection, header):
    text = LAYOUT + f'\n[[sheets]]\nsheet = "Plan"\n\n[[sheets]]\n{header}sheet = "Plan"\n'
    collection.layout("transport", text)
    collection.plan(
        "2026-01-31", "Ref | Rec | Action | Due | Done | Status | Evidence | Reason\nA1 | 1 | Mend | | | | |"
    )
    with pytest.raises(NotReadable, match="sheet 'Plan': row 2 is read twice as action, so it would count twice"):
        collection.load()
