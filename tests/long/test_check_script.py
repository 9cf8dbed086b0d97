"""The script published with the open data finds every alteration, in a process without any of our code."""

from __future__ import annotations  # see conftest.py for the reason

import ast
import hashlib
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from drawing import LAYOUT, Collection
from publications import DECISION, PLAN, database_of
from screen import html_of, open_page, words

from loaders.publishing import allow_list, publication, publish
from loaders.received import ledger, ledger_records
from pages.parts import pieces
from tracker import open_data
from tracker.columns.entries import COLUMNS

HOLDS, FAILS, NOT_CHECKED = 0, 1, 2


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> tuple[Path, Path]:
    """The open data of three files received and the changes beside them, and the folder of the files."""
    collection, out = Collection(tmp_path_factory.mktemp("drawn")), tmp_path_factory.mktemp("out") / "public"
    collection.layout("transport", LAYOUT)
    for day in ("2026-01-05", "2026-02-05", "2026-03-05"):
        # Two equal plans drawn in the same second would have the same bytes and fingerprint.
        collection.plan(day, PLAN.replace("quay.", f"quay. {day}"))
        collection.load()
    (collection.received / "publication.toml").write_text(DECISION, encoding="utf-8")
    publish.publish(collection.received, collection.built, out, collection.layouts, with_browser=False)
    return database_of(out).parent / open_data.FOLDER, collection.received


@pytest.fixture
def data(made, tmp_path) -> Path:
    """A copy to alter, unpacked from the file that contains everything."""
    (archive,) = made[0].glob("*.zip")
    with zipfile.ZipFile(archive) as whole:
        whole.extractall(tmp_path)
    return tmp_path / archive.stem


