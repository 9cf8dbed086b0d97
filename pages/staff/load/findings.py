"""Shows what a trial of a file found: what the file would change, what would be read, what would not."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from markupsafe import Markup

from loaders.load.trial import Trial
from loaders.load.trial_report import position_words, what_is_read
from pages.parts.change_tables import change_words
from pages.parts.left_out_tables import WITH_WORDS, left_out_tables
from pages.parts.paging import Part
from pages.parts.show import section, show
from pages.staff.problems.handing_back import Notes, notes_button
from pages.staff.problems.tables import problem_tables
from tracker.html import blocks
from tracker.questions import entry_changes, file_changes, problems
from tracker.questions.entry_changes import ChangedCell, ChangedEntry
from tracker.questions.file_changes import FileChange
from tracker.questions.problems import ProblemGroup
from tracker.terms import Kind, Severity
from tracker.words import capital, day, place, plural, readable_name

CHANGES = ("Reference", "What changes", "Where it says so")


def summary(trial: Trial) -> Iterator[Markup]:
    """What the file changes, in a sentence, and for actions the figures with and without it."""
    has_actions = any(one.kind is Kind.ACTION for one in trial.rows)
    yield blocks.lead(_what_it_does(trial), _position_sentence(trial) if has_actions else "")


def _what_it_does(trial: Trial) -> str:
    """What the file changes, in sentences; a log of resolutions is never said to change nothing but no action."""
    if {one.kind for one in trial.rows} == {Kind.RESOLUTION}:
        same = "This file changes no resolution on record."
        return f"{entry_changes.sentence(trial.entries) or same} No action changes."
    of_actions = file_changes.sentence([one.row for one in trial.changes], is_first=not trial.compared_with)
    return f"{of_actions} {entry_changes.sentence(trial.entries, also=True)}".strip()


def _position_sentence(trial: Trial) -> str:
    now = position_words(trial.counts)
    before = f" Without it: {position_words(trial.counts_before)}." if trial.counts_before else ""
    return f"Of {trial.file.agency or trial.file.sender} on {day(trial.file.known_on)}: {now}.{before}"


def changes_in(trial: Trial, sender: str = "") -> None:
    """Shows what the file would change, folded by kind, with rows and cells; for a `sender`, without others' words."""
    section("What it would change")
    before = trial.compared_with
    compared = f"Compared with {before}, the last file of this sender before it." if before else ""
    show(blocks.lead("", compared or "There is no earlier file of this sender to compare it with."))
    for change, group in groupby(trial.changes, key=lambda one: one.row.change):
        those = list(group)
        show(blocks.details(f"{capital(change)}: {len(those):,}", _change_table(change, those, sender)))
    for change, entries in groupby(trial.entries, key=lambda one: one.change):
        of_kind = list(entries)
        show(blocks.details(f"{capital(change)}: {len(of_kind):,}", _entry_table(change, of_kind)))


def show_findings(trial: Trial) -> None:
    """Shows what would be read from the file, what the checks found, and what would not be read."""
    section("What would be read")
    show(blocks.bullets(what_is_read(trial)))
    section("What the checks found")
    _show_problems(trial)
    section("What would not be read")
    show(
        *left_out_tables(trial.left_out, WITH_WORDS, _names(trial))
        if trial.left_out
        else [blocks.lead("", "Every filled cell would be read.")]
    )


def _change_table(change: str, found: list[FileChange], sender: str) -> Markup:
    lines = [
        (
            blocks.under(
                one.row.action_ref or one.row.recommendation_ref,
                one.row.action if sender in ("", one.row.sender) else None,
            ),
            change_words(one.row),
            _where(one.sheet, one.cell),
        )
        for one in found
    ]
    return blocks.table(capital(change), CHANGES, lines, is_caption_hidden=True)


def _entry_table(change: str, entries: list[ChangedEntry]) -> Markup:
    lines = [
        (
            one.ref or "All reviews",
            blocks.stack(map(_changed_cell, one.cells)),
            _where(one.sheet, one.cell),
        )
        for one in entries
    ]
    return blocks.table(capital(change), CHANGES, lines, is_caption_hidden=True)


def _changed_cell(cell: ChangedCell) -> Markup:
    """Our name of a column over its words; over those of before and of now, word by word, if there were any before."""
    words = blocks.word_changes(cell.was, cell.became) if cell.was else cell.became
    return blocks.under(capital(readable_name(cell.name)), words)


def _where(sheet: str, cell: str) -> blocks.Cell:
    return blocks.under(place(sheet, cell), sheet) if cell else "No row of this file"


def _show_problems(trial: Trial) -> None:
    """Shows the problems, with the notices folded below them: a workbook of many sheets has dozens of those."""
    groups, names = problems.group_problems(trial.problems), _names(trial)
    notices = [one for one in groups if one.first.severity == Severity.NOTICE]
    others = [one for one in groups if one.first.severity != Severity.NOTICE]
    nothing = blocks.lead("", "Nothing that needs an answer." if notices else "Nothing.")
    show(*(_tables(others, names) if others else [nothing]))
    if notices:
        show(blocks.details(plural(len(notices), "notice"), *_tables(notices, names)))


def _tables(groups: Sequence[ProblemGroup], names: Mapping[str, str]) -> Iterator[Markup]:
    whole = Part(0, len(groups), len(groups), None)
    return (table for _, table in problem_tables(groups, whole, names))


def _names(trial: Trial) -> Mapping[str, str]:
    """The name of the file as sent, by its path: nobody knows it yet by the path that it would get on record."""
    return {trial.file.path: f"“{trial.file.sent_as}”"}


def hand_back(trial: Trial, source: Path) -> None:
    """Offers a copy of the file with a note on each cell that its sender has to put right."""
    read, refused = (sum(getattr(one, name) for one in trial.rows) for name in ("read", "refused"))
    notes_button(Notes(trial.file, source, trial.problems, read, refused))
