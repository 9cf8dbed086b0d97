"""A printed page loses no column, prints nothing meant only for a screen, and each sheet says what it shows."""

import re
from typing import NamedTuple

import pypdfium2
from browser import every_address, open_page
from playwright.sync_api import Page

RECORDS = {
    "merrowshire": [
        *every_address(),
        "/actions?ref=S03&sender=saltby",
        "/agencies?agency=Saltby%20Borough%20Council&as_of=2026-10-31",
        "/recommendations?ref=6.10",
    ],
    "public-record": ["/", "/overdue-and-moved"],
}
FOOT = 20 / 25.4 * 72  # points: the margin of 20 mm that contains the foot
DRAWN = "() => [...document.querySelectorAll('[data-testid=stVegaLiteChart]')].every(e => e.querySelector('svg.marks'))"
# The content of the page as the browser would print it; tables are compared cell by cell.
HELD = """() => {
    const seen = e => e.checkVisibility() && !e.closest('[role=tablist], .an-hidden');
    const words = name => [...document.querySelectorAll(name)].filter(seen).map(e => e.innerText).filter(Boolean);
    const wide = document.querySelector('main').clientWidth;
    return {
        cells: words('main .an-table :is(th, td, caption)'),
        headings: words('main :is(h1, h2, h3, .an-title, .an-table thead)'),
        gone: words('[data-testid=stHeader], nav, [role=tablist], button, input, select, .an-forms, .an-footer'),
        charts: [...document.querySelectorAll('main svg.marks')].filter(seen).map(e => e.clientWidth / wide),
    };
}"""


def joined(words: str) -> str:
    """Words without blanks and hyphens, since paper breaks its lines elsewhere."""
    return re.sub(r"[\s\-\u00ad\u0002\ufffe]", "", words)


class Sheet(NamedTuple):
    """A printed sheet: its words in order, its foot, and how full it is."""

    words: str
    foot: str
    filled: float


def sheets(page: Page) -> list[Sheet]:
    """The printed sheets; asserts that nothing extends beyond their edges."""
    made = []
    for sheet in pypdfium2.PdfDocument(page.pdf(format="A4", prefer_css_page_size=True)):
        wide, high = sheet.get_size()
        text = sheet.get_textpage()
        boxes = [text.get_rect(n) for n in range(text.count_rects())]
        assert all(left > 0 and right < wide for left, _, right, _ in boxes)
        low = min(bottom for _, bottom, _, _ in boxes if bottom > FOOT)
        foot = text.get_text_bounded(0, 0, wide, FOOT)
        made.append(Sheet(joined(text.get_text_range()), joined(foot), (high - low) / (high - FOOT)))
    return made


def check(page: Page, site: str, address: str) -> None:
    """Asserts what must be true of a page on paper."""
    open_page(page, site + address)
    page.wait_for_function(DRAWN)
    page.emulate_media(media="print")
    held = page.evaluate(HELD)
    printed = sheets(page)
    page.emulate_media(media="screen")
    assert held["gone"] == [] and all(part > 0.95 for part in held["charts"]), held
    everything = "".join(sheet.words for sheet in printed)
    assert [words for words in held["cells"] if joined(words) not in everything] == []
    headings = [joined(words) for words in held["headings"]]
    for sheet in printed:
        assert joined(site + address.partition("?")[0]) in sheet.foot and f"of{len(printed)}" in sheet.foot
        assert not sheet.words.endswith(tuple(headings)), (address, sheet)
        assert sheet.filled > 0.5 or sheet is printed[-1], (address, sheet)


def test_every_page_of_the_invented_example_prints_well(window, merrowshire_site):
    for address in RECORDS["merrowshire"]:
        check(window, merrowshire_site, address)


def test_pages_of_the_public_record_print_well(window, public_record_site):
    for address in RECORDS["public-record"]:
        check(window, public_record_site, address)


def test_a_sheet_says_its_day_and_the_choices_made(window, merrowshire_site):
    open_page(window, f'{merrowshire_site}/search?q="}}+*%7Bdisplay:none%7D&as_of=2026-10-31')
    assert window.locator("h1").is_visible()
    foot = sheets(window)[-1].foot
    assert "Positionasat31October2026." in foot and "as_of=20261031" in foot
    assert "q=%22%7D%20%2A%7Bdisplay%3Anone%7D" in foot


def test_a_folded_list_is_printed_as_far_as_the_screen_would_show_it(window, merrowshire_site):
    open_page(window, f"{merrowshire_site}/overdue-and-moved?as_of=2026-10-31")
    folded = window.locator("details.an-part:not([open])")
    assert folded.count() == 4
    words = [cell.text_content() for cell in folded.locator("tbody th").all()]
    window.emulate_media(media="print")
    everything = "".join(sheet.words for sheet in sheets(window))
    assert len(words) > 20 and [one for one in words if joined(one) not in everything] == []
