"""Actions: every one, or those that one figure counts; with a reference, all that is known of that one."""

from pages.parts.action_tables import action_table, listed
from pages.parts.empty import no_actions
from pages.parts.here import asked, here
from pages.parts.show import name_tab, say, show, title
from pages.public.narrowed import heading, narrowed
from pages.public.one_action import one_action
from tracker.questions import action, actions
from tracker.words import plural

at = here()
ref, sender = asked("ref"), asked("sender")
found = action.rows(at.db, at.as_of, ref, sender or None)

if ref and len(found) == 1:
    one_action(found[0], at)
else:
    only, words = narrowed()
    title(heading(words))
    name_tab(heading(words), at)
    if ref and not found:
        say(f"We do not have an action called “{ref}” on this date. Showing all actions.")
    if found:
        say(f"More than one sender uses the reference “{ref}”. Choose one.")
        show(action_table(found, plural(len(found), "action"), at))
    else:
        show(listed(at, actions.rows, **only) or no_actions(at, only["measure"]))
