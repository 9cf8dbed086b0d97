"""The lines of docs/publishing.md that copy a publication are run as written; then the public computer is inspected."""

from __future__ import annotations  # see conftest.py for the reason

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from drawing import Collection
from modules import ROOT
from publications import DECISION, PLAN

from loaders.__main__ import main
from loaders.publishing import publish, verify_publication
from loaders.publishing.proofs.non_interference import everything_in
from loaders.publishing.release import release_log
from loaders.publishing.release.texts import Key
from loaders.received.actor import Actor

OFFICER = Actor("Head of scrutiny")
TEXT = "Mark the edge of the quay."
KEY = Key("action_version.action", "transport", TEXT)
THERE = "tracker.example.org:/srv/answerable/published/"


def lines() -> list[str]:
    """The lines of the docs that copy, in order: files first, then the pointer, then deletions."""
    text = (ROOT / "docs" / "publishing.md").read_text(encoding="utf-8")
    return re.findall(r"^rsync -a .+$", text, flags=re.MULTILINE)


def copied(folder: Path, line: str) -> str:
    """Runs one line beside `public`, with a folder in place of the public computer; returns what it prints."""
    assert line.startswith("rsync ") and line.count(THERE) == 1
    if not shutil.which("rsync"):
        pytest.skip("NO RSYNC, so the copying of docs/publishing.md was not tested. Install it.")
    command = line.replace(THERE, "published/")
    return subprocess.run(["sh", "-c", command], cwd=folder, check=True, capture_output=True, text=True).stdout


def where(text: str, out: Path) -> list[str]:
    found = [path for path in out.rglob("*") if path.is_file() and text.encode() in everything_in(path)]
    return sorted(path.relative_to(out).as_posix() for path in found)


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> Path:
    """A publication with a text, copied as the docs say; then one without it, since the text was withdrawn."""
    folder = tmp_path_factory.mktemp("copying")
    made = Collection(folder)
    made.plan("2026-01-05", PLAN)
    made.load()
    (made.received / "publication.toml").write_text(DECISION, encoding="utf-8")
    release_log.add(made.received, [KEY], True, OFFICER, "2026-02-01")
    publish.publish(made.received, made.built, folder / "public", made.layouts, with_browser=False)
    (folder / "published").mkdir()
    for line in lines():
        copied(folder, line)
    assert where(TEXT, folder / "published")
    release_log.add(made.received, [KEY], False, OFFICER, "2026-02-02")
    publish.publish(made.received, made.built, folder / "public", made.layouts, with_browser=False)
    assert where(TEXT, folder / "public") == []
    return folder


@pytest.fixture
def folder(published, tmp_path) -> Path:
    """A copy of both folders, so that each test begins where the second publication has not been copied yet."""
    for name in ("public", "published"):
        shutil.copytree(published / name, tmp_path / name)
    return tmp_path


def test_a_withdrawn_text_leaves_the_public_computer(folder):
    for line in lines():
        copied(folder, line)
        # After each line a whole publication is shown there.
        faults = [*verify_publication.publication_faults(folder / "published")]
        assert [fault for fault in faults if not fault.endswith("does not list. Delete it.")] == []
    assert where(TEXT, folder / "published") == [] and faults == []


def test_verify_names_what_should_not_be_on_the_public_computer(folder, capsys):
    for line in lines()[:2]:
        copied(folder, line)
    [old] = {place.split("/")[2] for place in where(TEXT, folder / "published")}
    assert main(["verify", str(folder / "published")]) == 1
    assert capsys.readouterr().out == (
        f"data/built/{old} holds what the publication that is shown does not list. Delete it.\n"
    )


def test_a_file_beside_the_publications_and_one_in_an_earlier_one_are_named(folder, capsys):
    """Verify once ignored everything in data/built except the publication on show."""
    (folder / "public" / "data" / "built" / "letter.txt").write_text("mine", encoding="utf-8")
    (folder / "public" / "data" / "built" / "0123").mkdir()
    (folder / "public" / "data" / "built" / "0123" / "names.txt").write_text("mine", encoding="utf-8")
    assert main(["verify", str(folder / "public")]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "data/built/0123 holds what the publication that is shown does not list. Delete it.",
        "data/built/letter.txt was inserted.",
    ]


def test_the_line_that_compares_prints_what_differs_and_nothing_else(folder):
    text = (ROOT / "docs" / "publishing.md").read_text(encoding="utf-8")
    [compare] = re.findall(r"^rsync -rnc .+$", text, flags=re.MULTILINE)
    assert "*deleting" in copied(folder, compare)
    for line in lines():
        copied(folder, line)
    assert copied(folder, compare) == ""
