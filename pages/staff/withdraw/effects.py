"""Shows what correcting a file would change, on the page Withdraw."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from markupsafe import Markup

from loaders.load.correct import Way
from loaders.load.correction_trial import ActionPosition, CorrectionTrial, Effects
from loaders.load.trial_report import position_words
from pages.parts.change_tables import change_words
from pages.parts.paging import beginning, first_words
from pages.parts.show import section, show
from tracker.html import blocks
from tracker.questions.changes import Difference
from tracker.words import and_list, capital, day, plural

HEADINGS = ("Reference", "Agency", "What changes")
ON_RECORD = ("Reference", "Agency", "Position")
OTHERWISE = ("Reference", "Agency", "Now", "Then")
ERASED = ("Column", "Heading", "Cells")
MOST = 100  # changes of one kind, or actions, listed unless all are asked for
WOULD = {
    Way.WITHDRAW: "What its withdrawal would change",
    Way.REDATE: "What its new day would change",
    Way.REPLACE: "What the file in its place would change",
    Way.ERASE: "What erasing its words would change",
}
THEN = {Way.WITHDRAW: "without the file", Way.REPLACE: "with the other file", Way.REDATE: "with the other day"}
NOTHING_LEFT = "The file could not be read, so nothing would be left of it."
NO_CELL = "There is nothing to erase: no cell that is read holds words there."


def show_trial(trial: CorrectionTrial, way: Way) -> None:
    """Shows what a correction would change: in a sentence, by both clocks, then by kind and by action."""
    section(WOULD[way])
    effects = trial.effects
    then = f"{capital(THEN.get(way, 'with its words erased'))}: {position_words(effects.counts)}."
    counts = f"Of this sender on {day(trial.on)}: {position_words(effects.counts_before)}. {then}"
    if way is Way.ERASE:
        show(blocks.lead(_words_gone(trial), counts), *_columns(trial))
    else:
        show(blocks.lead(_in_short(effects), counts))
    show(*_kinds(effects.changes), *_on_record(effects), *_otherwise(effects.otherwise, way is Way.ERASE))


def _in_short(effects: Effects) -> str:
    """How much would change, in a sentence."""
    counts = {"no longer on record": len(effects.gone), "newly on record": len(effects.added)}
    changed = [f"{plural(len(effects.changes), 'change')} to the record"] if effects.changes else []
    sentences = [*changed, *(f"{plural(count, 'action')} {what}" for what, count in counts.items() if count)]
    if sentences:
        return f"{and_list(sentences)}."
    if effects.otherwise:
        return f"{plural(len(effects.otherwise), 'action')} would stand differently."
    return "No action or recommendation would change."


def _words_gone(trial: CorrectionTrial) -> str:
    if trial.erased is None:
        return NOTHING_LEFT
    if not trial.erased:
        return NO_CELL
    cells = plural(sum(one.cells for one in trial.erased), "cell")
    others = f" {plural(trial.not_read, 'cell')} that are not read would go with the file." if trial.not_read else ""
    return f"{cells} would say “[erased]”.{others}"


def _columns(trial: CorrectionTrial) -> Iterator[Markup]:
    lines = [
        (blocks.under(one.letter, one.sheet), one.heading or "No heading", one.cells) for one in trial.erased or ()
    ]
    if lines:
        yield blocks.table("Where its words would be erased", ERASED, lines, numeric=("Cells",))


def _kinds(changes: Sequence[Difference]) -> Iterator[Markup]:
    for change, group in groupby(changes, key=lambda row: row.change):
        rows = list(group)
        first, every = beginning(rows, MOST, MOST)
        lines = [
            (blocks.under(row.action_ref or row.recommendation_ref, row.action), row.agency, change_words(row))
            for row in first
        ]
        some = first_words(len(rows), len(first))
        table = blocks.table(f"{capital(change)}{some}", HEADINGS, lines, is_caption_hidden=not some)
        yield blocks.details(f"{capital(change)}: {len(rows):,}", table, every)


def _on_record(effects: Effects) -> Iterator[Markup]:
    """The actions that would go or come without a change that says so."""
    for what, rows in {"no longer on record": effects.gone, "newly on record": effects.added}.items():
        if rows:
            title = f"{plural(len(rows), 'action')} {what}"
            first, every = beginning(rows, MOST, MOST)
            some = first_words(len(rows), len(first))
            lines = [(blocks.under(row.ref, row.action), row.agency, _words(row)) for row in first]
            table = blocks.table(f"{title}{some}", ON_RECORD, lines, is_caption_hidden=not some)
            yield blocks.details(title, table, every)


def _otherwise(pairs: Sequence[tuple[ActionPosition, ActionPosition]], is_erased: bool) -> Iterator[Markup]:
    """The actions whose state would differ; when erasing, a change of words alone does not count."""
    found = [(old, new) for old, new in pairs if not is_erased or _words(old) != _words(new)]
    if found:
        what = f"{plural(len(found), 'action')} would stand differently"
        first, every = beginning(found, MOST, MOST)
        some = first_words(len(found), len(first))
        lines = [
            (old.ref, old.agency, blocks.under(_words(old), old.action), blocks.under(_words(new), new.action))
            for old, new in first
        ]
        yield blocks.details(what, blocks.table(f"{what}{some}", OTHERWISE, lines, is_caption_hidden=not some), every)


def _words(one: ActionPosition) -> str:
    due = f"due {day(one.due_on)}" if one.due_on else ""
    first = f"first promised for {day(one.first_due_on)}" if one.first_due_on else ""
    evidence = "evidence named" if one.has_evidence else "no evidence named"
    return ", ".join(filter(None, (one.state, due, first, evidence)))
