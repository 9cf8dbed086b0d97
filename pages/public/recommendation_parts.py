"""The parts of the page Recommendations: a table of all, or one with its bodies and its actions."""

from collections.abc import Sequence

from markupsafe import Markup

from pages.parts.action_tables import count_words, ref_link, short_list
from pages.parts.cite import cite
from pages.parts.here import Here
from pages.parts.paging import Part, beginning
from pages.parts.show import name_tab, section, show, title
from pages.parts.subscribe import of_record
from pages.public.resolution_parts import resolutions_about_recommendation
from tracker import compiled_words
from tracker.compiled_words import word
from tracker.html import blocks
from tracker.measure import Measure
from tracker.questions import actions, recommendations
from tracker.questions.actions import Action
from tracker.questions.lateness import NOT_COMPUTED, Lateness, is_enough
from tracker.questions.recommendations import Body, Recommendation
from tracker.terms import Precision, Response, RollUp
from tracker.words import abbreviate, and_list, date_as_given, day, plural

WORDS = ("Number", "Recommendation", "Status")
COUNTS = ("Actions", "Verified", "Reported or verified", "Overdue", "Overdue by first dates")


def recommendation_table(rows: Sequence[Recommendation], shown: Part, at: Here) -> Markup:
    """One row per recommendation on one page; those that lack a body's plan, action or answer come first."""
    order = "those with something missing first, then overdue, then open"
    return blocks.table(
        f"{plural(len(rows), 'recommendation')}{shown.words}; {order}",
        (*WORDS, *COUNTS),
        [_line(row, at) for row in shown.cut(rows)],
        numeric=COUNTS,
    )


def _line(row: Recommendation, at: Here) -> tuple[blocks.Cell, ...]:
    own_page = at.address("recommendations", review=row.review, ref=row.recommendation_ref)
    with compiled_words.words_for(row.is_compiled):  # a page may show both kinds of record, so the row decides
        return (
            blocks.link(row.recommendation_ref, own_page),
            row.recommendation if at.review else blocks.under(row.recommendation, row.review),
            _how_far(row),
            _opens(row.actions, row, None, at),
            _verified(row, own_page),
            _opens(row.complete, row, Measure.COMPLETE, at),
            _late(row, Measure.OVERDUE, row.overdue, row.open_dated, at),
            _late(row, Measure.OVERDUE_BY_FIRST_DATE, row.overdue_by_first_date, row.open_once_dated, at),
        )


def _how_far(row: Recommendation) -> Markup:
    return blocks.roll_up(row.roll_up, recommendations.how_far(row.roll_up, row.decided_by))


def _verified(row: Recommendation, own_page: str) -> blocks.Cell:
    count = blocks.link(row.verified, own_page) if row.verified else row.verified
    return blocks.under(count, f"{row.contradicted} contradicted") if row.contradicted else count


def _opens(count: int, row: Recommendation, measure: Measure | None, at: Here) -> blocks.Cell:
    """A count as a link to exactly the actions that it counts, of every agency."""
    query = {"review": row.review, "agency": None, "recommendation": row.recommendation_ref, "counted": measure}
    return blocks.link(count, at.address("actions", **query)) if count else count


def _late(row: Recommendation, measure: Measure, count: int, dated: int, at: Here) -> blocks.Cell:
    """The count of late actions; not 0 if too few have a date to say that none is late."""
    return _opens(count, row, measure, at) if count or is_enough(dated, row.open_actions) else NOT_COMPUTED


def one_recommendation(row: Recommendation, at: Here) -> None:
    """Shows one recommendation in the words for its kind of record: its bodies, their answers, and the actions."""
    with compiled_words.words_for(row.is_compiled):
        _show_recommendation(row, at)


