"""What a layout gives so far, in one sentence: what counts, what waits for an answer, what cannot be computed."""

from collections.abc import Iterator

from loaders.layout_builder.study import Study
from loaders.load.trial import Rows, Trial
from loaders.load.trial_report import standing
from tracker.terms import Kind
from tracker.words import capital, plural


def headline(study: Study) -> str:
    """A sentence on what a real trial counts, or on what keeps the file from being tried."""
    if study.is_empty:
        return study.why_not
    if study.trial is None:
        return " ".join(filter(None, (f"Not counted yet. {capital(study.why_not)}", _asked(study))))
    return f"{'; '.join(_counted(study, study.trial))}."


def _asked(study: Study) -> str:
    said = "; ".join(one.in_headline for one in study.questions if one.rows)
    return f"{said[:1].upper()}{said[1:]}: say what they are." if said else ""


def _counted(study: Study, trial: Trial) -> Iterator[str]:
    yield from map(_records, trial.rows)
    for one in study.questions:
        if one.rows:
            yield f"{one.in_headline}: say what {'it is' if len(one.rows) == 1 else 'they are'}"
        elif one.in_headline:
            yield one.in_headline
    if refused := sum(rows.refused for rows in trial.rows):
        yield f"{plural(refused, 'more row')} refused, which nothing counts"
    if filled := sum(one.filled for one in trial.dates):
        yield f"{sum(one.read for one in trial.dates):,} of {plural(filled, 'date')} read"
    if any(rows.kind is Kind.ACTION for rows in trial.rows):
        yield standing(trial.counts)
    if study.open_words:
        yield f"{plural(len(study.open_words), 'word')} still to be explained"


def _records(rows: Rows) -> str:
    shown = rows.read - rows.refused
    where = f" in {plural(shown, 'row')}" if rows.records != shown else ""
    return f"{plural(rows.records, rows.kind)}{where}"
