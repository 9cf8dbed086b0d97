"""Edit questions: officers choose, word, order and add what the committee's paper asks, and download that paper."""

import streamlit as st

from pages.parts.committee_paper import downloads, meeting_of, paper_blocks
from pages.parts.here import here
from pages.parts.show import show, title
from pages.staff.question_editor import edited
from tracker.html import blocks
from tracker.reports.committee import committee_paper

at = here()
report = blocks.address("committee-report", **st.query_params.to_dict())
show(blocks.trail(blocks.link("Committee report", report), "Edit questions"))
title("Edit questions")
meeting = meeting_of(at, "edit-questions")
questions = edited(meeting)
paper = committee_paper(meeting, questions)
downloads(meeting, at, questions)
show(blocks.finding(paper.title, paper.subtitle))
paper_blocks(paper)
