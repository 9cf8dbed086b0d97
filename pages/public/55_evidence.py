"""Evidence: what is named for each claim that an action is complete, who named it, and who checked it."""

from pages.parts.chart_block import chart_block
from pages.parts.cite import cite
from pages.parts.here import address_word, here
from pages.parts.show import name_tab, say, show, title
from pages.public.claim_lists import LISTS, claim_list
from tracker.html import blocks
from tracker.questions import evidence

at, asked = here(), address_word("list")
chosen = [name for name in LISTS if name == asked]
if asked and not chosen:
    say(f"We do not have a list called “{asked}”. Showing all of them.")
title("Evidence")
if chosen:
    name_tab(f"Evidence: {chosen[0]}", at)
    show(blocks.trail(blocks.link("All of Evidence", at.address("evidence"))))
else:
    opening = (blocks.lead(*evidence.opening(at.count)), blocks.section("Evidence behind each claim"))
    show(*opening, *chart_block(evidence, at, "evidence"))

for name in chosen or LISTS:
    show(blocks.section(LISTS[name].heading), *claim_list(name, at, is_whole=bool(chosen)))

cite(f"Evidence, {at.agency or 'all agencies'}", at, "evidence", list=chosen[0] if chosen else None)
