"""The filters of the page Actions by words of a plan: its priorities, its themes, and whether it says “done when”."""

from collections.abc import Sequence
from typing import TypedDict

import streamlit as st
from markupsafe import Markup

from pages.parts.here import Here, address_word
from pages.parts.paging import without_part
from pages.parts.show import say
from tracker.html import blocks
from tracker.html.forms import Day, Select, form
from tracker.questions import plan_words
from tracker.terms import Role

NAMED, NOT_NAMED = "Given", "None given"
OWN_WORDS = "Each plan uses its own words: the same word may mean different things in two plans."


class PlanFilters(TypedDict):
    """What `actions.rows` takes of the plan's filters; None for each that the address does not ask for."""

    priority: str | None
    theme: str | None
    has_success_measure: bool | None


def plan_filters(at: Here, role: Role) -> tuple[PlanFilters, list[str]]:
    """The plan's filters in the address, and each one in words; shows a message about words that no plan gives."""
    given = plan_words.plan_words(at.db, at.as_of, **at.filters, role=role)
    priority, theme = _one_of(given.priorities, "priority"), _one_of(given.themes, "theme")
    measure = _one_of((NAMED, NOT_NAMED), "success")
    words = [
        f"priority “{priority}”" if priority else "",
        f"theme “{theme}”" if theme else "",
        {NAMED: "with a success measure", NOT_NAMED: "with no success measure"}.get(measure or "", ""),
    ]
    has_measure = measure == NAMED if measure else None
    return {"priority": priority, "theme": theme, "has_success_measure": has_measure}, words


def plan_filter_form(at: Here, role: Role) -> Markup:
    """A form with each of the plan's filters that any plan has words for; "" if there are none."""
    given = plan_words.plan_words(at.db, at.as_of, **at.filters, role=role)
    choices = [
        ("priority", "Priority in the plan", "All priorities", given.priorities),
        ("theme", "Theme in the plan", "All themes", given.themes),
        ("success", "Success measure", "Given or not", (NAMED, NOT_NAMED) if given.success_measures else ()),
    ]
    fields: list[Select | Day] = [
        Select(name, label, every, options, address_word(name)) for name, label, every, options in choices if options
    ]
    if not fields:
        return Markup("")
    asked = without_part(st.query_params.to_dict())
    is_of_several = not at.agency and bool(given.priorities or given.themes)
    return form(blocks.address("actions"), fields, asked, "Filter") + (
        blocks.quiet(OWN_WORDS) if is_of_several else Markup("")
    )


def _one_of(known: Sequence[str], name: str) -> str | None:
    """The words that the address asks for, None if it asks for none or for words that no plan here gives."""
    wanted = address_word(name)
    if wanted and wanted not in known:
        what = {"success": "success measure"}.get(name, name)
        say(f"We do not have a {what} called “{wanted}”. Showing all actions.")
    return wanted if wanted in known else None
