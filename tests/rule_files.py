"""The layouts and headings of the small files in which the tests of rules place their rows."""

from drawing import Collection

PLAN = """
agency = "Department of Transport"
fills = "action"
review = "Harbour Review"
illustrative = true
sheet = "Plan"
dates = "day first"

[columns]
action_ref = "Ref"
recommendation_ref = "Rec"
action = "Action"
agency = "Agency"
response = "Response"
original_due_on = "First"
due_on = "Due"
completed_on = "Done"
reported_status = "Status"
evidence = "Evidence"
reason = "Reason"
supporting_agencies = "With"
last_source_on = "Source of"
split_from = "Part of"
superseded_by = "Replaced by"

[split]
recommendation_ref = ";"
supporting_agencies = ";"
[agencies]
"HB" = "Harbour Board"
"DoT" = "Department of Transport"
[response]
"Yes" = "accepted"
[reported_status]
"Open" = "in progress"
"Complete" = "reported complete"
"Dropped" = "will not do"
"""
NO_REFERENCES = PLAN.replace("[columns]", 'numbered_by = "action"\n[columns]').replace('action_ref = "Ref"\n', "")
WITH_NEW_DATES = PLAN.replace("original_due_on", "current_due_on")
HEADINGS = (
    "Ref | Rec | Action | Agency | Response | First | Due | Done | Status | Evidence | Reason | With | Source of | "
    "Part of | Replaced by\n"
)
REGISTER_HEADINGS = "Rec | Recommendation | Agency | Response | Response date | Published | Answer due\n"
LOG_HEADINGS = "Agency | Ref | Found | Checker | On | Seen | Why\n"
HARBOUR = "A1 | 1 | Mend | Department of Transport | | | | | Open | | | Harbour Board"
COMMENT = """
agency = "Harbour Board"
fills = "comment"
illustrative = true
sheet = "Plan"
dates = "day first"
columns = { said_on = "On", comment = "Words" }
"""
MINUTES = """
agency = "Harbour Committee"
fills = "resolution"
illustrative = true
sheet = "Plan"
dates = "day first"

[columns]
meeting_on = "Meeting"
item = "Item"
resolution = "Kind"
minute = "Words"
action_ref = "Ref"
recommendation_ref = "Rec"
due_on = "Due"
outcome = "Answer"
outcome_on = "Answered"

[resolution]
"Asked" = "asked"
"Closed" = "closed"
"""
MINUTES_HEADINGS = "Meeting | Item | Kind | Words | Ref | Rec | Due | Answered | Answer\n"
RECEIVED_ON = "2026-03-31"


def problems_of(collection: Collection, layout: str, table: str, rule: str) -> list[dict]:
    """Loads nothing: returns what one rule reports about a plan with this layout and table."""
    collection.layout("transport", layout)
    collection.plan(RECEIVED_ON, table)
    problems = collection.check().problems
    return problems[problems.rule == rule].to_dict("records")
