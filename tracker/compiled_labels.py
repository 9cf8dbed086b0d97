"""Our whole words, headings and sentences, and what replaces each for compiled records."""

from tracker.measure import Measure

PAST = "Stated date passed, no completion seen"
PAST_FIRST = "Date first stated passed, no completion seen"
NOTHING_LATER = "No later position seen"
UNDATED = "No later position seen, no exact date stated"
DONE = "Published as done, not verified"

WORDS: dict[str, str] = {
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
    # how far a recommendation has got
    "No action planned": "Nothing further seen",
    "No action planned by {}": "Nothing further seen from {}",
    "No response from {}": "No response seen from {}",
    # measures
    Measure.OPEN: "no later position seen",
    Measure.OPEN_WITH_DATE: "no later position seen, with a date to judge by",
    Measure.OPEN_ONCE_DATED: "no later position seen, once with a date",
    Measure.NO_DATE: "no later position seen, no exact date stated",
    Measure.OVERDUE: "stated date passed, no completion seen",
    Measure.OVERDUE_BY_FIRST_DATE: "date first stated passed, no completion seen",
    Measure.OVERDUE_STATUS_NOT_KNOWN: "stated date passed, no status seen",
    Measure.EVER_DATED: "a date was stated",
    Measure.MOVED: "stated date moved",
    Measure.CONTRADICTED: "verified, but published as not complete",
    Measure.REPORTED_COMPLETE: "published as done, not verified",
    Measure.COMPLETE: "published as done, or verified",
    Measure.MISSING: "missing from the last file",
    Measure.IN_FIRST_PLAN: "in the first file",
    Measure.ADDED: "added since the first file",
    Measure.UNCHANGED: "same words in three files",
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
    # headings
    "Action": "Item",
    "Actions": "Items",
    "All actions": "All items",
    "Its actions": "Its items",
    "Action or recommendation": "Item or recommendation",
    "Actions in each state": "Items in each state",
    "Actions of each agency by state": "Items of each body by state",
    "What was recommended": "What was asked or promised",
    "What is to be done": "In short",
    "Overdue now and by the dates first promised": "Dates passed, body by body",
    "Open actions overdue by each date": "Items past the stated date, now and as first stated",
    "No action is open, so none is late.": "No item is without a completion.",
    "Open actions past their date": "Items past their date",
    "Late by the first date only": "Past the date first stated only",
    "How late": "How long past the date first stated",
    "Late": "Past the date first stated",
    "Due next": "When the stated dates fall",
    "Not addressed": "No response seen",
    "No status reported": "No status word seen",
    "The agency": "Whoever compiled the file",
    "Progress by agency": "What was seen, body by body",
    "Progress against the dates first promised": "Against the dates first stated",
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
    "Of these reported, not verified": "Of these published as done, not verified",
    "Reported or verified": "Published as done, or verified",
    "Reported or verified complete": "Published as done, or verified",
    "Last return": "Last file about it",
    "Leads": "Named first",
    "Supports": "Also named",
    "Supporting": "Also named",
    "Sends no plan": "Compiled from published sources",
    "All actions that it leads": "All items that name it first",
    "All actions that it leads, by state": "All items that name it first, by state",
    "Actions that it supports": "Items that also name it",
    "Actions that it supports, by lead agency": "Items that also name it, by the body named first",
    "Its returns": "Files that it sent itself",
    "Not read from its latest file": "Not read from the latest file that it sent itself",
    "Its deadlines": "Its dates",
    "Due date": "Stated date",
    "Due dates": "Stated dates",
    "Calendar of due dates": "Calendar of stated dates",
    "Due now": "Stated date now",
    "First promised": "Date first stated",
    "By the dates first promised": "By the dates first stated",
    "Due by the dates first promised": "Due by the dates first stated",
    "Evidence held": "Evidence named",
    "No date": "No exact date stated",
    "first promised": "first stated",
    "Never dated": "No exact date seen",
    "No date was ever given": "No exact date seen",
    "Reported status": "Status as published",
    "None recorded": "None seen",
    "Lead agency": "Body named first",
    "Not open": "Not judged",
    "Completed on time": "Published as completed by the stated date",
    "Completed late": "Published as completed after the stated date",
    "Not moved": "No later date seen",
    "Moved earlier": "Earlier date seen",
    "No interval agreed": "Compiled from published sources",
    # sentences
    "No file of its own has been received.": "The body itself sends nothing to this record.",
    "No agency here has agreed how often it reports.": "No body reports to this record: it is compiled from published "
    "sources.",
    "In the words of the register of recommendations": "In the words of whoever compiled this record",
    "Each body with its response, its actions and its status; furthest behind first": (
        "Each body with its response, the items that name it and what was last seen of it; furthest behind first"
    ),
    "No action is planned: no plan received names this recommendation.": "No item here answers this recommendation.",
    "No check by another body is recorded.": "No check by another body was seen.",
    "No deadline has been moved later.": "No later date was seen for any item.",
    "No open action has had its date moved later.": "No later date was seen for any item.",
    "Every open action has a date.": "Every item without a completion has an exact date.",
    "No action is overdue by its current date.": "No stated date is known to have passed without completion.",
    "No action is overdue by its first date.": "No date first stated is known to have passed without completion.",
    "No claim with evidence is waiting for somebody else to check it.": "No item published as done has evidence named.",
    "Every completed action has evidence named, or was verified.": "Every item published as done has evidence named.",
    "Nobody else has checked an action yet.": "No check by another body was seen.",
    "No body to check it is on record": "No check by another body seen",
    "Reported complete by": "Published as done in",
    "Reported complete since": "Published as done since",
    "Named by": "Named in",
    "One action: one thing that one lead agency agreed to do. A shared action counts once, under its lead agency.": (
        "One item: a recommendation or a public commitment. One that names several bodies stands under the first."
    ),
    "The agency says that it is done. Nobody else has confirmed it.": "A source says that it is done. No check by "
    "another body was seen.",
    "Open, and the current due date is before the date shown. The date first promised is counted beside it, so "
    "moving a deadline never improves the picture.": "The stated date had passed on the day of the item's last "
    "exactly dated source, and that source shows no completion. After that day nothing is known.",
    "Open, with no date that can be counted, so it cannot show as overdue.": "No exact date was stated, "
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
    "Verified complete, while the last report of its agency says that it is not": "Verified complete, while the status "
    "published says that it is not",
    "Accepted; the agency says that it is complete, and nobody else has confirmed it": "Accepted, said in a source "
    "to be done, and no check by another body seen",
    "Open, past its current date": "A source later than the stated date was seen, and shows no completion",
    "Open, past the first date ever promised": "The same, by the date first stated",
    "To be done": "No completion was seen",
    "To be done, with no date": "No completion was seen, and no exact date",
    "To be done, with a date that can be counted": "No completion was seen; there is an exact date, and a source "
    "with one",
    "To be done, and a date was promised at some time": "No completion was seen; a date was stated at some time, and "
    "a source has an exact date",
    "To be done, with words for a date that cannot be read": "No completion was seen, and the words for the date "
    "cannot be read",
    "Open, due within 30 days": "No completion was seen, and its date was within 30 days of its last source",
    "A date was promised at some time": "A date was stated at some time",
    "Claimed or checked": "Said in a source to be done, or checked",
    "Open, and once reported complete": "No completion was seen lately, and one was seen before",
    "Open, and the last three returns or more that held it say the same in every column that may be published": "The "
    "last three files or more that held it say the same in every column that may be published",
    "Never moved later, but reworded: the new date overlaps the one promised and counts as a later day": "No later "
    "date seen; its date has a day in common with the one first stated, and counts as a later day",
    "Stood in the first return of its sender": "Stood in the first file of its register",
    "Came with a later return, and is no part of another action": "Came with a later file of its register",
    "The sender's last return does not hold it": "The last file of its register does not hold it",
    "None is on record": "None was seen in our sources",
    "We hold the plan of a body, and the body neither leads nor supports an action under it": "A body was asked, and "
    "no item under it names that body",
    "A body has not answered, and neither leads nor supports an action under it": "No answer of a body was seen, and "
    "no item under it names that body",
    "An action under it is past its current date": "A source later than a stated date shows no completion",
    "An action under it is still to be done": "Of an item under it no completion was seen",
    "A body that accepted it closed work without doing it, with nothing in its place": "A source says that an item "
    "under it is not going ahead",
    "Every body that accepted it says that all its work is done; not all of it has been checked": "Sources say that "
    "every item of a body that accepted it is done, and no check of all of them was seen",
    "All work of every body that accepted it was checked by somebody else": "Another body checked every item of a body "
    "that accepted it",
    "No body accepted it: each noted it, accepted it in principle only, or refused": "No acceptance was seen: in "
    "principle only, noted, or not accepted",
    "Every body that it is addressed to refused it, and none had ever accepted": "A source shows that it was refused, "
    "and none that it was ever accepted",
}
