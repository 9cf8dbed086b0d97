"""Every publication continues all earlier ones, and an old head shows whether the ledger still does."""

from __future__ import annotations  # see conftest.py for the reason

import json
import shutil

import duckdb
import msgspec
import pytest
from drawing import Collection
from publications import DECISION, PLAN

from loaders.__main__ import main
from loaders.publishing import build_publication, publication, publish, verify_publication
from loaders.received import ledger
from tracker import store

DAYS = ("2026-02-01", "2026-03-01", "2026-04-01")
OTHER = "0123456789abcdef" * 4


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A collection with two returns, each loaded and published."""
    folder = tmp_path_factory.mktemp("heads")
    collection = Collection(folder)
    (collection.received / "publication.toml").write_text(DECISION, encoding="utf-8")
    for day in DAYS[:2]:
        collection.plan(day, PLAN)
        collection.load()
        published(collection)
    return folder


@pytest.fixture
def twice(made, tmp_path) -> Collection:
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return Collection(tmp_path)


def public(collection: Collection):
    return collection.received.parent / "public"


def published(collection: Collection) -> publication.Manifest:
    places = (collection.received, collection.built, public(collection), collection.layouts)
    return publish.publish(*places, with_browser=False).manifest


def heads(collection: Collection) -> list[tuple[str, str]]:
    folder = publication.current(public(collection))
    return [(one.as_known_on, one.ledger_head) for one in publication.read_heads(folder)]


def verified(collection: Collection, head: str, capsys, of_public: bool = False) -> tuple[int, str]:
    folders = ["--built", str(collection.built), "--layouts", str(collection.layouts)]
    status = main(["verify", str(public(collection) if of_public else collection.received), *folders, "--head", head])
    return status, capsys.readouterr().out


def write_anew(collection: Collection) -> None:
    """Rewrites the ledger as the folder's owner could: every link fits, and no file beside it says otherwise."""
    beside = (collection.received / name for name in (ledger.LEDGER, "builds.jsonl"))
    for path in (*beside, *collection.built.iterdir()):
        path.unlink()
    collection.load()
    store.connect.cache_clear()


def test_each_publication_has_the_heads_of_all_earlier_ones_with_their_days(twice):
    links = ledger.links(ledger.read(twice.received))
    assert [day for day, _ in heads(twice)] == [*DAYS[:2]]
    assert [links.index(head) for _, head in heads(twice)] == sorted({links.index(head) for _, head in heads(twice)})
    assert [*verify_publication.publication_faults(public(twice))] == []


def test_going_back_loses_no_head(twice):
    before = heads(twice)
    publish.go_back(public(twice))
    assert heads(twice) == before[:1]
    twice.plan(DAYS[2], PLAN)
    twice.load()
    published(twice)
    assert [day for day, _ in heads(twice)] == [*DAYS] and heads(twice)[:2] == before


def test_the_list_of_heads_begins_with_an_earlier_publication_that_has_none(twice):
    folder = publication.current(public(twice))
    (folder / publication.HEADS).unlink()
    assert heads(twice) == [(DAYS[1], publication.read(folder).ledger_head)]


def test_a_rewritten_ledger_is_not_published_although_its_links_fit(twice):
    write_anew(twice)
    assert main(["verify", str(twice.received), "--built", str(twice.built), "--layouts", str(twice.layouts)]) == 0
    with pytest.raises(
        build_publication.PublicationRefused, match="does not go on from the publication as known on 2026-02-01"
    ):
        published(twice)


def test_the_first_record_that_differs_from_the_publication_before_is_named(twice):
    """It does not help to write a head of the new ledger into the manifest."""
    write_anew(twice)
    folder = publication.current(public(twice))
    manifest = json.loads((folder / publication.MANIFEST).read_bytes())
    head = ledger.head(ledger.read(twice.received))
    (folder / publication.MANIFEST).write_text(json.dumps(manifest | {"ledger_head": head}), encoding="utf-8")
    (folder / publication.HEADS).unlink()
    with pytest.raises(build_publication.PublicationRefused, match="The publication before is not as it was made"):
        published(twice)


def test_heads_in_another_order_are_not_continued(twice):
    path = publication.current(public(twice)) / publication.HEADS
    path.write_text("".join(reversed(path.read_text(encoding="utf-8").splitlines(keepends=True))), encoding="utf-8")
    with pytest.raises(build_publication.PublicationRefused, match=f"as known on {DAYS[0]}, whose head is"):
        published(twice)


def test_verify_takes_a_file_of_heads_and_ignores_capitals_and_blanks(twice, tmp_path, capsys):
    first, last = (head for _, head in heads(twice))
    assert verified(twice, f"  {first.upper()}\n", capsys)[0] == 0
    assert verified(twice, str(publication.current(public(twice)) / publication.HEADS), capsys)[0] == 0
    kept = tmp_path / "kept.txt"
    kept.write_text(f"\n  {first}  \n31 March 2026 {last.upper()}\n\n", encoding="utf-8")
    assert verified(twice, str(kept), capsys)[0] == 0
    assert verified(twice, str(kept), capsys, of_public=True)[0] == 0
    kept.write_text(f"{first}\n{OTHER}\n", encoding="utf-8")
    for of_public in (False, True):
        status, said = verified(twice, str(kept), capsys, of_public)
        assert status == 1 and f"The ledger does not go on from the head {OTHER}: a record up to it" in said


@pytest.mark.parametrize("head", ["", "  ", "\n"])
def test_verify_refuses_an_empty_head(twice, capsys, head):
    status, said = verified(twice, head, capsys)
    assert status == 1 and "is neither the head of a ledger (64 letters and digits) nor a file of heads." in said


@pytest.mark.parametrize(("content", "said"), [("", "holds no head"), (" \n", "holds no head"), ("a1\n", "line 1, ")])
def test_verify_refuses_a_file_without_heads(twice, tmp_path, capsys, content, said):
    path = tmp_path / "kept.txt"
    path.write_text(content, encoding="utf-8")
    status, out = verified(twice, str(path), capsys)
    assert status == 1 and said in out


def as_of_before(collection: Collection) -> None:
    """The publication as an earlier version wrote it: without heads, and with tables that this one does not know."""
    folder = publication.current(public(collection))
    (folder / publication.HEADS).unlink()
    manifest = publication.read(folder)
    with duckdb.connect(str(public(collection) / manifest.database)) as db:
        db.execute("ALTER TABLE file_received DROP COLUMN commitment")
    of_before = msgspec.structs.replace(manifest, schema_version=store.SCHEMA_VERSION - 1)
    (folder / publication.MANIFEST).write_bytes(msgspec.json.encode(of_before))


def test_a_publication_of_an_earlier_version_is_continued_by_its_head(twice):
    head = publication.read(publication.current(public(twice))).ledger_head
    as_of_before(twice)
    twice.plan(DAYS[2], PLAN)
    twice.load()
    new = published(twice)
    assert heads(twice) == [(DAYS[1], head), (DAYS[2], new.ledger_head)]


def test_a_rewritten_ledger_is_not_published_over_one_of_an_earlier_version(twice):
    as_of_before(twice)
    write_anew(twice)
    with pytest.raises(build_publication.PublicationRefused, match=f"as known on {DAYS[1]}, whose head is"):
        published(twice)
