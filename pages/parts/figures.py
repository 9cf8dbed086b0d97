"""The opening sentences and the five headline figures, each figure linked to what it counts."""

from collections.abc import Sequence

from markupsafe import Markup

from pages.parts.empty import no_actions
from pages.parts.here import Here
from tracker.cache import cached
from tracker.compiled_words import sentence
from tracker.html import blocks
from tracker.html.cards import Card, cards
from tracker.measure import Measure
from tracker.questions import freshness, measures, problems, returns, scope
from tracker.questions.lateness import Lateness
from tracker.words import day, half, percent, plural


@cached
def opening(at: Here) -> Markup:
    """What has been done and what is late, and how fresh the figures are."""
    if not at.has_actions:
        return no_actions(at)
    done, late = measures.sentence(at.count, "The agency says" if at.body else "Agencies say")
    words = " ".join(filter(None, (done, late, measures.counted_twice(at.count))))
    return blocks.lead(blocks.with_bold_numbers(words), f"Position as at {day(at.as_of)}. {_freshness(at)}")


def _freshness(at: Here) -> str:
    newest = f"The newest file was received on {day(returns.newest(at.db, at.as_of, at.agency))}."
    silent = [agency for agency in freshness.rows(at.db, at.as_of, **at.filters) if agency.is_silent]
    return f"{newest} {_longest_silent(silent[0])}" if silent else newest


def _longest_silent(row: freshness.Agency) -> str:
    if row.owes_plan or row.last_returned_on is None:
        return f"{row.agency}: {freshness.no_plan(row)}."
    return f"{row.agency} last reported on {day(row.last_returned_on)}."


@cached
def headline_cards(at: Here) -> Markup:
    """Cards for verified, overdue, moved, evidence and returns: each numerator with its denominator and its twin.

    Without actions only returns are shown: a 0 would claim more than is known.
    """
    counted = [_verified(at), _overdue(at), _moved_card(at), _evidence(at)] if at.has_actions else []
    reported = [] if at.is_compiled else [_returns(at)]  # no agency reports to a compiled record
    return cards([*counted, *reported])


def _card(at: Here, title: str, measure: Measure, of: str, note: str, kind: str) -> Card:
    """A headline number that links to the list of exactly the actions it counts."""
    return Card(title, at.count[measure], of, note, kind, at.address("actions", counted=measure))


def _verified(at: Here) -> Card:
    whole = at.count[Measure.ACCEPTED]
    part = percent(at.count[Measure.VERIFIED], whole)
    sentences = (
        f"{part}." if part else "",
        _more(at, Measure.CONTRADICTED, "contradicted by the agency’s own report."),
        _more(at, Measure.REPORTED_COMPLETE, "more reported complete, not verified."),
    )
    note = " ".join(filter(None, sentences))
    return _card(at, "Verified complete", Measure.VERIFIED, f"of {whole:,}", note, "verified")


def _more(at: Here, measure: Measure, words: str) -> str:
    """A count to print beside a headline; "" for a count of 0, which tells the reader nothing."""
    return f"{at.count[measure]:,} {words}" if at.count[measure] else ""


def _overdue(at: Here) -> Card:
    late = Lateness.from_counts(at.count)
    twin = f"{late.overdue_by_first_date:,} by the dates first promised."
    unsourced = f"{late.unsourced:,} more with no exactly dated source." if late.unsourced else ""
    unknown = _more(at, Measure.OVERDUE_STATUS_NOT_KNOWN, "with no known status.")
    note = " ".join(filter(None, (twin, unknown, _more(at, Measure.NO_DATE, "more open with no date."), unsourced)))
    if late.is_computed:
        return _card(at, "Overdue", Measure.OVERDUE, f"of {late.dated:,} dated", note, "overdue")
    known = f"{twin} {unknown} ".replace("  ", " ") if late.overdue or late.overdue_by_first_date else ""
    undated = at.address("actions", counted=Measure.NO_DATE if late.no_date else Measure.OPEN)
    href = at.address("actions", counted=Measure.OVERDUE) if late.overdue else undated
    return Card("Overdue", late.overdue or "–", f"of {late.dated:,} dated", f"{known}{late.why_not}", "overdue", href)


