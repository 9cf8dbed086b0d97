"""The page Publish in each of its states: what its forms do, and that a kill in the middle leaves the old copy."""

from __future__ import annotations  # see conftest.py for the reason

import random
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Event
from urllib.parse import parse_qsl, urlsplit

import pytest
from drawing import Collection
from publications import DECISION, PLAN, ROOT
from screen import heading, html_of, open_page, words
from waiting import wait_until

from loaders.publishing import publication, verify_publication
from loaders.publishing.publish import GOES_ON, STEPS, publish, try_publication
from loaders.publishing.release import release_log
from loaders.publishing.release.texts import Key
from loaders.received import ledger, ledger_records
from loaders.received.actor import Actor
from pages.staff.jobs import Jobs
from pages.staff.load import work as load_work
from pages.staff.publish import answers as publish_answers
from pages.staff.publish import work as publish_work
from pages.staff.publish.tables import SHOWS
from tracker import store

PAGE = "staff/84_publish.py"
BY = "Head of scrutiny"
AND_TEXTS = DECISION.replace('"names"', '"names", "action_version.action"')


@pytest.fixture
def staff(collection: Collection, monkeypatch) -> Collection:
    """A plan whose names were released, shown to staff; test_proofs.py opens the pages in a browser, this does not."""
    collection.plan("2026-01-31", PLAN)
    (collection.received / "publication.toml").write_text(DECISION, encoding="utf-8")
    collection.load()
    monkeypatch.setenv("TRACKER_BUILT", str(collection.built))
    monkeypatch.setenv("TRACKER_PUBLIC", str(out(collection)))
    monkeypatch.setattr(load_work, "LAYOUTS", collection.layouts)
    monkeypatch.setattr(publish_work, "JOBS", Jobs(20))
    monkeypatch.setattr(publish_work, "_steps_done", {})
    for name, function in (("publish", publish), ("try_publication", try_publication)):
        monkeypatch.setattr(publish_work, name, partial(function, with_browser=False))
    return collection


def out(collection: Collection) -> Path:
    return collection.received.parent / "public"


def everything(collection: Collection) -> dict[str, bytes]:
    """The published files with their bytes."""
    return {str(path): path.read_bytes() for path in out(collection).rglob("*") if path.is_file()}


def shown(**query: str):
    """The page once no work is under way."""
    at = wait_until(lambda: page if "so far." not in words(page := open_page(PAGE, as_of="", **query)) else None, 0.5)
    assert not at.exception
    return at


def sent(answer: Callable[[dict[str, str]], str], **fields: str) -> str:
    """The address to which a form's answer leads, once the work is done."""
    mark = publish_work.state()
    where = answer(fields)
    works = [work for work in (publish_work.look_under(mark), publish_work.publication_under(mark)) if work]
    wait_until(lambda: all(work.job.is_done for work in works), 0.2)
    return where


def said(address: str) -> str:
    """The words of the page to which an answer leads."""
    assert urlsplit(address).path == "/publish"
    return words(shown(**dict(parse_qsl(urlsplit(address).query))))


def published(by: str = BY) -> str:
    """The words of the page after a look and a publication."""
    sent(publish_answers.look)
    sent(publish_answers.publish, state=publish_work.state(), by=by)
    return words(shown())


def test_every_step_has_its_words():
    assert [*SHOWS] == [*STEPS]


def test_before_a_look_the_page_names_the_folder_and_offers_only_a_look(staff):
    at = shown()
    assert heading(at) == "Publish" and f"Nothing has been published to {out(staff)} yet." in words(at)
    assert "/publish-look" in html_of(at) and "/publish-now" not in html_of(at)


