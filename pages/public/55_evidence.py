"""Evidence: what stands behind each claim that an action is complete, and which claims have nothing behind them."""

from pages.parts.action_tables import first_actions
from pages.parts.chart_block import chart_block
from pages.parts.cite import cite
from pages.parts.here import here
from pages.parts.show import section, show, title
from tracker.html import blocks
from tracker.measure import Measure
from tracker.questions import evidence
from tracker.terms import State

SECTIONS = (
    (
        "No evidence named",
        "Every completed action has evidence named, or was verified.",
        {"measure": Measure.NO_EVIDENCE},
    ),
    (
        "Evidence named, not checked",
        "No claim with evidence is waiting for somebody else to check it.",
        {"measure": Measure.EVIDENCE_HELD, "state": State.REPORTED_COMPLETE},
    ),
    ("Verified by somebody else", "Nobody else has verified an action yet.", {"state": State.VERIFIED_COMPLETE}),
)

at = here()
title("Evidence")
show(blocks.lead(*evidence.opening(at.count)))
section("Evidence behind each claim")
chart_block(evidence, at, "evidence")

for heading, empty, only in SECTIONS:
    section(heading)
    show(first_actions(at, **only) or blocks.lead("", empty))

cite(f"Evidence, {at.agency or 'all agencies'}", at, "evidence")
