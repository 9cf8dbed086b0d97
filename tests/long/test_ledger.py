"""The ledger records every file received once; the first altered, removed or inserted record is named."""

import json
import re
from datetime import date
from pathlib import Path

import msgspec
import pytest
from drawing import LAYOUT, Collection, write_workbook

from loaders.__main__ import main
from loaders.commands.receive import to_load
from loaders.mapping.layout_files import LAYOUTS, layouts_for
from loaders.received import fingerprints, json_lines, ledger, ledger_records, receive, verify
from loaders.received.actor import Actor
from loaders.received.places import EXAMPLES, RECEIVED
from tracker.findings import NotReadable

PLAN = "Ref | Rec | Action | Due | Done | Status | Evidence | Reason\nA1 | 1 | Mend | {} | | In progress | |"
DAYS = ("2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30")


@pytest.fixture
def recorded(collection: Collection) -> Collection:
    """Four returns on record, and a database built from them."""
    for n, day in enumerate(DAYS):
        collection.plan(day, PLAN.format(f"d:2026-0{n + 5}-01"))
    collection.load()
    return collection


def verified(collection: Collection, *arguments: str, capsys) -> tuple[int, list[str]]:
    folders = ["--built", str(collection.built), "--layouts", str(collection.layouts)]
    status = main(["verify", str(collection.received), *folders, *arguments])
    return status, capsys.readouterr().out.splitlines()


def lines(collection: Collection) -> list[str]:
    return (collection.received / ledger.LEDGER).read_text(encoding="utf-8").splitlines()


def write_lines(collection: Collection, found: list[str]) -> None:
    (collection.received / ledger.LEDGER).write_text("".join(f"{line}\n" for line in found), encoding="utf-8")


def test_every_file_is_recorded_with_its_fingerprint_size_name_and_date(recorded):
    records = ledger_records.received(ledger.read(recorded.received))
    assert [(one.number, one.received_on, one.file, one.sent_as) for one in records] == [
        (n, day, f"transport/{day}.xlsx", f"{day}.xlsx") for n, day in enumerate(DAYS, start=1)
    ]
    for one in records:
        content = (recorded.received / one.file).read_bytes()
        assert (one.size_bytes, one.sha256) == (len(content), fingerprints.sha256(content))
    assert len({one.chain for one in records}) == 4
    assert {(one.version, one.kind) for one in records} == {(3, "received")}


def test_verify_finds_no_fault_in_an_unaltered_ledger(recorded, capsys):
    head = ledger.head(ledger.read(recorded.received))
    status, said = verified(recorded, capsys=capsys)
    assert (status, said[0]) == (0, f"4 files, each as it was received. Ledger head: {head}")
    assert verified(recorded, "--head", head, capsys=capsys)[0] == 0


def test_the_ledger_only_ever_grows(recorded):
    before = lines(recorded)
    recorded.plan("2026-05-31", PLAN.format("d:2026-12-01"))
    recorded.load()
    assert lines(recorded)[:7] == before  # four files, and the layouts that lay there
    assert len(lines(recorded)) == 8


def alter_a_file(collection: Collection) -> None:
    path = collection.received / "transport" / "2026-02-28.xlsx"
    path.write_bytes(path.read_bytes()[:-1] + b"\x01")  # of the same size


ALTERED = (
    "transport/2026-02-28.xlsx (record 2) was altered after it was received. Put it back as it was; "
    "name another file by the day it came."
)
MISSING = "transport/2026-02-28.xlsx (record 2) is missing. Put it back as it was received."


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (alter_a_file, ALTERED),
        (lambda c: (c.received / "transport" / "2026-02-28.xlsx").write_bytes(b"other"), ALTERED),
        (lambda c: (c.received / "transport" / "2026-02-28.xlsx").unlink(), MISSING),
    ],
)
def test_a_file_altered_or_removed_is_named(recorded, capsys, harm, said):
    harm(recorded)
    assert verified(recorded, capsys=capsys) == (1, [said])


@pytest.mark.parametrize(
    "field", ["number", "sender", "received_on", "size_bytes", "sha256", "file", "sent_as", "salt", "chain"]
)
def test_whatever_is_altered_in_a_record_is_found(recorded, capsys, field):
    found = lines(recorded)
    record = json.loads(found[1])
    record[field] = record[field] + 1 if isinstance(record[field], int) else record[field][:-1] + "~"
    write_lines(recorded, [found[0], json.dumps(record), *found[2:]])
    status, said = verified(recorded, capsys=capsys)
    assert (status, said[0][: len("Record 2 of the ledger")]) == (1, "Record 2 of the ledger")


def test_a_record_taken_out_is_found(recorded, capsys):
    found = lines(recorded)
    write_lines(recorded, [found[0], *found[2:]])
    status, said = verified(recorded, capsys=capsys)
    assert status == 1
    assert said[0] == (
        "Record 2 of the ledger (transport/2026-03-31.xlsx) was altered or inserted, or one before it removed."
    )