def test_a_look_a_publication_and_a_second_look(staff):
    """The look publishes nothing; the button publishes once; the next look says what would change."""
    sent(publish_answers.look)
    text = words(shown())
    assert "The first publication: " in text and text.count("Held") == len(STEPS) - 1
    assert not out(staff).exists()
    form = {"state": publish_work.state(), "by": BY}
    for _ in range(2):  # as if the button had been pressed again and again
        publish_answers.publish(form)
    sent(publish_answers.publish, **form)
    text = words(shown())
    assert "Published from this page." in text and f"{BY} (typed, not signed in)" in text
    assert "once the folder has been copied there" in text
    before = everything(staff)
    assert publication.read(publication.current(out(staff))).published_by == BY
    assert [*verify_publication.publication_faults(out(staff))] == []
    assert "has changed since you looked" in said(publish_answers.publish(form)) and everything(staff) == before
    sent(publish_answers.look)
    assert "Nothing that anybody can read would change" in words(shown())

    (staff.received / "publication.toml").write_text(AND_TEXTS, encoding="utf-8")
    staff.plan("2026-02-28", PLAN.replace("Mark the edge", "Paint the edge"))
    staff.load()
    assert "has changed since somebody looked" in words(shown())
    sent(publish_answers.look)
    text = words(shown())
    assert "1 file more than the last publication" in text and "What changed since 31 January 2026" in text
    assert "Words that become public: 3" in text and "Paint the edge of the quay." in text
    assert everything(staff) == before
    text = published()
    assert "Published from this page." in text and "Go back to the publication before" in text
    assert "another publication is shown by now" in said(publish_answers.back({"shown": "data/built/x/x.duckdb"}))
    now = publish_work.last()
    assert "Shown again: the publication as known on 31 January 2026." in said(
        publish_answers.back({"shown": now.database})
    )


def test_a_failed_step_says_why_and_no_publication_is_offered(staff):
    (staff.received / "publication.toml").unlink()
    sent(publish_answers.look)
    at = shown()
    assert "This could not be published." in words(at) and "not released" in words(at)
    assert words(at).count("Not yet") == len(STEPS) - 3 and "/publish-now" not in html_of(at)
    assert words(at).count("Stopped here") == 1 and words(at).count("not released") == 1
    assert "/publish-look" in html_of(at) and not out(staff).exists()
    (staff.received / "publication.toml").write_text(DECISION, encoding="utf-8")
    sent(publish_answers.look)
    assert "/publish-now" in html_of(shown())


def test_personal_data_stops_a_publication_in_plain_words_with_a_link_to_the_page_release(staff):
    staff.plan("2026-02-28", PLAN.replace("Mark the edge of the quay.", "Ring 0161 496 0123 or 0161 496 0456."))
    (staff.received / "publication.toml").write_text(AND_TEXTS, encoding="utf-8")
    staff.load()
    sent(publish_answers.look)
    at = shown()
    assert (
        "“action: action” of P-02 from transport looks like personal data (Telephone number, characters 6 to 18). "
        "Keep it private. To see and decide: the page Release"
    ) in words(at)
    assert "0161" not in words(at) and 'href="/release' in html_of(at)


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"by": ""}, "Nothing was published. Say which post publishes."),
        ({"by": "Margaret Thornbury"}, "Name a post, never a person."),
        ({"by": BY, "state": "of long ago"}, "has changed since you looked"),
        ({"by": BY}, "has changed since you looked"),
    ],
)
def test_without_a_post_or_a_look_nothing_is_published(staff, form, sentence):
    assert sentence in said(publish_answers.publish({"state": publish_work.state(), **form}))
    assert not out(staff).exists() and publish_work.publication_under(publish_work.state()) is None


def test_data_that_changed_while_it_waited_for_its_turn_is_not_published(staff):
    sent(publish_answers.look)
    mark, begun, may_go_on = publish_work.state(), Event(), Event()
    publish_work.JOBS.begin("something before it", lambda: begun.set() or may_go_on.wait() or publish_work.Outcome())
    begun.wait()
    publish_answers.publish({"state": mark, "by": BY})
    staff.plan("2026-02-28", PLAN.replace("landing", "loading"))
    staff.load()
    may_go_on.set()
    work = publish_work.publication_under(mark)
    assert "has changed since you looked" in work.job.result.why_not and everything(staff) == {}


