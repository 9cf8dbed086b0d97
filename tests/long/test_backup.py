"""A backup contains everything that cannot be made again; a restored copy verifies and gives equal tables."""

from __future__ import annotations  # see conftest.py for the reason

import io
import json
import shutil
import tarfile
from datetime import date
from pathlib import Path

import pytest
from drawing import Collection
from publications import DECISION, PLAN

from loaders.__main__ import main
from loaders.load.rebuild import differing_tables
from loaders.publishing import publication, publish
from loaders.publishing.release import release_log
from loaders.publishing.release.texts import Key
from loaders.received import accounts, ledger, submissions, waiting_files
from loaders.received.actor import Actor
from tracker import store

KEY = Key("action_version.action", "transport", "Light the landing stage.")


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """A collection of two returns, each loaded and published, with a release, and a backup of all of it."""
    folder = tmp_path_factory.mktemp("backup")
    collection = Collection(folder)
    shutil.copyfile("data/site.toml", folder / "site.toml")
    (collection.received / "publication.toml").write_text(DECISION, encoding="utf-8")
    for day in ("2026-02-01", "2026-03-01"):
        collection.plan(day, PLAN)
        collection.load()
        published(collection)
    release_log.add(collection.received, [KEY], True, Actor("Head of scrutiny"), "2026-03-02")
    assert backed_up(collection, folder / "copy.tar.gz") == 0
    return folder


def published(collection: Collection) -> publication.Manifest:
    public = collection.received.parent / "public"
    places = (collection.received, collection.built, public, collection.layouts)
    return publish.publish(*places, with_browser=False).manifest


def backed_up(collection: Collection, to: Path) -> int:
    public = collection.received.parent / "public"
    folders = ["--layouts", str(collection.layouts), "--public", str(public)]
    return main(["backup", str(collection.received), "--to", str(to), *folders])


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(".loading"))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def test_a_restored_copy_verifies_gives_equal_tables_and_can_be_published_again(made, tmp_path, capsys):
    """The drill: a restore on a new computer with nothing else on it."""
    into = tmp_path / "restored"
    assert main(["restore", str(made / "copy.tar.gz"), "--into", str(into)]) == 0
    said = capsys.readouterr().out
    assert "2 files, each as it was received." in said and "The publication is as it was made" in said
    for part in ("received", "layouts", "public"):
        assert files(into / part) == files(made / part)
    assert (into / "site.toml").read_bytes() == (made / "site.toml").read_bytes()
    restored = Collection(into)
    restored.load()
    # Rows loaded at once may be stored in a different order from rows loaded return by return.
    assert [*differing_tables(store.current(made / "built"), store.current(restored.built))] == []
    before = publication.read_heads(publication.current(into / "public"))
    published(restored)
    assert publication.read_heads(publication.current(into / "public"))[:2] == before


def test_a_backup_contains_the_salts(made, tmp_path, capsys):
    into = tmp_path / "restored"
    main(["restore", str(made / "copy.tar.gz"), "--into", str(into)])
    capsys.readouterr()
    salts = []
    for folder in (made, into):
        assert main(["salt", "1", str(folder / "received")]) == 0
        salts.append(capsys.readouterr().out)
    assert salts[0] == salts[1] != ""


def test_received_files_stay_read_only(made, tmp_path):
    path = made / "received" / "transport" / "2026-02-01.xlsx"
    path.chmod(0o444)
    backed_up(Collection(made), tmp_path / "other.tar.gz")
    main(["restore", str(tmp_path / "other.tar.gz"), "--into", str(tmp_path / "restored")])
    assert (tmp_path / "restored" / "received" / "transport" / path.name).stat().st_mode & 0o777 == 0o444


def test_no_older_copy_and_no_folder_in_use_is_written_over(made, tmp_path, capsys):
    before = (made / "copy.tar.gz").read_bytes()
    assert backed_up(Collection(made), made / "copy.tar.gz") == 2
    assert (made / "copy.tar.gz").read_bytes() == before
    assert main(["restore", str(made / "copy.tar.gz"), "--into", str(made)]) == 2
    said = capsys.readouterr().err
    assert "exists already. Name a new file" in said and "is not empty. Name a new folder" in said


