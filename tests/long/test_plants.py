"""No private text of the invented example's workbooks is in the public copy's folder or in what it sends."""

from __future__ import annotations  # see conftest.py for the reason

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import duckdb
import openpyxl
import pytest
from browser import start_public_instance
from merrowshire_story import PLANTS
from visitor import PAGES, ask, rerun, visit

from loaders.publishing import allow_list
from loaders.publishing.release import release_log
from loaders.publishing.release.decisions import public_keys, read_decisions
from loaders.publishing.release.texts import read_texts
from loaders.reader.read_file import read_workbook
from loaders.received import ledger, ledger_records
from tracker import store
from tracker.questions import actions
from tracker.site import DEFAULT

SHORTEST = 9  # characters: shorter words, such as headings, occur everywhere
# Dates are public, also as text of a cell or as the name of a file.
DATE = re.compile(r"(?:end of )?(?:\d{1,2}(?:st|nd|rd|th)? )?[A-Z][a-z]+ \d{2,4}(?:/\d{2})?|\d{4}-\d\d-\d\d(?:\.\w+)+")
LEAST = {"cell": 100, "hidden": 1, "comment": 1, "name": 2}
CONTROL = "Adopt one standard of checks for taxi and private hire licences"


def cells(received: Path) -> Iterator[tuple[str, str]]:
    """Every text of every file, hidden or not, with its kind: a cell, a comment, a name."""
    for path in sorted(received.glob("*/*.*")):
        for grid in read_workbook(path).grids:
            yield "name", grid.name
            yield from (("comment", words) for words in grid.comments.values())
            yield from (("cell", cell) for row in grid._rows.values() for cell in row if isinstance(cell, str))
        if path.suffix in (".xlsx", ".xlsm"):
            yield from _once_more(path)
    for record in ledger_records.received(ledger.read(received)):
        yield "name", record.sent_as


def _once_more(path: Path) -> Iterator[tuple[str, str]]:
    """The texts that openpyxl finds, which reads comments and hidden sheets in its own way."""
    workbook = openpyxl.load_workbook(path)
    for sheet in workbook.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    yield "hidden" if sheet.sheet_state != "visible" else "cell", cell.value
                if cell.comment:
                    yield "comment", cell.comment.text
    workbook.close()


@pytest.fixture(scope="module")
def private(merrowshire, published_merrowshire) -> dict[str, set[str]]:
    """By kind, every text of the files that nobody released and that is not a word of the program."""
    with store.read_only(store.current(merrowshire.built)) as db:
        texts = read_texts(db)
    released = public_keys(texts, read_decisions(merrowshire.received), release_log.read(merrowshire.received))
    public = [key.text for key in released]
    program = [path for path in published_merrowshire.rglob("*") if path.suffix in (".py", ".sql", ".md", ".toml")]
    known = "\n".join(
        [*public, *allow_list.vocabulary(), *(path.read_text(encoding="utf-8") for path in program)]
    ).lower()
    found: dict[str, set[str]] = {}
    for kind, text in cells(merrowshire.received):
        text = text.strip()
        is_long = len(text) >= SHORTEST and any(letter.isalpha() for letter in text)
        if is_long and not DATE.fullmatch(text) and text.lower() not in known:
            found.setdefault(kind, set()).add(text)
    return found


def test_the_search_includes_every_planted_text_and_much_more(private):
    looked_for = set().union(*private.values())
    assert [kind for kind, plant in PLANTS.items() if not any(plant in text for text in looked_for)] == []
    assert all(len(private[kind]) >= least for kind, least in LEAST.items())


def everything(folder: Path) -> bytes:
    """All bytes of a folder, also unpacked where files are packed."""
    pieces = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        content = path.read_bytes()
        pieces += [str(path.relative_to(folder)).encode(), content]
        if zipfile.is_zipfile(io.BytesIO(content)):
            with zipfile.ZipFile(path) as packed:
                pieces += [packed.read(name) for name in packed.namelist()]
        if path.suffix == ".parquet":
            with duckdb.connect() as db:
                pieces.append(str(db.read_parquet(str(path)).fetchall()).encode())
    return b"\n".join(pieces)


def found_in(content: bytes, private: dict[str, set[str]]) -> list[str]:
    texts = set().union(*private.values())
    return sorted(text for text in texts if text.encode() in content or text.encode("utf-16-le") in content)


def test_nothing_private_is_in_the_folder(private, published_merrowshire):
    content = everything(published_merrowshire)
    assert CONTROL.encode() in content
    assert found_in(content, private) == []


def test_nothing_private_is_sent(private, published_merrowshire, merrowshire, tmp_path):
    found = actions.rows(merrowshire.db, merrowshire.as_of)
    queries = [f"ref={action.action_ref}&sender={action.sender}" for action in found]
    # A fast machine answers faster than a visitor may ask.
    settings = tmp_path / "site.toml"
    settings.write_text(f"{DEFAULT.read_text(encoding='utf-8')}\n[limits]\nmessages = 1_000\n", encoding="utf-8")
    with (
        start_public_instance(published_merrowshire, TRACKER_SITE=str(settings)) as (site, _),
        visit(site) as connection,
    ):
        came = [ask(connection, rerun("q=supervision" if page == "search" else "", page)) for page in PAGES]
        came += [ask(connection, rerun(query, "actions")) for query in queries]
    content = b"\n".join(message.SerializeToString() for messages in came for message in messages)
    assert CONTROL.encode() in content and len(queries) > 70
    assert found_in(content, private) == []
