"""The pieces of a page as HTML, all under one name: text is shown exactly as typed unless one of these made it."""

from tracker.html.links import actions_address, address, contact, is_safe, link, sources, telephone
from tracker.html.paragraphs import (
    banner,
    button_link,
    finding,
    fold,
    folded_section,
    in_line,
    lead,
    message,
    quiet,
    quote,
    section,
    source,
    title,
    to_copy,
    trail,
    with_bold_numbers,
)
from tracker.html.states import moved_tag, roll_up, square, tag, together
from tracker.html.tables import bullets, low_rows, notes, summary_list, table
from tracker.html.text import Cell, comma_list, hidden, ours, reworded, shown, stacked, under, whole

__all__ = [
    "Cell", "actions_address", "address", "banner", "bullets", "button_link", "comma_list", "contact", "finding",
    "fold", "folded_section", "hidden", "in_line", "is_safe", "lead", "link", "low_rows", "message", "moved_tag",
    "notes", "ours", "quiet", "quote", "reworded", "roll_up", "section", "shown", "source", "sources", "square",
    "stacked", "summary_list", "table", "tag", "telephone", "title", "to_copy", "together", "trail", "under", "whole",
    "with_bold_numbers",
]  # fmt: skip
