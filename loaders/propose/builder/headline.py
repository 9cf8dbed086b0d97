"""What a layout gives so far, in one sentence: what counts, what waits for an answer, what cannot be computed."""

from collections.abc import Iterator

from loaders.load.trial import RowCounts, Trial
from loaders.load.trial_report import position_words
from loaders.propose.builder.missing import LEFT_OPEN_OF_ACTIONS, to_know
from loaders.propose.builder.study import Study
from tracker.terms import Kind
from tracker.words import and_list, capital, has, plural

NONE_SO_FAR = "So far no row counts as a record."


def headline(study: Study) -> str:
    """A sentence on what a real trial counts, or on what keeps the file from being tried."""
    if study.is_empty and not study.questions:
        return study.why_not
    if study.trial is None:
        so_far = NONE_SO_FAR if study.is_empty else f"Not counted yet. {capital(study.why_not)}"
        return " ".join(filter(None, (_open(study), so_far, _questions_in_short(study))))
    counted = f"{'; '.join(_count_sentences(study, study.trial))}."
    return f"{_open(study)} So far: {counted}" if study.questions else counted


def _open(study: Study) -> str:
    n = len(study.questions)
    return f"{plural(n, 'question')} {'is' if n == 1 else 'are'} still to be answered." if n else ""


def _questions_in_short(study: Study) -> str:
    words = "; ".join(one.in_headline for one in study.questions if one.rows)
    return f"{words[:1].upper()}{words[1:]}: say what they are." if words else ""


def _count_sentences(study: Study, trial: Trial) -> Iterator[str]:
    yield from map(_records, trial.rows)
    for one in study.questions:
        if one.rows:
            yield f"{one.in_headline}: say what {'it is' if len(one.rows) == 1 else 'they are'}"
        elif one.in_headline:
            yield one.in_headline
    if refused := sum(rows.refused for rows in trial.rows):
        n = trial.blanks.reference
        why = f": {n:,} {has(n)} no reference" if n else ""
        yield f"{plural(refused, 'more row')} refused, which nothing counts{why}"
    yield from _blanks(study, trial)
    if filled := sum(one.filled for one in trial.dates):
        yield f"{sum(one.read for one in trial.dates):,} of {plural(filled, 'date')} read"
    if any(rows.kind is Kind.ACTION for rows in trial.rows):
        yield position_words(trial.counts)
    if study.open_words:
        yield f"{plural(len(study.open_words), 'word')} still to be explained"


def _records(rows: RowCounts) -> str:
    shown = rows.read - rows.refused
    where = f" in {plural(shown, 'row')}" if rows.records != shown else ""
    return f"{plural(rows.records, rows.kind)}{where}"


def _blanks(study: Study, trial: Trial) -> Iterator[str]:
    """How many actions say nothing of what is asked; `position_words` says how many have no date."""
    of = sum(rows.records for rows in trial.rows if rows.kind is Kind.ACTION)
    counts = {"words of what is to be done": trial.blanks.words, "status": trial.blanks.status}
    sentences = [f"{n:,} {has(n)} no {what}" for what, n in counts.items() if n]
    if sentences:
        yield f"of {plural(of, 'action')}, {and_list(sentences)}{_no_actions(study, trial, of)}"


def _no_actions(study: Study, trial: Trial, of: int) -> str:
    """What follows if no action has words; nothing beside recommendations, since an action may do what one says."""
    if trial.blanks.words < of or any(rows.kind is Kind.RECOMMENDATION for rows in trial.rows):
        return ""
    no_actions = "this is probably not an action" if of == 1 else "these are probably not actions"
    if LEFT_OPEN_OF_ACTIONS["action"] in to_know(study.choices):
        return f": choose the column with the words, and if there is none, {no_actions}"
    return f", so {no_actions}"
