"""The last parts of the page Layout: whose plan it is, and saving the layout."""

from collections.abc import Iterator, Sequence
from datetime import date

from markupsafe import Markup

from loaders.propose.builder.answers import OTHER_REVIEW, SAME_REVIEW
from loaders.propose.builder.choices import NEW_FORM, OTHER_PLAN, WAS_WRONG, Choices
from loaders.propose.builder.missing import without_review
from loaders.propose.builder.reviews import nearly
from pages.staff.form_fields import tick
from pages.staff.form_parts import QUIET, hidden, post_field
from pages.staff.layout.fields import button, input_field, plain_button, select, side_by_side, whole_text
from pages.staff.layout.questions import QUESTION
from pages.staff.layout.work import LayoutResult
from pages.staff.past_change_tables import past_blocks
from tracker.html import blocks
from tracker.terms import REVIEW_NOT_STATED
from tracker.words import and_list, day

STANDS = f"Its rows stand under “{REVIEW_NOT_STATED}”, with those of any other plan that states none."

PRESSED = "What you fill in above counts only after you press the button below it."


def sender_part(choices: Choices, layouts: Sequence[tuple[date, str]], reviews: Sequence[str]) -> Markup:
    """Fields for whose plan it is and, if its sender has `layouts` (each with its first day), why it gets another.

    The names in `reviews`, which are in use, are offered.
    """
    asked = [
        input_field("sender", "A short name for the sender, such as transport", choices.sender),
        *([select("why", "Why it gets another layout", _reasons(layouts), _why(choices))] if layouts else []),
        *([input_field("since", "The first day of the new form", choices.since, "date")] if layouts else []),
        input_field("agency", "The agency, as everybody is to read its name", choices.agency),
        input_field(
            "review", "The review that the rows belong to, unless a column says it", choices.review, offered=reviews
        ),
        *_which_review(choices, reviews),
        input_field("every", "Days between two returns, if agreed", str(choices.reports_every or ""), "number"),
    ]
    ticks = [
        tick("holds", "Each return leaves out what is done", choices.holds_open_actions),
        tick("illustrative", "All of it is invented", choices.is_illustrative),
    ]
    return Markup("").join(
        (side_by_side(asked), _no_review(choices), *ticks, button("sender", "Save whose plan it is"))
    )


def _which_review(choices: Choices, reviews: Sequence[str]) -> Iterator[Markup]:
    """If a review in use has nearly the same name, asks whether it is that one."""
    if near := nearly(choices.review, reviews):
        options = {
            "": "Choose",
            f"{SAME_REVIEW}: {near}": f"It is that review: “{near}”",
            f"{OTHER_REVIEW}: {near}": "It is another review",
        }
        chosen = f"{OTHER_REVIEW}: {near}" if choices.other_review == near else ""
        yield select("which-review", f"“{near}” is in use, which is nearly the same name", options, chosen)


def _no_review(choices: Choices) -> Markup:
    """Asks whether the plan states no review, if nothing names one; "" if every table has a review."""
    if not (without := without_review(choices)):
        return Markup("")
    if choices.states_no_review:
        return blocks.quiet(f"This plan states no review. {STANDS}")
    tables = f" of {_tables(without)}" if len(choices.tables) > 1 else ""
    asks = (
        f"No column says which review the rows{tables} belong to, and no name is typed here. Type it above, or confirm:"
    )
    return QUESTION.format(asks, plain_button("no-review", f"This plan states none. {STANDS}", QUIET))


def _tables(numbers: Sequence[int]) -> str:
    return f"table{'' if len(numbers) == 1 else 's'} {and_list([str(n + 1) for n in numbers])}"


def _reasons(layouts: Sequence[tuple[date, str]]) -> dict[str, str]:
    wrong = {
        f"{WAS_WRONG}: {name}": f"{name} was wrong{f' from {day(begins)} on' if begins != date.min else ''}"
        for begins, name in layouts
    }
    return {
        "": "Choose",
        NEW_FORM: "Its form has changed",
        OTHER_PLAN: "This is another plan of the same body",
        **wrong,
    }


def _why(choices: Choices) -> str:
    return f"{WAS_WRONG}: {choices.replaces}" if choices.why == WAS_WRONG else choices.why


def save_part(result: LayoutResult, text: str) -> Markup:
    """The button that saves the layout, or what is still missing; and, folded, the text of its file."""
    file = blocks.details(f"The file of the layout{' as it is so far' if result.missing else ''}", whole_text(text))
    written = file if text else Markup("")
    if result.missing:
        lead = blocks.lead("Before it can be saved:", PRESSED)
        return Markup("").join((lead, blocks.bullets(result.missing), written))
    words = f"Save it as {result.name}" if not result.replaces else f"Put it in the place of {result.name}"
    pieces = [
        *(past_blocks(result.past) if result.past else ()),
        hidden({"saved-as": result.name, "seen": result.replaces, "ledger": result.head}),
        post_field(),
        button("save", words),
        written,
    ]
    return Markup("").join(pieces)
