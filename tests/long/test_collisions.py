"""No words overlap, however narrow the page and however large its numbers."""

from browser import every_address, open_page
from playwright.sync_api import Page

WIDTHS = (320, 390, 640, 768, 1280)  # 640 is also 1280 enlarged to 200 %
LARGE = """() => document.querySelectorAll('.an-value, .an-of, .an-number, .an-key li > span:last-child').forEach(e => {
    const texts = document.createTreeWalker(e, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) texts.currentNode.data = texts.currentNode.data.replace(/\\d+/g, '8,888');
})"""
# The middle half of every line of words, since lines set close together overlap a little at their edges.
OVERLAPS = """() => {
    const lines = [], texts = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const node = texts.currentNode, e = node.parentElement;
        if (!node.data.trim() || !e.checkVisibility({visibilityProperty: true, opacityProperty: true})) continue;
        if (e.closest('.an-hidden, .an-skip, .an-past, style, option, title')) continue;
        if (e.closest('thead')?.offsetWidth < 2) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        const low = e.closest('.an-low :is(.an-action, .an-under)');  // its other lines are not seen
        for (const {left, right, top, bottom} of low ? [low.getBoundingClientRect()] : range.getClientRects())
            lines.push({left, right, top: (3 * top + bottom) / 4, bottom: (top + 3 * bottom) / 4, words: node.data});
    }
    lines.sort((a, b) => a.top - b.top);
    const found = [];
    lines.forEach((a, n) => {
        for (let m = n + 1; m < lines.length && lines[m].top < a.bottom; m++) {
            const b = lines[m];
            if (Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1.5) found.push([a.words, b.words]);
        }
    });
    return found;
}"""

MOVED = """() => {
    const [heading, text] = ['h1', '.an-text p'].map(name => document.querySelector('main ' + name));
    const down = text.getBoundingClientRect().top - heading.getBoundingClientRect().top;
    heading.style.transform = `translateY(${down}px)`;
}"""


def check(page: Page, address: str) -> None:
    """Asserts that no words overlap at any width, first with the true numbers and then with large ones."""
    open_page(page, address)
    for make_large in (False, True):
        if make_large:
            page.evaluate(LARGE)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate(OVERLAPS) == [], (address, width, make_large)


def test_no_words_overlap_in_the_invented_example(window, merrowshire_site):
    for address in [*every_address(), "/actions?ref=S03&sender=saltby", "/agencies?agency=Merrowshire%20Police"]:
        check(window, merrowshire_site + address)


def test_no_words_overlap_in_the_public_record(window, public_record_site):
    for address in ("/", "/overdue-and-moved", "/recommendations", "/evidence"):
        check(window, public_record_site + address)


def test_overlapping_words_are_found(window, merrowshire_site):
    open_page(window, merrowshire_site + "/privacy")
    window.evaluate(MOVED)
    assert window.evaluate(OVERLAPS) != []
