"""Whatever stands in a cell appears as the characters it is, on every page of a real browser."""

import re
from pathlib import Path
from urllib.parse import quote

import openpyxl
import pytest
from browser import a_dashboard, drawn, every_address
from drawing import Collection, rows

TEXTS = [
    "<script>window.ran = 1</script>",
    "\"><img src=x onerror='window.ran = 1'>",
    "costs $5m and $6m",
    "*stars* _lines_ `code` ~~gone~~ # heading",
    ":smile: :material/home: :red[text] :blue-background[x]",
    "[read](https://evil.example) ![x](https://evil.example/p.png) https://evil.example/raw",
    "javascript:window.ran=1",
    "\u202edesrever\u202c and \u200fright to left\u200f",
    '=HYPERLINK("https://evil.example","x")',
    "&lt;b&gt; &amp; &nbsp; {{ contact }} {} %s",
]
LISTS = ["/", "/actions", "/agencies", "/recommendations", "/overdue-and-moved"]  # where the one action is listed
ALL = " / ".join(TEXTS)
PLAN = """
fills = "action"
sheet = "Plan"
dates = "day first"

[columns]
review = "Review"
action_ref = "Ref"
recommendation_ref = "Rec"
action = "Action"
agency = "Agency"
owner = "Owner"
reported_status = "Status"
reason = "Reason"
evidence = "Evidence"
progress_note = "Note"
due_on = "Due"
source = "Source"

[reported_status]
"Open" = "in progress"
"Complete" = "reported complete"
"""
REGISTER = """
fills = "recommendation"
sheet = "Register"
dates = "day first"

[columns]
review = "Review"
recommendation_ref = "Rec"
recommendation = "Recommendation"
agency = "Agency"
reason = "Reason"
"""


def write(path: Path, name: str, lines: list[list[object]]) -> None:
    book = openpyxl.Workbook()
    book.active.title = name
    for line in lines:
        book.active.append(line)
        for cell in book.active[book.active.max_row]:
            cell.data_type = "s" if isinstance(cell.value, str) else cell.data_type  # a formula stays text
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Collection:
    """A collection in which every cell of text is meant to do harm."""
    made = Collection(tmp_path_factory.mktemp("hostile"))
    for layout in made.layouts.glob("*.toml"):
        layout.unlink()
    made.layout("plan", PLAN)
    made.layout("register", REGISTER)
    head = re.findall(r' = "([^"]+)"\n', PLAN.split("[columns]")[1].split("[rep")[0])
    plan = [f"Review {ALL}", f"A1 {ALL}", f"1 {ALL}", f"Do {ALL}", f"Body {ALL}", *[ALL] * 7]
    write(made.received / "plan" / "2026-01-31.xlsx", "Plan", [head, plan])
    write(made.received / "plan" / "2026-02-28.xlsx", "Plan", [head, [*plan[:3], f"Do anew {ALL}", *plan[4:]]])
    asked = [f"Review {ALL}", f"1 {ALL}", f"You should {ALL}", f"Body {ALL}", ALL]
    columns = ["Review", "Rec", "Recommendation", "Agency", "Reason"]
    write(made.received / "register" / "2026-01-15.xlsx", "Register", [columns, asked])
    made.load()
    return made


def test_no_page_runs_fetches_or_changes_what_stands_in_a_cell(page, hostile):
    fetched, spoken = [], []
    page.on("request", lambda request: fetched.append(request.url))
    page.on("dialog", lambda dialog: (spoken.append(dialog.message), dialog.dismiss()))
    records = [
        f"/actions?ref={quote('A1 ' + ALL)}",
        f"/recommendations?ref={quote('1 ' + ALL)}",
        f"/agencies?agency={quote('Body ' + ALL)}",
        f"/search?q={quote(TEXTS[0])}",
    ]
    with a_dashboard(hostile.built) as site:
        for address in [*every_address(), *records]:
            page.goto(site + address)
            shown = drawn(page).locator("main").text_content()
            assert "did not load" not in shown, address
            assert page.evaluate("window.ran") is None, address
            hrefs = page.evaluate("[...document.querySelectorAll('a')].map(a => a.href)")
            assert [href for href in hrefs if not href.startswith((site, "https:", "mailto:", "tel:"))] == [], address
            assert page.evaluate("document.querySelectorAll('main :is(img, iframe, em, del, script)').length") == 0
            if address in [*records, *LISTS]:
                assert [text for text in TEXTS if text not in shown] == [], address
    assert spoken == []
    assert [url for url in fetched if not url.startswith((site, "data:", "blob:"))] == []


def test_everything_hostile_is_there_to_be_shown(hostile):
    stored = rows(hostile.load(), "SELECT action, owner, evidence, reason FROM action_version ORDER BY version_id")
    assert stored == [(f"Do {ALL}", ALL, ALL, ALL), (f"Do anew {ALL}", ALL, ALL, ALL)]
