"""Actions: every one, or those that one figure counts; with a reference, all that is known of that one."""

from pages.parts.action_tables import action_table
from pages.parts.empty import no_actions
from pages.parts.here import asked, here
from pages.parts.one_action import one_action
from pages.parts.show import say, show, title
from tracker import blocks
from tracker.questions import action, actions
from tracker.terms import Measure

at = here()
ref, sender, counted = asked("ref"), asked("sender"), asked("counted")
found = action.rows(at.db, at.as_of, ref, sender or None)

if ref and len(found) == 1:
    one_action(found, at)
else:
    measure = counted if counted in list(Measure) else None
    title(f"Actions: {measure}" if measure else "Actions")
    if counted and not measure:
        say(f"We do not count anything called “{counted}”. Showing all actions.")
    if ref and found.empty:
        say(f"We do not have an action called “{ref}” on this date. Showing all actions.")
    rows = found if len(found) else actions.rows(at.db, at.as_of, **at.filters, measure=measure)
    if len(found):
        say(f"More than one sender uses the reference “{ref}”. Choose one.")
    show(no_actions(at, measure) if rows.empty else action_table(rows, blocks.plural(len(rows), "action"), at))
