"""What a trial found, as text to print: what would be read, what would not, and what would change."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby

from loaders.load.sender_counts import MEASURES
from loaders.load.trial import Trial
from tracker.measure import Measure
from tracker.questions.lateness import Lateness
from tracker.questions.problems import ProblemGroup, group_problems
from tracker.words import and_list, capital, day, first_few, plural, readable_name, with_full_stop

MOST = 12  # names in a line
MOST_WORDS = 60  # characters of one sample


def trial_report(trial: Trial, on: date) -> str:
    """The lines of a trial's report, the most important first."""
    parts = (what_is_read(trial), _counts(trial, on), _changes(trial), _problems(trial), _left(trial))
    return "\n".join(line for part in parts for line in part)


def what_is_read(trial: Trial) -> Iterator[str]:
    """Sentences on what would be read: rows read and refused, dates, and words that do not match the layout's."""
    for rows in trial.rows:
        refused = f", of which {rows.refused:,} would be refused" if rows.refused else ", none refused"
        yield f"{plural(rows.read, rows.kind)} read{refused}."
    if not trial.rows:
        yield "No record would be read."
    for one in (one for one in trial.dates if one.filled):
        unread = f" Cannot be read: {_words_with_counts(one.unreadable)}." if one.unreadable else ""
        none = f" No date: {_words_with_counts(one.undated)}." if one.undated else ""
        cells, column = plural(one.filled, "filled cell"), capital(readable_name(one.column))
        yield f"{one.sheet}, {column}: {one.read:,} of {cells} read as a date.{unread}{none}"
    for name, words in trial.unmapped.items():
        unknown = "that the form does not offer" if trial.file.form else "that the layout does not explain"
        yield f"{capital(readable_name(name))}: words {unknown}: {_words_with_counts(words)}."
    for name, unused in trial.unused.items():
        yield f"{capital(readable_name(name))}: words of the layout that stand nowhere in the file: {_some(unused)}."


def _counts(trial: Trial, on: date) -> Iterator[str]:
    yield f"On {day(on)}: {position_words(trial.counts)}."


def position_words(counts: Mapping[str, int]) -> str:
    """How many of a sender's actions are complete and open, and how many open ones are late by either clock, in words.

    A count of late actions that nobody can know is said to be unknown, since 0 would be taken for none.
    """
    late = Lateness.from_counts({measure: counts[measure] for measure in MEASURES})
    done = ((Measure.VERIFIED, "verified complete"), (Measure.REPORTED_COMPLETE, "reported complete"))
    sentences = [f"{counts[measure]:,} {words}" for measure, words in done if counts[measure]]
    undated = f", of which {late.no_date:,} {'has' if late.no_date == 1 else 'have'} no date" if late.no_date else ""
    sentences.append(f"{late.open_actions:,} open{undated}")
    if not late.open_actions:
        return and_list(sentences)
    return f"{and_list(sentences)}; {_late(late)}"


def _late(late: Lateness) -> str:
    """How many are late by both clocks, in words; neither says 0 where nobody can know."""
    now = f"{late.overdue:,} overdue" if late.overdue or late.is_computed else "how many are overdue is not computed"
    if late.overdue and not late.is_computed:
        now += " of those with a date"
    by_first = late.overdue_by_first_date
    return f"{now}, {by_first:,} by the dates first promised" if by_first or late.is_computed_by_first_date else now


def _changes(trial: Trial) -> Iterator[str]:
    if not trial.compared_with:
        yield "No earlier file of this sender was compared."
        return
    nothing = "" if trial.changes else " no action or recommendation would change."
    yield f"Against {trial.compared_with}:{nothing}"
    for change, group in groupby((one.row for one in trial.changes), key=lambda row: row.change):
        refs = list(dict.fromkeys(row.action_ref or row.recommendation_ref or "" for row in group))
        yield f"  {change}: {len(refs):,} ({_some(refs)})"
    for kind, entries in groupby(trial.entries, key=lambda one: one.change):
        named = [one.ref or "all reviews" for one in entries]
        yield f"  {kind}: {len(named):,} ({_some(named)})"


def _problems(trial: Trial) -> Iterator[str]:
    for severity, rows in groupby(trial.problems, key=lambda one: one.severity):
        groups = group_problems([*rows])
        places = plural(sum(len(group.problems) for group in groups), "place")
        yield f"{str(severity).capitalize()}: {plural(len(groups), 'thing')} in {places}."
        yield from map(_problem, groups)


def _problem(group: ProblemGroup) -> str:
    first = group.first
    found = f"Found: {with_full_stop(_short(first.found))}" if first.found.strip() else ""
    cells = [f"{one.sheet}!{one.cell}" if one.cell else one.sheet for one in group.problems if one.sheet]
    where = f"At {_some(cells)}." if cells else ""
    return " ".join(filter(None, (" ", first.sentence, found, where)))


def _left(trial: Trial) -> Iterator[str]:
    if trial.left_out:
        yield "Not read:"
    for block in trial.left_out:
        cells = plural(block.filled_cells, "cell")
        yield f"  {block.sheet}!{block.place}, {cells}, {block.reason}: {_short(block.words)}"


def _words_with_counts(words: Mapping[str, int]) -> str:
    return _some([f"“{_short(word)}” ({n:,})" for word, n in words.items()])


def _some(names: Sequence[str]) -> str:
    return and_list(first_few(names, MOST))


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= MOST_WORDS else f"{line[: MOST_WORDS - 1]}…"
