"""Resolutions: what the committee asked and resolved, meeting by meeting, the answers, and what has changed since."""

from pages.parts.cite import cite
from pages.parts.here import here
from pages.parts.paging import part, steps
from pages.parts.show import show, title
from pages.public.resolution_parts import chosen_meeting, meeting_form, resolution_table
from tracker.html import blocks
from tracker.questions import resolutions
from tracker.words import day, plural

at = here()
meeting = chosen_meeting(at)
title(f"Resolutions of {day(meeting)}" if meeting else "Resolutions")
rows = resolutions.rows(at.db, at.as_of, **at.filters, meeting=meeting)
if rows:
    show(blocks.lead(resolutions.opening(rows), "Resolutions change no figure."))
    show(meeting_form(at, meeting))
    shown = part(len(rows))
    caption = f"{plural(len(rows), 'resolution')}{shown.words}, the latest meeting first"
    show(resolution_table(shown.cut(rows), caption, at), steps(shown))
else:
    why = "No resolution of a committee is on record for this choice."
    what = "A committee’s log comes in as a workbook, like everything else."
    show(blocks.lead("", f"{why} {what}"))
cite("Resolutions of the committee", at, "resolutions", meeting=meeting)