def check(data: Path, *words: object) -> tuple[int, str]:
    """Runs the script where none of our code can be imported; returns its exit status and its answer."""
    command = [sys.executable, "-I", str(data / "check.py"), *map(str, words)]
    done = subprocess.run(command, cwd=data.parent, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def records_of(data: Path) -> list[dict]:
    return json.loads((data / "ledger.json").read_bytes())["records"]


def seal(data: Path) -> None:
    """Rewrites the fingerprints of the files, as somebody would who alters the data and hides it."""
    package = json.loads((data / "datapackage.json").read_bytes())
    for one in package["resources"]:
        if (data / one["path"]).exists():
            one["hash"] = f"sha256:{hashlib.sha256((data / one['path']).read_bytes()).hexdigest()}"
    (data / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")


def rewrite(data: Path, alter: Callable[[list[dict]], object]) -> tuple[int, str]:
    """The script's answer after the ledger's records were altered and every fingerprint was rewritten."""
    content = json.loads((data / "ledger.json").read_bytes())
    alter(content["records"])
    (data / "ledger.json").write_text(json.dumps(content), encoding="utf-8")
    seal(data)
    return check(data)


def test_it_is_short_and_imports_nothing_but_the_standard_library(made):
    script = (made[0] / "check.py").read_text(encoding="utf-8")
    imported = {
        name.name if isinstance(node, ast.Import) else node.module
        for node in ast.walk(ast.parse(script))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in node.names
    }
    assert {name.partition(".")[0] for name in imported} <= sys.stdlib_module_names
    assert len(script.splitlines()) <= 120


def test_published_data_passes_the_check(made, data):
    status, said = check(data)
    records = records_of(data)
    *before, _ = ledger.read(made[1])  # the last is of this publication
    assert status == HOLDS and len(records) == len(before) > 4
    assert {record["kind"] for record in records} == {"received", "changed"}
    assert f"The links of {len(records)} of {len(records)} records of the ledger were computed, and hold." in said
    assert f"The head of the ledger is {records[-1]['chain']}." in said
    assert records[-1]["chain"] == publication.read(made[0].parent).ledger_head
    package = hashlib.sha256((made[0] / "datapackage.json").read_bytes()).hexdigest()
    assert f"The SHA-256 of datapackage.json is {package}." in said


def test_every_altered_file_is_found(data):
    for path in sorted(data.iterdir()):
        content = path.read_bytes()
        if path.name not in ("check.py", "datapackage.json", "ledger.json"):
            path.write_bytes(content + b" ")
            status, said = check(data)
            assert status == FAILS and f"{path.name} is not as it was published." in said
            path.write_bytes(content)
    assert check(data)[0] == HOLDS


def test_a_missing_file_counts_as_unchecked_and_an_unreadable_one_is_reported(data):
    (data / "README.md").unlink()
    status, said = check(data)
    assert status == NOT_CHECKED and "README.md was published too. It is not in this folder" in said
    (data / "datapackage.json").write_bytes(b"{")
    status, said = check(data)
    assert status == NOT_CHECKED and "something could not be read" in said and "Traceback" not in said


@pytest.mark.parametrize("name", ["sender", "received_on", "commitment", "names", "content", "chain", "kind"])
def test_a_record_that_was_changed_is_found(data, name):
    def alter(records):
        (one, *_) = [record for record in records if name in record]
        one[name] = {"kind": "changed" if one["kind"] == "received" else "received"}.get(name, one[name][:-1] + "x")

    assert rewrite(data, alter)[0] in (FAILS, NOT_CHECKED)


@pytest.mark.parametrize("at", range(4))
def test_a_removed_record_is_found_even_if_later_ones_are_renumbered(data, at):
    def number_anew(records):
        for number, record in enumerate(records, start=1):
            record["number"] = number

    status, said = rewrite(data, lambda records: records.pop(at))
    assert status == FAILS and f"Record {at + 1} of the ledger is missing or not in its place" in said
    assert rewrite(data, number_anew)[0] == FAILS


def test_records_in_another_order_are_found(data):
    assert rewrite(data, lambda records: records.insert(1, records.pop(2)))[0] == FAILS


def test_a_record_without_its_names_is_of_an_earlier_version_only_before_all_others(data):
    def alter(records):
        [one, *_] = [record for record in records[2:] if record["kind"] == "received"]
        one["names"] = ""

    assert rewrite(data, alter)[0] == FAILS


def test_a_head_from_this_ledger_is_found_and_another_is_not(made, data):
    earlier = records_of(data)[2]["chain"]
    status, said = check(data, "--head", f" {earlier.upper()} ")
    assert status == HOLDS and "The head that you kept is that of record 3" in said
    status, said = check(data, "--head", "0" * 64)
    assert status == FAILS and "No record has the head that you kept" in said


def test_an_earlier_head_shows_that_the_ledger_was_rewritten(data):
    head = records_of(data)[-1]["chain"]

    def forge(records):
        before = ledger_records.START
        for record in records:
            record["sender" if record["kind"] == "received" else "content"] += "x"
            names = ("sender", "received_on", "commitment", "names") if record["kind"] == "received" else ("content",)
            said = [record[name] for name in names]
            before = record["chain"] = ledger_records.link(before, record["kind"], record["number"], *said)

    assert rewrite(data, forge)[0] == HOLDS  # which is why people should keep a head
    assert check(data, "--head", head)[0] == FAILS


def test_only_a_file_with_its_salt_is_found(made, data, tmp_path):
    first, second, *_ = ledger_records.received(ledger.read(made[1]))
    status, said = check(data, "--file", made[1] / first.file, "--salt", first.file_salt)
    whose = f"record {first.number}, received from transport on 2026-01-05."
    assert status == HOLDS and f"is the very file of {whose}" in said
    for salt in (second.file_salt, first.salt, "no salt"):
        status, said = check(data, "--file", made[1] / first.file, "--salt", salt)
        assert status == FAILS and "No record fits" in said
    altered = tmp_path / "altered.xlsx"
    altered.write_bytes((made[1] / first.file).read_bytes() + b" ")
    assert check(data, "--file", altered, "--salt", first.file_salt)[0] == FAILS
    assert check(data, "--file", tmp_path / "nowhere", "--salt", first.file_salt)[0] == NOT_CHECKED
    assert check(data, "--file", altered)[0] == NOT_CHECKED  # a file without its salt


@pytest.mark.parametrize("name", ["merrowshire", "public_record"])
def test_the_check_of_the_examples_says_how_many_links_it_cannot_compute(name, request, tmp_path):
    folder = database_of(request.getfixturevalue(f"published_{name}")).parent / open_data.FOLDER
    status, said = check(folder)
    earlier = [one for one in records_of(folder) if one["kind"] == "received" and not one["names"]]
    assert status == HOLDS
    assert (f"Records 1 to {len(earlier)} are of an earlier version" in said) is bool(earlier)


def days_named(at) -> set[str]:
    """The days of the positions that the page Data and its downloads name."""
    return {
        *re.findall(r"[Pp]osition on (\d+ \w+ \d{4}), the day", words(at)),
        *re.findall(r"Everything as at (.*?),", words(at)),
    }


def test_all_downloads_of_the_page_name_the_day_of_the_last_file_until_another_is_asked_for(
    published_merrowshire, monkeypatch
):
    built = database_of(published_merrowshire).parents[1]
    monkeypatch.setenv("TRACKER_BUILT", str(built))
    manifest = publication.read(database_of(published_merrowshire).parent)
    package = json.loads(
        (database_of(published_merrowshire).parent / open_data.FOLDER / "datapackage.json").read_bytes()
    )
    assert manifest.as_known_on == package["as_of"] == package["last_received_on"] == "2026-10-26"
    at = open_page("public/70_data.py", as_of="")
    assert days_named(at) == {"26 October 2026"}
    (today,) = re.findall(r'href="/data\?[^"]*as_of=([\d-]+)[^"]*">(?:<[^>]+>)*Files with', html_of(at))
    assert "the day of the last file received, for all agencies. Choose" not in words(
        open_page("public/70_data.py", as_of=today)
    )
    for resource in package["resources"]:
        found = re.findall(r"\d{4}-\d\d-\d\d", resource["path"])
        assert set(found) <= {"2026-10-26"}


def test_columns_listed_as_left_out_are_in_no_public_table():
    text = pieces.columns_held_back(None)
    left_out = {(column.kind, column.name) for kind in COLUMNS.values() for column in kind.values() if column.private}
    tables = allow_list.tables()
    said = [one for one in left_out if f"of each {one[0]}" in text and one[1].replace("_", " ").capitalize() in text]
    assert ("action", "owner") in said
    for kind, name in said:
        assert name not in {column.name for column in tables[f"{kind}_version"]}
