"""The database on show is compared with a fresh build, and every alteration by hand is named."""

from __future__ import annotations  # see conftest.py for the reason

from pathlib import Path

import pytest
from forging import forge
from test_ledger import PLAN

from loaders.__main__ import main
from loaders.load import rebuild
from loaders.received.places import DATA
from tracker import store

ROWS = PLAN.format("d:2026-05-01") + "\nA2 | 1 | Sweep | d:2026-06-01 | | In progress | |"


@pytest.fixture
def loaded(collection):
    """A collection of which two returns and a file that cannot be read were loaded one after the other."""
    for on in ("2026-01-31", "2026-02-28"):
        collection.plan(on, ROWS)
        collection.load()
    (collection.received / "transport" / "2026-03-31.xlsx").write_bytes(b"")
    collection.load()
    return collection


def verify(collection, capsys) -> tuple[int, str]:
    places = ["--built", str(collection.built), "--layouts", str(collection.layouts)]
    status = main(["verify", str(collection.received), *places, "--rebuild"])
    return status, capsys.readouterr().out


def test_a_database_loaded_step_by_step_has_the_rows_of_a_rebuild(loaded, capsys):
    before = {path: path.read_bytes() for path in loaded.received.rglob("*") if path.is_file()}
    status, out = verify(loaded, capsys)
    assert status == 0
    assert f"{store.current(loaded.built).name} has the very rows that the files give." in out
    assert {path: path.read_bytes() for path in loaded.received.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        (
            "UPDATE action_version SET due_on = DATE '2027-05-01' WHERE due_on = DATE '2026-05-01'",
            "the table action_version has 1 row that the files received do not give, and lacks 1 row that they give.",
        ),
        ("DELETE FROM problem", "the table problem has 0 rows that the files received do not give, and lacks "),
        ("CREATE TABLE more (a INTEGER)", "the table more is in one of the two databases alone."),
        (
            "UPDATE file_received SET received_on = DATE '2026-01-30' WHERE file_id = 1",
            "the table file_received has 1 row",
        ),
    ],
)
def test_an_altered_and_renamed_database_is_found(loaded, capsys, sql, said):
    forged = forge(loaded, sql)
    status, out = verify(loaded, capsys)
    assert status == 1 and f"{forged.name}: {said}" in out


def test_bytes_that_do_not_fit_the_name_are_reported(loaded, capsys):
    path = store.current(loaded.built)
    forged = forge(loaded, "DELETE FROM problem")
    forged.replace(path)
    (loaded.built / store.CURRENT).write_text(path.name + "\n", encoding="utf-8")
    status, out = verify(loaded, capsys)
    assert status == 1 and f"{path.name} is not as it was written" in out


def test_unrecorded_files_are_not_a_difference(loaded, capsys):
    loaded.plan("2026-04-30", ROWS)
    status, out = verify(loaded, capsys)
    assert (status, out) == (
        1,
        "transport/2026-04-30.xlsx is on no record. If that was meant, the next load records it.\n",
    )


def test_the_invented_example_equals_a_rebuild_from_its_files(merrowshire):
    layouts = Path("loaders/layouts/merrowshire")
    assert [*rebuild.differences(DATA / "examples" / "merrowshire" / "received", merrowshire.built, layouts)] == []
