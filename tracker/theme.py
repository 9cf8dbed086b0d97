"""Colours and marks that mean something; every other look is in .streamlit/config.toml."""

from dataclasses import dataclass
from typing import Any

from tracker.terms import State

INK, MUTED, RULE, TINT, WHITE = "#14212B", "#4A5A66", "#C9D1D7", "#F5F7F8", "#FFFFFF"
NAVY, BURNT, PLUM, GREY, PALE = "#12436D", "#B8400E", "#801650", "#5F6E79", "#E3E8EB"
PALE_NAVY = "#E8EFF5"  # evidence is named, nobody else has looked
FONT = "Public Sans, Verdana, Arial, sans-serif"

# Strokes in a square from -1 to 1, so that the style sheet and the charts share one drawing.
TICK = "M-.56 .04L-.16 .46L.58 -.46"
BANG = "M0 -.66L0 .2M0 .46L0 .74"
QUERY = "M-.38 -.26C-.38 -.82 .4 -.82 .4 -.26C.4 .04 0 .02 0 .3M0 .5L0 .76"
DASH = "M-.5 0L.5 0"
SLASH = "M-.46 .46L.46 -.46"


@dataclass(frozen=True)
class StateLook:
    """How one state is drawn: a square's fill and line, and the glyph in it."""

    slug: str
    fill: str
    line: str
    ink: str
    glyph: str = ""
    dash: tuple[int, ...] = ()


# A solid tick means checked by somebody else, a hollow one the agency's own claim. No two looks rely on colour alone:
# their glyph or dashes differ too.
LOOKS: dict[State, StateLook] = {
    State.VERIFIED_COMPLETE: StateLook("verified", NAVY, NAVY, WHITE, TICK),
    State.REPORTED_COMPLETE: StateLook("reported", WHITE, NAVY, NAVY, TICK),
    State.OPEN: StateLook("open", PALE, GREY, INK),
    State.OVERDUE: StateLook("overdue", BURNT, BURNT, WHITE, BANG),
    State.NO_DATE: StateLook("no-date", WHITE, GREY, INK, QUERY, (3, 2)),
    State.CLOSED_NOT_DONE: StateLook("closed", GREY, GREY, WHITE, DASH),
    State.NOT_ACCEPTED: StateLook("not-accepted", WHITE, GREY, INK, SLASH),
}


def chart_config() -> dict[str, Any]:
    """Vega-Lite's `config`: our font on white. Axes, titles and legends are not styled, since no chart has any."""
    return {"font": FONT, "background": WHITE, "padding": 18, "view": {"stroke": None}}
