"""Reads, loads and publishes files with a mark in every hidden place, and checks whether any mark comes out."""

from collections.abc import Iterator
from pathlib import Path

from loaders.load.load import load
from loaders.publishing import public_database
from loaders.publishing.proofs import hidden_plants, word_plants
from loaders.publishing.proofs.canaries import PRIVATE, PUBLIC
from loaders.publishing.proofs.hidden_plants import IN_SIGHT, PLANTS
from loaders.publishing.proofs.word_plants import BESIDE, WORD_PLANTS
from loaders.publishing.release.decisions import public_keys, read_decisions
from loaders.publishing.release.texts import read_texts
from loaders.received.changes import DECISIONS
from tracker import store

DAY = "2026-01-05"
WITHOUT_MARKS = ("text without marks", "page without marks")  # a .csv and a .html; the second decision names neither
VISIBLE = (IN_SIGHT, word_plants.IN_SIGHT)
DECISION = f"""
[[decision]]
by = "Nobody: marks are published"
on = {DAY}
columns = ["names"]
formats = [".csv", ".html"]
why = "Marks are joined by references."

[[decision]]
by = "Nobody: marks are published"
on = {DAY}
columns = ["action_version.action"]
why = "What stands in sight may be public."
"""


def hidden_marks(into: Path) -> Iterator[str]:
    """Yields a fault for each hidden place whose mark came out, and one if the mark in sight did not.

    A decision covers the column with all the marks. `into` is a new folder to work in.
    """
    received, built, layouts = into / "received", into / "built", into / "layouts"
    _plant(received, layouts)
    load(received, built, layouts)
    with store.read_only(store.current(built)) as db:
        texts = read_texts(db)
    public = public_keys(texts, read_decisions(received), ())
    public_database.build(store.current(built), into / "published.duckdb", public)
    content = (into / "published.duckdb").read_bytes()
    hidden = (*PLANTS, *WORD_PLANTS, BESIDE, *WITHOUT_MARKS)
    yield from (f"the mark came out: {name}" for name in hidden if _mark(name).encode() in content)
    if not all(_mark(name).encode() in content for name in VISIBLE):
        yield "the mark in sight did not come out either"


def _plant(received: Path, layouts: Path) -> None:
    """Writes files of four senders, two of them in a format that does not say what is hidden."""
    layouts.mkdir(parents=True)
    text, page = map(_mark, WITHOUT_MARKS)
    headings = hidden_plants.HEADINGS
    files = {
        "marks.xlsx": hidden_plants.workbook(_mark),
        "word.docx": word_plants.plan(_mark),
        "text.csv": f"{','.join(headings)}\nNo. 1,{text},\n".encode(),
        "page.html": f"<table><tr><th>{'<th>'.join(headings)}<tr><td>No. 1<td>{page}<td></table>".encode(),
    }
    for name, content in files.items():
        sender, _, ending = name.partition(".")
        (received / sender).mkdir(parents=True)
        layout = hidden_plants.layout(*([] if sender == "marks" else ["table 1"]))
        (layouts / f"{sender}.toml").write_text(layout, encoding="utf-8")
        (received / sender / f"{DAY}.{ending}").write_bytes(content)
    (received / DECISIONS).write_text(DECISION, encoding="utf-8")


def _mark(name: str) -> str:
    return f"{PUBLIC if name in VISIBLE else PRIVATE} {name}."
