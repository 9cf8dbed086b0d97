"""Asks whether a draft gives way to the sender's layout, where the sender was named after the draft was begun."""

from collections.abc import Iterator

import msgspec

from loaders.mapping.layout import Layout
from loaders.propose.builder.begin import begin
from loaders.propose.builder.question import Answer, LayoutQuestion
from loaders.propose.builder.study import Study

TO_KEEP = ("why", "since", "replaces", "is_illustrative")  # answers about the sender that its layout lacks


def layout_question(study: Study, before: Layout | None) -> Iterator[LayoutQuestion]:
    """A question for a draft whose sender has the layout `before`, where that fits the workbook."""
    key = f"layout: {before.path.name if before else ''}"
    choices = study.choices
    if before is None or choices.begun or key in choices.tables[0].decided:
        return
    file = study.proposals[0].file
    begun = begin(study.workbook, file, choices.sender, before, choices.is_illustrative)
    if begun.is_from_layout:
        begun = msgspec.structs.replace(begun, **{name: getattr(choices, name) for name in TO_KEEP})
        asks = (
            f"{choices.sender} has a layout, {before.path.name}, whose headings stand in this workbook. Begin from it?"
        )
        answers = (
            Answer("Begin from it: its columns and words take the place of what is chosen here", begun),
            Answer("Go on with what is chosen here", choices.with_decided([0], key)),
        )
        yield LayoutQuestion(key, (0,), asks, answers)
