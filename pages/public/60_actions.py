"""Actions: all of them, those that a figure counts, or everything that is known about the chosen one."""

from pages.parts.action_tables import action_table, part_of_actions
from pages.parts.empty import no_actions
from pages.parts.here import address_word, here
from pages.parts.paging import part, steps
from pages.parts.show import name_tab, say, show, title
from pages.parts.table_files import table_buttons
from pages.public.action_filters import action_filters, heading
from pages.public.list_files import list_table
from pages.public.one_action import one_action
from pages.public.plan_filters import plan_filter_form
from tracker.questions import action, actions
from tracker.words import plural

at = here()
ref, sender = address_word("ref"), address_word("sender")
matches = action.rows(at.db, at.as_of, ref, sender or None)

if ref and len(matches) == 1:
    one_action(matches[0], at)
else:
    only, words = action_filters(at)
    title(heading(words))
    name_tab(heading(words), at)
    if ref and not matches:
        say(f"We do not have an action called “{ref}” on this date. Showing all actions.")
    if matches:
        say(f"More than one sender uses the reference “{ref}”. Choose one.")
        show(action_table(matches, plural(len(matches), "action"), at))
    else:
        show(plan_filter_form(at, only["role"]))
        if every := actions.count(at.db, at.as_of, **at.filters, **only).actions:
            shown = part(every)
            show(part_of_actions(at, shown, **only), steps(shown))
            table_buttons(list_table(at, words, only), at, "Download this list")
        else:
            show(no_actions(at, only["measure"]))