def test_what_is_decided_while_a_publication_is_made_stops_it_and_is_said(staff, monkeypatch):
    """A text kept private in the middle never becomes public, and whoever publishes reads why nothing was published."""
    (staff.received / "publication.toml").write_text(AND_TEXTS, encoding="utf-8")
    staff.load()
    sent(publish_answers.look)
    kept = Key("action_version.action", "transport", "Light the landing stage.")

    def publish_slowly(*folders, on_step, **others):
        def step(name: str) -> None:
            if name == STEPS[-2]:  # the last one without a browser
                release_log.add(staff.received, [kept], False, Actor("Data officer"), "2026-02-01", "Not yet")
            on_step(name)

        return publish(*folders, on_step=step, with_browser=False, **others)

    monkeypatch.setattr(publish_work, "publish", publish_slowly)
    sent(publish_answers.publish, state=publish_work.state(), by=BY)
    text = words(shown())
    assert everything(staff) == {}
    assert ledger_records.publications(ledger.read(staff.received)) == []
    assert "Nothing was published." in text and "Data officer (typed, not signed in)" in text
    assert "Nothing has been published to" in text and "Nobody has looked yet." in text
    monkeypatch.setattr(publish_work, "publish", partial(publish, with_browser=False))
    assert "Published from this page." in (text := published()) and "Nothing was published." not in text


def test_a_file_that_comes_while_a_publication_is_made_waits_for_the_next_one(staff):
    def step(name: str) -> None:
        if name == GOES_ON:
            staff.plan("2026-02-28", PLAN.replace("landing", "loading"))
            staff.load()

    folders = (staff.received, staff.built, out(staff), staff.layouts)
    assert publish(*folders, with_browser=False, on_step=step).manifest.as_known_on == "2026-01-31"


def test_a_missing_package_is_reported_with_what_to_do(staff, monkeypatch):
    def missing(*_: object, **__: object) -> None:
        raise ModuleNotFoundError("No module named 'cyclonedx'", name="cyclonedx")

    monkeypatch.setattr(publish_work, "try_publication", missing)
    sent(publish_answers.look)
    assert "The package cyclonedx is not installed here. Install what publishing needs" in words(shown())


def test_nothing_is_published_from_an_earlier_day_or_from_the_example(staff, monkeypatch):
    staff.plan("2026-02-28", PLAN)
    staff.load()
    assert "/publish-" not in html_of(open_page(PAGE, as_of="2026-01-31"))
    monkeypatch.setattr(load_work, "is_example_in_place_of_own", lambda: True)
    at = shown()
    assert "/publish-" not in html_of(at) and "so there is nothing to publish" in words(at)


KILLED = """
import sys
from functools import partial
from pathlib import Path
from loaders.publishing.publish import publish
from loaders.received.actor import Actor
from pages.staff.load import work as load_work
from pages.staff.publish import work as publish_work
load_work.LAYOUTS = Path(sys.argv[1])
publish_work.publish = partial(publish, with_browser=False)
publish_work.begin_publication(sys.argv[2], Actor("Head of scrutiny"))
print("begun", flush=True)
"""


def test_after_a_kill_in_the_middle_there_is_the_old_publication_or_the_whole_new_one(staff):
    make = partial(publish, staff.received, staff.built, out(staff), staff.layouts, with_browser=False)
    make()
    (staff.received / "publication.toml").write_text(AND_TEXTS, encoding="utf-8")
    chance, before = random.Random(20261201), everything(staff)
    for _ in range(3):
        command = [sys.executable, "-c", KILLED, str(staff.layouts), publish_work.state()]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
            assert process.stdout.readline() == b"begun\n"
            try:
                process.wait(chance.uniform(0, 6))
            except subprocess.TimeoutExpired:
                process.kill()
        assert [*verify_publication.publication_faults(out(staff))] == []
        assert is_new(staff) or everything(staff) == before
    make()
    assert is_new(staff) and [*verify_publication.publication_faults(out(staff))] == []


def is_new(staff: Collection) -> bool:
    """Whether the words released last are published."""
    with store.read_only(store.current(out(staff) / publication.BUILT)) as db:
        return ("Light the landing stage.",) in db.execute("SELECT action FROM action_version").fetchall()
