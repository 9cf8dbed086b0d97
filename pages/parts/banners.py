"""What people must read first: that data is invented, how to read it, that the position is not the latest."""

from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup

from pages.parts.citation_address import recount_sentences
from pages.parts.here import Here, with_query
from tracker.html import blocks
from tracker.questions import choices, freshness, returns
from tracker.terms import ERASED
from tracker.words import and_list, day, plural

ILLUSTRATIVE = "Every place, body, review and number here is invented to show how the tracker works."
ALTERED = "A file of {whose} is no longer as it was received. Until that is put right, its figures stay as last read."
# On a page with helplines' numbers, nobody must think that these are invented too.
INVENTED = "The agencies, reviews and figures on this site are invented. The helplines on “Find support” are real."


def banners(at: Here, is_calm: bool, params: Mapping[str, str]) -> Iterator[Markup]:
    """The banners of a page whose address has the `params`; a calm page has no figures and at most one banner."""
    if at.is_illustrative:
        invented = INVENTED if is_calm and "find-support" in at.pages else ILLUSTRATIVE
        yield blocks.banner(invented, title="Illustrative data.", kind="illustrative")
    if is_calm:
        return
    for note in [*choices.notes(at.db, at.as_of), *_silence(at)]:
        yield blocks.banner(note)
    for whose in returns.not_as_received(at.db, at.as_of, at.agency):
        yield blocks.banner(ALTERED.format(whose=whose))
    if not at.is_latest:
        yield _past(at, params)
    for sentence in recount_sentences(at, params):
        yield blocks.banner(sentence)


def _silence(at: Here) -> Iterator[str]:
    """Says that no plan of the chosen agency has come, so that nobody takes a 0 or an empty list for its work."""
    for row in freshness.rows(at.db, at.as_of, **at.filters) if at.agency else ():
        if row.no_plan_since and not row.last_returned_on:
            yield f"{row.agency}: {freshness.no_plan(row)}. So we do not know what it has done."


def _past(at: Here, params: Mapping[str, str]) -> Markup:
    """Says that the position is not the latest and, if it is cited, that files recorded since are left out."""
    text = f"This is the position as at {day(at.as_of)}, as it was known then."
    ways = [blocks.link("Go to the latest position", with_query(params, as_of=None, record=None))]
    if at.record:
        text += f" It is shown as cited: by the first {plural(at.record, 'file')} on record, without later ones."
        ways.insert(0, blocks.link("See this day with all files", with_query(params, record=None)))
    if later := returns.withdrawn_later(at.db, at.as_of):
        text += f" It rests on {plural(len(later), 'file')} withdrawn since: {_files(later)}."
    if later := returns.erased_later(at.db, at.as_of):
        text += f" Words of {plural(len(later), 'file')} were erased since (“{ERASED}”): {_files(later)}."
    return blocks.banner(text, kind="past", more=Markup(" or ").join(ways))


def _files(files: Sequence[returns.CorrectedLater]) -> str:
    return and_list([f"that of {one.whose} received on {day(one.received_on)}" for one in files])