def test_a_backup_does_not_follow_links(made, tmp_path, capsys):
    collection = Collection(made)
    link = collection.received / "link.xlsx"
    link.symlink_to("/etc/hosts")
    try:
        assert backed_up(collection, tmp_path / "other.tar.gz") == 2
    finally:
        link.unlink()
    assert f"{link} is a link." in capsys.readouterr().err and [*tmp_path.iterdir()] == []


def altered(copy: Path, change) -> bytes:
    """The backup with one file changed, as if somebody had unpacked and repacked it."""
    into = io.BytesIO()
    with tarfile.open(copy) as archive, tarfile.open(fileobj=into, mode="w:gz") as other:
        for member in archive:
            name, content = change(member.name, archive.extractfile(member).read())
            described = tarfile.TarInfo(name)
            described.size = len(content)
            other.addfile(described, io.BytesIO(content))
    return into.getvalue()


def a_byte(name: str, content: bytes) -> tuple[str, bytes]:
    return name, content + b"\n" if name.endswith("transport/2026-02-01.xlsx") else content


def a_name(name: str, content: bytes) -> tuple[str, bytes]:
    return name.replace("transport/2026-02-01", "transport/2026-02-02"), content


def a_way_out(name: str, content: bytes) -> tuple[str, bytes]:
    return name.replace("received/", "../received/"), content


def a_newer_one(name: str, content: bytes) -> tuple[str, bytes]:
    return name, json.dumps(json.loads(content) | {"version": 2}).encode() if name == "backup.json" else content


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (a_byte, "received/transport/2026-02-01.xlsx is missing or was altered"),
        (a_name, "received/transport/2026-02-01.xlsx is missing or was altered"),
        (a_way_out, "is not a file of a backup"),
        (a_newer_one, "is of version 2. Use the newer program that wrote it."),
        (lambda name, content: (name.replace("backup.json", "other.json"), content), "it has no backup.json"),
    ],
)
def test_a_backup_that_was_altered_is_refused_and_leaves_nothing(made, tmp_path, capsys, change, said):
    (tmp_path / "copy.tar.gz").write_bytes(altered(made / "copy.tar.gz", change))
    assert main(["restore", str(tmp_path / "copy.tar.gz"), "--into", str(tmp_path / "restored")]) == 2
    assert said in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["copy.tar.gz"]


@pytest.mark.parametrize("share", [0.0, 0.01, 0.5, 0.99])
def test_a_backup_that_was_cut_off_is_refused_and_leaves_nothing(made, tmp_path, capsys, share):
    content = (made / "copy.tar.gz").read_bytes()
    (tmp_path / "copy.tar.gz").write_bytes(content[: int(len(content) * share)])
    assert main(["restore", str(tmp_path / "copy.tar.gz"), "--into", str(tmp_path / "restored")]) == 2
    assert "is not whole (" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["copy.tar.gz"]


def test_a_backup_contains_the_ledger_on_record(made):
    with tarfile.open(made / "copy.tar.gz") as archive:
        content = archive.extractfile("received/ledger.jsonl").read()
    assert content == (made / "received" / ledger.LEDGER).read_bytes()


SECRET = "client_secret = 'the-secret-of-the-provider'"
ROLES = '[[staff]]\naccount = "a"\nrole = "officer"\npost = "Data officer"\n'


def in_copy(made: Path, to: Path) -> dict[str, bytes]:
    assert backed_up(Collection(made), to) == 0
    with tarfile.open(to) as archive:
        return {member.name: archive.extractfile(member).read() for member in archive}


