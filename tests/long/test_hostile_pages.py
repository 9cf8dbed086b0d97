"""Whatever a cell contains, every page in a real browser shows it as plain characters.

The one rule: the ends of a cell are stripped, a no-break space is a space, and a line break of any kind is one.
"""

import re
from pathlib import Path
from urllib.parse import quote

import openpyxl
import pytest
from browser import every_address, start_dashboard, start_public_instance, wait_until_drawn
from drawing import Collection, rows
from hostile_words import ALL, HTML, SIGNS, TEXTS
from playwright.sync_api import Page

from loaders.publishing import publish
from loaders.publishing.release import release_log
from loaders.publishing.release.texts import read_texts
from loaders.received.actor import Actor
from tracker import store

# The pages that list each action, and which of the texts they show.
LISTS = {
    "/actions?part=all": ("Do anew {}", "Body {}", "Found insufficient by By {} on 15 March 2026"),
    "/agencies?part=all": ("Body {}",),
    "/recommendations?part=all": ("You should {}",),
    "/overdue-and-moved": (),  # lists the first ten, in the words of the page above
    "/what-changed?since=2026-02-01&part=all": ("Do anew {}", "Do {}", "Body {}"),
}
SEEN = (f"By {ALL}", f"Seen {ALL}", f"Why {ALL}")  # as the checker wrote it
RECORDS = {
    f"/actions?ref={quote('A1 ' + SIGNS)}": (
        f"Do anew {ALL}",
        f"Do {ALL}",
        ALL,
        f"Body {SIGNS}",
        f"You should {ALL}",
        *SEEN,
    ),
    f"/recommendations?ref={quote('1 ' + SIGNS)}": (f"You should {ALL}", f"Do anew {ALL}", f"Body {SIGNS}"),
    f"/agencies?agency={quote('Body ' + SIGNS)}": (f"Do anew {ALL}", f"Body {SIGNS}"),
}
PLAN = """
fills = "action"
illustrative = true
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
illustrative = true
sheet = "Register"
dates = "day first"

[columns]
review = "Review"
recommendation_ref = "Rec"
recommendation = "Recommendation"
agency = "Agency"
reason = "Reason"
"""
LOG = """
fills = "verification"
illustrative = true
sheet = "Log"
dates = "day first"

[columns]
agency = "Agency"
action_ref = "Ref"
verification = "Found"
checker = "Checker"
checked_on = "On"
evidence = "Seen"
reason = "Why"

[verification]
"No" = "insufficient"
"""


# The text of every element; where old and new words are shown together, each without the other.
WORDS = """
    const without = (one, gone) => {
        const copy = one.cloneNode(true)
        copy.querySelectorAll(`${gone}, .an-hidden`).forEach(part => part.remove())
        return copy.textContent
    }
    return [...document.querySelectorAll('main *')].map(one => one.textContent).concat(
        ...[...document.querySelectorAll('main .an-words')].map(one => [without(one, 'ins'), without(one, 'del')]))
"""

