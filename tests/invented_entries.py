"""Prints as JSON what an invented column and an invented measure lead to in a copy of the project."""

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
from drawing import LAYOUT, Collection, write_workbook
from test_pages import open_page, words

from loaders.propose.proposal import propose
from loaders.publishing import public_database
from loaders.publishing.release.texts import Key, read_texts
from pages.parts import pieces
from tracker import store
from tracker.folding import Term
from tracker.measure import Measure
from tracker.questions import actions, dictionary, downloads, measures, search

AS_OF = "2026-03-31"
PLAN = """
    Ref | Rec | Action | Due | Done | Status | Evidence | Reason | Risk
    T1 | 1 | Mend the railing | 31/03/2027 | | In progress | | | The smith may be busy
    T2 | 1 | Paint the railing | 31/03/2027 | | In progress | | | Rain
    T3 | 1 | Count the railings | 31/03/2027 | | In progress | | |
"""


def found(folder: Path) -> dict[str, Any]:
    """Loads a plan that has the column, and returns what each part of the program makes of it."""
    collection = Collection(folder)
    collection.layout("transport", LAYOUT.replace("[columns]", '[columns]\nlocal_risk = "Risk"'))
    collection.plan(AS_OF, PLAN)
    db = collection.load()
    on = next(iter(db.execute("SELECT max(known_on) FROM file_received").fetchone()))
    strange = write_workbook(folder / "strange.xlsx", {"Plan": PLAN.replace("Risk", "Local risks")})
    given = downloads.rows(db, "actions", on)
    return {
        "stored": db.execute("SELECT local_risk FROM action_version ORDER BY version_id").fetchall(),
        "means": dict(dictionary.column_meanings(db, "actions"))["local_risk"],
        "given": [row[given.columns.index("local_risk")] for row in given.rows],
        "searched": searched(db, on, [Term("smith")]),
        "to release": [one.text for one in read_texts(db) if one.column == "action_version.local_risk"],
        "public": public(store.current(collection.built), folder / "public.duckdb"),
        "proposed": propose(strange, "transport").columns["local_risk"].confidence,
        "on the page": words(open_page("public/60_actions.py", ref="T1", as_of=AS_OF)),
        "measure": [measures.counts(db, on)[Measure("with a risk named")], Measure("with a risk named").out_of],
        "measured": [one.action_ref for one in actions.rows(db, on, measure=Measure("with a risk named"))],
        "explained": str(pieces.measures(None)),
    }


def public(source: Path, into: Path) -> list[tuple[str]]:
    """The column's values in a public copy for which one of its texts was released."""
    public_database.build(source, into, {Key("action_version.local_risk", "transport", "The smith may be busy")})
    with duckdb.connect(str(into), read_only=True) as db:
        return db.execute("SELECT local_risk FROM action_version ORDER BY version_id").fetchall()


def searched(db: store.Connection, on: date, wanted: list[Term]) -> list[list[str]]:
    """For each record that holds the words, its reference and the places where they are."""
    records = search.rows(db, on, wanted)
    places = search.matching_places(records, wanted)
    return [[one.ref, *(place.place for place in held)] for one, held in zip(records, places, strict=True)]


if __name__ == "__main__":
    print(json.dumps(found(Path(sys.argv[1]))))
