"""The pieces that a page of words may name: figures, the words of the scales, the settings of this site."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from markupsafe import Markup

from pages.parts.here import Here
from pages.parts.page_files import IS_PUBLISHED
from pages.parts.visitor_access import do_people_sign_in, privacy_sentence
from tracker import definitions
from tracker.columns.entries import COLUMNS
from tracker.compiled_words import applies, sentence, word
from tracker.html import blocks
from tracker.html.blocks import Cell
from tracker.measure import Measure
from tracker.questions import actions
from tracker.questions.actions import Action
from tracker.questions.lateness import NOT_COMPUTED
from tracker.site import Helpline, publisher, site
from tracker.terms import RollUp, State
from tracker.words import capital, date_as_given, day, later, plural, readable_name, share, times

LEAVE = "Leave this site"
NOBODY = "the organisation that runs this copy (not yet named in its settings)"


def as_of(at: Here | None) -> str:
    """The date of the position."""
    return day(at.as_of) if at else "a date"


def measures(at: Here | None) -> Markup:
    """Every figure: what it counts, out of what, and how much that is now."""
    now = (f"On {day(at.as_of)}",) if at else ()
    headings = ("Figure", "Counts an action that is or was", "Out of", *now)
    return blocks.table(
        "Every figure and how it is counted",
        headings,
        [_measure(measure, at) for measure in Measure if applies(measure)],
    )


def _measure(measure: Measure, at: Here | None) -> tuple[Cell, ...]:
    of = sentence(capital(word(measure.out_of or "all actions")))
    row = (capital(word(measure)), word(capital(measure.means)), of)
    if not at:
        return row
    every = at.count[Measure.ACCEPTED] + at.count[Measure.COUNTED_APART]
    whole = at.count[measure.out_of] if measure.out_of else every
    return (*row, blocks.link(blocks.whole(share(at.count[measure], whole)), at.address("actions", counted=measure)))


def example(at: Here | None) -> Markup:
    """The action whose date moved furthest, and every figure in which it counts."""
    if not at:
        return Markup("")
    moved = actions.rows(at.db, at.as_of, **at.filters, measure=Measure.MOVED, stop=1)
    rows = moved or actions.rows(at.db, at.as_of, **at.filters, stop=1)
    if not rows:
        return blocks.lead("", "There is no action to take as an example on this date.")
    action = rows[0]
    counted = blocks.comma_list(
        blocks.link(word(measure), at.address("actions", counted=measure)) for measure in action.measures
    )
    return blocks.summary_list({"Take": _action_words(action, at), **_dates(action), "So it counts as": counted})


def _action_words(action: Action, at: Here) -> Markup:
    to = blocks.link(action.action_ref, at.address("actions", ref=action.action_ref, sender=action.sender))
    return blocks.under(to, action.action)


def _dates(action: Action) -> Mapping[str, Cell]:
    moves = f"Moved {times(action.times_moved)}, {later(action.days_moved)}"
    first = date_as_given(action.first_due_on, action.first_due_on_precision)
    return {
        "First promised": first if action.first_due_on else word("No date was ever given"),
        "Due now": blocks.under(action.due_on or word("No date"), moves if action.times_moved else ""),
        "State": blocks.tag(action.state),
        "By the current date": _late(action.days_overdue, action.due_on),
        "By the date first promised": _late(action.days_late, action.first_due_on),
    }


def _late(days: int, due_on: date | None) -> str:
    return f"{plural(days, 'day')} overdue" if days else "Not overdue" if due_on else NOT_COMPUTED


def state(at: Here | None) -> Markup:
    """The states with their marks."""
    return blocks.summary_list((blocks.tag(state), word(capital(definitions.STATE[state]))) for state in State)


def roll_up(at: Here | None) -> Markup:
    """How far a recommendation can have got, with the marks of the states."""
    return blocks.summary_list(
        (blocks.roll_up(one, word(one)), word(capital(definitions.ROLL_UP[one]))) for one in RollUp if applies(one)
    )


def _scale(words: Mapping[Any, str]) -> Callable[[Here | None], Markup]:
    return lambda at: blocks.summary_list({capital(one): word(capital(means)) for one, means in words.items()})


def leave(at: Here | None) -> Markup:
    """The quick way out, which says what it does not do."""
    out = site().leave
    way = blocks.link(LEAVE, out.address)
    note = f"Opens {out.name}. It does not clear your history, and the back button still leads here."
    return Markup('<p class="an-leave">{} {}</p>').format(way, Markup('<span class="an-note">{}</span>').format(note))


def emergency(at: Here | None) -> Markup:
    """The emergency number, which comes first in the settings."""
    return blocks.summary_list([_helpline(site().support[0])])


def helplines(at: Here | None) -> Markup:
    """Every other number of the settings, with the day of its last check."""
    return blocks.summary_list(map(_helpline, site().support[1:]))


def _helpline(line: Helpline) -> tuple[str, Markup]:
    checked = f" Checked on {day(line.checked_on)}." if line.checked_on else ""
    page = Markup(" {}").format(blocks.link("Website", line.address)) if line.address else Markup("")
    return line.name, blocks.under(blocks.telephone(line.telephone), Markup("{}{}{}").format(line.helps, checked, page))


def checked(at: Here | None) -> Markup:
    """Whether the publisher has compared the numbers with the services' own pages."""
    lines = site().support[1:]  # the emergency line needs no check
    unchecked = [line for line in lines if not line.checked_on]
    if not unchecked:
        oldest = min(line.checked_on for line in lines if line.checked_on)
        return blocks.lead("", f"This site’s publisher last checked these numbers on {day(oldest)} or later.")
    which = "These numbers have" if len(unchecked) == len(lines) else "Numbers without a date have"
    return blocks.lead("", f"{which} not yet been checked by this site’s publisher.")


