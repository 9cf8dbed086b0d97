"""The proofs of a publication can fail; a publication is all or nothing, and can be undone and verified."""

from __future__ import annotations  # see conftest.py for the reason

import os
import random
import shutil
import signal
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import duckdb
import msgspec
import pytest
from drawing import Collection
from forked import forked
from playwright.sync_api import BrowserContext
from publications import DECISION, EXAMPLES, PLAN, ROOT, database_of, to_publish
from trials import trials

from loaders.__main__ import main
from loaders.publishing import allow_list, build_publication, publication, publish, verify_publication
from loaders.publishing.proofs import browser, canaries, non_interference
from loaders.publishing.release import release_log, waiting_texts
from loaders.publishing.release.texts import Key
from loaders.received.actor import Actor
from tracker import store
from tracker.findings import NotReadable

KILLS = trials(4)
OFFICER = Actor("Head of scrutiny")


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> Path:
    """The folder of a small collection whose names may be public, loaded and published."""
    folder = tmp_path_factory.mktemp("small")
    made = Collection(folder)
    made.plan("2026-01-05", PLAN)
    made.load()
    (made.received / "publication.toml").write_text(DECISION, encoding="utf-8")
    published(made, folder / "public")
    return folder


@pytest.fixture
def drawn(small, tmp_path) -> Collection:
    """A copy of the small collection, loaded and not yet published."""
    shutil.copytree(small, tmp_path, dirs_exist_ok=True, ignore=shutil.ignore_patterns("public"))
    return Collection(tmp_path)


@pytest.fixture
def out(small, drawn, tmp_path) -> Path:
    """A copy of the published small collection."""
    return Path(shutil.copytree(small / "public", tmp_path / "public"))


def published(collection, out: Path) -> publish.PublishResult:
    return publish.publish(collection.received, collection.built, out, collection.layouts, with_browser=False)


def action(text: str) -> Key:
    """The text and place of a release for an action of the small plan."""
    return Key("action_version.action", "transport", text)


def tried(example, into: Path) -> tuple[build_publication.Sources, non_interference.MarkedCopies]:
    found = build_publication.read_sources(example.received, store.current(example.built))
    words = {*found.names, *allow_list.vocabulary()}
    return found, non_interference.marked_copies(found.database, into, found.public, words)


@pytest.mark.parametrize("name", EXAMPLES)
def test_private_values_change_nothing_and_none_of_ten_thousand_marks_is_published(name, tmp_path, request):
    _, found = tried(request.getfixturevalue(name), tmp_path / "trial")
    assert found.marks >= canaries.FEWEST
    assert [*non_interference.interference(found)] == [] and [
        *non_interference.find_marks(found, tmp_path / "nothing")
    ] == []


def test_a_column_that_is_listed_by_mistake_is_found_by_both_proofs(merrowshire, tmp_path, monkeypatch):
    found = build_publication.read_sources(merrowshire.received, store.current(merrowshire.built))
    words = {*found.names, *allow_list.vocabulary()}
    listed = dict(allow_list.tables())
    owner = allow_list.PublicColumn("owner", "VARCHAR", "by mistake")
    built = []
    for salt in ("one", "other"):
        (tmp_path / salt).mkdir()
        canaries.plant(found.database, tmp_path / salt / "planted.duckdb", salt, words)
        built.append(tmp_path / salt / "published.duckdb")
        with duckdb.connect(str(built[-1])) as db:
            db.execute(f"ATTACH '{tmp_path / salt / 'planted.duckdb'}' AS planted (READ_ONLY)")
            db.execute("SET force_compression = 'uncompressed'")
            for table, columns in listed.items():
                names = [column.name for column in (*columns, *([owner] if table == "action_version" else []))]
                db.execute(f"CREATE TABLE {table} AS SELECT {', '.join(names)} FROM planted.{table}")
    shutil.copyfile(built[0], tmp_path / "same.duckdb")
    leaking = non_interference.MarkedCopies(built[0], tmp_path / "same.duckdb", built[1], canaries.FEWEST)
    assert [*non_interference.interference(leaking)] and "published.duckdb holds private text" in [
        *non_interference.find_marks(leaking, tmp_path)
    ]


DATABASE = 5 * 4096
OWN = range(64, 72)  # where a later DuckDB might put its number


