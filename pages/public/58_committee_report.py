"""Committee report: the paper for a meeting as it will print, with what to ask, and the same as a file."""

from pages.parts.here import here
from pages.parts.show import show, title
from pages.public.committee_parts import downloads, meeting_of, paper_blocks
from tracker.html import blocks
from tracker.reports.committee import committee_paper

at = here()
title("Committee report")
meeting = meeting_of(at)
paper = committee_paper(meeting)
downloads(meeting, at)
show(blocks.finding(paper.title, paper.subtitle))
paper_blocks(paper)
