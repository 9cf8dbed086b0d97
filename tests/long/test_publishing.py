"""The public copy: its database and folder contain only what is listed, and its pages agree with ours."""

from __future__ import annotations  # see conftest.py for the reason

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path

import duckdb
import msgspec
import pytest
from modules import ROOT
from publications import EXAMPLES, PLAN, database_of, to_publish
from screen import PUBLIC_PAGES, html_of, open_page
from waiting import PATIENCE

from loaders.__main__ import main
from loaders.publishing import allow_list, instance, public_database, publication
from loaders.publishing.build_publication import PUBLISHER, PublicationRefused
from loaders.publishing.proofs import structure
from loaders.publishing.publish import REBUILT, STEPS, try_publication
from loaders.publishing.release import release_log
from loaders.publishing.release.decisions import read_decisions
from loaders.publishing.release.texts import Key, read_texts
from loaders.received.places import DATA
from tracker import store
from tracker.questions import actions, recommendations
from tracker.terms import WITHHELD

PRIVATE = {"owner", "words", "reported_words", "due_words", "sheet", "row_number", "version_id", "file_id"}


@pytest.fixture(scope="module")
def published(published_merrowshire, published_public_record) -> dict[str, Path]:
    """The folder of the public instance of each example."""
    return {"merrowshire": published_merrowshire, "public_record": published_public_record}


def built_from(source: duckdb.DuckDBPyConnection | Path, into: Path, public: set[Key]) -> Path:
    into.mkdir(parents=True)
    public_database.build(source, into / "published.duckdb", public)
    return into / "published.duckdb"


def test_every_listed_column_exists_and_has_its_type():
    with duckdb.connect() as db:
        db.execute(store.schema())
        found = db.execute("SELECT table_name, column_name, data_type FROM duckdb_columns()").fetchall()
    assert {(table, c.name, c.type) for table, columns in allow_list.tables().items() for c in columns} <= set(found)
    assert all(len(c.why) > 5 for columns in allow_list.tables().values() for c in columns)


def test_owners_notes_names_of_files_and_what_the_checks_found_are_not_listed():
    listed = {f"{table}.{column.name}" for table, columns in allow_list.tables().items() for column in columns}
    private = "action_version.owner file_received.path file_received.sent_as file_received.layout cell_left_out.words"
    assert not listed & set(private.split())
    assert not {"problem", "sheet_column"} & set(allow_list.tables())
    assert not any(
        column.name in ("sheet", "refused_words") for all_ in allow_list.tables().values() for column in all_
    )


@pytest.mark.parametrize("name", EXAMPLES)
def test_with_every_text_released_nothing_is_withheld(name, tmp_path, request):
    """Otherwise a text of a listed column could never be released, and nobody would know why."""
    source = store.current(request.getfixturevalue(name).built)
    with store.read_only(source) as db:
        texts = {text.key for text in read_texts(db)}
    database = built_from(source, tmp_path / "built", texts)
    assert WITHHELD.encode() not in database.read_bytes() and [*structure.texts_not_released(database, texts)] == []


def test_a_new_column_is_private_until_it_is_listed(merrowshire, tmp_path):
    source = tmp_path / "source.duckdb"
    shutil.copyfile(store.current(merrowshire.built), source)
    with duckdb.connect(str(source)) as db:
        db.execute("ALTER TABLE action_version ADD COLUMN risk TEXT")
        db.execute("UPDATE action_version SET risk = 'Onlytheofficerknows'")
        db.execute("CREATE TABLE meeting AS SELECT 'Onlytheofficerknows' AS minutes")
    database = built_from(source, tmp_path / "built", set())
    assert b"Onlytheofficer" in source.read_bytes() and b"Onlytheofficer" not in database.read_bytes()
    assert [*structure.structure(database)] == []


def test_a_text_of_64_hexadecimal_digits_is_not_a_release(merrowshire, tmp_path):
    """Otherwise a secret written like that would be published as a fingerprint."""
    source, secret = tmp_path / "source.duckdb", "5ec2e7" * 10 + "5ec2"
    shutil.copyfile(store.current(merrowshire.built), source)
    with duckdb.connect(str(source)) as db:
        db.execute("UPDATE action_version SET action = $secret, words = MAP {'source': $secret}", {"secret": secret})
        db.execute("UPDATE action_change SET became = $secret WHERE change = 'action reworded'", {"secret": secret})
    with store.read_only(source) as db:
        names = {text.key for text in read_texts(db) if text.is_name}
    database = built_from(source, tmp_path / "built", names)
    assert secret.encode() in source.read_bytes() and secret.encode() not in database.read_bytes()
    found = [*structure.texts_not_released(source, names)]
    assert "action_version.words holds 1 that were not released" in found


