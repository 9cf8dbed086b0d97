"""Edit questions: officers choose, word, order and add the questions of the committee's paper, and download it."""

from dataclasses import replace
from itertools import takewhile

import streamlit as st

from pages.parts.committee_paper import downloads, meeting_of, paper_blocks
from pages.parts.here import here
from pages.parts.show import show, title
from pages.staff.acts import Act
from pages.staff.edit_questions.editor import edit_questions
from tracker.html import blocks
from tracker.reports.committee import committee_paper
from tracker.reports.paper import NewPage

FOR = Act.READ

at = here()
report = blocks.address("committee-report", **st.query_params.to_dict())
show(blocks.trail(blocks.link("Committee report", report), "Edit questions"))
title("Edit questions")
meeting = meeting_of(at, "edit-questions")
questions = edit_questions(meeting)
paper = committee_paper(meeting, questions)
downloads(meeting, at, questions)
show(blocks.finding(paper.title, paper.subtitle))
show(blocks.lead("", "The first page, with these questions. The downloads hold the whole paper."))
first_page = list(takewhile(lambda block: not isinstance(block, NewPage), paper.blocks))
paper_blocks(replace(paper, blocks=first_page))