@pytest.mark.parametrize(
    ("same", "other", "found"),
    [
        (OWN, OWN, []),
        (OWN, [], []),
        (
            OWN,
            [64, 13_000],
            ["databases that differ only in private values gave different public files, first at byte 13000"],
        ),
        (OWN, [100], ["databases that differ only in private values gave different public files, first at byte 100"]),
        ([12_288], [], ["public files made of the same database differ beyond their header, first at byte 12288"]),
        ([12_284], [12_284], []),
        (
            [13_000],
            [13_000],
            [
                "public files made of the same database differ beyond their header, first at byte 13000",
                "databases that differ only in private values gave different public files, first at byte 13000",
            ],
        ),
        (
            OWN,
            [DATABASE],
            ["databases that differ only in private values gave different public files, first at byte 20480"],
        ),
    ],
)
def test_two_databases_may_differ_only_in_header_bytes_that_equal_databases_differ_in(tmp_path, same, other, found):
    """Each file differs from the first at these offsets; an offset beyond the end makes it longer."""
    paths = [tmp_path / name for name in ("first", "same", "other")]
    for path, places in zip(paths, ([], same, other), strict=True):
        content = bytearray(max([DATABASE, *(at + 1 for at in places)]))
        for at in places:
            content[at] = 1
        path.write_bytes(content)
    copies = non_interference.MarkedCopies(*paths, canaries.FEWEST)
    assert [*non_interference.interference(copies)] == [f"two {sentence}" for sentence in found]


def test_a_search_that_finds_nothing_at_all_is_not_a_proof(tmp_path):
    (tmp_path / "published.duckdb").write_bytes(b"nothing")
    empty = non_interference.MarkedCopies(*[tmp_path / "published.duckdb"] * 3, 3)
    assert [*non_interference.find_marks(empty, tmp_path)] == [
        "only 3 marks were planted, and 10000 are needed",
        "the search did not find the public marks either",
    ]


def test_a_browser_that_is_sent_private_text_is_noticed(merrowshire, tmp_path):
    """The same pages show the marked copy itself instead of its public part."""
    found, made = tried(merrowshire, tmp_path / "trial")
    database = build_publication._folder(made.database, found, tmp_path / "public")
    planted = tmp_path / "trial" / "one" / "planted.duckdb"
    named = database.parent / f"planted-{store.fingerprint(planted)}.duckdb"
    shutil.copyfile(planted, named)
    (tmp_path / "public" / "data" / "built" / "CURRENT").write_text(publication.pointer(named), encoding="utf-8")
    with browser.chromium() as chromium:
        nothing_shown = [*browser.leaks(tmp_path / "public", chromium)]
        publication.write(tmp_path / "public", named, {}, (), found.records, found.by)
        leaks = [*browser.leaks(tmp_path / "public", chromium)]
    assert nothing_shown == ["the public marks were not sent either, so nothing was really looked at"]
    assert made.marks and len(leaks) > 5 and all(leak.endswith("was sent private text") for leak in leaks)


def test_without_a_browser_nothing_is_published(drawn, tmp_path, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "playwright.sync_api", None)
    assert main(to_publish(drawn, tmp_path / "public")) == 1
    assert "Install requirements/publish.txt and a Chromium" in capsys.readouterr().err
    assert not (tmp_path / "public").exists()


def test_the_browser_is_looked_for_before_the_other_proofs(drawn, tmp_path, monkeypatch, capsys):
    """Otherwise somebody without a browser would wait for all proofs before reading that it is missing."""
    monkeypatch.setitem(sys.modules, "playwright.sync_api", None)
    asked = []
    monkeypatch.setattr(non_interference, "marked_copies", lambda *places: asked.append(places))
    assert main(to_publish(drawn, tmp_path / "public")) == 1
    assert "apt install chromium" in capsys.readouterr().err and asked == []


class Disturbed(BaseHTTPRequestHandler):
    """Breaks off its answer `left` times, then sends a page that counts as drawn."""

    left = 0

    def do_GET(self) -> None:
        disturbed, Disturbed.left = Disturbed.left, max(Disturbed.left - 1, 0)
        self.send_response(200)
        for length in "12" if disturbed else "":
            self.send_header("Content-Length", length)
        self.end_headers()
        drawn = '<p data-testid="stApp" data-test-script-state="notRunning">Drawn</p><p class="an-footer">Foot</p>'
        self.wfile.write(drawn.encode())

    def log_message(self, *_: object) -> None:
        """Logs nothing, so that the output of the tests stays clean."""


@pytest.fixture
def visitor() -> Iterator[BrowserContext]:
    with browser.chromium() as chromium, chromium.new_context() as visitor:
        yield visitor