def test_a_database_with_anything_more_is_refused(merrowshire, tmp_path):
    database = built_from(store.current(merrowshire.built), tmp_path / "built", set())
    with duckdb.connect(str(database)) as db:
        db.execute("ALTER TABLE action ADD COLUMN owner TEXT DEFAULT 'nobody'")
        db.execute("CREATE VIEW owners AS SELECT owner FROM action")
        db.execute("CREATE MACRO twice(n) AS 2 * n")
        db.execute("CREATE TYPE post AS ENUM ('Head of service')")
        db.execute("COMMENT ON TABLE action IS 'as told by the clerk'")
        db.execute("ALTER TABLE action_known DROP COLUMN times_moved")
    found = " | ".join(structure.structure(database))
    for word in (
        "action.owner (VARCHAR) is not in",
        "action_known.times_moved (INTEGER) is missing",
        "the view owners",
        "the macro twice",
        "the type post",
        "the comment as told by the clerk",
        "the default 'nobody'",
    ):
        assert word in found, word


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_position_is_the_same_as_ours_except_for_private_values(name, published, request):
    example = request.getfixturevalue(name)
    public = store.connect(database_of(published[name]))
    for question in (actions, recommendations):
        ours, theirs = question.rows(example.db, example.as_of), question.rows(public, example.as_of)
        assert len(ours) == len(theirs) > 20
        for column in (column for column in ours[0]._fields if column not in PRIVATE):
            pairs = [(getattr(own, column), getattr(public, column)) for own, public in zip(ours, theirs, strict=True)]
            shown = [pair for pair in pairs if pair[1] != WITHHELD]
            assert len(pairs) - len(shown) <= 2
            assert [own for own, _ in shown] == [public for _, public in shown], column


def test_an_unreleased_text_is_shown_as_withheld_and_counts_the_same(merrowshire, tmp_path):
    """Withheld evidence is still evidence; otherwise the figures of both copies would differ."""
    with store.read_only(store.current(merrowshire.built)) as db:
        names = {text.key for text in read_texts(db) if text.is_name}
    database = built_from(store.current(merrowshire.built), tmp_path / "built", names)
    database = database.rename(database.with_name(f"published-{store.fingerprint(database)}.duckdb"))
    ours, theirs = (actions.rows(db, date(2026, 10, 31)) for db in (merrowshire.db, store.connect(database)))
    assert {row.action for row in theirs} == {WITHHELD} and {row.evidence for row in theirs} == {"", WITHHELD}
    assert [(row.state, row.measures) for row in ours] == [(row.state, row.measures) for row in theirs]


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("page", PUBLIC_PAGES)
def test_every_public_page_opens_on_the_public_copy(name, page, published, request, monkeypatch):
    monkeypatch.setenv("TRACKER_BUILT", str(published[name] / "data" / "built"))
    at = open_page(page, as_of=str(request.getfixturevalue(name).as_of))
    text = html_of(at)
    assert not at.exception and "<h1" in text and "This page did not load" not in text
    assert not re.search(r"[a-z]/\d{4}-\d\d-\d\d\.xlsx", text) and "Owner" not in text


def test_an_action_says_where_it_is_recorded_without_naming_the_file(published, merrowshire, monkeypatch):
    monkeypatch.setenv("TRACKER_BUILT", str(published["merrowshire"] / "data" / "built"))
    one = actions.rows(merrowshire.db, merrowshire.as_of)[0]
    address = {"as_of": str(merrowshire.as_of), "ref": one.action_ref, "sender": one.sender}
    text = html_of(open_page("public/60_actions.py", **address))
    assert one.action in text and "The file received on" in text and "Commitment (SHA-256)" in text
    assert one.owner
    for private in (one.owner, "As written", f"sheet “{one.sheet}”"):
        assert private not in text


def is_heads(file: str) -> bool:
    """Whether a file is the public list of the ledger's heads at each publication."""
    return file.endswith(f"/{publication.HEADS}")


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_folder_has_the_public_pages_and_no_code_that_loads(name, published):
    files = set(instance.fingerprints(published[name]))
    assert {
        "dashboard.py",
        "pages/frame.py",
        "tracker/bodies.sql",
        "tracker/position.sql",
        "tracker/roll_up.sql",
        ".streamlit/config.toml",
        "data/site.toml",
    } <= files
    not_ours = re.compile(r"^(loaders|checks|tests|benchmarks|docs)/|staff|jsonl")
    assert not [file for file in files if not_ours.search(file) and not is_heads(file)]
    assert not [file for file in files if file.endswith((".wal", ".building", ".pyc"))]
    assert len([file for file in files if file.endswith(".duckdb")]) == 1


