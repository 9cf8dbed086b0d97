"""The last time stamp of an outside witness exposes an owner of the folder who remakes every link."""

import hashlib
import json
import subprocess
from pathlib import Path

import pytest
from drawing import Collection, write_workbook
from publications import PLAN
from test_ledger_changes import DECISION
from time_stamp_authority import Authority

from loaders.__main__ import main
from loaders.publishing import publish
from loaders.received import changes, ledger, time_stamp
from loaders.received.folder import contents_of
from tracker.findings import NotReadable

NONE = "No witness outside: the owner of the folder could rewrite it unseen. docs/ledger.md says how to get one."


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority") / "one")


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority") / "other", "Saltby Example Time Stamping")


@pytest.fixture
def recorded(collection: Collection) -> Collection:
    """Two returns and three layouts on record, without a database, since a forger would rebuild it too."""
    for day in ("2026-01-31", "2026-02-28"):
        collection.plan(day, PLAN)
    record(collection)
    return collection


def record(collection: Collection) -> None:
    found = contents_of(collection.received).records
    ledger.write(collection.received, changes.with_changes(found, collection.received, collection.layouts))


def witnessed(collection: Collection, authority: Authority, with_chain: bool = False) -> int:
    """Asks for a witness with two files that somebody carries to the authority and back."""
    request, answer = collection.built.with_name("request.tsq"), collection.built.with_name("answer.tsr")
    assert main(["witness", str(collection.received), "--request", str(request)]) == 0
    answer.write_bytes(authority.answer(request.read_bytes(), with_chain))
    command = ["--answer", str(answer), "--root", str(authority.root), "--by", "Data officer"]
    return main(["witness", str(collection.received), *command])


def verified(collection: Collection, capsys, *arguments: str) -> tuple[int, list[str]]:
    capsys.readouterr()
    folders = ["--built", str(collection.built), "--layouts", str(collection.layouts)]
    status = main(["verify", str(collection.received), *folders, *arguments])
    return status, capsys.readouterr().out.splitlines()


def rewrite(collection: Collection) -> None:
    """Remakes every record and link without the second return, as the folder's owner could."""
    (collection.received / "transport" / "2026-02-28.xlsx").unlink()
    write_workbook(collection.received / "transport" / "2026-02-27.xlsx", {"Plan": PLAN.replace("March", "May")})
    (collection.received / ledger.LEDGER).unlink()
    record(collection)


def test_without_a_witness_verify_says_so(recorded, capsys):
    status, said = verified(recorded, capsys)
    assert (status, said[1]) == (0, NONE)


@pytest.mark.parametrize("with_chain", [False, True])
def test_a_witness_is_kept_on_record_and_verify_says_up_to_where_it_holds(recorded, authority, capsys, with_chain):
    assert witnessed(recorded, authority, with_chain) == 0
    assert "Witnessed up to record 5." in capsys.readouterr().out
    last = ledger.read(recorded.received)[-1]
    assert (last.number, last.kind, last.file, last.by) == (6, "changed", "witness-5.tsr", "Data officer")
    status, said = verified(recorded, capsys, "--root", str(authority.root))
    assert (
        status == 0 and said[1].startswith("Witnessed up to record 5 on ") and " UTC, by an authority under " in said[1]
    )
    print_of = hashlib.sha256(der(authority.root)).hexdigest()
    assert said[1].endswith(
        f"CN=Merrowshire Example Time Stamping Root (root certificate SHA-256 {print_of}). 1 record after it."
    )


def der(certificate: Path) -> bytes:
    command = ["openssl", "x509", "-in", str(certificate), "-outform", "DER"]
    return subprocess.run(command, check=True, capture_output=True).stdout


def test_anybody_can_check_a_witness_without_this_program(recorded, authority, tmp_path):
    head = ledger.head(ledger.read(recorded.received))
    assert witnessed(recorded, authority) == 0
    (tmp_path / "head.txt").write_text(head, encoding="utf-8")
    answer = recorded.received / "witness-5.tsr"
    command = ["-data", str(tmp_path / "head.txt"), "-in", str(answer), "-CAfile", str(authority.root)]
    assert b"Verification: OK" in subprocess.run(["openssl", "ts", "-verify", *command], capture_output=True).stdout


def test_a_rewritten_ledger_is_not_the_witnessed_one(recorded, authority, capsys):
    assert witnessed(recorded, authority) == 0
    rewrite(recorded)
    status, said = verified(recorded, capsys, "--root", str(authority.root))
    assert status == 1
    assert said[0].startswith("witness-5.tsr: the ledger is not the one that was witnessed on ")
    assert said[0].endswith("does not fit is one of 1 to 5: it was altered, removed or inserted since.")


def test_between_two_witnesses_the_records_after_the_first_are_named(recorded, authority, capsys):
    assert witnessed(recorded, authority) == 0
    recorded.plan("2026-03-31", PLAN)
    record(recorded)
    assert witnessed(recorded, authority) == 0
    path = recorded.received / ledger.LEDGER
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:5]), encoding="utf-8")
    recorded.plan("2026-03-31", PLAN.replace("quay", "jetty"))
    record(recorded)
    status, said = verified(recorded, capsys, "--root", str(authority.root))
    assert (status, said[0].split(":")[0]) == (1, "witness-7.tsr")
    assert "The first record that does not fit is one of 6 to 7:" in said[0]