def who_you_are(at: Here | None) -> str:
    """Whether this copy of the site keeps anything about who somebody is."""
    if do_people_sign_in():
        return "The number of your account and your post, as the next paragraph says."
    return "Nothing about who you are. There is no account."


def cookies(at: Here | None) -> str:
    """Which cookies this copy of the site sets."""
    if IS_PUBLISHED:
        return "This site sets no cookie."
    return (
        "This copy for staff gives your browser one cookie, _streamlit_xsrf. It protects the connection, holds a "
        "random number, and goes when you close the browser." + privacy_sentence()
    )


def where_written(at: Here | None) -> str:
    """Says what this copy shows about the place where something is written."""
    if IS_PUBLISHED:
        return (
            "Under every action, “Where this is written” gives the day on which its file was received, and the file’s "
            "commitment. Whoever holds the file can find the words in it."
        )
    return "Under every action, “Where this is written” gives the file, the sheet and the cell."


def columns_held_back(at: Here | None) -> Markup:
    """The columns of the sheets received that are published nowhere, each with the reason."""
    private = [column for kind in COLUMNS.values() for column in kind.values() if column.private]
    columns = [column for column in private if "is public" not in column.private]  # another column reveals the others
    return blocks.table(
        "Columns that are not published",
        ("Column", "Holds", "Why it is not published"),
        [
            (
                blocks.under(capital(readable_name(column.name)), f"of each {column.kind}"),
                column.means,
                column.private,
            )
            for column in columns
        ],
    )


def contact(at: Here | None) -> Cell:
    """The publisher's contact, or words that say that none is named."""
    where = publisher(_is_illustrative(at)).contact
    return blocks.contact(where) if where else NOBODY


def publisher_line(at: Here | None) -> Cell:
    """Who answers for this site."""
    return publisher(_is_illustrative(at)).name or NOBODY


def licence(at: Here | None) -> Cell:
    """Says under what licence the data may be used."""
    named = publisher(_is_illustrative(at))
    if not named.licence:
        return "No licence has been named for the data of this copy."
    link = blocks.link(named.licence, named.licence_address)
    return Markup("The data may be used under this licence: {}.").format(link)


def _is_illustrative(at: Here | None) -> bool:
    return bool(at and at.is_illustrative)


PIECES: dict[str, Callable[[Here | None], Cell]] = {
    "as_of": as_of,
    "measures": measures,
    "example": example,
    "state": state,
    "roll_up": roll_up,
    "response": _scale(definitions.RESPONSE),
    "reported_status": _scale(definitions.REPORTED_STATUS),
    "verification": _scale(definitions.VERIFICATION),
    "timeliness": _scale(definitions.TIMELINESS),
    "precision": _scale(definitions.PRECISION),
    "leave": leave,
    "emergency": emergency,
    "helplines": helplines,
    "checked": checked,
    "contact": contact,
    "held_back": columns_held_back,
    "where_written": where_written,
    "cookies": cookies,
    "who_you_are": who_you_are,
    "publisher": publisher_line,
    "licence": licence,
}
