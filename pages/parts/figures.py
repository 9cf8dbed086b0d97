"""The opening sentence and the five headline figures, each a link to exactly the actions that it counts."""

from collections.abc import Sequence

from markupsafe import Markup

from pages.parts.empty import no_actions
from pages.parts.here import Here
from tracker.cache import cached
from tracker.compiled_words import sentence
from tracker.html import blocks
from tracker.html.cards import Card, cards
from tracker.measure import Measure
from tracker.questions import measures, problems, returns, scope
from tracker.words import day, percent, plural


@cached
def opening(at: Here) -> Markup:
    """What has been done and what is late, in two sentences, and how fresh the figures are."""
    if not at.count[Measure.ACCEPTED] + at.count[Measure.COUNTED_APART]:
        return no_actions(at)
    done, late = measures.sentence(at.count)
    return blocks.lead(f"{done} {late}", f"Position as at {day(at.as_of)}. {_freshness(at)}")


def _freshness(at: Here) -> str:
    files = [file for file in returns.files(at.db, at.as_of, at.agency) if file.is_read]
    if not files:
        return "No file had been received by then."
    newest = f"The newest file was received on {day(files[0].received_on)}."
    silent = [sender for sender in returns.rows(at.db, at.as_of, at.agency) if sender.is_silent]
    if not silent:
        return newest
    return f"{newest} {silent[0].agency} last reported on {day(silent[0].last_returned_on)}."


@cached
def headline_cards(at: Here) -> Markup:
    """Verified, overdue, moved, evidence and returns: each numerator with its denominator and its twin."""
    reported = [] if at.is_compiled else [_returns(at)]  # nobody reports to a compiled record
    return cards([_verified(at), _overdue(at), _moved(at), _evidence(at), *reported])


def _card(at: Here, title: str, measure: Measure, of: str, note: str, kind: str) -> Card:
    """A headline number that opens the list of exactly what it counts."""
    return Card(title, at.count[measure], of, note, kind, at.address("actions", counted=measure))


def _verified(at: Here) -> Card:
    whole = at.count[Measure.ACCEPTED]
    note = f"{at.count[Measure.REPORTED_COMPLETE]} more reported complete, not verified."
    if part := percent(at.count[Measure.VERIFIED], whole):
        note = f"{part} of accepted actions. {note}"
    return _card(at, "Verified complete", Measure.VERIFIED, f"of {whole}", note, "verified")


def _overdue(at: Here) -> Card:
    twin = f"{at.count[Measure.OVERDUE_BY_FIRST_DATE]} by the dates first promised."
    note = f"{twin} {at.count[Measure.NO_DATE]} more open with no date."
    return _card(at, "Overdue", Measure.OVERDUE, f"of {at.count[Measure.OPEN_WITH_DATE]} dated", note, "overdue")


def _moved(at: Here) -> Card:
    moved = measures.moves(at.db, at.as_of, **at.filters)
    note = f"{plural(moved.moves, 'move')} in all."
    if moved.median_days is not None:
        note += f" Median {plural(moved.median_days, 'day')} later."
    return _card(at, "Deadlines moved", Measure.MOVED, f"of {at.count[Measure.EVER_DATED]} dated", note, "moved")


def _evidence(at: Here) -> Card:
    waiting = plural(at.count[Measure.WAITING], "waits for a check", "wait for a check")
    note = f"{at.count[Measure.NO_EVIDENCE]} reported complete with no evidence named. {waiting}."
    of = f"of {at.count[Measure.COMPLETE]}"
    return _card(at, "Evidence held", Measure.EVIDENCE_HELD, of, note, "verified")


def _returns(at: Here) -> Card:
    senders = returns.rows(at.db, at.as_of, at.agency)
    if not senders:
        return Card("Returns up to date", "–", note="No reporting interval is agreed for this record.")
    silent = [sender for sender in senders if sender.is_silent]
    note = _silence(silent) if silent else "Every agency is within its agreed interval."
    inside = len(senders) - len(silent)
    return Card("Returns up to date", inside, f"of {len(senders)}", note, href=at.address("agencies"))


def _silence(silent: Sequence[returns.Sender]) -> str:
    longest = silent[0]
    days = plural(longest.days_since_return, "day")
    others = f" {plural(len(silent) - 1, 'other is', 'others are')} over theirs too." if silent[1:] else ""
    return f"{longest.agency} last reported {days} ago; its limit is {longest.reports_every_days}.{others}"


@cached
def not_counted(at: Here) -> Markup:
    """What the headline figures do not count, so that nothing drops out in silence, and what comes next."""
    lines = (
        scope.sentence(scope.scope(at.db, at.as_of, **at.filters)),
        _some(at, Measure.ADDED, "added since the first plan of its agency"),
        _some(at, Measure.SPLIT, "split from another action, counted from the first date of the whole"),
        _uncommitted(at),
        _some(at, Measure.DUE_SOON, "due in the next 30 days"),
        _some(at, Measure.MISSING, "missing from the latest return, and still counted here"),
        _some(at, Measure.WENT_BACKWARDS, "once reported complete and open again"),
        _some(at, Measure.UNCHANGED, "open, with the very same words for three returns or more"),
        _refused(at),
    )
    notes = [line for line in lines if line]
    return blocks.notes(notes) if notes else Markup("")


def _uncommitted(at: Here) -> Markup | None:
    kinds = [f"{row.actions} {row.response}" for row in measures.uncommitted(at.db, at.as_of, **at.filters)]
    if not kinds:
        return None
    inside, outside = at.count[Measure.ACCEPTED], at.count[Measure.COUNTED_APART]
    text = f"{plural(inside + outside, 'action')} = {inside} accepted + {outside} counted apart ({', '.join(kinds)})"
    return blocks.link(sentence(text), at.address("actions", counted=Measure.COUNTED_APART))


def _some(at: Here, measure: Measure, words: str) -> Markup | None:
    if not at.count[measure]:
        return None
    text = sentence(f"{plural(at.count[measure], 'action')} {words}")
    return blocks.link(text, at.address("actions", counted=measure))


def _refused(at: Here) -> Markup | None:
    counts = problems.counts(at.db, at.as_of, at.agency)
    parts = []
    if counts.rows_refused:
        parts.append(
            f"{plural(counts.rows_refused, 'row')} of {counts.rows_read:,} in the latest files could not be shown"
        )
    if counts.files_not_read:
        parts.append(f"{plural(counts.files_not_read, 'file')} could not be read")
    text = " and ".join(parts)
    if not text:
        return None
    return blocks.link(text, at.address("problems")) if "problems" in at.pages else blocks.shown(text)
