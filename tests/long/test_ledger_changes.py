"""Decisions, releases and layouts are on record: if somebody rewrites one and remakes every link, verify finds it."""

import json
from pathlib import Path

import pytest
from drawing import LAYOUT, Collection
from publications import DECISION, PLAN, to_publish
from test_ledger_versions import old

from loaders.__main__ import main
from loaders.publishing import build_publication, publication, publish, verify_publication
from loaders.publishing.release import release_log
from loaders.publishing.release.texts import Key
from loaders.received import fingerprints, ledger, ledger_records
from loaders.received.actor import Actor
from loaders.received.ledger_records import SettingsChanged
from tracker import store

OFFICER = Actor("Head of scrutiny")
assert old  # a fixture

REWRITTEN = "releases.jsonl no longer begins as it was when record {} was made. Put it back from a copy."


@pytest.fixture
def decided(collection: Collection) -> Collection:
    """A loaded plan, a decision, and two texts that an officer released."""
    (collection.received / "publication.toml").write_text(DECISION, encoding="utf-8")
    collection.plan("2026-02-01", PLAN)
    collection.load()
    release_log.add(
        collection.received,
        [Key("action_version.action", "transport", "Light the landing stage.")],
        True,
        OFFICER,
        "2026-02-01",
    )
    release_log.add(
        collection.received,
        [Key("action_version.action", "transport", "Mark the edge of the quay.")],
        True,
        OFFICER,
        "2026-02-01",
    )
    return collection


def run(command: str, collection: Collection, *arguments: str) -> int:
    folders = ["--built", str(collection.built), "--layouts", str(collection.layouts)]
    return main([command, str(collection.received), *folders, *arguments])


def verified(collection: Collection, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[str]]:
    capsys.readouterr()
    return run("verify", collection), capsys.readouterr().out.splitlines()


def changed(collection: Collection) -> list[tuple[int, str, str]]:
    records = ledger.read(collection.received)
    return [(one.number, one.file, one.by) for one in records if isinstance(one, SettingsChanged)]


def rewrite_releases(collection: Collection) -> None:
    """Removes one release, invents another and remakes every link, as an expert could."""
    path = collection.received / "releases.jsonl"
    texts = ["Light the landing stage.", "Something that nobody released."]
    path.unlink()
    before = ledger_records.START
    for number, text in enumerate(texts, start=1):
        fields = {"number": number, "text": text, "is_public": True, "by": "Head of scrutiny", "on": "2026-02-01"}
        before = fingerprints.fingerprint([before, *fields.values()])
        with path.open("a", encoding="utf-8") as file:
            file.write(json.dumps({**fields, "chain": before}) + "\n")
    assert [release.text for release in release_log.read(collection.received)] == texts  # its own chain is whole


def test_layouts_and_decisions_are_on_record_after_a_load_and_releases_with_who_made_them(decided, capsys):
    assert changed(decided) == [
        (2, "layouts/board.toml", ""),
        (3, "layouts/committee.toml", ""),
        (4, "layouts/transport.toml", ""),
        (5, "publication.toml", ""),
        (6, "releases.jsonl", "Head of scrutiny"),
        (7, "releases.jsonl", "Head of scrutiny"),
    ]
    assert verified(decided, capsys)[0] == 0
    decided.load()
    assert len(ledger.read(decided.received)) == 7  # nothing changed


def test_rewritten_releases_with_remade_links_are_named_and_stop_everything(decided, tmp_path, capsys):
    rewrite_releases(decided)
    assert verified(decided, capsys) == (1, [REWRITTEN.format(7)])
    assert main(to_publish(decided, tmp_path / "public")) == 2
    assert REWRITTEN.format(7) in capsys.readouterr().err
    assert run("load", decided) == 2
    assert REWRITTEN.format(7) in capsys.readouterr().err
    assert len(ledger.read(decided.received)) == 7


def test_removed_releases_are_named(decided, capsys):
    (decided.received / "releases.jsonl").unlink()
    assert verified(decided, capsys) == (1, [REWRITTEN.format(7)])


@pytest.mark.parametrize(
    ("file", "name", "number"),
    [("received/publication.toml", "publication.toml", 5), ("layouts/transport.toml", "layouts/transport.toml", 4)],
)
def test_a_file_changed_by_hand_is_named_and_the_next_load_records_it(decided, capsys, file, name, number):
    path = decided.received.parent / file
    path.write_text(path.read_text(encoding="utf-8") + "# Altered by hand.\n", encoding="utf-8")
    said = f"{name} was changed since record {number}. If that was meant, the next load records it."
    assert verified(decided, capsys) == (1, [said])
    assert run("load", decided, "--by", "Data officer") == 0
    assert f"On record as changed, by Data officer (typed, not signed in): {name}." in capsys.readouterr().out
    assert changed(decided)[-1] == (8, name, "Data officer")
    assert verified(decided, capsys)[0] == 0


def test_a_removed_layout_is_recorded_as_gone(decided):
    (decided.layouts / "board.toml").unlink()
    decided.load()
    last = ledger.read(decided.received)[-1]
    assert isinstance(last, SettingsChanged)
    assert (last.file, last.size_bytes, last.sha256) == ("layouts/board.toml", 0, "")
    decided.load()
    assert ledger.read(decided.received)[-1] == last