def slip_in(collection: Collection) -> None:
    """Inserts a file and its record between two others and remakes every later link, as an expert could."""
    write_workbook(collection.received / "transport" / "2026-02-15.xlsx", {"Plan": PLAN.format("d:2027-01-01")})
    paths = sorted((collection.received / "transport").glob("*.xlsx"))
    (collection.received / ledger.LEDGER).unlink()
    ledger.write(collection.received, ledger.with_new([], collection.received, paths))


def test_an_inserted_record_with_remade_links_contradicts_the_database(recorded, capsys):
    slip_in(recorded)
    status, said = verified(recorded, capsys=capsys)
    assert status == 1
    assert re.sub(r"tracker-\w+", "tracker", said[0]) == (
        "Record 1 of the ledger is not the one that tracker.duckdb was built from (transport/2026-01-31.xlsx)."
    )


def test_an_inserted_record_contradicts_any_printed_head(recorded, capsys, tmp_path):
    head = ledger.head(ledger.read(recorded.received))
    slip_in(recorded)
    recorded.built = tmp_path / "none"
    said = f"The ledger does not go on from the head {head}: a record up to it was altered, removed or inserted."
    assert verified(recorded, "--head", head, capsys=capsys) == (1, [said])


def test_a_ledger_without_its_last_records_contradicts_the_database(recorded, capsys):
    write_lines(recorded, lines(recorded)[:2])
    status, said = verified(recorded, capsys=capsys)
    assert (status, said[0][:22]) == (1, "Record 3 of the ledger")


NOT_RECORDS = (
    b"{",
    b"",
    b"7",
    b'{"number": 3}',
    b'{"number": "3", "sender": "transport", "received_on": "", "size_bytes": 1, "sha256": "", "file": "", '
    b'"sent_as": "", "salt": "", "chain": ""}',
    b'{"number": 3, "sender": "transp\xf6rt"}',  # as another encoding has it
)


@pytest.mark.parametrize("line", NOT_RECORDS)
def test_a_ledger_that_cannot_be_read_says_which_line(recorded, capsys, line):
    path = recorded.received / ledger.LEDGER
    first, second, *others = path.read_bytes().split(b"\n")
    path.write_bytes(b"\n".join((first, second, line, *others)))
    status, said = verified(recorded, capsys=capsys)
    assert (status, said) == (
        1,
        [f"{recorded.received / ledger.LEDGER}, line 3, is no record of a file. Put the ledger back from a copy."],
    )


def test_verify_says_that_there_is_no_ledger_yet(collection, capsys):
    assert main(["verify", str(collection.received)]) == 2
    assert capsys.readouterr().err == f"There is no ledger in {collection.received}. A load begins one.\n"


@pytest.mark.parametrize("harm", [alter_a_file, lambda c: (c.received / "transport" / "2026-02-28.xlsx").unlink()])
def test_no_file_is_recorded_after_one_that_was_altered_or_removed(recorded, harm):
    harm(recorded)
    recorded.plan("2026-05-31", PLAN.format("d:2026-12-01"))
    found = recorded.load().execute("FROM problem SELECT sentence WHERE sentence LIKE '%(record 2)%'").fetchall()
    assert len(found) == 1 and "transport/2026-02-28.xlsx" in found[0][0]
    assert len(lines(recorded)) == 7


def test_the_records_of_another_load_are_not_overwritten(recorded):
    records = ledger.read(recorded.received)
    mine = ledger.with_new(records, recorded.received, [recorded.received / "transport" / "2026-01-31.xlsx"])
    write_workbook(recorded.received / "transport" / "2026-05-31.xlsx", {"Plan": PLAN.format("")})
    recorded.load()
    with pytest.raises(NotReadable, match=r"Something else was recorded in .* at the same time\. Try again\."):
        ledger.write(recorded.received, [*mine, *mine])


@pytest.mark.parametrize("name", ["merrowshire", "public-record"])
def test_the_examples_are_as_they_were_recorded(name):
    folder = EXAMPLES / name / "received"
    records = ledger.read(folder)
    assert [*verify.all_faults(folder, records, layouts=layouts_for(folder))] == []
    assert {one.file for one in ledger_records.received(records)} == {
        path.relative_to(folder).as_posix() for path in folder.glob("*/*.xlsx")
    }


# Receiving a file


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    """A file as attached to a message."""
    return write_workbook(tmp_path / "Action plan FINAL v3.xlsx", {"Plan": PLAN.format("d:2026-05-01")})


def taken_in(collection, file, on: str = "2026-03-31", sender: str = "transport", *others: str) -> int:
    """The exit status of `receive`."""
    words = ["receive", str(file), "--sender", sender, "--on", on, "--received", str(collection.received)]
    return main([*words, "--layouts", str(collection.layouts), *others])


