"""A reader of the public folder finds the previous publication or the new one, never nothing."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import duckdb
import msgspec
import pytest

from loaders.publishing import earlier_publications, publication, switch
from loaders.publishing.proofs import structure
from tracker.findings import NotReadable

EDITIONS = [f"{n:02}" for n in range(6)]  # the oldest first


def folder(at: Path, code: str) -> Path:
    """The parts of a public folder that a switch moves."""
    (at / "data").mkdir(parents=True)
    (at / "dashboard.py").write_text(code, encoding="utf-8")
    return at


def manifest(name: str, earlier: list[str]) -> publication.Manifest:
    return publication.Manifest(
        database=f"data/built/{name}/published.duckdb", earlier=tuple(earlier), is_illustrative=True,
        as_known_on="2026-10-26", ledger_head="", schema_version=1, code_sha256="", proofs={}, tables={}, files={},
    )  # fmt: skip


@pytest.fixture
def six(tmp_path) -> Path:
    """A public folder with six publications, each of which lists all earlier ones."""
    out = tmp_path / "public"
    for n, name in enumerate(EDITIONS):
        edition = out / publication.BUILT / name
        edition.mkdir(parents=True)
        (edition / "published.duckdb").write_bytes(b"")
        (edition / publication.MANIFEST).write_bytes(msgspec.json.encode(manifest(name, EDITIONS[:n][::-1])))
        switch.point_to(out, edition / "published.duckdb")
    return out


def left_in(out: Path) -> list[str]:
    return sorted(path.name for path in (out / publication.BUILT).iterdir() if path.is_dir())


def test_a_switch_that_fails_leaves_the_publication_before_where_it_was(tmp_path):
    out = folder(tmp_path / "public", "before")
    with pytest.raises(FileNotFoundError):
        switch.take_over(tmp_path / "nothing", out)
    assert (out / "dashboard.py").read_text(encoding="utf-8") == "before"


def test_the_folder_before_stays_beside_the_new_one(tmp_path):
    out = folder(tmp_path / "public", "first")
    for code in ("second", "third"):
        assert switch.take_over(folder(tmp_path / "new", code), out)
    assert (out / "dashboard.py").read_text(encoding="utf-8") == "third"
    assert (tmp_path / "public.before" / "dashboard.py").read_text(encoding="utf-8") == "second"
    assert not (tmp_path / "new").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the folder is missing for an instant")
def test_between_any_two_steps_of_a_switch_there_is_a_publication(tmp_path):
    out, found = folder(tmp_path / "public", "before"), []

    def look(frame: FrameType, event: str, argument: object) -> Callable:
        found.append((out / "dashboard.py").exists())
        return look

    folder(tmp_path / "new", "after")
    sys.settrace(look)
    try:
        switch.take_over(tmp_path / "new", out)
    finally:
        sys.settrace(None)
    assert len(found) > 10 and all(found)


def held(monkeypatch, withdrawn: str) -> None:
    """Pretends that one publication holds a withdrawn text."""
    monkeypatch.setattr(structure, "texts_not_released", lambda path, public: [1] * (path.parent.name == withdrawn))


def test_three_earlier_publications_stay(six, monkeypatch):
    held(monkeypatch, "")
    assert earlier_publications.staying(six, ()) == EDITIONS[:2:-1]


def test_publications_from_the_first_that_may_not_stay_go(six, monkeypatch):
    held(monkeypatch, EDITIONS[-3])
    assert earlier_publications.staying(six, ()) == EDITIONS[:-3:-1]


def test_what_the_publication_shown_does_not_list_is_removed(six):
    shown = publication.current(six)
    (shown / publication.MANIFEST).write_bytes(msgspec.json.encode(manifest(shown.name, [EDITIONS[-2]])))
    switch.remove_earlier(six)
    assert left_in(six) == EDITIONS[-2:]


@pytest.mark.parametrize(("withdrawn", "stays"), [("", True), (EDITIONS[-1], False), (EDITIONS[-2], False)])
def test_the_folder_before_goes_once_it_holds_a_withdrawn_text(six, monkeypatch, withdrawn, stays):
    held(monkeypatch, withdrawn)
    six.rename(six.with_name("public.before"))
    assert [*earlier_publications.clean_before(six, ())] == []
    assert six.with_name("public.before").exists() is stays


def test_a_folder_before_that_cannot_be_looked_at_is_reported(six, monkeypatch):
    def of_another_version(path, public):
        raise duckdb.BinderException("no such column")

    monkeypatch.setattr(structure, "texts_not_released", of_another_version)
    assert earlier_publications.staying(six, ()) == []
    six.rename(six.with_name("public.before"))
    (said,) = earlier_publications.clean_before(six, ())
    assert (
        "was made by another version of this program" in said and "Delete it once the new publication is shown" in said
    )


def test_a_folder_that_holds_something_else_is_not_a_place_to_publish_to(tmp_path):
    folder(tmp_path / "letters", "mine")
    with pytest.raises(NotReadable, match="holds something else than a publication"):
        switch.check_place(tmp_path / "letters")
    switch.check_place(tmp_path / "new")