def _moved_card(at: Here) -> Card:
    moved = measures.moves(at.db, at.as_of, **at.filters)
    sentences = [f"{plural(moved.moves, 'move')} in all." if moved.moves else ""]
    if moved.median_days is not None:
        direction = "later" if moved.median_days >= 0 else "earlier"  # moved later once, but earlier in all
        days = abs(moved.median_days)
        sentences.append(f"Median {half(days)} {'day' if days == 1 else 'days'} {direction}.")
    sentences.append(_more(at, Measure.REWORDED_LATER, "more reworded, now counting as a later day."))
    note = " ".join(filter(None, sentences))
    return _card(at, "Deadlines moved", Measure.MOVED, f"of {at.count[Measure.EVER_DATED]:,} dated", note, "moved")


def _evidence(at: Here) -> Card:
    waiting = "waits for a check." if at.count[Measure.WAITING] == 1 else "wait for a check."
    unnamed = _more(at, Measure.NO_EVIDENCE, "reported complete with no evidence named.")
    note = " ".join(filter(None, (unnamed, _more(at, Measure.WAITING, waiting))))
    of = f"of {at.count[Measure.COMPLETE]:,}"
    return _card(at, "Evidence held", Measure.EVIDENCE_HELD, of, note, "verified")


def _returns(at: Here) -> Card:
    agencies = [row for row in freshness.rows(at.db, at.as_of, **at.filters) if row.is_silent is not None]
    if not agencies:
        return Card("Returns up to date", "–", note="No reporting interval is agreed for this record.")
    silent = [agency for agency in agencies if agency.is_silent]
    note = _silence(silent) if silent else "Every agency is within the interval it agreed."
    inside = len(agencies) - len(silent)
    return Card("Returns up to date", inside, f"of {len(agencies):,}", note, href=at.address("agencies"))


def _silence(silent: Sequence[freshness.Agency]) -> str:
    """How many bodies have sent no plan, and how many are past the interval that they agreed."""
    no_plan, late = sum(row.owes_plan for row in silent), sum(row.is_late for row in silent)
    none = f"No plan received from {no_plan:,}." if no_plan else ""
    past = f"{late:,} past the agreed interval." if late else ""
    return f"{none} {past}".strip()


@cached
def also_counted(at: Here) -> Markup:
    """The total of all actions, and one line of counts beside the headline figures, so that nothing drops out."""
    items = (
        _responses_without_promise(at),
        _some(at, Measure.ADDED, "added later"),
        _some(at, Measure.SPLIT, "split from another"),
        _some(at, Measure.OVERDUE_STATUS_NOT_KNOWN, "overdue with no known status"),
        _some(at, Measure.DUE_SOON, "due in the next 30 days"),
        _some(at, Measure.MISSING, "missing from the latest return, still counted"),
        _some(at, Measure.MAY_BE_COUNTED_TWICE, "may be counted twice"),
        _some(at, Measure.CONTRADICTED, "contradicted by the agency’s own report"),
        _some(at, Measure.COMPLETION_DISPUTED, "with a completion date that an earlier return disputes"),
        _some(at, Measure.WENT_BACKWARDS, "reported complete, now open again"),
        _some(at, Measure.UNCHANGED, "open, wording unchanged for three returns"),
        _refused(at),
    )
    counted = [item for item in items if item]
    total = blocks.ours(f"{scope.sentence(scope.scope(at.db, at.as_of, **at.filters))}.")
    return blocks.quiet(total, *([blocks.in_line("Also counted:", counted)] if counted else []))


def _responses_without_promise(at: Here) -> Markup | None:
    rows = measures.responses_without_promise(at.db, at.as_of, **at.filters)
    kinds = [f"{row.actions:,} {row.response}" for row in rows]
    if not kinds:
        return None
    text = f"{at.count[Measure.COUNTED_APART]:,} counted apart ({', '.join(kinds)})"
    return blocks.link(sentence(text), at.address("actions", counted=Measure.COUNTED_APART))


def _some(at: Here, measure: Measure, words: str) -> Markup | None:
    if not at.count[measure]:
        return None
    return blocks.link(sentence(f"{at.count[measure]:,} {words}"), at.address("actions", counted=measure))


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
    return blocks.link(text, at.address("problems")) if "problems" in at.pages else blocks.as_html(text)