def test_a_removed_witness_is_reported_and_a_copy_from_elsewhere_still_counts(recorded, authority, tmp_path, capsys):
    assert witnessed(recorded, authority) == 0
    copy = (tmp_path / "kept.tsr").write_bytes((recorded.received / "witness-5.tsr").read_bytes())
    assert copy
    (recorded.received / "witness-5.tsr").unlink()
    said = "witness-5.tsr was changed since record 6. If that was meant, the next load records it."
    assert verified(recorded, capsys) == (1, [said])
    rewrite(recorded)
    assert verified(recorded, capsys)[0] == 0
    arguments = ["--witness", str(tmp_path / "kept.tsr"), "--root", str(authority.root)]
    status, said = verified(recorded, capsys, *arguments)
    assert status == 1 and said[0].startswith("kept.tsr: the ledger is not the one that was witnessed on ")


def test_an_authority_of_ones_own_cannot_replace_the_named_one(recorded, authority, other, capsys):
    """The folder's owner can have a new ledger stamped, but not by the named authority."""
    assert witnessed(recorded, other) == 0
    status, said = verified(recorded, capsys, "--root", str(authority.root))
    assert status == 1
    assert said[0].startswith("witness-5.tsr: The answer was not signed by an authority under CN=Merrowshire")


def test_answers_that_prove_nothing_are_not_stored(recorded, authority, other, tmp_path, capsys):
    good = authority.answer(time_stamp.request(ledger.head(ledger.read(recorded.received))))
    harmed = bytearray(good)
    harmed[-5] ^= 1
    answers = {
        "is no time stamp by RFC 3161": b"junk",
        "is no time stamp": good[: len(good) // 2],
        "was not signed by an authority under CN=Merrowshire": bytes(harmed),
        "was not signed by": other.answer(time_stamp.request(ledger.head(ledger.read(recorded.received)))),
        "It is for no record of this ledger": authority.answer(time_stamp.request("0" * 64)),
    }
    for said, content in answers.items():
        (tmp_path / "answer.tsr").write_bytes(content)
        command = ["--answer", str(tmp_path / "answer.tsr"), "--root", str(authority.root)]
        assert main(["witness", str(recorded.received), *command]) == 2
        err = capsys.readouterr().err
        assert said in err and len(err.splitlines()) == 1, err
    assert not [*recorded.received.glob("witness-*")]


@pytest.mark.parametrize("content", [b"", b"\x30", b"\x30\x80", b"\x30\x84\xff\xff\xff\xff", b"\x30\x02\x30\x00" * 9])
def test_bytes_that_are_not_an_answer_are_refused(content):
    with pytest.raises(NotReadable, match="is no time stamp by RFC 3161"):
        time_stamp.read(content, None)


def test_a_second_answer_for_one_record_is_refused(recorded, authority, tmp_path, capsys):
    request = time_stamp.request(ledger.head(ledger.read(recorded.received)))
    for status in (0, 2):
        (tmp_path / "answer.tsr").write_bytes(authority.answer(request))
        command = ["--answer", str(tmp_path / "answer.tsr"), "--root", str(authority.root)]
        assert main(["witness", str(recorded.received), *command]) == status
    assert "witness-5.tsr is there already: record 5 has its witness." in capsys.readouterr().err


def test_an_authority_that_the_settings_name_is_asked_at_once(recorded, authority, tmp_path, monkeypatch, capsys):
    settings = tmp_path / "site.toml"
    monkeypatch.setenv("TRACKER_SITE", str(settings))
    (tmp_path / "root.pem").write_bytes(authority.root.read_bytes())
    with authority.served() as address:
        settings.write_text(named(address), encoding="utf-8")
        assert main(["witness", str(recorded.received)]) == 0
    assert verified(recorded, capsys)[1][1].startswith("Witnessed up to record 5 on ")
    assert main(["witness", str(recorded.received)]) == 2
    assert f"{address} did not answer" in capsys.readouterr().err
    settings.write_text(named("file:///etc/hostname"), encoding="utf-8")
    assert main(["witness", str(recorded.received)]) == 2
    assert "file:///etc/hostname is not a web address." in capsys.readouterr().err


def named(address: str) -> str:
    begins = Path("data/site.toml").read_text(encoding="utf-8")
    return f'{begins}\n[witness]\naddress = {json.dumps(address)}\nroot = "root.pem"\n'


def test_without_an_address_or_a_certificate_the_command_says_what_to_do(recorded, tmp_path, capsys):
    assert main(["witness", str(recorded.received)]) == 2
    assert "Name the authority's root certificate: --root FILE" in capsys.readouterr().err
    (tmp_path / "root.pem").write_text("no certificate", encoding="utf-8")
    assert main(["witness", str(recorded.received), "--root", str(tmp_path / "root.pem")]) == 2
    assert main(["witness", str(tmp_path / "nothing"), "--request", str(tmp_path / "request.tsq")]) == 2
    assert "There is no ledger in" in capsys.readouterr().err


def test_a_publication_carries_the_last_witness_and_verifies_with_it(collection, authority, other, tmp_path, capsys):
    (collection.received / "publication.toml").write_text(DECISION, encoding="utf-8")
    collection.plan("2026-02-01", PLAN)
    collection.load()
    assert witnessed(collection, authority) == 0
    publish.publish(collection.received, collection.built, tmp_path / "public", collection.layouts, with_browser=False)
    capsys.readouterr()
    assert main(["verify", str(tmp_path / "public"), "--root", str(authority.root)]) == 0
    assert "Witnessed up to record 5 on " in capsys.readouterr().out
    assert main(["verify", str(tmp_path / "public"), "--root", str(other.root)]) == 1
    assert "witness-5.tsr: The answer was not signed by" in capsys.readouterr().out
