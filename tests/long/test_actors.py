"""Records name who acted and whether that post was typed; releasing apparent personal data can need two people."""

import hashlib
import json
from pathlib import Path

import pytest
from drawing import Collection
from publications import PLAN, ROOT, to_publish
from test_ledger_changes import DECISION

from loaders.__main__ import main
from loaders.publishing import build_publication, publication, publish, verify_publication
from loaders.publishing.release import release_log, waiting_texts
from loaders.publishing.release.texts import Key, read_texts
from loaders.received import ledger, ledger_records
from loaders.received.actor import NOBODY, Actor
from tracker import store
from tracker.findings import NotReadable

CLERK, CHAIR = Actor("Clerk to the committee", "a" * 64), Actor("Chair of the committee", "b" * 64)  # as signed in
TYPED = Actor("Head of scrutiny")
NUMBER = "Ring 0161 496 0123 about the quay."
KEY = Key("action_version.action", "transport", NUMBER)
NEEDS_TWO = (
    "What looks like personal data needs two people who are signed in (second_person in site.toml), and Head of "
    "scrutiny (typed, not signed in) is not. Sign in and use the page Release, or keep it private."
)


@pytest.fixture
def loaded(collection: Collection) -> Collection:
    """A plan that contains a telephone number; a decision makes all its texts public."""
    decision = DECISION.replace('["names"]', '["names", "action_version.action"]')
    (collection.received / "publication.toml").write_text(decision, encoding="utf-8")
    collection.plan("2026-02-01", PLAN.replace("Mark the edge of the quay.", NUMBER))
    collection.load()
    return collection


