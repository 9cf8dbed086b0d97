"""The tabs of a chart in a real browser: what a mark opens, what can be downloaded, and both widths."""

import re
from pathlib import Path

import pytest
from browser import goes_sideways, open_page, violations, wait_until_drawn

AT = "as_of=2026-10-31"


@pytest.mark.parametrize("width", [1280, 320])
def test_every_tab_is_accessible_and_nothing_scrolls_sideways(page, merrowshire_site, width):
    page.set_viewport_size({"width": width, "height": 800})
    open_page(page, f"{merrowshire_site}/evidence?{AT}")
    for tab in ("Table", "Download", "How we count this", "Chart"):
        page.get_by_role("tab", name=tab).first.click()
        assert violations(page) == [] and goes_sideways(page) == [], tab
    wide, narrow = (page.locator(f'[class*="st-key-{name}-evidence"]') for name in ("wide", "narrow"))
    assert (wide.is_visible(), narrow.is_visible()) == (width == 1280, width == 320)


def test_a_click_on_the_middle_of_a_bar_opens_the_actions_it_counts(page, merrowshire_site):
    open_page(page, f"{merrowshire_site}/evidence?{AT}")
    bar = page.locator('[class*="st-key-wide-evidence"] svg [aria-label^="Merrowshire Police: 3, verified"]')
    bar.scroll_into_view_if_needed()
    place = bar.bounding_box()
    with page.expect_navigation():
        page.mouse.click(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    wait_until_drawn(page)
    assert "/actions?" in page.url and "agency=Merrowshire%20Police" in page.url and AT in page.url
    assert page.locator("tbody tr").count() == 3


def test_the_table_beside_a_chart_leads_to_the_same_by_keyboard(page, merrowshire_site):
    open_page(page, f"{merrowshire_site}/overdue-and-moved?{AT}")
    page.get_by_role("tab", name="Table").first.press("Enter")
    row = page.get_by_role("region", name="Open actions overdue by each date").locator("tbody tr").first
    link = row.get_by_role("link").nth(2)
    number = int(link.inner_text())
    link.press("Enter")
    page.wait_for_url("**/actions?**")
    assert wait_until_drawn(page).locator("tbody tr").count() == number > 0


@pytest.mark.parametrize(
    ("words", "begins"), [("rows", b"\xef\xbb\xbf"), ("PNG", b"\x89PNG"), ("SVG", b"<svg")], ids=["CSV", "PNG", "SVG"]
)
def test_rows_and_pictures_are_downloaded_under_a_name_that_says_what_they_are(page, merrowshire_site, words, begins):
    open_page(page, f"{merrowshire_site}/evidence?{AT}")
    page.get_by_role("tab", name="Download").first.click()
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile(words)).first.click()
    assert re.fullmatch(r"illustrative-evidence-2026-10-31\.(csv|png|svg)", download.value.suggested_filename)
    content = Path(download.value.path()).read_bytes()
    assert content.startswith(begins)
    assert words == "PNG" or b"6 of 17 actions reported complete" in content
