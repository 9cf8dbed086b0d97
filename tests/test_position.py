"""position_on(as_of) against the slow plain version, on random histories; and what each state comes from."""

import tempfile
from datetime import date, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from plain_position import position
from random_histories import HISTORIES, START, built, positions
from trials import trials


@settings(max_examples=trials(6))
@given(histories=HISTORIES, as_of=st.dates(START - timedelta(days=3), date(2025, 10, 31)), is_compiled=st.booleans())
def test_the_database_agrees_with_the_slow_plain_version(histories, as_of, is_compiled):
    for history in histories:
        history.is_compiled = is_compiled
    with tempfile.TemporaryDirectory() as folder:
        db = built(histories, Path(folder))
        found = positions(db, as_of)
    expected = {f"A{i}": where for i, history in enumerate(histories) if (where := position(history, as_of))}
    assert found == expected