DECISION = """
[[decision]]
by = "Chair of the committee"
on = 2026-01-15
columns = [
    "names", "recommendation_version.recommendation", "recommendation_version.reason", "action_version.action",
    "action_version.reason", "action_version.evidence", "verification_version.evidence", "verification_version.reason",
]
why = "All of it is to be shown, so that all of it can be looked at."
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
    """A collection with hostile text in every cell: one action with all texts, and one with each."""
    made = Collection(tmp_path_factory.mktemp("hostile"))
    for layout in made.layouts.glob("*.toml"):
        layout.unlink()
    for sender, layout in {"plan": PLAN, "register": REGISTER, "log": LOG}.items():
        made.layout(sender, layout)
    for day, words, due in (("2026-01-31", "Do", "31/01/2026"), ("2026-02-28", "Do anew", "28/02/2026")):
        write(made.received / "plan" / f"{day}.xlsx", "Plan", [headings(PLAN), *plan(words, due)])
    write(made.received / "register" / "2026-01-15.xlsx", "Register", [headings(REGISTER), *register()])
    write(made.received / "log" / "2026-03-15.xlsx", "Log", [headings(LOG), *log()])
    made.load()
    return made


def headings(layout: str) -> list[str]:
    return re.findall(r' = "([^"]+)"\n', layout.split("[columns]")[1].split("\n\n")[0] + "\n")


def plan(words: str, due: str) -> list[list[str]]:
    whole = [f"Review {SIGNS}", f"A1 {SIGNS}", f"1 {SIGNS}", f"{words} {ALL}", f"Body {SIGNS}", *[ALL] * 5, due, ALL]
    return [whole] + [
        ["Harbour Review", f"N{n}", str(n), f"{words} {text}", f"Body {text}", *[text] * 5, due, text]
        for n, text in enumerate(TEXTS, 1)
    ]


def register() -> list[list[str]]:
    return [[f"Review {SIGNS}", f"1 {SIGNS}", f"You should {ALL}", f"Body {SIGNS}", ALL]] + [
        ["Harbour Review", str(n), f"You should {text}", f"Body {text}", text] for n, text in enumerate(TEXTS, 1)
    ]


def log() -> list[list[str]]:
    def line(agency: str, ref: str, text: str) -> list[str]:
        return [agency, ref, "No", f"By {text}", "15/03/2026", f"Seen {text}", f"Why {text}"]

    each = [line(f"Body {text}", f"N{n}", text) for n, text in enumerate(TEXTS, 1)]
    return [line(f"Body {SIGNS}", f"A1 {SIGNS}", ALL), *each]


@pytest.fixture(scope="module")
def published(hostile, tmp_path_factory) -> Path:
    """The public instance of the hostile collection, with every releasable text released."""
    (hostile.received / "publication.toml").write_text(DECISION, encoding="utf-8")
    with store.read_only(store.current(hostile.built)) as db:  # what looks like personal data needs a release
        every = sorted({text.key for text in read_texts(db)})
    release_log.add(hostile.received, every, True, Actor("Clerk to the committee"), "2026-04-01")
    out = tmp_path_factory.mktemp("published") / "public"
    publish.publish(hostile.received, hostile.built, out, hostile.layouts, with_browser=False)
    return out


def test_no_page_runs_fetches_or_changes_the_text_of_a_cell(page, hostile):
    others = [*set(every_address()) - set(LISTS), f"/search?q={quote(HTML[0])}", "/search?q=anew"]
    with start_dashboard(hostile.built) as site:
        look_at(page, site, LISTS, RECORDS, others)


def test_no_page_of_the_public_instance_runs_fetches_or_changes_the_text_of_a_cell(page, published):
    """Private texts (owners, notes, words that no layout explains) are not on its pages."""
    with start_public_instance(published) as (site, _):
        look_at(page, site, LISTS, RECORDS, [f"/search?q={quote(HTML[0])}", "/search?q=anew", "/data", "/"])


def look_at(page: Page, site: str, lists: dict, records: dict, others: list[str]) -> None:
    """Opens every page and checks what it shows, runs and fetches."""
    fetched, spoken = [], []
    page.on("request", lambda request: fetched.append(request.url))
    page.on("dialog", lambda dialog: (spoken.append(dialog.message), dialog.dismiss()))
    for address in [*lists, *records, *others]:
        page.goto(site + address)
        shown = wait_until_drawn(page).locator("main").text_content()
        assert "did not load" not in shown, address
        assert page.evaluate("window.ran") is None, address
        hrefs = page.evaluate("[...document.querySelectorAll('a')].map(a => a.href)")
        assert [href for href in hrefs if not href.startswith((site, "https:", "mailto:", "tel:"))] == [], address
        assert [href for href in hrefs if "evil.example" in href.partition("?")[0]] == [], address
        assert page.evaluate("document.querySelectorAll('main :is(img, iframe, em, del, script)').length") == 0
        texts = set(page.evaluate(f"() => {{ {WORDS} }}"))
        wanted = [form.format(text) for form in lists.get(address, ()) for text in TEXTS]
        assert [text for text in [*wanted, *records.get(address, ())] if text not in texts] == [], address
    assert spoken == []
    assert [url for url in fetched if not url.startswith((site, "data:", "blob:"))] == []


def named(text: str) -> str:
    """The texts that count as evidence: dashes alone are a filler."""
    return "" if text == "---" else text


def test_the_collection_contains_every_hostile_text(hostile):
    stored = rows(hostile.load(), "SELECT action, owner, evidence, reason FROM action_version ORDER BY version_id")
    assert rows(hostile.load(), "SELECT count(*) FROM file_received WHERE is_read") == [(4,)]
    assert stored == [
        (f"{words} {text}", text, named(text), named(text)) for words in ("Do", "Do anew") for text in (ALL, *TEXTS)
    ]
