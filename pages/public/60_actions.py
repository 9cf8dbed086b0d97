"""Actions: every one, or those that one figure counts; with a reference, all that is known of that one."""

from pages.parts.action_tables import action_table
from pages.parts.empty import no_actions
from pages.parts.here import asked, here
from pages.parts.one_action import one_action
from pages.parts.show import name_tab, say, show, title
from tracker import blocks
from tracker.questions import action, actions
from tracker.terms import Measure
from tracker.words import joined

at = here()
ref, sender, counted, recommendation = asked("ref"), asked("sender"), asked("counted"), asked("recommendation")
found = action.rows(at.db, at.as_of, ref, sender or None)

if ref and len(found) == 1:
    one_action(found, at)
else:
    measure = counted if counted in list(Measure) else None
    only = [measure or "", f"under recommendation {recommendation}" if recommendation else ""]
    name = f"Actions: {joined([part for part in only if part])}" if any(only) else "Actions"
    title(name)
    name_tab(name, at)
    if counted and not measure:
        say(f"We do not count anything called “{counted}”. Showing all actions.")
    if ref and found.empty:
        say(f"We do not have an action called “{ref}” on this date. Showing all actions.")
    narrowed = {"measure": measure, "recommendation": recommendation or None}
    rows = found if len(found) else actions.rows(at.db, at.as_of, **at.filters, **narrowed)
    if len(found):
        say(f"More than one sender uses the reference “{ref}”. Choose one.")
    show(no_actions(at, measure) if rows.empty else action_table(rows, blocks.plural(len(rows), "action"), at))
