"""With files withdrawn at random, each day shows what the files that still counted say, in any order of arrival."""

import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from random_histories import HISTORIES, RETURNS, files_of
from recorded import WITHDRAWALS, recorded, records_of
from test_late_files import SEEDS, shown, told
from trials import trials

from loaders.load.build import build
from tracker import store
from tracker.spans import NO_DAY, NO_RECORD

DAYS = st.dates(RETURNS[0], date(2025, 10, 31))


def in_some_order(files: list, seed: int) -> list:
    order = [*files]
    Random(seed).shuffle(order)
    return order


@settings(max_examples=trials(4))
@given(histories=HISTORIES, seed=SEEDS, mistakes=WITHDRAWALS, as_of=DAYS)
def test_a_day_shows_what_the_files_that_still_counted_say(histories, seed, mistakes, as_of):
    files = in_some_order(files_of(histories), seed)
    all_files = recorded(files, records_of(files, mistakes))
    standing = [
        replace(file, known_to=NO_DAY, known_to_file=NO_RECORD, corrections=())
        for file in all_files
        if as_of < file.known_to
    ]
    with tempfile.TemporaryDirectory() as folder:
        db = store.connect(build(Path(folder) / "all", all_files))
        without = store.connect(build(Path(folder) / "standing", standing))
        assert shown(db, as_of) == shown(without, as_of)


@settings(max_examples=trials(3))
@given(histories=HISTORIES, seed=SEEDS, mistakes=WITHDRAWALS, n=st.integers(1, 14), as_of=DAYS)
def test_a_citation_shows_the_records_of_its_own_time(histories, seed, mistakes, n, as_of):
    files = in_some_order(files_of(histories), seed)
    records = records_of(files, mistakes)
    earlier = records[: min(n, len(records))]
    then, now = recorded(files, earlier), recorded(files, records)
    with tempfile.TemporaryDirectory() as folder:
        before = store.connect(build(Path(folder) / "then", then))
        cited = store.connect(build(Path(folder) / "now", now), earlier[-1].number)
        assert shown(cited, as_of) == shown(before, as_of)
        assert told(cited, as_of) == told(before, as_of)
