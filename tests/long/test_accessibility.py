"""Everybody can use every page: axe finds nothing, there is one heading, and the focus is always visible."""

import pytest
from browser import AXE, ROOT, every_address, goes_sideways, open_page, save_picture, start_dashboard, violations
from drawing import Collection
from playwright.sync_api import Page

RECORDS = {
    "merrowshire": [
        "/?as_of=2026-03-31",
        "/actions?ref=S03&sender=saltby&as_of=2026-10-31",
        "/actions?counted=overdue",
        "/actions?ref=nothing",
        "/agencies?agency=Saltby%20Borough%20Council",
        "/recommendations?ref=6.10",
        "/search?q=supervision",
        "/search?q=nothing+at+all",
    ],
    "public-record": [
        "/actions?ref=GBE-6",
        "/recommendations?ref=1&review=Inspection",
        "/search?q=language",
    ],
}
TALL, LOW = {"width": 1280, "height": 900}, {"width": 320, "height": 256}  # LOW: 1280 by 1024 enlarged to 400 %


@pytest.fixture(scope="module")
def window(window: Page) -> Page:
    """The browser window for this file, with reduced motion switched on."""
    window.emulate_media(reduced_motion="reduce")
    window.add_init_script(AXE)  # the browser keeps it: sending it to every page would take longer than the page itself
    return window


@pytest.fixture(scope="module")
def empty_site(tmp_path_factory: pytest.TempPathFactory):
    """A dashboard whose only file holds one row, which had to be refused."""
    collection = Collection(tmp_path_factory.mktemp("empty"))
    collection.plan("2026-01-31", "Ref | Rec | Action | Due | Done | Status | Evidence | Reason\n | 1 | Mend the gate")
    collection.load()
    with start_dashboard(collection.built) as address:
        yield address


@pytest.fixture(scope="module")
def unbuilt_site(tmp_path_factory: pytest.TempPathFactory):
    """A dashboard without any database."""
    with start_dashboard(tmp_path_factory.mktemp("unbuilt")) as address:
        yield address


def check(page: Page, address: str, name: str, is_wide_too: bool = False) -> None:
    """Asserts what must be true of every page. Axe takes most of the time, so it runs once for each of both widths."""
    page.set_viewport_size(TALL)
    open_page(page, address)
    assert page.evaluate("document.documentElement.lang") == "en-GB"
    assert page.locator("h1").count() == 1
    assert page.title().endswith((" – Answerable", " tracker"))
    assert "did not load" not in page.locator("main").inner_text()
    assert page.locator('[data-testid="stException"]').count() == 0
    assert not is_wide_too or violations(page) == []
    save_picture(page, name)
    page.set_viewport_size({"width": 320, "height": 640})
    page.wait_for_function("() => document.querySelector('[data-testid=stMain]').clientWidth <= 320")
    assert goes_sideways(page) == []
    assert violations(page) == []
    save_picture(page, name)


def named(address: str) -> str:
    return "".join(letter if letter.isalnum() else "-" for letter in address.strip("/")) or "overview"


@pytest.mark.parametrize("address", [*every_address(), *RECORDS["merrowshire"]])
def test_the_invented_example(window, merrowshire_site, address):
    check(window, merrowshire_site + address, f"merrowshire-{named(address)}", is_wide_too=True)


@pytest.mark.parametrize("address", [*every_address(), *RECORDS["public-record"]])
def test_the_public_record(window, public_record_site, address):
    check(window, public_record_site + address, f"public-record-{named(address)}")


@pytest.mark.parametrize("address", every_address())
def test_a_database_without_a_row_to_show(window, empty_site, address):
    check(window, empty_site + address, f"empty-{named(address)}")


@pytest.mark.parametrize("address", ["/", "/find-support", "/how-we-count"])
def test_no_database_at_all(window, unbuilt_site, address):
    check(window, unbuilt_site + address, f"unbuilt-{named(address)}")


@pytest.mark.parametrize("look", [{"color_scheme": "dark"}, {"forced_colors": "active"}], ids=["dark", "forced"])
def test_dark_mode_and_forced_colours_hide_nothing(window, merrowshire_site, look):
    window.set_viewport_size(TALL)
    window.emulate_media(**look)
    for address in ("/", "/evidence"):
        open_page(window, merrowshire_site + address)
        assert violations(window) == []
    tabs = window.locator("[role=tab]").evaluate_all("all => all.map(e => getComputedStyle(e).borderBottomWidth)")
    window.emulate_media(color_scheme="light", forced_colors="none")
    assert "forced_colors" not in look or (tabs[0] == "4px" and tabs[1] != "4px")


