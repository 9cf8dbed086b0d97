"""Committee report: the paper for a meeting as it will print, with questions to ask, and as files."""

import streamlit as st

from pages.parts.committee_paper import downloads, made_at_publication, meeting_of, paper_blocks
from pages.parts.here import here
from pages.parts.show import show, title
from tracker.html import blocks
from tracker.reports.committee import committee_paper

at = here()
title("Committee report")
meeting = meeting_of(at)
paper = committee_paper(meeting)
downloads(meeting, at)
made_at_publication()
if "edit-questions" in at.pages:  # a page for staff, which the public copy does not have
    show(blocks.trail(blocks.link("Edit the questions", blocks.address("edit-questions", **st.query_params.to_dict()))))
if meeting.last_met:
    show(blocks.trail(blocks.link("Everything that the committee asked and resolved", at.address("resolutions"))))
show(blocks.finding(paper.title, paper.subtitle))
paper_blocks(paper)
