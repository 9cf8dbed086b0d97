"""Each supporting agency is one that sends a plan or stands in the register. A cell is split only by confirmed names."""

from tracker.terms import Kind, Severity, WhoActs

applies_to = (Kind.ACTION,)
about = "supporting_agencies"
severity = Severity.WARNING
who_acts = WhoActs.DATA_OFFICER


def passes(rows):
    return rows.unknown_supporting == ""


def hint(row):
    """The name that is not known, and the known one it is nearest to."""
    return row.unknown_supporting