# axe passes over words of exactly the colour of their background, since they may be hidden on purpose.
UNSEEN = """() => {
    const found = [], texts = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        let under = texts.currentNode.parentElement;
        const {color} = getComputedStyle(under);
        if (!texts.currentNode.data.trim() || !under.checkVisibility() || under.closest('.an-square')) continue;
        while (under && getComputedStyle(under).backgroundColor === 'rgba(0, 0, 0, 0)') under = under.parentElement;
        if (under && getComputedStyle(under).backgroundColor === color) found.push(texts.currentNode.data);
    }
    return found;
}"""


@pytest.mark.parametrize("address", ["/", "/what-changed", "/actions?ref=S01&sender=saltby", "/committee-report"])
@pytest.mark.parametrize("media", ["print", "screen"])
def test_no_words_have_the_colour_of_what_is_behind_them(window, merrowshire_site, address, media):
    open_page(window, f"{merrowshire_site}{address}{'&' if '?' in address else '?'}as_of=2026-08-31")
    window.emulate_media(media=media)
    try:
        assert window.evaluate(UNSEEN) == []
    finally:
        window.emulate_media(media="screen")


def test_axe_is_the_version_that_the_accessibility_page_names_and_it_finds_what_is_wrong(window, merrowshire_site):
    text = (ROOT / "pages/public/about/30_accessibility.md").read_text(encoding="utf-8")
    version = AXE.split("axe v")[1].split()[0]
    assert f"axe-core {version}," in text
    open_page(window, merrowshire_site + "/privacy")
    window.evaluate("document.querySelector('h1').insertAdjacentHTML('afterend', '<img src=\"data:,\"><h4>Deep</h4>')")
    assert [found.split()[0] for found in violations(window)] == ["heading-order", "image-alt"]


FOCUS = """() => {
    const e = document.activeElement, style = getComputedStyle(e), box = e.getClientRects()[0];
    // The middle of what the window shows of it: a table can be taller than the window.
    const x = (Math.max(box.left, 0) + Math.min(box.right, innerWidth)) / 2;
    const y = (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2;
    const there = document.elementFromPoint(x, y);
    const name = e.getAttribute('aria-label') || e.labels?.[0]?.innerText || e.innerText || e.tagName;
    return {name: name.trim().slice(0, 60), tag: e.tagName,
            isOutlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
            isInSight: !!there && (e.contains(there) || there.contains(e))};
}"""


@pytest.mark.parametrize("size", [TALL, LOW], ids=["1280", "400 %"])
def test_the_element_with_the_focus_is_outlined_and_never_covered(window, merrowshire_site, size):
    window.set_viewport_size(size)
    open_page(window, f"{merrowshire_site}/agencies?agency=Saltby%20Borough%20Council&as_of=2026-10-31")
    seen = []
    for key in ["Tab"] * 45 + ["Shift+Tab"] * 25:  # backwards, what stays in sight at the top could cover it
        window.keyboard.press(key)
        seen.append(window.evaluate(FOCUS))
    assert [stop for stop in seen if stop["tag"] != "BODY" and not stop["isOutlined"]] == []
    assert [stop for stop in seen if stop["tag"] not in ("BODY", "MAIN") and not stop["isInSight"]] == []
    assert {"Skip to main content", "Agency", "Search"} <= {stop["name"] for stop in seen}


def test_nothing_moves_where_reduced_motion_is_switched_on(window, merrowshire_site):
    window.set_viewport_size(TALL)
    open_page(window, merrowshire_site)
    moving = window.evaluate("document.getAnimations().filter(a => a.playState === 'running').length")
    assert moving == 0
    durations = window.evaluate(
        "[...document.querySelectorAll('main *')].filter(e => /[1-9]/.test(getComputedStyle(e).transitionDuration))"
        ".filter(e => getComputedStyle(e).transitionProperty.match(/all|transform|width|height|top|left/))"
        ".map(e => e.className)"
    )
    assert durations == []


def test_text_can_be_spaced_out_without_being_cut(window, merrowshire_site):
    """WCAG 1.4.12: the spacing that people set for themselves."""
    window.set_viewport_size({"width": 320, "height": 640})
    open_page(window, f"{merrowshire_site}/actions?ref=S03&sender=saltby")
    window.add_style_tag(
        content="* {line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important}"
        "p {margin-bottom: 2em !important}"
    )
    assert goes_sideways(window) == []


def test_without_script_there_is_a_notice_with_the_helplines(browser, merrowshire_site):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(merrowshire_site)
    assert page.title() == "Answerable"
    assert "JavaScript is switched off in your browser" in page.locator("noscript").inner_text()
    assert page.locator("noscript a").first.get_attribute("href") == "tel:999"
    context.close()