def test_the_manifest_lists_what_is_there(published):
    out = published["merrowshire"]
    manifest = publication.read(publication.current(out))
    assert manifest.as_known_on == "2026-10-26" and manifest.is_illustrative is True
    assert manifest.tables["action"] == publication.PublishedTable(
        76, {"action_id": "INTEGER", "sender": "VARCHAR", "action_ref": "VARCHAR"}
    )
    text = json.dumps(msgspec.to_builtins(manifest), indent=1, ensure_ascii=False)
    assert (publication.current(out) / publication.MANIFEST).read_text(encoding="utf-8") == text + "\n"
    there = instance.fingerprints(out)
    unlisted = {file for file in there if file not in manifest.files}
    assert {Path(file).name for file in unlisted} == {"CURRENT", "manifest.json"}
    assert {file: there[file] for file in manifest.files} == manifest.files


def test_the_folder_starts_without_packages_that_only_a_load_needs(published):
    """Imports every module of the folder where the readers and checkers cannot be imported."""
    code = """
import importlib, sys
class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"loaders", "checks", *sys.argv[2:]}:
            raise ImportError("not installed: " + name)
sys.meta_path.insert(0, Refuse())
sys.path.insert(0, ".")
import pathlib
for path in sorted(pathlib.Path(".").rglob("*.py")):
    if "public" not in path.parts and path.name != "frame.py":
        importlib.import_module(".".join(path.with_suffix("").parts))
from tracker import store
from streamlit.testing.v1 import AppTest
at = AppTest.from_file(str(pathlib.Path("pages/frame.py").resolve()), default_timeout=float(sys.argv[1]))
at.run()
assert not at.exception, at.exception
assert any("Answerable" in element.proto.body for element in at.get("html"))
print("started")
"""
    env = {name: value for name, value in os.environ.items() if name != "TRACKER_BUILT"} | {
        "PYTHONDONTWRITEBYTECODE": "1"
    }
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    of_public = (ROOT / "requirements" / "public.txt").read_text(encoding="utf-8")
    of_load = [line.partition("==")[0] for line in project["optional-dependencies"]["load"]]
    packages = [name.replace("-", "_") for name in of_load if f"\n{name}==" not in of_public]
    command = [sys.executable, "-c", code, str(PATIENCE), *packages]
    done = subprocess.run(command, cwd=published["merrowshire"], env=env, capture_output=True, text=True)
    assert done.stdout.strip().endswith("started"), done.stderr[-2000:]


def test_a_name_that_was_not_released_stops_the_publication(collection, tmp_path, capsys):
    collection.plan("2026-01-05", PLAN)
    collection.load()
    assert main(to_publish(collection, tmp_path / "public")) == 1
    assert (
        "names not released: “1”, “Department of Transport”, “Harbour Review”, “P-01”, “P-02” …"
        in capsys.readouterr().err
    )
    assert not (tmp_path / "public").exists()


def test_an_invented_publisher_is_refused_beside_real_data(public_record, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("TRACKER_SITE", str(DATA / "site.toml"))
    out, steps = tmp_path / "public", []
    assert main(["publish", str(public_record.received), "--built", str(public_record.built), "--out", str(out)]) == 1
    assert f"{DATA / 'site.toml'} names an invented publisher" in (said := capsys.readouterr().err)
    assert "let TRACKER_SITE name the copy" in said
    with pytest.raises(PublicationRefused, match="invented publisher"):
        try_publication(public_record.received, public_record.built, out, on_step=steps.append)
    assert steps == [REBUILT] and STEPS[1] == PUBLISHER  # before anybody decides on names and texts


@pytest.mark.parametrize("name", EXAMPLES)
def test_each_example_withholds_a_text_as_a_demonstration(name, published, request):
    withdrawn = [one.text for one in release_log.read(request.getfixturevalue(name).received) if not one.is_public]
    content = database_of(published[name]).read_bytes()
    assert withdrawn and not [text for text in withdrawn if text.encode() in content]


def test_both_examples_have_their_decisions():
    for name in ("merrowshire", "public-record"):
        decided = read_decisions(DATA / "examples" / name / "received")
        assert decided and all(decision.by and decision.why for decision in decided)
