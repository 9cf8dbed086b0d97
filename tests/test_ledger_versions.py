"""Ledger records of every version: old ones stay and verify as they are, newer ones are refused by name."""

import json
from pathlib import Path

import duckdb
import pytest
from drawing import Collection

from loaders.__main__ import main
from loaders.publishing import verify_publication
from loaders.received import ledger, verify
from tracker.findings import NotReadable

# As an earlier version of this program wrote them, to the byte: two returns and the ledger of both.
RETURNS = {
    "2026-01-31": "Ref,Rec,Action,Due,Done,Status,Evidence,Reason\nA1,1,Mend,31/03/2026,,In progress,,\n",
    "2026-02-28": "Ref,Rec,Action,Due,Done,Status,Evidence,Reason\nA1,1,Mend,30/06/2026,,In progress,,Storm\n",
}
LEDGER = """\
{"number": 1, "sender": "transport", "received_on": "2026-01-31", "size_bytes": 83, \
"sha256": "15b1c32553cfca0545aa1fbeb17496eeaff45419e7461c8ff9829cf811ff0cb9", \
"file": "transport/2026-01-31.csv", "sent_as": "2026-01-31.csv", "salt": "1b971f90773eee1e", \
"chain": "b6aa78cd1e6fa44e9563010b258fc284f1cd07411616587d1c803253121ce693"}
{"number": 2, "sender": "transport", "received_on": "2026-02-28", "size_bytes": 88, \
"sha256": "58cc477fa0562d5ba13cd3b4e64ec2ea7db44e4abe57ffa8acde4417223dd97b", \
"file": "transport/2026-02-28.csv", "sent_as": "2026-02-28.csv", "salt": "a9a101c49166afd5", \
"chain": "63d8460b608d3bc506de5bff0c6f52e3ffd1fd6d970331ee15fda3b987324717"}
"""
PLAN = "Ref | Rec | Action | Due | Done | Status | Evidence | Reason\nA1 | 1 | Mend | | | | |"


@pytest.fixture
def old(collection: Collection) -> Collection:
    """A folder as an earlier version of this program left it."""
    folder = collection.received / "transport"
    folder.mkdir()
    for day, text in RETURNS.items():
        (folder / f"{day}.csv").write_bytes(text.encode())
    (collection.received / ledger.LEDGER).write_bytes(LEDGER.encode())
    return collection


def test_an_old_ledger_verifies_and_goes_on_in_the_new_version(old):
    before = ledger.read(old.received)
    assert [(one.version, one.kind) for one in before] == [(1, "")] * 2
    assert [*verify.all_faults(old.received, before)] == []
    old.plan("2026-03-31", PLAN)
    old.load()
    after = ledger.read(old.received)
    assert after[:2] == before
    assert (after[2].version, after[2].kind) == (3, "received")
    assert (old.received / ledger.LEDGER).read_text(encoding="utf-8").startswith(LEDGER)
    assert [*verify.all_faults(old.received, after, known_heads=[before[-1].chain], built=old.built)] == []


def test_a_new_record_says_its_version_and_kind_first_and_its_link_covers_both(collection):
    collection.plan("2026-03-31", PLAN)
    collection.load()
    line = (collection.received / ledger.LEDGER).read_text(encoding="utf-8").splitlines()[0]
    assert line.startswith('{"version": 3, "kind": "received", "number": 1, ')
    as_version_1 = {name: value for name, value in json.loads(line).items() if name not in ("version", "kind")}
    (collection.received / ledger.LEDGER).write_text(json.dumps(as_version_1) + "\n", encoding="utf-8")
    (fault,) = ledger.chain_faults(ledger.read(collection.received))
    assert fault.startswith("Record 1 of the ledger (transport/2026-03-31.xlsx) was altered or inserted")


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ({"version": 4}, "of version 4, and this program knows versions up to 3"),
        ({"version": 4, "kind": "withdrawn", "why": "sent by mistake"}, "of version 4, and this program knows"),
        ({"version": 3, "kind": "annotated"}, "of the kind “annotated”, and this program knows “received”, "),
    ],
)
@pytest.mark.parametrize("command", ["load", "verify", "receive"])
def test_a_record_of_a_later_version_or_of_an_unknown_kind_is_refused(old, tmp_path, capsys, header, found, command):
    """A program that skipped the record would go on showing a withdrawn file."""
    path = old.received / ledger.LEDGER
    path.write_text(LEDGER + json.dumps({**header, "number": 3}) + "\n", encoding="utf-8")
    other = tmp_path / "other.csv"
    other.write_text(RETURNS["2026-01-31"] + "\n", encoding="utf-8")
    arguments = {
        "load": [str(old.received), "--built", str(old.built), "--layouts", str(old.layouts)],
        "verify": [str(old.received), "--built", str(old.built)],
        "receive": [
            *(str(other), "--sender", "transport", "--on", "2026-03-31"),
            *("--received", str(old.received), "--layouts", str(old.layouts)),
        ],
    }[command]
    before = sorted(one for one in old.received.rglob("*") if not one.name.startswith("."))
    assert main([command, *arguments]) > 0
    said = "".join(capsys.readouterr())
    assert f"{path}, line 3, is {found}" in said
    assert "Use the newer program that wrote it; nothing was changed." in said
    assert sorted(one for one in old.received.rglob("*") if not one.name.startswith(".")) == before


def test_a_record_of_an_unknown_version_is_refused(old):
    path = old.received / ledger.LEDGER
    path.write_text(LEDGER.replace('{"number": 2', '{"version": 0, "number": 2'), encoding="utf-8")
    with pytest.raises(NotReadable, match=r"line 2, is no record of a file\. Put the ledger back from a copy\."):
        ledger.read(old.received)


@pytest.mark.parametrize(
    ("altered", "found"),
    [
        ("", []),
        ("sender = 'police' WHERE file_id = 3", [3]),
        ("received_on = '2026-04-01' WHERE file_id = 4", [4]),
        ("commitment = md5('') WHERE file_id = 3", [3]),
        ("names = '' WHERE file_id = 4", [4]),
        ("file_id = 9 WHERE file_id = 2", [2]),
    ],
)
def test_a_published_chain_goes_on_from_records_of_earlier_versions(old, tmp_path, altered, found):
    old.plan("2026-03-31", PLAN)
    old.plan("2026-04-30", PLAN)
    old.load()
    head = ledger.read(old.received)[3].chain
    copy = tmp_path / "copy.duckdb"
    with duckdb.connect(str(copy)) as db:
        db.execute(f"ATTACH '{database_of(old)}' AS source (READ_ONLY)")
        db.execute("CREATE TABLE file_received AS FROM source.file_received")
        db.execute(f"UPDATE file_received SET {altered}" if altered else "SELECT 1")
    assert [*verify_publication.chain_faults(copy, head)] == [
        f"Record {number} of the ledger was altered or inserted, or one before it removed." for number in found
    ]
    if not altered:
        assert [*verify_publication.chain_faults(copy, "0" * 64)] != []


def database_of(collection: Collection) -> Path:
    return next(collection.built.glob("tracker-*.duckdb"))
