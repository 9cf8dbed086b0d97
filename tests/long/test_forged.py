"""A database altered by hand and renamed to its new fingerprint is not shown, carried over or published."""

from __future__ import annotations  # see conftest.py for the reason

import json
import re
import shutil

import duckdb
import pytest
from drawing import Collection, rows
from forging import forge, record
from publications import DECISION, PLAN, to_publish

from loaders.__main__ import main
from loaders.commands import publish as command
from loaders.load.carry_over import NOT_RECORDED, OTHER_CODE
from loaders.load.load import load
from loaders.publishing import build_publication, publish
from loaders.received import ledger
from tracker import store
from tracker.build_records import BUILDS, received_for, sha256_of

LATER = "UPDATE action_version SET due_on = DATE '2027-05-01'"
DUE = "SELECT due_on FROM action_version ORDER BY version_id"
TO_DO = "Load the files: make run, or python -m loaders load"
NOT_OURS = f"The database {{}} was not made by a load of the files received. {TO_DO}"


@pytest.fixture
def loaded(collection) -> Collection:
    (collection.received / "publication.toml").write_text(DECISION, encoding="utf-8")
    collection.plan("2026-02-01", PLAN)
    collection.load()
    return collection


def shown(collection: Collection):
    return store.connect_current(folder=collection.built)


def published(collection: Collection, out) -> publish.PublishResult:
    return publish.publish(collection.received, collection.built, out, collection.layouts, with_browser=False)


def test_a_load_records_what_its_database_was_made_of_beside_the_files_received(loaded):
    (line,) = (loaded.received / BUILDS).read_text(encoding="utf-8").splitlines()
    found = json.loads(line)
    assert found["database"] == sha256_of(store.current(loaded.built))
    assert found["ledger_head"] == ledger.head(ledger.read(loaded.received))
    assert re.fullmatch(r"[0-9a-f]{64}", found["layouts"]) and re.fullmatch(r"[0-9a-f]{64}", found["code"])
    loaded.load()
    assert (loaded.received / BUILDS).read_text(encoding="utf-8") == line + "\n", "nothing new was built"


def test_a_forged_database_is_not_shown(loaded, on_page):
    assert rows(shown(loaded), DUE)
    forged = forge(loaded, LATER)
    with pytest.raises(store.NoDatabase, match=re.escape(NOT_OURS.format(forged.name))):
        shown(loaded)
    assert NOT_OURS.format(forged.name) in on_page("2026-02-01")


def test_a_database_whose_record_says_other_contents_is_not_shown(loaded):
    """The line of the record still has its name, but describes another database."""
    forged = forge(loaded, LATER)
    path = loaded.received / BUILDS
    found = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(found | {"layouts": sha256_of(forged)}) + "\n", encoding="utf-8")
    with pytest.raises(store.NoDatabase, match="was not made by a load"):
        shown(loaded)


def test_a_load_carries_nothing_over_from_a_forged_database(loaded):
    before = rows(shown(loaded), DUE)
    forge(loaded, LATER)
    done = load(loaded.received, loaded.built, loaded.layouts)
    assert done.why_all_again == NOT_RECORDED
    assert rows(shown(loaded), DUE) == before
    assert not (loaded.received / "recounts.jsonl").exists(), "the forged figures are no figures of before"


def test_figures_of_a_folder_without_any_record_of_a_build_are_still_compared(loaded, monkeypatch):
    """The earlier version recorded no builds."""
    (loaded.received / BUILDS).unlink()
    monkeypatch.setattr("loaders.load.carry_over.code_sha256", lambda: "0" * 64)
    monkeypatch.setattr("loaders.load.recount.method.parts", lambda db: {})
    done = load(loaded.received, loaded.built, loaded.layouts)
    assert done.why_all_again == OTHER_CODE and shown(loaded)


def test_a_database_is_not_shown_beside_another_ledger(loaded, tmp_path):
    other = Collection(tmp_path / "other")
    other.plan("2026-02-01", PLAN)
    other.load()
    (loaded.received / ledger.LEDGER).write_bytes((other.received / ledger.LEDGER).read_bytes())
    with pytest.raises(store.NoDatabase, match="was made from another ledger than the one beside the files received"):
        shown(loaded)


def test_verify_says_that_no_load_recorded_a_database(loaded, capsys):
    forged = forge(loaded, LATER)
    folders = ["--built", str(loaded.built), "--layouts", str(loaded.layouts)]
    assert main(["verify", str(loaded.received), *folders]) == 1
    said = "was not made by a load of the files received. Load again (the page Load, or python -m loaders)."
    assert capsys.readouterr().out == f"The database {forged.name} {said}\n"


