"""The words for records that somebody compiled from published sources, in place of ours.

Nobody promised us anything there, nobody reports to us, and we did not look everywhere. What prints a word, a heading
or a sentence of ours passes it through `word` or `sentence`; texts from files never pass.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from tracker.terms import ReportedStatus, Response, State, Timeliness, Verification

PAST = "Stated date passed, no completion seen"
PAST_FIRST = "Date first stated passed, no completion seen"
NOTHING_LATER = "No later position seen"
UNDATED = "No later position seen, no exact date stated"
DONE = "Published as done, not verified"

# Whole words, headings and sentences.
WORDS = {
    # states, and the words of the other scales
    "Open": NOTHING_LATER,
    "Overdue": PAST,
    "Open, no date set": UNDATED,
    "Reported complete, not verified": DONE,
    "Closed, not done": "Published as not going ahead",
    "No response": "No response seen",
    "no response": "no response seen",
    "Not reported": "No status word seen",
    "Reported complete": "Published as done",
    "Not checked": "No check by another body seen",
    "Insufficient": "Not complete",
    "insufficient": "not complete",
    # measures
    "open": "no later position seen",
    "open with a date": "no later position seen, with a date",
    "no date set": "no later position seen, no exact date stated",
    "overdue": "stated date passed, no completion seen",
    "overdue by the date first promised": "date first stated passed, no completion seen",
    "ever had a date": "a date was stated",
    "deadline moved": "stated date moved",
    "reported complete, not verified": "published as done, not verified",
    "reported or verified complete": "published as done, or verified",
    "missing from the return": "missing from the last file",
    "in the first plan": "in the first file",
    "added since the first plan": "added since the first file",
    "same words for three returns": "same words in three files",
    # changes
    "Became overdue": PAST,
    "Became overdue by the date first promised": PAST_FIRST,
    "No longer overdue": "No longer past the stated date",
    "No longer overdue by the date first promised": "No longer past the date first stated",
    "Found insufficient": "Found not complete",
    "Missing from the return": "Missing from the file",
    "Back in the return": "Back in the file",
    "Reported complete, no evidence named": "Published as done, no evidence named",
    "Reported complete, evidence named": "Published as done, evidence named",
    "By the calendar": "By its last exactly dated source",
    # headings
    "Progress by agency": "What was seen, body by body",
    "Against the plan first agreed": "Against the dates first stated",
    "Longest overdue": "Longest past the stated date",
    "Who has reported": "Who reports here",
    "Overdue and moved": "Dates passed and moved",
    "Overdue by the current date": PAST,
    "Overdue by the date first promised": PAST_FIRST,
    "Deadlines moved": "Stated dates moved",
    "Deadlines moved later": "Stated dates moved later",
    "Open with no date": UNDATED,
    "Overdue by first dates": "By the dates first stated",
    "Overdue now": "By the current dates",
    "Reported, not verified": DONE,
    "Reported or verified": "Published as done, or verified",
    "Reported or verified complete": "Published as done, or verified",
    "Last return": "Last file about it",
    "Its returns": "Files that it sent itself",
    "Left out of its last return": "Left out of the last file that it sent itself",
    "Its deadlines": "Its dates",
    "Due now": "Stated date now",
    "Due in it now": "Stated for it now",
    "First promised": "Date first stated",
    "First promised for it": "First stated for it",
    "Plan first agreed": "Dates first stated",
    "Plan with the current dates": "Dates as now stated",
    "Due by the plan first agreed": "Due by the dates first stated",
    "Evidence held": "Evidence named",
    "No date": "No exact date stated",
    "first promised": "first stated",
    "Never dated": "No exact date seen",
    "No date was ever given": "No exact date seen",
    "Reported status": "Status as published",
    "What is to be done": "What was asked or promised",
    "None recorded": "None seen",
    "Lead agency": "Body named first",
    "Not open": "Not judged",
    "Completed on time": "Published as completed by the stated date",
    "Completed late": "Published as completed after the stated date",
    "Not moved": "No later date seen",
    "No interval agreed": "Compiled from published sources",
    # sentences
    "No agency here has agreed how often it reports.": "No body reports to this record: it is compiled from published "
    "sources.",
    "In the words of the register of recommendations": "In the words of whoever compiled this record",
    "What each agency answered": "What each body answered, so far as seen",
    "No check by another body is recorded.": "No check by another body was seen.",
    "No deadline has been moved later.": "No later date was seen for any item.",
    "No open action has had its date moved later.": "No later date was seen for any item.",
    "Every open action has a date.": "Every item without a completion has an exact date.",
    "No action is overdue by its current date.": "No stated date is known to have passed without completion.",
    "No action is overdue by its first date.": "No date first stated is known to have passed without completion.",
    "No claim with evidence is waiting for somebody else to check it.": "No item published as done has evidence named.",
    "Every completed action has evidence named, or was verified.": "Every item published as done has evidence named.",
    "Nobody else has verified an action yet.": "No check by another body that found an item done was seen.",
    "One action: one thing that one lead agency agreed to do. A shared action stands once, under its lead.": (
        "One item: a recommendation or a public commitment. One that names several bodies stands under the first."
    ),
    "The agency says that it is done. Nobody else has confirmed it.": "A source says that it is done. No check by "
    "another body was seen.",
    "Open, and the current due date is before the date of the position. The first-promised date is counted beside it, "
    "so that moving a deadline never improves the picture.": "The stated date had passed on the day of the item's last "
    "exactly dated source, and that source shows no completion. After that day nothing is known.",
    "Open, with no date that can be counted, so no current date can show it as overdue.": "No exact date was stated, "
    "so nothing is said of lateness.",
    "The agency will not do it or replaced it, or a checker found that it cannot be done.": "A source says that it is "
    "not going ahead, or that something else takes its place.",
    # what the states, measures and responses mean
    "The agency claims it: hollow": "A source says that it is done, and no check by another body was seen: hollow",
    "To be done, and not past its current date": "No completion was seen, and no exactly dated source after its date",
    "To be done, and past its current date": "A source later than the stated date was seen, and shows no completion",
    "To be done, with no date that can be counted": "No completion was seen, and no exact date",
    "Its recommendation was at some time accepted in full or in part; or its agency planned it and no response is on "
    "record": "A source shows that it was accepted, in full or in part",
    "Never accepted: in principle only, noted, not accepted, or no response seen by a compiler": "No acceptance was "
    "seen: in principle only, noted, not accepted, or no response seen",
    "Accepted, claimed by the agency, and confirmed by nobody else": "Accepted, said in a source to be done, and no "
    "check by another body seen",
    "Open, past its current date": "A source later than the stated date was seen, and shows no completion",
    "Open, past the first date ever promised": "The same, by the date first stated",
    "To be done": "No completion was seen",
    "To be done, with none": "No completion was seen, and no exact date",
    "Open, due within 30 days": "No completion was seen, and its date was within 30 days of its last source",
    "A date was promised at some time": "A date was stated at some time",
    "Claimed or checked": "Said in a source to be done, or checked",
    "Open, and once reported complete": "No completion was seen lately, and one was seen before",
    "Open, and the last three returns or more held the very same words": "The last three files or more held the very "
    "same words",
    "Stood in the first return of its sender": "Stood in the first file of its register",
    "Came with a later return, and is no part of another action": "Came with a later file of its register",
    "The sender's last return does not hold it": "The last file of its register does not hold it",
    "None is on record": "None was seen in our sources",
}

# Within sentences of ours, in this order.
PHRASES = [
    (re.compile(pattern), becomes)
    for pattern, becomes in (
        (r"\b(is|are) reported complete but confirmed by nobody else",
         r"\1 published as done, with no check by another body seen"),
        (r"\b(is|are) overdue\b", r"\1 past the stated date with no completion seen"),
        (r"(\d+) overdue, (\d+) by first dates", r"\1 past the stated date, \2 by the dates first stated"),
        (r"reported complete and not verified", "published as done and not verified"),
        (r"reported complete with no evidence named", "published as done with no evidence named"),
        (r"reported complete, not verified", "published as done, not verified"),
        (r"reported or verified complete", "published as done, or verified"),
        (r" ?\d+ waits? for a check\.", ""),
        (r" ?For \d+ claims? evidence is named and nobody else has confirmed it\.", ""),
        (r"^The agency names its evidence;", "Evidence is what a source names;"),
        (r"\bclaim(s?) of completion", r"item\1 published as done"),
        (r"No file had been received by then\.", "The body itself sends nothing to this record."),
        (r"a hollow tick is the agency’s own claim", "a hollow tick is what a source says"),
        (r"by somebody other than the agency", "by another body"),
        (r"Agencies with the most overdue actions come first", "Bodies with the most stated dates passed come first"),
        (r"more open with no date", "with no exact date stated"),
        (r"open actions? past the date first promised (is|are) late by",
         r"items past the date first stated \1 past it by"),
        (r"\b[Oo]pen actions? with no date, which the current dates cannot show as overdue",
         "with no exact date stated, of which nothing is said"),
        (r"\b[Oo]pen actions past the(ir)? date", r"Items with no completion seen, past the\1 date"),
        (r"\bopen actions?\b", "items with no completion seen"),
        (r"\bOpen actions\b", "Items with no completion seen"),
        (r"actions? overdue by the current dates", "stated dates passed with no completion seen"),
        (r"(\d+) overdue actions?", r"\1 past the stated date"),
        (r": no date set$", ": no later position seen, no exact date stated"),
        (r"(\d+) became overdue", r"\1 stated dates passed with no completion seen"),
        (r"[Bb]ecame overdue by the date first promised", "date first stated passed, no completion seen"),
        (r"[Bb]ecame overdue", "stated date passed, no completion seen"),
        (r"[Nn]o longer overdue", "no longer past the stated date"),
        (r"the return\b", "the file"),
        (r"[Rr]eported complete", "published as done"),
        (r"was not reported\b", "was without a status word"),
        (r": overdue by the date first promised$", ": date first stated passed, no completion seen"),
        (r": overdue$", ": stated date passed, no completion seen"),
        (r"Most overdue first", "Most stated dates passed first"),
        (r"Longest overdue first", "Longest past the stated date first"),
        (r"then overdue, then open", "then those past the stated date"),
        (r"(\d+ days?) overdue", r"\1 before its last exactly dated source"),
        (r"(\d+ days?) ago", r"\1 before its last exactly dated source"),
        (r"Solid bars are overdue", "Solid bars are past the stated date"),
        (r"nobody reports it complete", "no source shows it done"),
        (r"the plan first agreed", "the dates first stated"),
        (r"so the plans do not hold all", "so the lines do not hold all"),
        (r"[Ff]irst plans?( of its agency)?", "first files"),
        (r"first promised", "first stated"),
        (r"[Dd]eadlines? moved later", "stated dates moved later"),
        (r"newest file was received on", "newest file was compiled up to"),
        (r"latest return", "latest file"),
        (r"from a return", "from a file"),
        (r"for three returns or more", "in three files or more"),
        (r"\bunchanged since\b", "the same since the file of"),
        (r"\bno response\b(?! seen)", "no response seen"),
        (r"Found insufficient", "Found not complete"),
        (r"Last check: insufficient", "Last check: not complete"),
        (r"the agency or checker", "a source"),
        (r"\bactions\b", "items"),
        (r"\baction\b", "item"),
    )
]  # fmt: skip
_is_compiled: ContextVar[bool] = ContextVar("is_compiled", default=False)


def use(is_compiled: bool) -> None:
    """From here on, what is printed is about records of that kind."""
    _is_compiled.set(is_compiled)


@contextmanager
def used(is_compiled: bool) -> Iterator[None]:
    """For as long as it lasts, what is printed is about records of that kind, as for one row of a page about both."""
    before = _is_compiled.set(is_compiled)
    try:
        yield
    finally:
        _is_compiled.reset(before)


def is_said(measure: str) -> bool:
    """Whether a measure has any sense here: nobody is due to check what somebody compiled."""
    return not (_is_compiled.get() and measure == "waiting for a check")


def word(text: str) -> str:
    """A word, a heading or a whole sentence of ours as it is said of what is being printed."""
    return WORDS.get(text, text) if _is_compiled.get() else text


def sentence(text: str) -> str:
    """A sentence of ours, with figures and names in it, as it is said of what is being printed."""
    if not _is_compiled.get():
        return text
    if text in WORDS:
        return WORDS[text]
    for pattern, becomes in PHRASES:
        text = pattern.sub(becomes, text)
    return text


def in_sql(column: str) -> str:
    """A column that holds words of a scale, in a SELECT from position_for: of a compiled row in its own words."""
    scales = (State, Response, ReportedStatus, Verification, Timeliness)
    words = {str(one): _as_stored(one) for scale in scales for one in scale if _as_stored(one) != one}
    listed = ", ".join(f"'{one}': '{becomes}'" for one, becomes in words.items())
    return f"if(is_compiled, coalesce(MAP {{{listed}}}[{column}], {column}), {column}) AS {column}"


def _as_stored(text: str) -> str:
    """A word of a scale in the case of that scale, of which only the states have a capital."""
    if text in WORDS:
        return WORDS[text]
    found = WORDS.get(text[:1].upper() + text[1:], text)
    return found[:1].lower() + found[1:] if text[:1].islower() else found
