"""Nobody can test a guess of a file's content by what is published; whoever has its salt can check the file."""

from __future__ import annotations  # see conftest.py for the reason

import re
import subprocess
import sys
from itertools import product
from pathlib import Path

import msgspec
import pytest
from drawing import LAYOUT
from modules import ROOT
from publications import EXAMPLES, database_of
from screen import html_of, open_page

from loaders.__main__ import main
from loaders.publishing import publish
from loaders.publishing.proofs.non_interference import everything_in
from loaders.received import fingerprints, ledger, ledger_records
from tracker import store

DECISION = """
[[decision]]
by = "Clerk"
on = 2026-01-05
columns = ["names"]
formats = [".csv"]
why = "Printed in the report."
"""
# A small file that anybody can rewrite from its public part, except for one word.
HEADINGS = "Ref,Rec,Action,Owner,Due,Done,Status,Evidence,Reason\n"
SMALL = HEADINGS + "P-01,1,Light the landing stage.,{},31/03/2026,,In progress,,\n"
FIRST = ("Alder", "Birch", "Cedar", "Elm", "Hazel", "Juniper", "Linden", "Maple", "Oak", "Rowan", "Willow")
LAST = ("Example", "Invented", "Sample", "Specimen")
GUESSES = [f"{first} {last}" for first, last in product(FIRST, LAST)]
SECRET = "Rowan Specimen"


@pytest.fixture(params=[2, 3], ids=["an earlier version", "this version"])
def out(collection, tmp_path, request) -> Path:
    """What is published of one small file with a person's name in a private column, as one version recorded it."""
    collection.layout("transport", LAYOUT.replace('action = "Action"', 'action = "Action"\nowner = "Owner"'))
    (collection.received / "transport").mkdir()
    file = collection.received / "transport" / "2026-01-05.csv"
    file.write_bytes(SMALL.format(SECRET).encode())
    [record] = ledger.with_new([], collection.received, [file])
    record = msgspec.structs.replace(record, version=request.param)
    ledger.write(
        collection.received,
        [ledger.with_link(record, [])],
    )
    collection.load()
    (collection.received / "publication.toml").write_text(DECISION, encoding="utf-8")
    publish.publish(collection.received, collection.built, tmp_path / "public", collection.layouts, with_browser=False)
    return tmp_path / "public"


def published(out: Path) -> bytes:
    return b"\n".join(everything_in(path) for path in sorted(out.rglob("*")) if path.is_file())


def numbers_for(guess: bytes, known: set[str]) -> set[str]:
    """Every number that somebody could compute from a guess and then look for in the publication."""
    size, sha256 = len(guess), fingerprints.sha256(guess)
    of_record = (1, "transport", "2026-01-05")
    links = {
        fingerprints.fingerprint([ledger_records.START, *header, *of_record, *content])
        for names in {*known, ""}
        for header in ((), (2, "received"), (3, "received"), (3,))
        for content in ((size, sha256, names), (sha256, names), (size, sha256), (sha256,))
    }
    salted = {fingerprints.sha256(f"{salt} {size} {sha256}".encode()) for salt in {*known, ""}}
    return {sha256, *links, *salted}


def test_an_unknown_name_cannot_be_guessed_from_what_is_published(out):
    content = published(out).decode(errors="replace")
    known = set(re.findall(r"\b[0-9a-f]{64}\b", content))
    assert len(GUESSES) == 44 and len(known) > 5 and SECRET not in content
    fitting = [name for name in GUESSES if numbers_for(SMALL.format(name).encode(), known) & known]
    assert fitting == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_fingerprint_or_size_of_a_received_file_is_published(name, request):
    received = request.getfixturevalue(name).received
    out = request.getfixturevalue(f"published_{name}")
    content = published(out)
    assert [one.file for one in ledger_records.received(ledger.read(received)) if one.sha256.encode() in content] == []
    with store.read_only(database_of(out)) as db:
        columns = db.execute("SELECT column_name FROM duckdb_columns() WHERE table_name = 'file_received'").fetchall()
    assert not {"sha256", "size_bytes"} & {column for (column,) in columns}
    (files,) = database_of(out).parent.glob("open-data/*files*.csv")
    assert '"known_on","commitment","names","chain",' in files.read_text(encoding="utf-8")


def test_no_page_shows_a_fingerprint_of_a_received_file(merrowshire, monkeypatch):
    """This includes pages for staff, since people hand out what they print."""
    monkeypatch.setenv("TRACKER_BUILT", str(merrowshire.built))
    address = {"as_of": str(merrowshire.as_of)}
    one = {"ref": "NBC-04", "sender": "northmere"}
    pages = [
        ("70_data", {"part": "all"}),
        ("60_actions", one),
        ("40_agencies", {"agency": "Northmere Borough Council"}),
    ]
    text = "".join(html_of(open_page(f"public/{page}.py", **address, **query)) for page, query in pages)
    records = ledger_records.received(ledger.read(merrowshire.received))
    assert sum(one.commitment[:12] in text for one in records) > 60
    assert [one.file for one in records if one.sha256[:12] in text] == []


def commitment_in(out: Path) -> str:
    with store.read_only(database_of(out)) as db:
        [(commitment,)] = db.execute("SELECT commitment FROM file_received").fetchall()
    return commitment


def salt_of(collection, capsys) -> str:
    assert main(["salt", "1", str(collection.received)]) == 0
    return re.search(r"\b[0-9a-f]{64}\b", capsys.readouterr().out)[0]


def test_whoever_has_the_salt_can_check_that_file_and_no_other(out, collection, tmp_path, capsys):
    salt = salt_of(collection, capsys)
    script = database_of(out).parent / "open-data" / "check.py"
    assert salt.encode() not in published(out)
    for name, is_it in ((SECRET, True), ("Elm Specimen", False)):
        file = tmp_path / "held.csv"
        file.write_bytes(SMALL.format(name).encode())
        done = subprocess.run([sys.executable, script, "--file", file, "--salt", salt], capture_output=True, text=True)
        assert (done.returncode, "the very file of record 1" in done.stdout) == ((0, True) if is_it else (1, False))


def test_shell_tools_can_make_the_same_check(out, collection, tmp_path, capsys):
    text = (ROOT / "docs" / "publishing.md").read_text(encoding="utf-8")
    line = re.search(r"^ *(printf .+)$", text, flags=re.MULTILINE)[1]
    (tmp_path / "held.csv").write_bytes(SMALL.format(SECRET).encode())
    command = line.replace("SALT", salt_of(collection, capsys)).replace("FILE", "held.csv")
    done = subprocess.run(["sh", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.split()[0] == commitment_in(out)


def test_the_salt_of_one_file_reveals_neither_its_names_nor_another_file(collection):
    records = ledger.with_new([], collection.received, [])
    assert records == []
    (collection.received / "transport").mkdir()
    for day in ("2026-01-05", "2026-02-05"):
        (collection.received / "transport" / f"{day}.csv").write_bytes(b"Ref\n")
    first, second = ledger.with_new([], collection.received, sorted((collection.received / "transport").iterdir()))
    assert first.sha256 == second.sha256
    assert len({first.salt, second.salt, first.file_salt, second.file_salt}) == 4
    assert first.commitment != second.commitment and len(first.salt) == len(first.file_salt) == 64


def test_a_record_number_outside_the_ledger_has_no_salt(collection, capsys):
    assert main(["salt", "7", str(collection.received)]) == 2
    assert "There is no record 7 in" in capsys.readouterr().err
