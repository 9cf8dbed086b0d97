"""The list of whole columns on the page Release: what waits in each, and the decisions on columns on record."""

from collections.abc import Iterator, Sequence
from itertools import groupby

import streamlit as st
from markupsafe import Markup

from loaders.publishing.release.decision_file import decision_id
from loaders.publishing.release.decisions import Decision, words_of_column
from loaders.publishing.release.texts import Text
from loaders.publishing.release.waiting_columns import WaitingColumn
from pages.parts.here import Here, address_word
from pages.parts.paging import ASKED, TICKED
from pages.parts.show import say, section, show
from pages.parts.today import london_day
from pages.staff.release import work as release_work
from pages.staff.release.forms import BELOW, COLUMNS, END, LIST, NONE_WAITS, PAGE, columns_form, end_form
from tracker.html import blocks
from tracker.html.ticks import Names, Tick, tick_form
from tracker.words import capital, day, plural

FEW = 10  # texts that are listed in the open; more are folded
BUTTONS = {COLUMNS: "Record a decision on the ticked columns"}
HOLDS_ON = (
    "A decision also covers what the sender writes in these columns later. What nobody sees in the sheet and what "
    "looks like personal data still waits, text by text."
)
OURS = "Recorded by this tracker"  # what no sender sent


def show_columns(at: Here) -> None:
    """Shows the columns that wait and the decisions on record, or asks about those that the address names."""
    show(blocks.trail(blocks.link("Texts that wait", at.address(PAGE)), "Decide on whole columns"))
    columns, decisions = release_work.columns(), release_work.decisions()
    asked, ticked = address_word(ASKED) if at.is_latest else "", st.query_params.get_all(TICKED)
    if asked == COLUMNS:
        _ask(at, [column for column in columns if column.id in ticked], bool(ticked))
    if asked == END:
        counting = [one for one in decisions if not one.ended and decision_id(one) in ticked]
        if counting:
            _ask_end(at, counting[0])
            return
        say(f"That decision no longer counts. {BELOW}")
    _show_waiting(at, columns, ticked)
    _show_decisions(at, decisions)


def _ask(at: Here, columns: Sequence[WaitingColumn], is_ticked: bool) -> None:
    """Asks about the columns. Back leads here too, after the decision on them was recorded: none of them waits then."""
    if not columns:
        none = "Nothing was recorded: no column is ticked. Tick one or more, then press the button again."
        say(NONE_WAITS if is_ticked else none)
        return
    section(f"A decision on {plural(len(columns), 'column')}")
    show(blocks.lead("Read what it makes public.", HOLDS_ON))
    show(*(_texts(column, column.covered(column.formats)) for column in columns))
    formats = sorted({ending for column in columns for ending in column.formats})
    show(columns_form([column.id for column in columns], formats, len(columns), london_day()))
    show(blocks.trail(blocks.link("Record nothing", at.address(PAGE, **{LIST: COLUMNS}))))


def _texts(column: WaitingColumn, texts: Sequence[Text]) -> Markup:
    name = capital(f"{column.words}, {column.sender or OURS}: {plural(len(texts), 'text')}")
    return blocks.details(name, blocks.bullets(blocks.under(text.text, text.ref) for text in texts))


def _ask_end(at: Here, decision: Decision) -> None:
    section("End a decision")
    count = plural(release_work.public_by(decision), "text")
    show(blocks.lead(f"{count} may be public by this decision alone.", "They wait again once it has ended."))
    show(blocks.bullets([_decision(decision)]), end_form(decision_id(decision)))
    show(blocks.trail(blocks.link("Record nothing", at.address(PAGE, **{LIST: COLUMNS}))))


def _show_waiting(at: Here, columns: Sequence[WaitingColumn], ticked: Sequence[str]) -> None:
    if not columns:
        show(blocks.lead("No column waits for a decision.", HOLDS_ON))
        return
    section(f"{plural(len(columns), 'column waits', 'columns wait')} for a decision")
    show(blocks.lead("Tick only what a committee or a post has decided.", HOLDS_ON))
    if not at.is_latest:
        show(blocks.lead("", "A decision counts from now on: go to the latest position first."))
        return
    groups = [
        (sender or OURS, [Tick(column.id, capital(column.words), [*_notes(column)]) for column in those])
        for sender, those in groupby(columns, key=lambda column: column.sender)
    ]
    kept = {name: str(value) for name, value in at.address_filters.items() if value} | {LIST: COLUMNS}
    show(tick_form(blocks.address(PAGE), groups, Names(TICKED, ASKED), BUTTONS, ticked, kept))


def _notes(column: WaitingColumn) -> Iterator[str]:
    """How many texts a decision would cover, how many of them only with their formats, and how many wait even so."""
    yield f"{plural(len(column.covered(column.formats)), 'text')} to read"
    if formats := column.formats:
        count = len(column.covered(formats)) - len(column.covered())
        yield f"{count:,} only in {' and '.join(formats)} files, which do not show what is hidden"
    if waits := column.count - len(column.released(column.formats)):
        yield f"{waits:,} of {column.count:,} would still wait, text by text"


def _show_decisions(at: Here, decisions: Sequence[Decision]) -> None:
    counting, ended = [one for one in decisions if not one.ended], [one for one in decisions if one.ended]
    section("Decisions on record")
    if not decisions:
        show(blocks.lead("None yet."))
    show(blocks.bullets(_decision(one, *_end_link(at, one)) for one in counting))
    if ended:
        show(blocks.details(f"{plural(len(ended), 'decision')} ended", blocks.bullets(map(_decision, ended))))


def _end_link(at: Here, decision: Decision) -> Iterator[Markup]:
    if at.is_latest:
        yield blocks.link("End this decision", at.address(PAGE, **_end_query(decision)))


def _end_query(decision: Decision) -> dict[str, str]:
    return {LIST: COLUMNS, ASKED: END, TICKED: decision_id(decision)}


def _decision(decision: Decision, *links: Markup) -> Markup:
    """Which columns of whom it covers, above who decided, when and why, and the links."""
    of = [
        f"from {decision.sender or 'every sender'}",
        *([f"in the review {decision.review}"] if decision.review else []),
    ]
    in_formats = [f"in {' and '.join(decision.formats)} files too"] if decision.formats else []
    what = f"{capital('; '.join(map(words_of_column, decision.columns)))}, {', '.join([*of, *in_formats])}"
    words = [f"{decision.by}, {day(decision.on)}. Reason: {decision.why}", *_end(decision), *links]
    return blocks.under(what, Markup(" ").join(map(blocks.as_html, words)))


def _end(decision: Decision) -> Iterator[str]:
    if end := decision.ended:
        yield f"Ended by {end.by}, {day(end.on)}. Reason: {end.why}"
