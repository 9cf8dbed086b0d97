"""How the page Problems is filtered and ordered; its address holds the choices."""

from collections.abc import Mapping, Sequence

import streamlit as st
from markupsafe import Markup

from pages.parts.here import address_word
from pages.parts.paging import without_part
from pages.parts.show import say
from tracker.html import blocks
from tracker.html.forms import Select, form
from tracker.questions.problem_history import Age, Key, OpenProblem, age
from tracker.questions.problems import ReportedProblem

AGE, GROUPED = "age", "grouped"
RULE = "Rule"


def problem_filter_form() -> Markup:
    """A form for both choices: since when, and grouped by agency or rule."""
    fields = [
        Select(AGE, "Since when", "All problems", [*Age], address_word(AGE)),
        Select(GROUPED, "Grouped by", "Agency", [RULE], address_word(GROUPED)),
    ]
    return form(blocks.address("problems"), fields, without_part(st.query_params.to_dict()))


def is_by_rule() -> bool:
    """Whether the address asks for problems grouped by rule."""
    return address_word(GROUPED) == RULE


def of_chosen_age(rows: Sequence[ReportedProblem], since: Mapping[Key, OpenProblem]) -> Sequence[ReportedProblem]:
    """The problems of the age that the address asks for; all, with a message, if there is no such age."""
    wanted = address_word(AGE)
    if wanted and wanted not in [*Age]:
        say(f"“{wanted}” is not a kind of problem. Showing all.")
        return rows
    return [row for row in rows if not wanted or age(row, since) == wanted]