def test_a_layout_that_nobody_recorded_is_named(decided, capsys):
    decided.layout("saltby", LAYOUT)
    said = "layouts/saltby.toml was changed and is not on record. If that was meant, the next load records it."
    assert verified(decided, capsys) == (1, [said])


def test_an_earlier_change_is_not_attributed_to_whoever_releases(decided):
    path = decided.received / "publication.toml"
    path.write_text(DECISION.replace("names", "action_version.action"), encoding="utf-8")
    release_log.add(
        decided.received, [Key("action_version.action", "transport", "At night.")], True, OFFICER, "2026-02-02"
    )
    assert changed(decided)[-2:] == [(8, "publication.toml", ""), (9, "releases.jsonl", "Head of scrutiny")]


@pytest.mark.parametrize("field", ["number", "file", "size_bytes", "sha256", "by", "account", "salt", "chain"])
def test_whatever_is_altered_in_a_record_of_a_change_is_found(decided, capsys, field):
    path = decided.received / ledger.LEDGER
    lines = path.read_text(encoding="utf-8").splitlines()
    record = json.loads(lines[4])
    record[field] = record[field] + 1 if isinstance(record[field], int) else f"{record[field]}~"
    lines[4] = json.dumps(record)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    status, said = verified(decided, capsys)
    assert (status, said[0][: len("Record 5 of the ledger")]) == (1, "Record 5 of the ledger")


def test_a_file_received_later_continues_the_chain_after_the_records_of_changes(decided, capsys):
    decided.plan("2026-03-01", PLAN)
    db = decided.load()
    assert db.execute("SELECT file_id FROM file_received ORDER BY file_id").fetchall() == [(1,), (8,)]
    assert verified(decided, capsys)[0] == 0
    decided.plan("2026-04-01", PLAN)
    decided.load()
    assert verified(decided, capsys)[0] == 0


def test_a_folder_of_an_earlier_version_verifies_and_its_next_load_records_its_layouts(old, capsys):
    (old.received / "publication.toml").write_text(DECISION, encoding="utf-8")
    head = ledger.head(ledger.read(old.received))
    assert verified(old, capsys)[0] == 0
    old.load()
    assert [name for _, name, _ in changed(old)] == [
        "layouts/board.toml", "layouts/committee.toml", "layouts/transport.toml", "publication.toml",
    ]  # fmt: skip
    assert run("verify", old, "--head", head) == 0


def published(collection: Collection, out: Path) -> publication.Manifest:
    return publish.publish(collection.received, collection.built, out, collection.layouts, with_browser=False).manifest


def test_a_publication_names_the_head_after_every_release_and_shows_nothing_of_a_change(decided, tmp_path):
    manifest = published(decided, tmp_path / "public")
    *records, last = ledger.read(decided.received)
    assert last.kind == "published" and manifest.ledger_head == ledger.head(records) == records[6].chain
    assert [one.number for one in manifest.ledger_changes] == [2, 3, 4, 5, 6, 7]
    assert [*verify_publication.publication_faults(tmp_path / "public")] == []
    text = (publication.current(tmp_path / "public") / publication.MANIFEST).read_text(encoding="utf-8")
    for record in records[1:]:
        assert record.sha256 not in text and record.file not in text.replace("manifest", "")


def test_a_change_removed_from_a_publication_is_found(decided, tmp_path):
    published(decided, tmp_path / "public")
    path = publication.current(tmp_path / "public") / publication.MANIFEST
    manifest = json.loads(path.read_text(encoding="utf-8"))
    del manifest["ledger_changes"][3]
    path.write_text(json.dumps(manifest), encoding="utf-8")
    said = "Record 5 of the ledger was altered or inserted, or one before it removed."
    assert [*verify_publication.publication_faults(tmp_path / "public")] == [said]


def test_a_publication_after_a_release_records_changes_made_by_hand(decided, tmp_path):
    path = decided.received / "publication.toml"
    path.write_text(path.read_text(encoding="utf-8") + "# As the minutes say.\n", encoding="utf-8")
    manifest = published(decided, tmp_path / "public")
    assert changed(decided)[-1] == (8, "publication.toml", "")
    assert manifest.ledger_head == ledger.head(ledger.read(decided.received)[:-1])
    assert store.current(decided.built).exists()


def test_a_rewritten_ledger_is_not_published_over_a_publication_of_the_old_one(decided, tmp_path):
    """The database was rebuilt too, so nothing in the folder itself shows it."""
    head = published(decided, tmp_path / "public").ledger_head
    for path in (decided.received / ledger.LEDGER, decided.received / "builds.jsonl", *decided.built.iterdir()):
        path.unlink()
    decided.load()
    store.connect.cache_clear()
    with pytest.raises(
        build_publication.PublicationRefused, match=f"as known on 2026-02-01, whose head is {head}: a record"
    ):
        published(decided, tmp_path / "public")
    assert publication.read(publication.current(tmp_path / "public")).ledger_head == head
    assert published(decided, tmp_path / "other").ledger_head != head