@pytest.fixture
def two_asked(loaded: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Collection:
    """The same plan, with settings that ask for a second person."""
    text = (ROOT / "data" / "site.toml").read_text(encoding="utf-8")
    assert "second_person = false" in text
    settings = tmp_path / "site.toml"
    settings.write_text(text.replace("second_person = false", "second_person = true"), encoding="utf-8")
    monkeypatch.setenv("TRACKER_SITE", str(settings))
    return loaded


def published(collection: Collection, out: Path, by: Actor = NOBODY) -> publication.Manifest:
    return publish.publish(
        collection.received, collection.built, out, collection.layouts, with_browser=False, by=by
    ).manifest


def release(collection: Collection, by: Actor, is_public: bool = True) -> None:
    release_log.add(collection.received, [KEY], is_public, by, "2026-02-02")


def test_an_actor_says_how_reliable_its_name_is():
    assert [str(one) for one in (TYPED, CLERK, NOBODY)] == [
        "Head of scrutiny (typed, not signed in)", "Clerk to the committee", "nobody named",
    ]  # fmt: skip


def test_a_release_names_who_made_it_here_and_in_the_ledger(loaded, capsys):
    mark = waiting_texts.text_id(KEY)
    command = ["release", str(loaded.received), "--built", str(loaded.built), "--text", mark]
    assert main([*command, "--by", "Head of scrutiny", "--on", "2026-02-02"]) == 0
    assert "1 text released by Head of scrutiny (typed, not signed in)." in capsys.readouterr().out
    assert main([*command, "--by", "Head of scrutiny", "--on", "2026-02-03", "--withdraw"]) == 0
    assert "1 text withdrawn by Head of scrutiny (typed, not signed in)." in capsys.readouterr().out
    release(loaded, CLERK)
    assert [one.actor for one in release_log.read(loaded.received)] == [TYPED, TYPED, CLERK]
    last = ledger.read(loaded.received)[-1]
    assert (last.file, last.by, last.account) == ("releases.jsonl", *CLERK)


def test_an_account_is_part_of_the_chain_and_a_typed_post_has_none(loaded):
    release(loaded, TYPED)
    release(loaded, CLERK)
    path = loaded.received / release_log.RELEASES
    typed, signed_in = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    assert "account" not in typed and signed_in["account"] == CLERK.account
    path.write_text(path.read_text(encoding="utf-8").replace(CLERK.account, CHAIR.account), encoding="utf-8")
    with pytest.raises(NotReadable, match="line 2, was altered"):
        release_log.read(loaded.received)


def test_a_publication_says_who_made_it(loaded, tmp_path, capsys):
    release(loaded, TYPED)
    assert published(loaded, tmp_path / "public", TYPED).actor == TYPED
    assert main(["verify", str(tmp_path / "public")]) == 0
    said = capsys.readouterr().out
    assert said.startswith("The publication is as it was made by Head of scrutiny (typed, not signed in), up to ledger")
    assert published(loaded, tmp_path / "other").actor == NOBODY


def test_the_ledger_records_who_published_what(loaded, tmp_path, capsys):
    release(loaded, TYPED)
    before = ledger.read(loaded.received)
    for out, by in (("public", CLERK), ("public", TYPED), ("other", NOBODY)):
        made = published(loaded, tmp_path / out, by)
        manifest = (tmp_path / out / made.database).with_name(publication.MANIFEST)
        record = ledger.read(loaded.received)[-1]
        assert (record.kind, record.by, record.account) == ("published", *by)
        assert tmp_path / out / record.file == manifest
        assert record.manifest_sha256 == hashlib.sha256(manifest.read_bytes()).hexdigest()
        assert [*verify_publication.publication_faults(tmp_path / out)] == []
    assert {change.kind for change in made.ledger_changes} == {"changed", "published"}
    records = ledger.read(loaded.received)
    assert [records[: len(before)], len(records)] == [before, len(before) + 3]
    loaded.load()
    assert main(["verify", str(loaded.received), "--built", str(loaded.built), "--layouts", str(loaded.layouts)]) == 0
    said = capsys.readouterr().out
    assert f"3 publications on record, the last (record {records[-1].number}) made by nobody named." in said
    path = loaded.received / ledger.LEDGER
    path.write_text(path.read_text(encoding="utf-8").replace(CLERK.account, CHAIR.account), encoding="utf-8")
    assert main(["verify", str(loaded.received), "--built", str(loaded.built), "--layouts", str(loaded.layouts)]) == 1
    assert f"Record {len(before) + 1} of the ledger" in capsys.readouterr().out


def test_nothing_becomes_public_without_a_record(loaded, tmp_path, monkeypatch):
    release(loaded, TYPED)
    write = ledger.write

    def no_space(folder, records):
        if ledger_records.publications(records):
            raise OSError(28, "No space left on device")
        write(folder, records)

    monkeypatch.setattr(ledger, "write", no_space)
    with pytest.raises(OSError, match="No space"):
        published(loaded, tmp_path / "public", TYPED)
    assert not (tmp_path / "public").exists()


def test_a_publication_that_is_refused_is_not_on_record(loaded, tmp_path):
    before = ledger.read(loaded.received)
    with pytest.raises(build_publication.PublicationRefused):
        published(loaded, tmp_path / "public", TYPED)
    assert ledger.read(loaded.received) == before


def test_an_example_that_is_published_stays_as_it_is(published_merrowshire, merrowshire):
    assert published_merrowshire.is_dir()
    assert ledger_records.publications(ledger.read(merrowshire.received)) == []


def test_who_publishes_is_a_post_since_it_is_public(loaded, tmp_path, capsys):
    assert main([*to_publish(loaded, tmp_path / "public"), "--by", "Jane Example"]) == 1
    assert "“Jane Example” looks like personal data, and who publishes is public." in capsys.readouterr().err
    assert not (tmp_path / "public").exists()


def test_a_typed_post_releases_no_apparent_personal_data_where_two_people_are_needed(two_asked, capsys):
    command = ["release", str(two_asked.received), "--built", str(two_asked.built), "--by", TYPED.post]
    assert main([*command, "--on", "2026-02-02", "--text", waiting_texts.text_id(KEY)]) == 2
    assert NEEDS_TWO in capsys.readouterr().err
    assert release_log.read(two_asked.received) == []
    other = waiting_texts.text_id(KEY._replace(text="Light the landing stage."))
    assert main([*command, "--on", "2026-02-02", "--text", other]) == 0
    release(two_asked, TYPED, is_public=False)  # withholding a text needs no second person


def test_an_earlier_release_by_a_typed_post_does_not_count_where_two_people_are_needed(loaded, tmp_path, monkeypatch):
    release(loaded, TYPED)
    assert published(loaded, tmp_path / "public").proofs
    text = (ROOT / "data" / "site.toml").read_text(encoding="utf-8")
    (tmp_path / "site.toml").write_text(text.replace("second_person = false", "second_person = true"), encoding="utf-8")
    monkeypatch.setenv("TRACKER_SITE", str(tmp_path / "site.toml"))
    with pytest.raises(build_publication.PublicationRefused, match="Telephone number"):
        published(loaded, tmp_path / "public")


def to_look_at(collection: Collection) -> list[str]:
    with store.read_only(store.current(collection.built)) as db:
        return [text.text for text in waiting_texts.waiting_texts(collection.received, read_texts(db)).to_look_at]


def test_two_accounts_together_release_a_text_and_one_account_twice_does_not(two_asked, tmp_path):
    for by in (CLERK, CLERK):
        release(two_asked, by)
        assert to_look_at(two_asked) == [NUMBER]
    release(two_asked, CHAIR)
    assert to_look_at(two_asked) == []
    assert published(two_asked, tmp_path / "public").proofs
    release(two_asked, TYPED, is_public=False)
    release(two_asked, CHAIR)  # the other account decided before the text was withdrawn
    assert to_look_at(two_asked) == [NUMBER]
