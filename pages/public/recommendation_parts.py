"""The parts of the page Recommendations: a table of all, or one with its responses and its actions."""

from collections.abc import Sequence

from markupsafe import Markup

from pages.parts.action_tables import action_table
from pages.parts.cite import cite
from pages.parts.here import Here
from pages.parts.show import name_tab, section, show, title
from tracker.compiled_words import word
from tracker.html import blocks
from tracker.measure import Measure
from tracker.questions import actions, recommendations
from tracker.questions.recommendations import Answer, Recommendation
from tracker.words import day, plural, short

WORDS = ("Number", "Recommendation", "How far")
COUNTS = ("Actions", "Verified", "Reported or verified", "Overdue", "Overdue by first dates")


def recommendation_table(rows: Sequence[Recommendation], at: Here) -> Markup:
    """One row per recommendation, those with no action planned first."""
    return blocks.table(
        f"{plural(len(rows), 'recommendation')}; those with no action planned come first, then overdue, then open",
        (*WORDS, *COUNTS),
        [_line(row, at) for row in rows],
        numeric=COUNTS,
    )


def _line(row: Recommendation, at: Here) -> tuple[blocks.Cell, ...]:
    own_page = at.address("recommendations", review=row.review, ref=row.recommendation_ref)
    return (
        blocks.link(row.recommendation_ref, own_page),
        row.recommendation if at.review else blocks.under(row.recommendation, row.review),
        blocks.roll_up(row.roll_up),
        _opens(row.actions, row, None, at),
        blocks.link(row.verified, own_page) if row.verified else row.verified,
        _opens(row.complete, row, Measure.COMPLETE, at),
        _opens(row.overdue, row, Measure.OVERDUE, at),
        _opens(row.overdue_by_first_date, row, Measure.OVERDUE_BY_FIRST_DATE, at),
    )


def _opens(count: int, row: Recommendation, measure: Measure | None, at: Here) -> blocks.Cell:
    """A count as a link to exactly the actions it counts, of every agency."""
    query = {"review": row.review, "agency": None, "recommendation": row.recommendation_ref, "counted": measure}
    return blocks.link(count, at.address("actions", **query)) if count else count


def one_recommendation(row: Recommendation, at: Here) -> None:
    """Shows one recommendation: its exact words, each agency's response, and the actions under it."""
    name = f"Recommendation {row.recommendation_ref}"
    name_tab(name, at)
    show(blocks.trail(blocks.link("All recommendations", at.address("recommendations")), row.review))
    title(name)
    show(blocks.roll_up(row.roll_up))
    show(blocks.quote(row.recommendation, word("In the words of the register of recommendations")))
    section("Responses")
    show(_responses(recommendations.answers(at.db, at.as_of, row.review, row.recommendation_ref), at))
    section("Actions")
    under_it = actions.rows(at.db, at.as_of, review=row.review, recommendation=row.recommendation_ref)
    if under_it:
        show(action_table(under_it, f"{plural(len(under_it), 'action')} under this recommendation", at))
    else:
        show(blocks.lead("No action is planned: no plan received names this recommendation."))
    ref = row.recommendation_ref
    cite(f"{name}: {short(row.recommendation)}", at, "recommendations", review=row.review, ref=ref)


def _responses(rows: Sequence[Answer], at: Here) -> Markup:
    headings = ("Agency", "Response", "Date", "Reason given", "Source")
    return blocks.table(
        "What each agency answered",
        headings,
        [
            (row.agency, _response(row), row.response_on or "No date", row.reason or "None recorded", _source(row, at))
            for row in rows
        ],
    )


def _response(row: Answer) -> blocks.Cell:
    """The response, and whether the agency had accepted the recommendation before."""
    is_undone = row.was_accepted and row.response not in ("accepted", "accepted in part")
    response = word(row.response.capitalize())
    return blocks.under(response, "Was accepted before, so its actions stay counted") if is_undone else response


def _source(row: Answer, at: Here) -> blocks.Cell:
    received = f"Received {day(row.received_on)}"
    place = received if at.is_public else f"{row.path}, sheet {row.sheet}, row {row.row_number}"
    return blocks.under(blocks.sources(row.source), place) if row.source else place
