"""Recommendations: every one with how far it has got; with one chosen, its words, its answers and its actions."""

import streamlit as st

from pages.parts.here import asked, here
from pages.parts.recommendation_parts import one_recommendation, recommendation_table
from pages.parts.show import say, show
from tracker.questions import recommendations

at = here()
ref = asked("ref")
rows = recommendations.rows(at.db, at.as_of, review=at.review, agency=None if ref else at.agency, ref=ref or None)

if ref and len(rows) == 1:
    one_recommendation(rows, at)
else:
    st.title("Recommendations", anchor=False)
    if ref:
        say(f"We do not have exactly one recommendation numbered “{ref}” here. Showing all that fit the filters.")
        rows = rows if len(rows) else recommendations.rows(at.db, at.as_of, **at.filters)
    show(recommendation_table(rows, at))