def _show_recommendation(row: Recommendation, at: Here) -> None:
    name = f"Recommendation {row.recommendation_ref}"
    name_tab(name, at)
    show(blocks.trail(blocks.link("All recommendations", at.address("recommendations")), row.review))
    title(name)
    show(_how_far(row))
    show(blocks.quote(row.recommendation, word("In the words of the register of recommendations")))
    under_it = actions.rows(at.db, at.as_of, review=row.review, recommendation=row.recommendation_ref)
    section("Body by body")
    show(_bodies(recommendations.bodies(at.db, at.as_of, row.review, row.recommendation_ref), under_it, at))
    section("Actions")
    if under_it:
        if not (late := Lateness.of(under_it)).is_computed:
            show(blocks.lead("", late.why_not))
        query = {"review": row.review, "agency": None, "recommendation": row.recommendation_ref}
        count = actions.Count(len(under_it), sum(row.is_contradicted for row in under_it))
        caption = f"{count_words(count)} under this recommendation"
        show(short_list(under_it, caption, at, at.address("actions", **query)))
    else:
        show(blocks.lead(word("No action is planned: no plan received names this recommendation.")))
    resolutions_about_recommendation(row, at)
    ref = row.recommendation_ref
    show(of_record(at, "recommendations", row.open_dated > 0, review=row.review, ref=ref))
    cite(f"{name}: {abbreviate(row.recommendation)}", at, "recommendations", review=row.review, ref=ref)


def _bodies(rows: Sequence[Body], under_it: Sequence[Action], at: Here) -> Markup:
    shown, more = beginning(rows)
    table = blocks.table(
        "Each body with its response, its actions and its status; furthest behind first",
        ("Body", "Response", "Its actions", "Status", "Reason given", "Source"),
        [
            (
                _body(row, at),
                _response(row),
                _actions(row.agency, under_it, at),
                _how_far_of(row),
                row.reason or word("None recorded"),
                _source(row, at),
            )
            for row in shown
        ],
    )
    return table + more


def _body(row: Body, at: Here) -> blocks.Cell:
    """A body as a link to its page; a name that looks like a misspelling has no link."""
    if not row.agency or row.meant:
        return row.agency or "No body named"
    return blocks.link(row.agency, at.address("agencies", agency=row.agency))


def _response(row: Body) -> blocks.Cell:
    """The answer, its day, and whether the body had accepted the recommendation before."""
    if row.response is None:
        return word("Not addressed")
    is_undone = row.was_accepted and row.response not in ("accepted", "accepted in part")
    answered_on = date_as_given(row.response_on, row.response_on_precision or Precision.DAY, row.response_on_words)
    notes = (
        answered_on if row.response_on else "",
        _answer_due(row),
        "Was accepted before, so its actions stay counted" if is_undone else "",
    )
    return blocks.under(word(row.response.capitalize()), ". ".join(filter(None, notes)))


def _answer_due(row: Body) -> str:
    """When a body that has not answered was due to answer, as exactly as the register says."""
    if row.response != Response.NO_RESPONSE or row.answer_due_on_precision in (None, Precision.NO_DATE):
        return ""
    return f"Answer due {date_as_given(row.answer_due_on, row.answer_due_on_precision, row.answer_due_words)}"


def _actions(agency: str, under_it: Sequence[Action], at: Here) -> Markup:
    """The actions that a body leads, and the actions that it supports."""
    roles = {
        "Leads": [action for action in under_it if action.agency == agency],
        "Supports": [action for action in under_it if agency in action.supporting_agencies and action.agency != agency],
    }
    lines = [
        Markup("{} {}").format(word(role), blocks.comma_list(ref_link(action, at) for action in its))
        for role, its in roles.items()
        if its
    ]
    return Markup("<br>").join(lines) or Markup("None")


def _how_far_of(row: Body) -> blocks.Cell:
    how_far = row.how_far or RollUp.NAME_NOT_KNOWN
    if not row.meant:
        return blocks.roll_up(how_far, word(how_far))
    beside = "" if row.how_far else ", which is listed here too"
    return blocks.under(blocks.roll_up(how_far, word(how_far)), f"Looks like {and_list(row.meant)}{beside}")


def _source(row: Body, at: Here) -> blocks.Cell:
    if row.received_on is None:
        return "None"
    received = compiled_words.sentence(f"Received {day(row.received_on)}")
    place = received if at.is_public else f"{row.path}, sheet {row.sheet}, row {row.row_number}"
    return blocks.under(blocks.sources(row.source), place) if row.source else place