@pytest.fixture
def disturbed() -> Iterator[str]:
    """The address of a page on a server that can be made to fail."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Disturbed) as server:
        Thread(target=server.serve_forever).start()
        yield f"http://127.0.0.1:{server.server_port}/overview?as_of=2026-01-05"
        server.shutdown()


def test_a_page_that_was_not_drawn_is_tried_once_more(visitor, disturbed):
    Disturbed.left = 1
    assert b"Drawn" in b"".join(content for _, content in browser._content_sent(visitor, disturbed))
    assert Disturbed.left == 0


def test_a_page_that_is_not_drawn_at_a_second_try_is_reported_in_one_sentence(visitor, disturbed):
    """No short time limit ends it: a browser that closes in the middle of an answer may never say so."""
    Disturbed.left = 20
    with pytest.raises(
        browser.NotOpened, match=r"^The page /overview was not drawn, nor at a second try \(Page\.goto: net::ERR_"
    ):
        browser._content_sent(visitor, disturbed)
    Disturbed.left = 0


def test_a_text_is_withheld_until_an_officer_releases_that_version_of_it(drawn, out, capsys):
    assert b"Light the landing stage" not in database_of(out).read_bytes()
    command = [str(drawn.received), "--built", str(drawn.built)]
    assert main(["release", *command]) == 0
    listed = capsys.readouterr().out
    name = waiting_texts.text_id(action("Light the landing stage."))
    assert f"{name}  action_version.action, transport P-01: Light the landing stage." in listed
    assert main(["release", *command, "--text", name]) == 2
    assert main(["release", *command, "--text", name, "--by", "Head of scrutiny", "--on", "2026-02-01"]) == 0
    published(drawn, out)
    assert b"Light the landing stage." in database_of(out).read_bytes()
    drawn.plan("2026-02-05", PLAN.replace("Light the landing stage.", "Light the landing stage at night."))
    drawn.load()
    published(drawn, out)
    content = database_of(out).read_bytes()
    assert b"Light the landing stage." in content and b"at night" not in content


def test_a_withdrawn_text_is_removed_from_earlier_publications_too(drawn, tmp_path):
    release_log.add(drawn.received, [action("Mark the edge of the quay.")], True, OFFICER, "2026-02-01")
    published(drawn, tmp_path / "public")
    release_log.add(drawn.received, [action("Mark the edge of the quay.")], False, OFFICER, "2026-02-02")
    published(drawn, tmp_path / "public")
    left = [path for path in (tmp_path / "public").rglob("*") if path.is_file()]
    assert left and not [path for path in left if b"Mark the edge" in non_interference.everything_in(path)]
    with pytest.raises(NotReadable, match="no publication before"):
        publish.go_back(tmp_path / "public")


def test_an_altered_release_is_noticed(drawn):
    release_log.add(
        drawn.received,
        [action(text) for text in ("One.", "Two.", "Three\u2028lines\x85.")],
        True,
        OFFICER,
        "2026-02-01",
    )
    assert len(release_log.read(drawn.received)) == 3
    path = drawn.received / release_log.RELEASES
    path.write_text(path.read_text(encoding="utf-8").replace("One.", "Ten."), encoding="utf-8")
    with pytest.raises(NotReadable, match="line 1, was altered"):
        release_log.read(drawn.received)


def test_an_apparent_personal_number_stops_it_until_that_text_is_released(drawn, tmp_path, capsys):
    text = "Ring 0161 496 0123 about the quay."
    drawn.plan("2026-02-05", PLAN.replace("Mark the edge of the quay.", text))
    drawn.load()
    decision = DECISION.replace('["names"]', '["names", "action_version.action"]')
    (drawn.received / "publication.toml").write_text(decision, encoding="utf-8")
    assert main(to_publish(drawn, tmp_path / "public")) == 1
    said = capsys.readouterr().err
    assert "“action: action” of P-02 from transport" in said and "Telephone number" in said and "0161" not in said
    release_log.add(drawn.received, [action(text)], True, OFFICER, "2026-02-06")
    assert published(drawn, tmp_path / "public").manifest


def test_a_text_for_a_second_look_stops_it_until_somebody_has_looked(drawn, tmp_path, capsys):
    text = "Mrs Example of the quay office marks the edge."
    drawn.plan("2026-02-05", PLAN.replace("Mark the edge of the quay.", text))
    drawn.load()
    decision = DECISION.replace('["names"]', '["names", "action_version.action"]')
    (drawn.received / "publication.toml").write_text(decision, encoding="utf-8")
    assert main(to_publish(drawn, tmp_path / "public")) == 1
    said = capsys.readouterr().err
    assert "(Name of a person, characters 1 to 11). Decide whether it may be public." in said and "Example" not in said
    assert main(["release", str(drawn.received), "--built", str(drawn.built)]) == 0
    assert "1 text looks like personal data and must be released one by one:" in capsys.readouterr().out
    mark = waiting_texts.text_id(action(text))
    by = ["--by", "Head of scrutiny", "--on", "2026-02-06"]
    assert main(["release", str(drawn.received), "--built", str(drawn.built), "--text", mark, *by]) == 0
    assert published(drawn, tmp_path / "public").manifest


def test_going_back_shows_the_publication_before_and_both_verify(drawn, out, capsys):
    first = publication.read(publication.current(out))
    drawn.plan("2026-02-05", PLAN.replace("d:2026-06-30", "d:2026-07-31"))
    drawn.load()
    again = published(drawn, out)
    assert not again.needs_restart and publication.read(publication.current(out)) == again.manifest != first
    assert main(["verify", str(out)]) == 0
    assert main(["publish", "--out", str(out), "--back"]) == 0
    assert publication.read(publication.current(out)) == first and main(["verify", str(out)]) == 0
    assert "Shown again: the publication as known on 2026-01-05." in capsys.readouterr().out


def test_changed_settings_ask_for_a_restart(drawn, out, tmp_path, monkeypatch):
    settings = tmp_path / "site.toml"
    monkeypatch.setenv("TRACKER_SITE", str(settings))
    settings.write_text(
        (ROOT / "data" / "site.toml").read_text(encoding="utf-8") + "\nchecked_on = 2025-01-01\n", encoding="utf-8"
    )
    done = published(drawn, out)
    assert done.needs_restart
    assert [main(["verify", str(folder)]) for folder in (out, tmp_path / "public.before")] == [0, 0]
    (warning,) = done.warnings
    assert warning.startswith("9 helplines not checked within 90 days: Childline, ")
    assert "Police, when it is not an emergency" in warning and "999" not in warning


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda out: (out / "tracker" / "words.py").write_text("x = 1"), "tracker/words.py was altered."),
        (lambda out: (out / "data" / "site.toml").unlink(), "data/site.toml is missing."),
        (lambda out: (out / "pages" / "more.py").write_text(""), "pages/more.py was inserted."),
    ],
)
def test_verify_names_every_altered_removed_or_added_file(out, spoil, said):
    spoil(out)
    assert [*verify_publication.publication_faults(out)] == [said]


def test_verify_follows_the_chain_of_the_files_received(out):
    manifest = publication.read(publication.current(out))
    altered = msgspec.structs.replace(manifest, ledger_head="0" * 64)
    (publication.current(out) / publication.MANIFEST).write_bytes(msgspec.json.encode(altered))
    assert [*verify_publication.publication_faults(out)] == [
        "The records of the ledger do not lead to the head that the manifest names."
    ]


@pytest.mark.parametrize("content", [b"{", b"{}", b'{"database": 7}', b"\xff", None])
def test_an_unreadable_manifest_is_reported(out, capsys, content):
    path = publication.current(out) / publication.MANIFEST
    path.write_bytes(content) if content else path.unlink()
    assert main(["verify", str(out)]) == 1
    assert (
        capsys.readouterr().out
        == f"{path} is not the manifest of a publication. Put it back from a copy, or publish to a new folder.\n"
    )


def test_a_folder_with_other_contents_is_left_alone(drawn, tmp_path):
    (tmp_path / "letters.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(NotReadable, match="holds something else"):
        published(drawn, tmp_path)
    assert (tmp_path / "letters.txt").read_text(encoding="utf-8") == "mine"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="NOT TESTED HERE: this system cannot start a process by fork")
def test_after_a_kill_at_any_instant_a_whole_publication_is_there(drawn, out):
    """Each kill comes after a random share of the CPU time of the last whole publication."""
    places = (drawn.received, drawn.built, out, drawn.layouts)
    chance, killed = random.Random(), 0
    with forked("publish") as run:
        status, whole = run(*places)
        assert status == 0
        for n in range(3 * KILLS):
            status, used = run(*places, kill_after=chance.uniform(0, whole) if n % 10 else None)
            assert status == 0 or (status == -signal.SIGPROF and n % 10)
            killed, whole = (killed + 1, whole) if status else (killed, used)
            left_behind = [*verify_publication.publication_faults(out)]
            assert [fault for fault in left_behind if not fault.endswith("does not list. Delete it.")] == []
            if killed == KILLS:
                break
    assert killed == KILLS
    assert published(drawn, out).manifest and [*verify_publication.publication_faults(out)] == []