def test_roles_and_accounts_are_backed_up_and_restored(made, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("TRACKER_STAFF", str(made / "people.toml"))
    (made / "people.toml").write_text(ROLES, encoding="utf-8")
    accounts.commitment(made / "received", "an-account")
    found = in_copy(made, tmp_path / "other.tar.gz")
    assert found["staff.toml"].decode() == ROLES and b"an-account" in found["received/accounts.jsonl"]
    into = tmp_path / "restored"
    capsys.readouterr()
    assert main(["restore", str(tmp_path / "other.tar.gz"), "--into", str(into)]) == 0
    assert (into / "staff.toml").read_text(encoding="utf-8") == ROLES
    assert "1 line of accounts.jsonl is of no account in the ledger. Nothing is wrong" in capsys.readouterr().out


def test_roles_stored_elsewhere_are_not_backed_up_and_the_command_says_so(made, tmp_path, monkeypatch, capsys):
    elsewhere = tmp_path / "elsewhere" / "staff.toml"
    elsewhere.parent.mkdir()
    elsewhere.write_text(ROLES, encoding="utf-8")
    monkeypatch.setenv("TRACKER_STAFF", str(elsewhere))
    assert "staff.toml" not in in_copy(made, tmp_path / "other.tar.gz")
    assert f"{elsewhere} is not in it" in capsys.readouterr().out


def test_secrets_are_never_backed_up_wherever_they_are(made, tmp_path):
    places = [made / part for part in ("received", "layouts", "public/.streamlit", "")]
    for place in places:
        place.mkdir(exist_ok=True)
        (place / "secrets.toml").write_text(SECRET, encoding="utf-8")
    try:
        found = in_copy(made, tmp_path / "other.tar.gz")
    finally:
        for place in places:
            (place / "secrets.toml").unlink()
    assert not [name for name, content in found.items() if "secrets" in name or SECRET.encode() in content]
    assert "public/.streamlit/config.toml" in found


# Files that a sender submitted and nobody has decided on


def test_submitted_files_are_restored_with_their_receipts_and_tried_files_are_not(made, tmp_path, capsys):
    folder = waiting_files.folder_beside(made / "received")
    sent = waiting_files.put(folder, "Plan (final).csv", b"Ref,Action\nA1,Mend\n", "police")
    returned = waiting_files.put(folder, "June.csv", b"Ref,Action\nA1,Mend it\n", "fire")
    waiting_files.put(folder, "tried.csv", b"Ref,Action\n", "police")
    waiting_files.put(folder, "of an officer.csv", b"Ref\n")
    for one in (sent, returned):
        submissions.submit(one, "Returns clerk", date(2026, 12, 1))
    submissions.hand_back(returned, date(2026, 12, 2), "The dates are those of June.")
    (sent.path.parent / ".choices.json").write_text("{}", encoding="utf-8")
    before = {one: files(one.path.parent) for one in (sent, returned)}
    copied = in_copy(made, tmp_path / "other.tar.gz")
    assert len([name for name in copied if name.startswith("waiting/")]) == 5
    assert "2 files that senders submitted are in it" in capsys.readouterr().out
    shutil.rmtree(folder)
    assert main(["restore", str(tmp_path / "other.tar.gz"), "--into", str(tmp_path / "restored")]) == 0
    assert "2 files that senders submitted wait, each as it was sent." in capsys.readouterr().out
    there = waiting_files.folder_beside(tmp_path / "restored" / "received")
    (again,) = submissions.of_officers(there)
    assert (again.name, again.sender, again.since) == (sent.name, "police", sent.since)
    assert {one.id: files(one.path.parent) for one in waiting_files.list_waiting(there)} == {
        one.id: found for one, found in before.items()
    }


def test_a_submitted_file_that_was_altered_in_a_copy_is_refused(made, tmp_path, capsys):
    folder = waiting_files.folder_beside(made / "received")
    submissions.submit(waiting_files.put(folder, "plan.csv", b"Ref,Action\n", "police"), "Clerk", date(2026, 12, 1))
    in_copy(made, tmp_path / "other.tar.gz")
    shutil.rmtree(folder)

    def change(name: str, content: bytes) -> tuple[str, bytes]:
        return name, content + b"x" if name.endswith("plan.csv") else content

    (tmp_path / "altered.tar.gz").write_bytes(altered(tmp_path / "other.tar.gz", change))
    assert main(["restore", str(tmp_path / "altered.tar.gz"), "--into", str(tmp_path / "restored")]) == 2
    assert "plan.csv is missing or was altered" in capsys.readouterr().err