def test_a_received_file_is_stored_under_its_day_and_keeps_its_original_name(collection, sent, capsys):
    assert taken_in(collection, sent) == 0
    (record,) = ledger.read(collection.received)
    command = f"python -m loaders load {collection.received} --layouts {collection.layouts}"
    assert capsys.readouterr().out == (
        f"Stored as transport/2026-03-31.xlsx, record 1 of the ledger. To load it: {command}\n"
        f"Receipt: “Action plan FINAL v3.xlsx”, {sent.stat().st_size:,} bytes, received on 31 March 2026.\n"
        f"SHA-256 of the file: {record.sha256}\nHead of the ledger:  {record.chain}\n"
    )
    place = collection.received / "transport" / "2026-03-31.xlsx"
    assert place.read_bytes() == sent.read_bytes()
    assert place.stat().st_mode & 0o222 == 0
    assert ledger.read(collection.received)[0].sent_as == "Action plan FINAL v3.xlsx"
    assert sent.exists()
    collection.load()
    assert [*verify.all_faults(collection.received, ledger.read(collection.received), built=collection.built)] == []


@pytest.mark.parametrize(
    ("given", "command"),
    [
        ((RECEIVED, LAYOUTS), "python -m loaders"),
        ((Path("my files"), LAYOUTS), 'python -m loaders load "my files"'),
        ((RECEIVED, Path("mine")), f"python -m loaders load {RECEIVED} --layouts mine"),
    ],
)
def test_the_suggested_load_command_names_the_given_folders(given, command):
    assert to_load(*given) == command


def test_the_same_file_again_is_recognised(collection, sent, capsys):
    for day in ("2026-03-31", "2026-04-30"):
        status = taken_in(collection, sent, day)
    assert (status, capsys.readouterr().err) == (
        2,
        "Nothing was recorded. The same file was already received as transport/2026-03-31.xlsx.\n",
    )
    assert len(ledger.read(collection.received)) == 1


def test_a_second_file_of_one_day_gets_a_number(collection, sent, tmp_path):
    other = write_workbook(tmp_path / "corrected.xlsx", {"Plan": PLAN.format("d:2026-06-01")})
    for file in (sent, other):
        receive.receive(file, "transport", date(2026, 3, 31), collection.received)
    assert [one.file for one in ledger.read(collection.received)] == [
        "transport/2026-03-31.xlsx", "transport/2026-03-31.2.xlsx",
    ]  # fmt: skip


def test_the_recorder_is_part_of_the_link_and_older_records_have_none(collection, sent):
    by = Actor("Data officer")
    record = receive.receive(sent, "transport", date(2026, 3, 31), collection.received, by)
    assert (record.by, record.account) == ("Data officer", "")
    assert ledger.read(collection.received) == [record] and not [*ledger.chain_faults([record])]
    for other in ({"by": "Somebody else"}, {"by": ""}, {"account": "f" * 64}):
        assert [*ledger.broken_links([msgspec.structs.replace(record, **other)])] == [1], other
    unnamed = msgspec.structs.replace(record, by="")
    assert b'"by"' not in json_lines.line(unnamed) and unnamed.names == fingerprints.fingerprint(
        {name: getattr(unnamed, name) for name in ledger_records.NAMES}
    )


def test_the_command_records_a_post_and_refuses_what_looks_like_a_person(collection, sent, capsys):
    given = (collection, sent, "2026-03-31", "transport", "--by")
    assert taken_in(*given, "Margaret Thornbury") == 2 and "Name a post, never a person." in capsys.readouterr().err
    assert ledger.read(collection.received) == []
    assert taken_in(*given, " Data  officer ") == 0
    assert [one.by for one in ledger.read(collection.received)] == ["Data officer"]


def test_a_record_prepared_before_another_one_was_written_is_refused(collection, sent, tmp_path):
    other = write_workbook(tmp_path / "other.xlsx", {"Plan": PLAN.format("d:2026-06-01")})
    seen = ledger_records.START
    receive.receive(other, "transport", date(2026, 2, 28), collection.received, head=seen)
    with pytest.raises(ledger.OtherHead, match="recorded in the meantime"):
        receive.receive(sent, "transport", date(2026, 3, 31), collection.received, head=seen)
    assert len(ledger.read(collection.received)) == 1 and len([*collection.received.glob("*/*")]) == 1


def test_a_missing_file_is_reported(collection, capsys):
    status = taken_in(collection, "gone.xlsx")
    said = "Nothing was recorded. The file cannot be opened here. Check that it exists and may be read.\n"
    assert (status, capsys.readouterr().err) == (2, said)


def test_a_file_or_content_that_is_there_twice_changes_nothing(collection, capsys):
    collection.plan("2026-01-31", PLAN.format("d:2026-05-01"))
    (collection.received / "transport" / "2026-02-28.xlsx").write_bytes(
        (collection.received / "transport" / "2026-01-31.xlsx").read_bytes()
    )
    collection.plan("2026-03-31", PLAN.format("d:2026-05-01") + " # saved anew")
    main(["load", str(collection.received), "--built", str(collection.built), "--layouts", str(collection.layouts)])
    table = [line.split() for line in capsys.readouterr().out.splitlines()[:4]]
    assert [line[-1] for line in table] == ["changes", "1", "0", "0"]


def test_the_layout_of_the_tests_is_marked_as_illustrative():
    assert "illustrative = true" in LAYOUT
