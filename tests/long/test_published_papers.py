"""The papers of a publication agree with its database, and the public copy offers them."""

from __future__ import annotations  # see conftest.py for the reason

import zipfile

from visitor import look, request

from loaders.publishing import publication
from tracker import store
from tracker.questions import choices, resolutions
from tracker.reports.committee import committee_paper
from tracker.reports.html import html_file
from tracker.reports.meeting import Meeting


def folder_of(public):
    return store.current(public / "data" / "built").parent / "papers"


def test_the_papers_are_made_from_the_public_database(published_merrowshire):
    folder = folder_of(published_merrowshire)
    names = sorted(path.name for path in folder.iterdir())
    assert names == [f"illustrative-committee-report-2026-10-26.{ending}" for ending in ("docx", "html", "pdf", "xlsx")]
    db = store.connect(store.current(published_merrowshire / "data" / "built"))
    as_of = choices.last_known(db)
    meeting = Meeting(db, as_of, resolutions.last_meeting(db, as_of, None))
    assert (folder / names[1]).read_text(encoding="utf-8") == html_file(committee_paper(meeting))
    with zipfile.ZipFile(folder / names[0]) as word:
        assert b"The public copy holds back texts that nobody released." in word.read("word/document.xml")


def test_the_manifest_has_their_fingerprints(published_merrowshire):
    listed = publication.read(folder_of(published_merrowshire).parent).files
    assert sum("/papers/" in name for name in listed) == 4


def test_the_public_copy_offers_and_sends_them(public_server):
    address, _ = public_server
    page = look(address, page="committee-report")
    for name in ("docx", "pdf", "xlsx", "html"):
        path = f"/papers/illustrative-committee-report-2026-10-26.{name}"
        assert path in page
        status, headers, body = request(address, path)
        assert status == 200 and body and headers["content-disposition"].startswith("attachment")