def test_a_forged_database_is_not_published(loaded, tmp_path, capsys):
    forged = forge(loaded, LATER)
    assert main(to_publish(loaded, tmp_path / "public")) == 1
    assert f"The database {forged.name} was not made by a load of the files received." in capsys.readouterr().err
    assert not (tmp_path / "public").exists()


@pytest.mark.parametrize(
    ("sql", "table"),
    [
        (LATER, "action_version"),
        ("DELETE FROM row_received WHERE file_id = 1", "row_received"),
        ("ALTER TABLE action_version ADD COLUMN more INTEGER", "action_version"),
        ("CREATE VIEW more AS SELECT 1 AS one", "more"),
    ],
)
def test_a_forged_database_on_record_is_not_published_and_its_table_is_named(loaded, tmp_path, capsys, sql, table):
    record(loaded, forged := forge(loaded, sql))
    assert main(to_publish(loaded, tmp_path / "public")) == 1
    assert f"{forged.name}: the table {table} " in capsys.readouterr().err
    assert not (tmp_path / "public").exists()


def test_the_command_tells_how_long_it_took_to_build_the_database_once_more(loaded, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(command, "publish", lambda *places, by: publish.publish(*places, by=by, with_browser=False))
    assert main(to_publish(loaded, tmp_path / "public")) == 0
    assert re.search(
        r"^Built once more from 1 file, in \d+\.\d seconds: no table differs\.$", capsys.readouterr().out, re.M
    )


def test_a_database_older_than_the_files_is_not_published(loaded, tmp_path):
    loaded.plan("2026-03-01", PLAN)
    older = store.current(loaded.built)
    loaded.load()
    (loaded.built / store.CURRENT).write_text(older.name, encoding="utf-8")
    with pytest.raises(build_publication.PublicationRefused, match="does not hold every file"):
        published(loaded, tmp_path / "public")


def test_layouts_that_changed_since_the_load_are_not_published(loaded, tmp_path):
    path = loaded.layouts / "transport.toml"
    path.write_text(path.read_text(encoding="utf-8") + "# Altered.\n", encoding="utf-8")
    with pytest.raises(build_publication.PublicationRefused, match=r"layouts/transport\.toml was changed since record"):
        published(loaded, tmp_path / "public")


def test_a_file_on_no_record_does_not_stop_a_publication_and_is_named(loaded, tmp_path):
    loaded.plan("2026-03-01", PLAN)
    done = published(loaded, tmp_path / "public")
    assert done.manifest.as_known_on == "2026-02-01"
    assert done.warnings[-1].startswith("transport/2026-03-01.xlsx is on no record.")


def test_a_published_database_that_its_manifest_does_not_list_is_not_shown(loaded, tmp_path):
    out = tmp_path / "public"
    published(loaded, out)
    built = out / "data" / "built"
    assert rows(store.connect_current(folder=built), DUE)
    path = store.current(built)
    shutil.copyfile(path, altered := tmp_path / "altered.duckdb")
    with duckdb.connect(str(altered)) as db:
        db.execute(LATER)
    forged = altered.rename(path.with_name(f"published-{store.fingerprint(altered)}.duckdb"))
    (built / store.CURRENT).write_text(f"{path.parent.name}/{forged.name}", encoding="utf-8")
    with pytest.raises(store.NoDatabase, match="is not the one that the manifest of this publication lists"):
        store.connect_current(folder=built)


def test_the_database_cannot_say_where_its_received_files_are(tmp_path, monkeypatch):
    built = tmp_path / "built"
    assert received_for(built).parts[-3:] == ("examples", "merrowshire", "received")
    assert received_for(tmp_path / "public-record").parts[-3:] == ("examples", "public-record", "received")
    (tmp_path / "received").mkdir()
    (tmp_path / "received" / ledger.LEDGER).touch()
    assert received_for(built) == tmp_path / "received"
    monkeypatch.setenv("TRACKER_RECEIVED", str(tmp_path / "elsewhere"))
    assert received_for(built) == tmp_path / "elsewhere"


def test_a_load_says_where_the_dashboard_would_not_find_its_record(collection, tmp_path):
    collection.plan("2026-02-01", PLAN)
    done = load(collection.received, tmp_path / "far" / "built", collection.layouts)
    assert done.notes[-1].endswith(f"Set TRACKER_RECEIVED to {collection.received}.")
    assert load(collection.received, collection.built, collection.layouts).notes == ()
