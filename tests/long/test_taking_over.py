"""A running public instance shows the next publication, or the one before, without a restart."""

from __future__ import annotations  # see conftest.py for the reason

import json
import os
import re
import shutil
from functools import partial
from pathlib import Path

import pytest
from browser import start_public_instance
from small_disk import small_disk
from visitor import look, request

from loaders.__main__ import main
from loaders.commands import publish as command
from loaders.load.load import load
from loaders.publishing import publish
from loaders.received.places import DATA

LAYOUTS = DATA.parent / "loaders" / "layouts" / "merrowshire"
FIRST_UP_TO = "2026-03-31"
OLD = "as_of=2026-03-31"


@pytest.fixture(scope="module")
def twice(tmp_path_factory) -> tuple[Path, Path, Path]:
    """Merrowshire's files up to a day, loaded and published, and the folder with all the others."""
    at = tmp_path_factory.mktemp("taking_over")
    received, built, out = at / "merrowshire" / "received", at / "built", at / "public"
    whole = DATA / "examples" / "merrowshire" / "received"
    received.mkdir(parents=True)
    shutil.copyfile(whole / "publication.toml", received / "publication.toml")
    _receive(whole, received, lambda day: day <= FIRST_UP_TO)
    load(received, built, LAYOUTS)
    publish.publish(received, built, out, LAYOUTS, with_browser=False)
    return received, built, out


def _receive(whole: Path, received: Path, belongs) -> None:
    for path in whole.glob("*/*.*"):
        if belongs(path.name[:10]):
            (received / path.parent.name).mkdir(exist_ok=True)
            shutil.copyfile(path, received / path.parent.name / path.name)


def _said(site: str, query: str = "") -> str:
    """The opening sentence of the overview."""
    return re.search(r'<p class="an-lead">(.*?)</p>', look(site, query))[1]


def _open_data(site: str) -> str:
    status, _, body = request(site, "/open-data/datapackage.json")
    assert status == 200
    return json.loads(body)["name"] + str(json.loads(body)["resources"][0]["hash"])


def test_the_next_publication_and_the_one_before_are_shown_without_a_restart(twice):
    received, built, out = twice
    with start_public_instance(out) as (site, process):
        first, first_then, data = _said(site), _said(site, OLD), _open_data(site)
        _receive(DATA / "examples" / "merrowshire" / "received", received, lambda day: day > FIRST_UP_TO)
        load(received, built, LAYOUTS)
        assert not publish.publish(received, built, out, LAYOUTS, with_browser=False).needs_restart
        second = _said(site)
        assert second != first and "<strong>20</strong> are verified complete" in second
        assert _said(site, OLD) == first_then, "an old address no longer shows its figures"
        assert _open_data(site) != data
        assert main(["publish", "--out", str(out), "--back"]) == 0
        assert (_said(site), _open_data(site)) == (first, data)
        publish.publish(received, built, out, LAYOUTS, with_browser=False)
        assert _said(site) == second and process.poll() is None


def test_a_full_disk_leaves_the_publication_before_in_place(twice, tmp_path, capsys, monkeypatch):
    received, built, _ = twice
    monkeypatch.setattr(command, "publish", partial(publish.publish, with_browser=False))
    disk = tmp_path / "disk"
    arguments = [str(received), "--built", str(built), "--layouts", str(LAYOUTS), "--out", str(disk / "public")]
    with small_disk(disk, "size=64m"):
        assert main(["publish", *arguments]) == 0
        before = {path: path.read_bytes() for path in (disk / "public").rglob("*") if path.is_file()}
        free = os.statvfs(disk)
        (disk / "filler").write_bytes(bytes(free.f_bavail * free.f_frsize - 300_000))
        capsys.readouterr()
        assert main(["publish", *arguments]) == 2
        said = capsys.readouterr().err
        assert said.startswith("Nothing was published. ") and "Traceback" not in said and len(said.splitlines()) == 1
        assert {path: path.read_bytes() for path in before} == before
        assert main(["verify", str(disk / "public")]) == 0
        (disk / "filler").unlink()
        assert main(["publish", *arguments]) == 0
