"""Before anything is loaded, the first page shows the same figures in the same places, and it never waits long."""

from __future__ import annotations  # see conftest.py for the reason

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from threading import Event
from urllib.parse import quote

import pytest
from browser import open_page, start_dashboard
from hostile_words import HTML
from visitor import request
from waiting import wait_until

from pages.server import first_sight
from tracker.measure import Measure
from tracker.questions import measures

AS_OF = date(2026, 3, 31)
PLACES = """root => [".an-leave", ".an-form", ".an-search", ".an-illustrative", ".an-past", ".an-care", ".an-h1",
    ".an-lead", ".an-cards", ".an-card:last-child", ".an-card .an-note"].map(name => {
        const box = document.querySelector(`${root} ${name}`).getBoundingClientRect();
        return [name, ...[box.left, box.top, box.width, box.height].map(Math.round)].join(" ");
    })"""


def sight(site: str, query: str) -> str:
    """The HTML above the place where Streamlit draws."""
    status, _, body = request(site, f"/?{query}")
    assert status == 200
    return body.decode().partition('<div id="an-first">')[2].partition('<p id="an-status"')[0]


def test_the_figures_are_there_without_javascript(browser, merrowshire_site, merrowshire):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for agency in ("Merrowshire+Police", "Saltby+Borough+Council"):  # on a busy machine the first answer may have none
        wait_until(partial(sight, merrowshire_site, f"as_of={AS_OF}&agency={agency}"))
    page.goto(f"{merrowshire_site}/?as_of={AS_OF}&agency=Merrowshire+Police")
    count = measures.counts(merrowshire.db, AS_OF, agency="Merrowshire Police")
    cards = re.sub(r"\s+", " ", page.locator(".an-cards").inner_text())
    assert f"Verified complete: {count[Measure.VERIFIED]} of {count[Measure.ACCEPTED]}" in cards
    assert f"Overdue: {count[Measure.OVERDUE]} of {count[Measure.OPEN_WITH_DATE]} dated" in cards
    assert "This is the position as at 31 March 2026" in page.locator(".an-past").inner_text()
    page.get_by_role("combobox", name="Agency").select_option("Saltby Borough Council")
    page.get_by_role("button", name="Show").click()
    count = measures.counts(merrowshire.db, AS_OF, agency="Saltby Borough Council")
    cards = re.sub(r"\s+", " ", page.locator(".an-cards").inner_text())
    assert f"Verified complete: {count[Measure.VERIFIED]} of {count[Measure.ACCEPTED]}" in cards
    context.close()


@pytest.mark.parametrize("width", [1280, 768, 390])
def test_nothing_moves_when_the_page_is_drawn(page, context, merrowshire_site, width):
    before = context.new_page()
    before.route("**/static/js/**", lambda route: route.abort())  # so that Streamlit never draws
    places = []
    for one, root in ((before, "#an-first"), (page, "#root")):
        one.set_viewport_size({"width": width, "height": 900})
        if one is page:
            open_page(one, f"{merrowshire_site}/?as_of={AS_OF}")
        else:
            one.goto(f"{merrowshire_site}/?as_of={AS_OF}")
        one.evaluate("document.fonts.ready.then(() => 0)")
        places.append(one.evaluate(PLACES, root))
    before.close()
    assert places[0] == places[1]
    assert page.locator("#an-first").count() == 0


@pytest.mark.parametrize("word", HTML)
def test_words_in_an_address_are_shown_as_typed(merrowshire_site, word):
    shown = sight(merrowshire_site, "&".join(f"{name}={quote(word, safe='')}" for name in ("agency", "q", "ref")))
    assert 'class="an-cards"' in shown
    harmless = sight(merrowshire_site, "agency=a&q=a&ref=a")
    tags = [re.findall("<[^>]*?[a-z1-9]+", text) for text in (shown, harmless)]
    assert [tag for tag in tags[0] if tag not in tags[1]] == []


def test_a_wrong_address_shows_the_latest_position(merrowshire_site):
    assert "an-past" not in sight(merrowshire_site, "as_of=soon&record=x&review=none")


def test_the_page_answers_without_a_database(tmp_path):
    with start_dashboard(tmp_path) as site:
        assert sight(site, "") == ""


def test_a_flood_is_answered_without_figures_and_occupies_one_place(monkeypatch):
    may_end = Event()
    monkeypatch.setattr(first_sight, "_in_turn", lambda asked, name: may_end.wait() and "figures")
    monkeypatch.setattr(first_sight, "PATIENCE", 0.05)

    async def flood() -> list[str]:
        sights = first_sight.FirstSight()
        asking = [asyncio.ensure_future(sights.of({}, "")) for _ in range(100)]
        await asyncio.sleep(0)
        assert sights.line.waiting == first_sight.MOST_WAITING
        answers = await asyncio.gather(*asking)
        assert sights.line.waiting == 1  # the one that runs; nobody waits for the others any more
        may_end.set()
        while sights.line.waiting:
            await asyncio.sleep(0.01)
        return [*answers, await sights.of({}, "")]

    with ThreadPoolExecutor(1) as aside:  # the browser of other tests uses the event loop of this thread
        assert aside.submit(asyncio.run, flood()).result() == [""] * 100 + ["figures"]
