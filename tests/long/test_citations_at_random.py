"""Whatever is loaded or added to layouts later, a cited page shows the same figures or says that it was recounted."""

from __future__ import annotations  # see conftest.py for the reason

import tempfile
from datetime import date
from pathlib import Path
from typing import NamedTuple

import duckdb
from drawing import LAYOUT, Collection, rows
from hypothesis import given, settings
from hypothesis import strategies as st
from step_by_step import load_all
from test_late_files import told
from trials import trials

from loaders.received import ledger
from loaders.received.spans import known_on
from tracker import store
from tracker.measure import HEADLINE, Measure
from tracker.questions import choices, measures, recounts

PLAN = "Ref | Rec | Action | Due | Done | Status | Evidence | Reason\n"
LOG = "Agency | Ref | Found | Checker | On | Seen | Why\n"
REGISTER = "Rec | Recommendation | Agency | Response\n"
KNOWN = {
    "Complete": "reported complete",
    "In progress": "in progress",
    "Finished": "reported complete",
    "Idle": "paused",
}
DAYS = st.sampled_from(["2026-01-31", "2026-02-20", "2026-02-28", "2026-03-31"])
PLANS = st.lists(
    st.tuples(
        st.sampled_from(["A1", "A2", "A3"]),
        st.sampled_from(["Mend the railing of the quay", "Train every new officer on the night shift"]),
        st.sampled_from(["", "d:2026-02-10", "d:2026-03-15", "d:2026-09-30"]),
        st.sampled_from(["", *KNOWN]),
        st.sampled_from(["", "Minutes of May"]),
    ),
    min_size=1,
    max_size=5,
).map(
    lambda said: (
        PLAN + "\n".join(f"{ref} | 1 | {text} | {due} | | {word} | {seen} |" for ref, text, due, word, seen in said)
    )
)
CHECKS = st.tuples(
    st.sampled_from(["A1", "A2"]), st.sampled_from(["Yes", "No", "Again"]), st.sampled_from(["", "TBC", "7"])
)
LOGS = CHECKS.map(
    lambda one: f"{LOG}Department of Transport | {one[0]} | {one[1]} | Board | d:2026-01-20 | {one[2]} | why"
)
REGISTERS = st.sampled_from(["Accepted", "Noted", ""]).map(
    lambda said: f"{REGISTER}1 | Do | Department of Transport | {said}"
)
LAYOUTS = st.sets(st.sampled_from([*KNOWN])).map(
    lambda words: (
        LAYOUT.partition("[reported_status]")[0]
        + "[reported_status]\n"
        + "\n".join(f'"{word}" = "{KNOWN[word]}"' for word in sorted(words))
    )
)
STEP = st.one_of(
    st.tuples(st.just("plan"), st.sampled_from(["transport", "harbour"]), DAYS, PLANS),
    st.tuples(st.just("log"), st.just("board"), DAYS, LOGS),
    st.tuples(st.just("register"), st.just("committee"), DAYS, REGISTERS),
    st.tuples(st.just("layout"), st.sampled_from(["transport", "harbour"]), DAYS, LAYOUTS),
)  # fmt: skip


class Citation(NamedTuple):
    """The parameters of a citing link, and what its page showed when the link was made."""

    as_of: date
    record: int
    method: str
    position: list
    told: list
    headline: dict[Measure, int]


def cite(db: duckdb.DuckDBPyConnection, as_of: date) -> Citation:
    record, count = choices.last_record(db), measures.counts(db, as_of)
    headline = {measure: count[measure] for measure in HEADLINE}
    return Citation(as_of, record, recounts.method(db, record), shown(db, as_of), told(db, as_of), headline)


def take(collection: Collection, kind: str, sender: str, day: str, text: str) -> None:
    """Receives one more file, or adds words to a layout or removes them."""
    if kind == "layout":
        collection.layout(sender, text)
        return
    folder = collection.received / sender
    day = next(name for name in (day, *(f"{day}.{n}" for n in range(2, 9))) if not (folder / f"{name}.xlsx").exists())
    getattr(collection, kind)(day, text, **({"sender": sender} if kind == "plan" else {}))


@settings(max_examples=trials(4))
@given(first=PLANS, steps=st.lists(STEP, min_size=1, max_size=5))
def test_every_cited_page_gives_the_same_figures_or_says_that_it_was_recounted(first, steps):
    with tempfile.TemporaryDirectory() as place:
        collection = Collection(Path(place))
        collection.layout("harbour", LAYOUT)
        collection.plan("2026-02-20", first)
        citations = []
        for step in [None, *steps]:
            if step:
                take(collection, *step)
            path = load_all(collection).path
            for citation in citations:
                check(citation, path)
            db = store.connect(path)
            last_day = max(known_on(ledger.read(collection.received)).values())
            citations += [cite(db, as_of) for as_of in (last_day, date(2026, 6, 30))]
        store.connect.cache_clear()


def check(citation: Citation, path: Path) -> None:
    """Opens a citation as the page does: without later records that affect the day."""
    db = store.connect(path)
    if choices.later_records(db, citation.record, citation.as_of):
        db = store.connect(path, citation.record)
    numbers = recounts.since(db, citation.record, citation.method)
    assert numbers is not None, "it was never cited by a method that no recount knows"
    if not numbers:
        assert shown(db, citation.as_of) == citation.position
        assert told(db, citation.as_of) == citation.told
        return
    noted = recounts.rows(db, numbers)
    assert recounts.sentences(noted)
    [(record, as_of)] = rows(db, "SELECT record, as_of FROM recount WHERE number = $first", first=numbers[0])
    if (record, as_of) == (citation.record, citation.as_of):
        before = {measure: figure.before for measure, figure in noted[0].figures.items()}
        assert dict.fromkeys(HEADLINE, 0) | before == citation.headline


def shown(db: duckdb.DuckDBPyConnection, as_of: date) -> list[tuple]:
    """Every action with all that its page shows, without the numbers that mean something in one database only."""
    sql = "SELECT * EXCLUDE (action_id, version_id) FROM position_on($as_of) ORDER BY sender, action_ref"
    return rows(db, sql, as_of=as_of)
